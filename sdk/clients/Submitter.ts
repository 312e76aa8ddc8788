import type { Signer } from "ethers";

import type { SampleRegistry } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { KeyWrapper } from "../keys/KeyWrapper.js";
import { MerkleTree } from "../trees/MerkleTree.js";
import { verifyProof } from "../trees/verifyProof.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { readCouncilKeys } from "./readCouncilKeys.js";

/** Submitting samples, one's own or, as an aggregator, those of others. See prepareSubmission for the files. */
export class Submitter {
  private readonly registry: SampleRegistry;

  constructor(
    private readonly contracts: Pick<SystemContracts, "registry" | "council" | "staking">,
    private readonly signer: Signer,
  ) {
    this.registry = contracts.registry.connect(signer);
  }

  /**
   * Submits any number of leaves in one transaction.
   *
   * @returns the tree, for the proof of each leaf, and the time that counts, in Unix seconds
   */
  async submit(leaves: readonly string[]): Promise<Confirmed & { tree: MerkleTree; time: bigint }> {
    const tree = new MerkleTree(leaves);
    const receipt = await confirm(this.registry.submit(tree.root));
    const time = await this.registry.submittedAt(await this.signer.getAddress(), tree.root);
    return { receipt, tree, time };
  }

  /**
   * When an aggregator's root with this leaf was mined, in Unix seconds. Hand over file and salt only after this
   * succeeds: until then the aggregator could take the priority.
   *
   * @param aggregator address that submitted the root
   */
  async requireSubmitted(aggregator: string, root: string, leaf: string, proof: readonly string[]): Promise<bigint> {
    if (!verifyProof(root, leaf, proof)) {
      throw new InvalidArgumentError("proof", "of another leaf or root", `a path from ${leaf} to ${root}`);
    }
    const time = await this.registry.submittedAt(aggregator, root);
    if (time === 0n) throw new InvalidArgumentError("root", root, `a root that ${aggregator} has submitted`);
    return time;
  }

  /** What encrypts the content keys of one submission to each supernode that serves in `epoch`, by supernode. */
  async keyWrappers(epoch: bigint): Promise<Map<string, KeyWrapper>> {
    const keys = await readCouncilKeys(this.contracts, epoch);
    return new Map([...keys].map(([supernode, key]) => [supernode, new KeyWrapper(key)]));
  }
}
