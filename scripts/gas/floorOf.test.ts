import { expect } from "chai";

import { floorOf } from "./floorOf.js";
import type { TouchedSlot, TransactionTrace } from "./TransactionTrace.js";

const nothing: TransactionTrace = {
  input: "0x",
  coldAccounts: [],
  slots: [],
  logs: [],
  precompiles: [],
  transfers: [],
  calls: [],
};
const slot = (before: bigint, after: bigint): TouchedSlot => ({ address: "0x1000", slot: "0x00", before, after });

describe("floorOf", () => {
  it("is 21,000 for a transaction that does nothing", () => {
    expect(floorOf(nothing).total).to.equal(21_000);
  });

  it("is that of an ERC-20 transfer, counted by hand", () => {
    const transfer: TransactionTrace = {
      ...nothing,
      input: `0xa9059cbb${"00".repeat(12)}${"11".repeat(20)}${"00".repeat(23)}${"11".repeat(9)}`,
      slots: [slot(2n, 1n), slot(0n, 1n)],
      logs: [{ topics: 3, dataBytes: 32 }],
    };
    // 35 zero bytes, 33 others; a slot changed, a slot set; a log.
    expect(floorOf(transfer).total).to.equal(21_000 + 35 * 4 + 33 * 16 + 5_000 + 22_100 + 375 * 4 + 32 * 8);
    expect(floorOf(transfer).total).to.equal(50_524);
    expect(floorOf({ ...transfer, slots: [slot(2n, 1n), slot(1n, 2n)] }).total).to.equal(33_424);
  });

  it("charges for accounts, slots read, precompiles and ether sent", () => {
    const floor = floorOf({
      ...nothing,
      coldAccounts: ["0x2000", "0x3000"],
      slots: [slot(0n, 0n), slot(7n, 7n)],
      precompiles: [{ address: "0x01", gas: 3_000n }],
      transfers: [{ createsAccount: false }, { createsAccount: true }],
    });
    expect(floor).to.include({ accounts: 5_200, slotsRead: 4_200, precompiles: 3_000, transfers: 38_400 });
    expect(floor.total).to.equal(21_000 + 5_200 + 4_200 + 3_000 + 38_400);
    expect(floor.counts).to.deep.equal({
      calldataBytes: 0,
      accounts: 2,
      slotsRead: 2,
      slotsSet: 0,
      slotsChanged: 0,
      slotsCleared: 0,
      logs: 0,
      precompiles: 1,
      transfers: 2,
    });
  });

  it("refunds slots that end at zero, up to a fifth of the gas", () => {
    const cleared = (count: number) =>
      floorOf({ ...nothing, slots: Array.from({ length: count }, () => slot(1n, 0n)) });
    expect(cleared(1)).to.include({ slotsChanged: 5_000, refund: -4_800, total: 21_200 });
    expect(cleared(2)).to.include({ refund: -6_200, total: 24_800 }); // a fifth of 31,000
  });

  it("is never below the floor of the calldata", () => {
    const data = (zero: number, other: number, slots: TouchedSlot[]) =>
      floorOf({ ...nothing, input: `0x${"00".repeat(zero)}${"11".repeat(other)}`, slots });
    expect(data(10, 100, [])).to.include({ calldata: 1_640, calldataSurcharge: 2_460, total: 21_000 + 100 + 4_000 });
    // 87 bytes at 24 more than they cost otherwise are just below the read of a slot, 88 are above it.
    expect(data(0, 87, [slot(0n, 0n)])).to.include({ calldataSurcharge: 0, total: 21_000 + 87 * 16 + 2_100 });
    expect(data(0, 88, [slot(0n, 0n)])).to.include({ calldataSurcharge: 12, total: 21_000 + 88 * 40 });
  });
});
