import { readCouncil } from "../sdk/clients/readCouncil.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Report } from "../sdk/types/Report.js";
import { Refusal } from "./Refusal.js";

/**
 * A report needs the bulletins of a quorum, and in round 0 those of all seats that are held: that round is for telling, so
 * that who proposes before the others had the time to tell leaves nobody out.
 *
 * @param seats of the bulletins that the report is built from
 * @throws {Refusal} naming how many there are, or which lack
 */
export async function requireEnough(
  system: Pick<SystemContracts, "council">,
  { epoch, round }: Pick<Report, "epoch" | "round">,
  seats: ReadonlySet<number>,
): Promise<void> {
  const quorum = Number(await system.council.QUORUM());
  if (seats.size < quorum) {
    throw new Refusal(`it is built from the bulletins of ${seats.size} seats, and a report needs those of ${quorum}`);
  }
  if (round !== 0n) return;
  const lacking = [...(await readCouncil(system, epoch)).keys()].filter((seat) => !seats.has(seat));
  if (lacking.length > 0) {
    throw new Refusal(
      `in round 0 a report needs the bulletins of all seats that are held, and it lacks ${lacking.join(", ")}`,
    );
  }
}
