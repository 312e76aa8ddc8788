import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { exchangeBulletins } from "../exchangeBulletins.js";
import { moveToEpoch } from "../moveToEpoch.js";
import type { PublishedReport } from "../PublishedReport.js";
import { publishReport } from "./publishReport.js";

/** The next report, which has nothing new to tell: the jailed holder's signature is sent, and skipped. */
export async function skipJailed(
  loop: Loop,
  supernodes: readonly LocalSupernode[],
  culprit: LocalSupernode,
  earlier: PublishedReport,
): Promise<void> {
  const { system, journal } = loop;
  const epoch = await system.clock.currentEpoch();
  await moveToEpoch(loop, epoch + 1n);
  await exchangeBulletins(loop, supernodes, epoch);
  const { signed, counted, contents } = await publishReport(loop, supernodes, epoch, [earlier.contents]);

  const others = supernodes.filter(({ seat }) => seat !== culprit.seat);
  const expected = others.reduce((bits, { seat }) => bits | (1n << BigInt(seat)), 0n);
  journal.check("no content is reported twice", contents.verdicts.length === 0, `epoch ${epoch}`);
  journal.check(
    "the culprit still holds its seat, and its signature is skipped",
    signed.includes(culprit.seat) && counted === expected,
    `seats ${signed.join(", ")} signed; counted are the bits ${counted.toString(2)}`,
  );
}
