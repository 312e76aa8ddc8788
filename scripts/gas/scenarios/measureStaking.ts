import { id, Wallet } from "ethers";

import { publicKeyOf } from "../../../sdk/keys/publicKeyOf.js";
import { signConsent } from "../../../sdk/signatures/signConsent.js";
import { VOTER } from "./electCouncil.js";
import type { GasSystem } from "../GasSystem.js";
import type { Meter } from "../Meter.js";
import { vmt } from "./vmt.js";

const NODE = 4; // a signer of every report, so that rewards drip
const NEW_VOTER = 14; // among the actors

/** What operators and voters do while epochs go by. Leaves nothing behind. */
export async function measureStaking(meter: Meter, system: GasSystem): Promise<void> {
  await system.apart(() => vote(meter, system));
  await system.apart(() => operate(meter, system));
  await system.apart(() => leave(meter, system));
}

async function vote(meter: Meter, system: GasSystem): Promise<void> {
  const { operator } = system.supernode(NODE);
  const voter = system.actor(NEW_VOTER);
  const old = system.actor(VOTER);
  const { staking } = system.contracts;
  await system.fund(voter, vmt(100_000));

  await system.apart(async () => {
    for (const phase of ["first", "later"] as const) {
      const permit = await system.permit(voter, staking, vmt(1_000));
      const sending = () => staking.connect(voter).voteWithPermit(operator, vmt(1_000), permit);
      await meter.measure(system, "voteWithPermit", phase, sending);
    }
  });

  await system.approve(voter, staking);
  for (const phase of ["first", "later"] as const) {
    await meter.measure(system, "vote", phase, () => staking.connect(voter).vote(operator, vmt(1_000)));
  }

  // Each ticket is of an epoch of its own; those of two voters, so that another one stays when the first is paid.
  const unvoting = (who: typeof voter, shares: bigint) => () => staking.connect(who).unvote(operator, shares);
  const shares = await staking.sharesOf(operator, voter);
  await meter.measure(system, "unvote", "first", unvoting(voter, shares / 3n));
  const ticketEpoch = system.epoch;
  await system.send(unvoting(old, 10n ** 30n));
  await system.nextEpoch();
  await meter.measure(system, "unvote", "later", unvoting(voter, shares / 3n));

  await system.toEpoch(ticketEpoch + BigInt(system.parameters.staking.unbondingEpochs));
  const withdrawing = () => staking.connect(voter).withdraw(operator, ticketEpoch);
  await meter.measure(system, "withdraw", "later", withdrawing);
}

async function operate(meter: Meter, system: GasSystem): Promise<void> {
  const { operator } = system.supernode(NODE);
  const { bank } = system;
  const staking = system.contracts.staking.connect(operator);
  await system.fund(operator, vmt(10_000));

  await meter.measure(system, "addBond", "later", () => staking.addBond(vmt(100)));
  await system.apart(async () => {
    await system.approve(operator, staking, 0n);
    for (const phase of ["first", "later"] as const) {
      const permit = await system.permit(operator, staking, vmt(100));
      const sending = () => staking.addBondWithPermit(vmt(100), permit);
      await meter.measure(system, "addBondWithPermit", phase, sending);
    }
  });

  const signer = new Wallet(id("a new signer"));
  const consent = await signConsent(signer, 31_337n, await staking.getAddress(), operator.address);
  await meter.measure(system, "setSigner", "first", () => staking.setSigner(signer, consent));
  const encryptionKey = publicKeyOf(id("a new encryption key"));
  await meter.measure(system, "setEncryptionKey", "later", () => staking.setEncryptionKey(encryptionKey));
  const metadataURI = system.metadataURI(NODE);
  await meter.measure(system, "setMetadataURI", "later", () => staking.setMetadataURI(metadataURI));
  await meter.measure(system, "setCommission", "later", () => staking.setCommission(500));

  await system.apart(async () => {
    await system.approve(bank, staking, 0n);
    const permit = await system.permit(bank, staking, vmt(100));
    const payingByPermit = () =>
      system.contracts.staking.connect(bank).payInWithPermit([operator.address], vmt(100), permit);
    await meter.measure(system, "payInWithPermit", "later", payingByPermit);
  });
  await system.approve(bank, staking);
  const paying = () => system.contracts.staking.connect(bank).payIn([operator.address], vmt(100));
  await meter.measure(system, "payIn", "later", paying);
}

async function leave(meter: Meter, system: GasSystem): Promise<void> {
  const { operator } = system.supernode(NODE);
  const staking = system.contracts.staking.connect(operator);
  await meter.measure(system, "resign", "first", () => staking.resign());
  await system.toEpoch(system.epoch + BigInt(system.parameters.staking.unbondingEpochs));
  await meter.measure(system, "withdrawBond", "first", () => staking.withdrawBond());
}
