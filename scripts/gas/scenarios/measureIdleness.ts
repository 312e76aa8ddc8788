import { id } from "ethers";

import { publicKeyOf } from "../../../sdk/keys/publicKeyOf.js";
import type { GasSystem } from "../GasSystem.js";
import type { Measurement } from "../Measurement.js";
import type { Meter } from "../Meter.js";
import { VOTER } from "./electCouncil.js";
import type { ProvenVerdict } from "./ProvenVerdict.js";
import { publishEpoch } from "./publishEpoch.js";
import { vmt } from "./vmt.js";

const BUYER = 19; // among the actors
const PROVIDER = 3; // a seat
const CANDIDATE = 21; // a supernode without a seat
const SEAT = 17;
const FEW = 2; // epochs: nothing drips any more, and one epoch has no report
const YEAR = 365; // epochs

/**
 * The same transactions after two idle epochs and after a year of them. Leaves nothing behind. Of P3 and X4, the gas:
 * skipped epochs and a halted chain cost nothing.
 */
export async function measureIdleness(meter: Meter, system: GasSystem, verdict: ProvenVerdict): Promise<void> {
  await system.apart(async () => {
    const buyer = system.actor(BUYER);
    await system.fund(buyer, vmt(1_000));
    await system.approve(buyer, system.contracts.market);
    await system.register(CANDIDATE, vmt(200_000));

    const few = await system.apart(() => wake(meter, system, verdict, FEW));
    const many = await system.apart(() => wake(meter, system, verdict, YEAR));
    for (const [operation, measurement] of Object.entries(few)) {
      meter.compare(
        operation === "publish" ? "P3" : "X4",
        operation,
        { state: `after ${FEW} idle epochs`, measurement },
        { state: `after ${YEAR}`, measurement: many[operation] ?? measurement },
      );
    }
  });
}

async function wake(
  meter: Meter,
  system: GasSystem,
  { epoch, verdict, proof }: ProvenVerdict,
  idle: number,
): Promise<Record<string, Measurement>> {
  const { token, registry, staking, council, market } = system.contracts;
  const [voter, buyer] = [system.actor(VOTER), system.actor(BUYER)];
  const { operator: provider } = system.supernode(PROVIDER);
  const { operator: candidate } = system.supernode(CANDIDATE);
  // The first of the idle epochs is this one, the last is the one that is reported.
  const { measurement: publish } = await publishEpoch(meter, system, system.epoch + BigInt(idle) - 1n);

  const probe = (sending: Parameters<Meter["probe"]>[1]) => meter.probe(system, sending);
  const request = {
    epoch,
    verdict,
    provider: provider.address,
    buyerKey: publicKeyOf(id("the buyer's key")),
    maxPrice: vmt(20),
    deadline: BigInt(system.time + 2 * system.parameters.market.minimumDelivery),
  };
  return {
    publish,
    transfer: await probe(() => token.connect(system.bank).transfer(voter, vmt(1))),
    submit: await probe(() => registry.submit(id("a root"))),
    // A supernode that signs no reports, so that nothing was paid to it meanwhile.
    vote: await probe(() => staking.connect(voter).vote(system.supernode(20).operator, vmt(1))),
    unvote: await probe(() => staking.connect(voter).unvote(provider, 10n ** 30n)),
    heartbeat: await probe(() => council.connect(candidate).heartbeat(candidate)),
    takeSeat: await probe(() => council.takeSeat(SEAT, candidate)),
    purchase: await probe(() => market.connect(buyer).purchase(request, proof)),
  };
}
