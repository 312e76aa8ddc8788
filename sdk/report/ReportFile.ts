import { MerkleTree } from "../trees/MerkleTree.js";
import type { ReportedVerdict } from "./ReportedVerdict.js";
import type { RewardLeaf } from "./RewardLeaf.js";
import { rewardLeaves } from "./rewardLeaves.js";
import { verdictLeaves } from "./verdictLeaves.js";

interface Contents {
  readonly epoch: bigint;
  /** Units of VMT within which the rewards were shared; see `safeBudget`. */
  readonly submittersBudget: bigint;
  /** Most units of VMT that one point may earn. */
  readonly maximumPerPoint: bigint;
  /** In ascending order of kind and content hash, one for each content. */
  readonly verdicts: readonly ReportedVerdict[];
  /** In ascending order of accounts, one for each. */
  readonly rewards: readonly RewardLeaf[];
}

/** The contents of a report's public file: all leaves of both trees, which are built when first asked for. */
export class ReportFile implements Contents {
  readonly epoch: bigint;
  readonly submittersBudget: bigint;
  readonly maximumPerPoint: bigint;
  readonly verdicts: readonly ReportedVerdict[];
  readonly rewards: readonly RewardLeaf[];
  private _verdictTree: MerkleTree | undefined;
  private _rewardTree: MerkleTree | undefined;

  constructor(contents: Contents) {
    this.epoch = contents.epoch;
    this.submittersBudget = contents.submittersBudget;
    this.maximumPerPoint = contents.maximumPerPoint;
    this.verdicts = contents.verdicts;
    this.rewards = contents.rewards;
  }

  /** Its leaves are in the order of `verdicts`. */
  get verdictTree(): MerkleTree {
    return (this._verdictTree ??= new MerkleTree(verdictLeaves(this.verdicts)));
  }

  /** Its leaves are in the order of `rewards`. */
  get rewardTree(): MerkleTree {
    return (this._rewardTree ??= new MerkleTree(rewardLeaves(this.rewards)));
  }
}
