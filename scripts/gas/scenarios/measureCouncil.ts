import type { GasSystem } from "../GasSystem.js";
import type { Measurement } from "../Measurement.js";
import type { Meter } from "../Meter.js";
import { vmt } from "./vmt.js";

const CHALLENGED = 15; // a seat whose holder signs no report
const SILENT = 16; // another
const CANDIDATE = 21; // the first supernode without a seat
const HISTORY = 3; // changes of a seat that the council remembers
const MANY_CANDIDATES = 55;
const MANY_VOTERS = 40;
const FIRST_VOTER = 60; // among the actors

/** Challenging for seats. Leaves nothing behind. Of K8, the gas: it does not depend on candidates and voters. */
export async function measureCouncil(meter: Meter, system: GasSystem): Promise<void> {
  await system.apart(() => challenge(meter, system));
  await system.apart(() => replaceSilent(meter, system));

  const { operator } = system.supernode(1);
  const beating = () => system.contracts.council.connect(operator).heartbeat(operator);
  await system.apart(() => meter.measure(system, "heartbeat", "later", beating));
}

/** From a weaker holder, until the seat's history is full; and among few candidates and many. */
async function challenge(meter: Meter, system: GasSystem): Promise<void> {
  await system.register(CANDIDATE, bondOf(0));
  const few = await system.apart(() => take(meter, system, CHALLENGED, CANDIDATE));
  const many = await system.apart(async () => {
    for (let n = CANDIDATE + 1; n < MANY_CANDIDATES; n += 1) await system.register(n);
    const { operator } = system.supernode(CANDIDATE);
    for (let n = FIRST_VOTER; n < FIRST_VOTER + MANY_VOTERS; n += 1) {
      const voter = system.actor(n);
      await system.fund(voter, vmt(100));
      await system.approve(voter, system.contracts.staking);
      await system.send(() => system.contracts.staking.connect(voter).vote(operator, vmt(10)));
    }
    return take(meter, system, CHALLENGED, CANDIDATE);
  });
  meter.keep("takeSeat", "first", few);
  meter.compare(
    "K8",
    "takeSeat",
    { state: `1 candidate without a seat, nobody votes for it`, measurement: few },
    { state: `${MANY_CANDIDATES - CANDIDATE} candidates, ${MANY_VOTERS} voters`, measurement: many },
  );

  await fillHistory(system, CHALLENGED);
  const next = CANDIDATE + HISTORY;
  await system.register(next, bondOf(HISTORY));
  await system.nextEpoch();
  meter.keep("takeSeat", "later", await take(meter, system, CHALLENGED, next));
}

async function replaceSilent(meter: Meter, system: GasSystem): Promise<void> {
  const weaker = CANDIDATE + HISTORY;
  await system.register(CANDIDATE, bondOf(0));
  await system.register(weaker);
  await system.apart(async () => {
    meter.keep("takeSeatSilent", "first", await take(meter, system, SILENT, weaker));
  });

  await fillHistory(system, SILENT);
  const { silenceEpochs } = system.parameters.council;
  await system.toEpoch(system.epoch + BigInt(silenceEpochs) + 2n);
  await system.heartbeat(weaker);
  meter.keep("takeSeatSilent", "later", await take(meter, system, SILENT, weaker));
}

/** As many changes of a seat as the council remembers: the first by the supernode that is registered already. */
async function fillHistory(system: GasSystem, seat: number): Promise<void> {
  for (let change = 0; change < HISTORY; change += 1) {
    const n = CANDIDATE + change;
    if (change > 0) await system.register(n, bondOf(change));
    await system.nextEpoch();
    await system.takeSeat(seat, n);
  }
}

function take(meter: Meter, system: GasSystem, seat: number, n: number): Promise<Measurement> {
  return meter.probe(system, () => system.contracts.council.takeSeat(seat, system.supernode(n).operator));
}

/** Above the weight of all holders, and of all challengers before. */
function bondOf(challenger: number): bigint {
  return vmt(200_000 + challenger);
}
