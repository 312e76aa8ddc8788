import type { Command } from "commander";

import { FaultReporter } from "../../../sdk/clients/FaultReporter.js";
import type { SignedReport } from "../../../sdk/clients/SignedReport.js";
import { recoverReportSigner } from "../../../sdk/signatures/recoverReportSigner.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { receiptFields } from "../../receiptFields.js";
import type { Runner } from "../../Runner.js";
import type { Session } from "../../Session.js";
import { signedReportFile } from "../report/signedReportFile.js";

/** `virusmap fault …`: proving that a supernode signed two reports. A wrong key is proven with `vendor dispute`. */
export function faultCommands(program: Command, run: Runner): void {
  program
    .command("fault")
    .description("prove that a supernode signed two reports for one epoch and round; pays a bounty")
    .argument("<first>", "a JSON file of `report build` with signatures")
    .argument("<second>", "another one, of the same epoch and round")
    .action(run(prove));
}

async function prove(session: Session, first: string, second: string): Promise<Outcome> {
  const contracts = await session.contracts();
  const [a, b] = await Promise.all([signaturesBySigner(session, first), signaturesBySigner(session, second)]);
  for (const [signer, one] of a) {
    const other = b.get(signer);
    if (other === undefined) continue;
    const reporter = new FaultReporter(contracts, await session.signer());
    const { receipt, supernode, slashed, bounty } = await reporter.prove(one, other);
    return {
      fields: [
        { name: "supernode", label: "Supernode", value: supernode },
        { name: "slashed", label: "Slashed", value: slashed, unit: "VMT" },
        { name: "bounty", label: "Bounty", value: bounty, unit: "VMT" },
        ...receiptFields(receipt),
      ],
    };
  }
  throw new CommandError(ExitCode.notFound, "no key signed both reports", "Name two reports with a common signer.");
}

async function signaturesBySigner(session: Session, path: string): Promise<Map<string, SignedReport>> {
  const deployment = await deploymentOf({ system: await session.contracts(), provider: await session.provider() });
  const { report, signatures } = await signedReportFile.read(path, deployment);
  return new Map(
    [...signatures.values()].map((signature) => [
      recoverReportSigner(deployment.chainId, deployment.ledger, report, signature),
      { report, signature },
    ]),
  );
}
