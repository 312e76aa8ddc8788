import { formatEther } from "ethers";

import { signConsent } from "../../../sdk/signatures/signConsent.js";
import { signPermit } from "../../../sdk/signatures/signPermit.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";

const VOTE = 50_000n * 10n ** 18n; // units of VMT of the smallest vote
const COMMISSION = 1_000n; // 10 %
const PERMIT_SECONDS = 3_600n;

/** Supernodes register with a bond, voters vote for them, all with permits, and the seats are taken before genesis. */
export async function electCouncil(loop: Loop, supernodes: readonly LocalSupernode[]): Promise<void> {
  const { system, actors, journal } = loop;
  const { staking, council, token, clock } = system;
  const { chainId } = await loop.provider.getNetwork();
  const stakingAddress = await staking.getAddress();
  const bond = await staking.MINIMUM_BOND();

  for (const node of supernodes) {
    const permit = await signPermit(node.operator, token, stakingAddress, bond, (await loop.now()) + PERMIT_SECONDS);
    const registration = {
      signer: node.signer.address,
      signerProof: await signConsent(node.signer, chainId, stakingAddress, node.address),
      encryptionKey: node.encryptionKeys.publicKey,
      metadataURI: `data:application/json,${JSON.stringify({ engines: node.engines.map(({ name }) => name) })}`,
      commission: COMMISSION,
      bond,
    };
    await journal.sent("register", staking.connect(node.operator).registerWithPermit(registration, permit));
  }

  for (const [index, node] of supernodes.entries()) {
    const voter = actors.voters[index % actors.voters.length] ?? actors.bystander;
    const amount = VOTE * BigInt(index + 1);
    const permit = await signPermit(voter, token, stakingAddress, amount, (await loop.now()) + PERMIT_SECONDS);
    await journal.sent("vote", staking.connect(voter).voteWithPermit(node.address, amount, permit));
  }

  for (const [seat, node] of supernodes.entries()) {
    await journal.sent("heartbeat", council.connect(node.operator).heartbeat(node.address));
    await journal.sent("take a seat", council.connect(actors.bystander).takeSeat(seat, node.address));
  }
  const holders = await Promise.all(supernodes.map((_, seat) => council.holderOf(seat, 1n)));
  const operators = supernodes.map(({ address }) => address);
  journal.check("every seat is filled", holders.join() === operators.join(), `${holders.length} seats from epoch 1`);
  const weights = await Promise.all(operators.map((operator) => staking.weightOf(operator)));
  journal.note(`weights: ${weights.map((weight) => formatEther(weight)).join(", ")} VMT`);
  await loop.moveTo(await clock.GENESIS());
}
