import type { Verdict } from "../types/Verdict.js";
import { doubleKeccak } from "./doubleKeccak.js";

const WORD = 32;

/**
 * `verdictLeaf` of many verdicts. All fields are static, so their ABI encoding is a row of words: written straight into
 * one buffer it takes a tenth of the time of a general encoder, which a report of 100,000 verdicts is worth.
 */
export function verdictLeaves(verdicts: readonly Verdict[]): string[] {
  const words = Buffer.alloc(12 * WORD);
  const hex = (word: number, value: string) => {
    words.write(value.slice(2), (word + 1) * WORD - (value.length - 2) / 2, "hex");
  };
  const number = (word: number, value: bigint) => {
    words.writeBigUInt64BE(value & 0xffff_ffff_ffff_ffffn, (word + 1) * WORD - 8);
    words.writeBigUInt64BE(value >> 64n, (word + 1) * WORD - 16);
  };

  return verdicts.map((verdict) => {
    number(0, BigInt(verdict.kind));
    hex(1, verdict.contentHash);
    number(2, BigInt(verdict.category));
    number(3, verdict.score);
    number(4, verdict.reward);
    hex(5, verdict.submitter);
    number(6, verdict.detections);
    number(7, verdict.engines);
    number(8, verdict.policy);
    hex(9, verdict.labelsHash);
    hex(10, verdict.ciphertextCid);
    hex(11, verdict.keyCommitment);
    return doubleKeccak(words);
  });
}
