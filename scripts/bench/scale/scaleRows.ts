import { formatNumber } from "../formatNumber.js";
import type { ScaleFile } from "./ScaleFile.js";

/** The figures as a table: a row of names, then one for each size. */
export function scaleRows(sizes: Readonly<ScaleFile["sizes"]>): string[][] {
  return [
    [
      "samples",
      "leaves s",
      "tree s",
      "of hash speed",
      "builder",
      "report s",
      "check s",
      "proofs/s",
      "MiB",
      "submit",
      "publish",
      "claim",
      "gas/sample",
    ],
    ...sizes.map(({ samples, seconds, proofsPerSecond, mebibytes, transactions: { submit, publish, claim } }) => [
      formatNumber(samples),
      formatNumber(seconds.sampleLeaves, 3),
      formatNumber(seconds.verdictTree, 3),
      formatNumber(seconds.hashAlone / seconds.verdictTree, 2),
      formatNumber(seconds.hashAlone / seconds.builderTree, 2),
      formatNumber(seconds.report, 2),
      formatNumber(seconds.check, 2),
      formatNumber(proofsPerSecond),
      formatNumber(mebibytes.peak),
      formatNumber(submit.gas),
      formatNumber(publish.gas),
      formatNumber(claim.gas),
      formatNumber((submit.gas + publish.gas) / samples, 2),
    ]),
  ];
}
