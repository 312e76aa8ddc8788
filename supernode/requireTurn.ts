import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Deployment } from "./Deployment.js";
import { isSignatureOf } from "./isSignatureOf.js";
import type { Proposal } from "./Proposal.js";
import { Refusal } from "./Refusal.js";

/**
 * Whose turn it is signs first. Otherwise anybody could divide the signers of each round between two reports; who does so in its
 * own turn has signed two for one round, which is proven on chain and slashed (K9).
 *
 * @param own the seat of who considers the proposal
 * @throws {Refusal} naming the seat whose signature lacks
 */
export async function requireTurn(
  system: Pick<SystemContracts, "council" | "staking" | "ledger">,
  deployment: Deployment,
  { report, signatures }: Pick<Proposal, "report" | "signatures">,
  own: number,
): Promise<void> {
  const turn = Number(await system.ledger.proposerOf(report.epoch, report.round));
  if (turn === own) return;
  const signature = signatures.get(turn);
  if (signature === undefined || !(await isSignatureOf(system, deployment, report, turn, signature))) {
    throw new Refusal(`round ${report.round} is the turn of seat ${turn}, which has not signed it`);
  }
}
