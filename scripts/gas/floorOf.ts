import { getBytes } from "ethers";

import type { Floor } from "./Floor.js";
import { gasSchedule as gas } from "./gasSchedule.js";
import type { TransactionTrace } from "./TransactionTrace.js";

/** The least that a transaction with this trace can cost, term by term. */
export function floorOf(trace: TransactionTrace): Floor {
  const bytes = getBytes(trace.input);
  const zeroBytes = bytes.filter((byte) => byte === 0).length;
  const otherBytes = bytes.length - zeroBytes;
  const read = trace.slots.filter(({ before, after }) => before === after);
  const set = trace.slots.filter(({ before, after }) => before === 0n && after !== 0n);
  const changed = trace.slots.filter(({ before, after }) => before !== 0n && before !== after);
  const cleared = changed.filter(({ after }) => after === 0n);

  const charged = {
    intrinsic: gas.transaction,
    calldata: zeroBytes * gas.calldataZeroByte + otherBytes * gas.calldataByte,
    accounts: trace.coldAccounts.length * gas.coldAccount,
    slotsRead: read.length * gas.coldSlot,
    slotsSet: set.length * (gas.coldSlot + gas.slotSet),
    slotsChanged: changed.length * (gas.coldSlot + gas.slotReset),
    logs: sumOf(trace.logs, ({ topics, dataBytes }) => gas.log + topics * gas.logTopic + dataBytes * gas.logByte),
    precompiles: sumOf(trace.precompiles, ({ gas: spent }) => Number(spent)),
    transfers: sumOf(
      trace.transfers,
      ({ createsAccount }) => gas.valueTransfer - gas.valueStipend + (createsAccount ? gas.newAccount : 0),
    ),
  };
  const spent = sumOf(Object.values(charged), (term) => term);
  const refund = Math.min(cleared.length * gas.slotClearRefund, Math.floor(spent / gas.refundDivisor));
  const least = gas.transaction + zeroBytes * gas.calldataFloorZeroByte + otherBytes * gas.calldataFloorByte;
  const calldataSurcharge = Math.max(0, least - (spent - refund));

  return {
    ...charged,
    refund: 0 - refund, // never the number -0
    calldataSurcharge,
    total: spent - refund + calldataSurcharge,
    counts: {
      calldataBytes: bytes.length,
      accounts: trace.coldAccounts.length,
      slotsRead: read.length,
      slotsSet: set.length,
      slotsChanged: changed.length,
      slotsCleared: cleared.length,
      logs: trace.logs.length,
      precompiles: trace.precompiles.length,
      transfers: trace.transfers.length,
    },
  };
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
