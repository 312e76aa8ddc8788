import { FaultReporter } from "../../../sdk/clients/FaultReporter.js";
import type { SignedReport } from "../../../sdk/clients/SignedReport.js";
import { recoverReportSigner } from "../../../sdk/signatures/recoverReportSigner.js";
import { deploymentOf } from "../../../supernode/deploymentOf.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { receiptFields } from "../../receiptFields.js";
import type { Session } from "../../Session.js";
import { signedReportFile } from "../report/signedReportFile.js";

/** Proves with two reports that a supernode signed both. */
export async function proveFault(session: Session, first: string, second: string): Promise<Outcome> {
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
