import { Publisher } from "../../../sdk/clients/Publisher.js";
import type { ProvenVerdict } from "../../../sdk/report/ProvenVerdict.js";
import type { Loop } from "../Loop.js";

/** Anyone puts a proven verdict on chain, where other contracts can ask for it without a proof. */
export async function recordVerdict(loop: Loop, { epoch, verdict, proof }: ProvenVerdict): Promise<void> {
  const { system, actors, journal } = loop;
  const { ledger } = system;
  journal.check("the verdict is proven", await ledger.verify(epoch, verdict, [...proof]), verdict.contentHash);
  const publisher = new Publisher(system, actors.bystander);
  await journal.confirmed("record a verdict", publisher.record(epoch, verdict, proof));
  const recorded = await ledger.verdictOf(verdict.kind, verdict.contentHash);
  journal.check("contracts can ask for it", Number(recorded.category) === verdict.category, `epoch ${recorded.epoch}`);
}
