import type { SystemContracts } from "../../../sdk/deployment/SystemContracts.js";

const NOW = { blockTag: "pending" } as const; // where nobody sends, the newest block is old

/** The epoch and the round in which a transaction sent now would be mined. */
export async function readNow({
  clock,
  ledger,
}: Pick<SystemContracts, "clock" | "ledger">): Promise<{ epoch: bigint; round: bigint }> {
  const [epoch, round] = await Promise.all([clock.currentEpoch(NOW), ledger.currentRound(NOW)]);
  return { epoch, round };
}
