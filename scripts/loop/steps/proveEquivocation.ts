import { id as hashOf } from "ethers";

import { FaultReporter } from "../../../sdk/clients/FaultReporter.js";
import type { SignedReport } from "../../../sdk/clients/SignedReport.js";
import { signReport } from "../../../sdk/signatures/signReport.js";
import type { Report } from "../../../sdk/types/Report.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { Refusal } from "../../../supernode/Refusal.js";
import { signOnce } from "../../../supernode/signOnce.js";

/** A supernode signs a second report for the epoch and round of one that it signed; anyone proves it for the bounty. */
export async function proveEquivocation(loop: Loop, report: Report, culprit: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { staking, token } = system;
  const deployment = await deploymentOf(loop);
  const { chainId, ledger } = deployment;
  const signed = async (content: Report): Promise<SignedReport> => ({
    report: content,
    signature: await signReport(culprit.signer, chainId, ledger, content),
  });
  const other = { ...report, verdictsRoot: hashOf("another table of verdicts") };
  const honest = await signOnce(culprit, deployment, other).catch((error: unknown) => error);
  journal.check("a supernode's memory refuses a second report", honest instanceof Refusal, `round ${report.round}`);
  // Past its memory, as a cheat would.
  const first = await signed(report);
  const second = await signed(other);
  const reporter = await actors.reporter.getAddress();
  const before = { bounty: await token.balanceOf(reporter), supply: await token.totalSupply() };
  const { bond } = await staking.supernodeOf(culprit.address);
  const weightBefore = await staking.weightOf(culprit.address);

  const proving = new FaultReporter(system, actors.reporter).prove(first, second);
  await journal.confirmed("prove an equivocation", proving);
  const bounty = (await token.balanceOf(reporter)) - before.bounty;
  const burned = before.supply - (await token.totalSupply());
  const weight = await staking.weightOf(culprit.address);
  journal.check("a tenth of the stake is slashed", weight * 10n <= weightBefore * 9n, `${weightBefore} to ${weight}`);
  journal.check(
    "the reporter earns a tenth of the bond's loss",
    bounty > 0n && bounty <= bond / 100n,
    `${bounty} of a bond of ${bond}`,
  );
  journal.check("the culprit is jailed", await staking.isJailed(culprit.address), culprit.address);
  journal.check("the rest of the slash is burned", burned >= bounty * 9n, `${burned}`);
  journal.check(
    "its seat can be taken by anyone eligible",
    !(await staking.isEligible(culprit.address)),
    culprit.address,
  );
  journal.note(
    `${formatQuantity(bounty, "VMT")} to the reporter, ${formatQuantity(burned, "VMT")} burned, the culprit is jailed`,
  );
}
