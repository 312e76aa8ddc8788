import type { Floor } from "./Floor.js";
import type { FloorCounts } from "./FloorCounts.js";

/** What each of `parts` equal parts of a floor takes that are in `larger` and not in `smaller`, rounded up. */
export function floorDifference(larger: Floor, smaller: Floor, parts: number): Floor {
  const part = (of: (floor: Floor) => number): number => Math.ceil((of(larger) - of(smaller)) / parts);
  const count = (name: keyof FloorCounts): number => part((floor) => floor.counts[name]);
  const terms = {
    intrinsic: part((floor) => floor.intrinsic),
    calldata: part((floor) => floor.calldata),
    accounts: part((floor) => floor.accounts),
    slotsRead: part((floor) => floor.slotsRead),
    slotsSet: part((floor) => floor.slotsSet),
    slotsChanged: part((floor) => floor.slotsChanged),
    logs: part((floor) => floor.logs),
    precompiles: part((floor) => floor.precompiles),
    transfers: part((floor) => floor.transfers),
    refund: part((floor) => floor.refund),
    calldataSurcharge: part((floor) => floor.calldataSurcharge),
  };
  return {
    ...terms,
    total: Object.values(terms).reduce((sum, term) => sum + term, 0),
    counts: {
      calldataBytes: count("calldataBytes"),
      accounts: count("accounts"),
      slotsRead: count("slotsRead"),
      slotsSet: count("slotsSet"),
      slotsChanged: count("slotsChanged"),
      slotsCleared: count("slotsCleared"),
      logs: count("logs"),
      precompiles: count("precompiles"),
      transfers: count("transfers"),
    },
  };
}
