import { Operator } from "../../../sdk/clients/Operator.js";
import { readCouncil } from "../../../sdk/clients/readCouncil.js";
import { Voter } from "../../../sdk/clients/Voter.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";

const VOTE = 50_000n * 10n ** 18n; // units of VMT of the smallest vote
const COMMISSION = 1_000n; // 10 %

/** Supernodes register with a bond, voters vote for them, all with permits, and the seats are taken before genesis. */
export async function electCouncil(loop: Loop, supernodes: readonly LocalSupernode[]): Promise<void> {
  const { system, actors, journal } = loop;
  const { staking, clock } = system;
  const bond = await staking.MINIMUM_BOND();

  for (const node of supernodes) {
    const registration = new Operator(system, node.operator).register({
      reportSigner: node.signer,
      encryptionKey: node.encryptionKeys.publicKey,
      metadataURI: `data:application/json,${JSON.stringify({ engines: node.engines.map(({ name }) => name) })}`,
      commission: COMMISSION,
      bond,
    });
    await journal.confirmed("register", registration);
  }

  for (const [index, node] of supernodes.entries()) {
    const voter = new Voter(system, actors.voters[index % actors.voters.length] ?? actors.bystander);
    await journal.confirmed("vote", voter.vote(node.address, VOTE * BigInt(index + 1)));
  }

  for (const [seat, node] of supernodes.entries()) {
    const operator = new Operator(system, node.operator);
    await journal.confirmed("heartbeat", operator.heartbeat());
    await journal.confirmed("take a seat", operator.takeSeat(seat));
  }
  const holders = [...(await readCouncil(system, 1n)).values()];
  const operators = supernodes.map(({ address }) => address);
  journal.check("every seat is filled", holders.join() === operators.join(), `${holders.length} seats from epoch 1`);
  const weights = await Promise.all(operators.map((operator) => staking.weightOf(operator)));
  journal.note(`weights: ${weights.map((weight) => formatQuantity(weight, "VMT")).join(", ")}`);
  await loop.moveTo(await clock.GENESIS());
}
