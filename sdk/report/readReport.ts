import type { Category } from "../types/Category.js";
import type { Kind } from "../types/Kind.js";
import { InvalidReportError } from "./InvalidReportError.js";
import type { ReportedVerdict } from "./ReportedVerdict.js";
import { ReportFile } from "./ReportFile.js";
import { reportLines } from "./reportLines.js";
import type { RewardLeaf } from "./RewardLeaf.js";

const LINE_FEED = 10;
const HASH = '"(0x[0-9a-f]{64})"';
const ADDRESS = '"(0x[0-9a-f]{40})"';
const NUMBER = "(0|[1-9][0-9]{0,9})";
const AMOUNT = '"(0|[1-9][0-9]{0,28})"';
const HEADER = new RegExp(
  `^\\{"format":"virusmap-report-1","epoch":${NUMBER},"submittersBudget":${AMOUNT},"maximumPerPoint":${AMOUNT},"verdicts":${NUMBER},"rewards":${NUMBER},`,
);
const VERDICT = new RegExp(
  `^\\[([0-2]),${HASH},([0-3]),${NUMBER},${AMOUNT},${ADDRESS},${NUMBER},${NUMBER},${NUMBER},${HASH},${HASH},${HASH},(?:null|"(T1[0-9A-F]{70})")\\]$`,
);
const REWARD = new RegExp(`^\\[${ADDRESS},${AMOUNT}\\]$`);

const UINT8_MAX = 2n ** 8n - 1n;
const UINT16_MAX = 2n ** 16n - 1n;
const UINT32_MAX = 2n ** 32n - 1n;
const UINT96_MAX = 2n ** 96n - 1n;

/**
 * Reads a report's public file, and accepts it only in its one canonical form, see `reportLines`: every line as it would
 * be written, verdicts in strictly ascending order of kind and content hash (so one for each content), rewards of
 * accounts (so one for each). Whether the numbers are right is what `checkReport` tells.
 *
 * @throws {InvalidReportError} naming the first line that differs
 */
export function readReport(bytes: Uint8Array): ReportFile {
  const lines = new Lines(bytes);
  const header = lines.take();
  const [epoch = "", submittersBudget = "", maximumPerPoint = "", verdictCount = "", rewardCount = ""] =
    HEADER.exec(header)?.slice(1) ?? lines.refuse(header, "the header of a report");

  const terms = {
    epoch: lines.within("epoch", epoch, UINT32_MAX),
    submittersBudget: lines.within("submittersBudget", submittersBudget, UINT96_MAX),
    maximumPerPoint: lines.within("maximumPerPoint", maximumPerPoint, UINT96_MAX),
  };

  const verdicts: ReportedVerdict[] = [];
  let last = "";
  for (let i = 0; i < Number(verdictCount); i += 1) {
    const line = lines.take();
    const fields = VERDICT.exec(line) ?? lines.refuse(line, "a verdict");
    const verdict = toVerdict(fields, lines);
    // Kinds have one digit and hashes one length, so texts compare as the numbers do.
    const place = `${verdict.kind} ${verdict.contentHash}`;
    if (place <= last) lines.refuse(`content ${place}`, `one after ${last}`);
    verdicts.push(verdict);
    last = place;
  }

  const rewards: RewardLeaf[] = [];
  last = "";
  for (let i = 0; i < Number(rewardCount); i += 1) {
    const line = lines.take();
    const [, account = "", amount = ""] = REWARD.exec(line) ?? lines.refuse(line, "a reward");
    if (account <= last) lines.refuse(`account ${account}`, `one after ${last}`);
    rewards.push({ account, amount: lines.within("amount", amount, UINT96_MAX) });
    last = account;
  }
  lines.end();

  const file = new ReportFile({ ...terms, verdicts, rewards });
  // The expression above leaves the names of the fields unread.
  const expected = reportLines(file).next().value ?? "";
  if (header !== expected) throw new InvalidReportError("line 1", header, expected);
  return file;
}

function toVerdict(fields: RegExpExecArray, lines: Lines): ReportedVerdict {
  const [, kind = "", contentHash = "", category = "", score = "", reward = "", submitter = ""] = fields;
  const [
    detections = "",
    engines = "",
    policy = "",
    labelsHash = "",
    ciphertextCid = "",
    keyCommitment = "",
    tlsh = null,
  ] = fields.slice(7);
  return {
    // The expression admits the numbers of kinds and categories only.
    kind: Number(kind) as Kind,
    contentHash,
    category: Number(category) as Category,
    score: lines.within("score", score, UINT32_MAX),
    reward: lines.within("reward", reward, UINT96_MAX),
    submitter,
    detections: lines.within("detections", detections, UINT16_MAX),
    engines: lines.within("engines", engines, UINT16_MAX),
    policy: lines.within("policy", policy, UINT8_MAX),
    labelsHash,
    ciphertextCid,
    keyCommitment,
    tlsh,
  };
}

/** Walks over lines, and knows the number of the last one taken. */
class Lines {
  private readonly bytes: Buffer;
  private offset = 0;
  private number = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(): string {
    this.number += 1;
    const end = this.bytes.indexOf(LINE_FEED, this.offset);
    if (end < 0) this.refuse("without a line feed", "a whole line");
    const line = this.bytes.toString("latin1", this.offset, end);
    this.offset = end + 1;
    return line;
  }

  end(): void {
    const rest = this.bytes.length - this.offset;
    if (rest !== 0)
      throw new InvalidReportError(`after line ${this.number}`, `${rest} more bytes`, "the end of the file");
  }

  within(name: string, digits: string, maximum: bigint): bigint {
    const value = BigInt(digits);
    if (value > maximum) this.refuse(`${name} ${digits}`, `at most ${maximum}`);
    return value;
  }

  refuse(actual: string, expected: string): never {
    throw new InvalidReportError(`line ${this.number}`, actual, expected);
  }
}
