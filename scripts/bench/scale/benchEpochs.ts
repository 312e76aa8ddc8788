import type { EpochTimes } from "../../../sdk/epochs/EpochTimes.js";

const START = "2030-01-01T00:00:00Z";
const START_SECONDS = BigInt(Date.parse(START) / 1_000);
const DAY = 86_400n;

const times: EpochTimes = { genesis: START_SECONDS + 38n * DAY, epochLength: DAY };

/** When things happen on the chain of the measurements: the same in every run, so that gas is too. */
export const benchEpochs = {
  /** The chain's first block. */
  start: START,
  startSeconds: Number(START_SECONDS),
  /** Those of `ignition/parameters/defaults.json5`, which the deployment is compared with. */
  times,
  /** Its report makes every record that later ones change: the figures are those of a running system. */
  warmUp: 1n,
  measured: 2n,
  /** Below what the pool gives for the minimum bonds of a quorum, in units of VMT. */
  submittersBudget: 10_000n * 10n ** 18n,
} as const;
