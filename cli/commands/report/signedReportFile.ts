import { readFile } from "node:fs/promises";

import { z } from "zod";

import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import type { Deployment } from "../../../supernode/Deployment.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { firstProblem } from "../../firstProblem.js";
import { ExitCode } from "../../ExitCode.js";

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const integer = z.string().regex(/^\d+$/).transform(BigInt);

const schema = z.strictObject({
  format: z.literal("virusmap-signed-report-1"),
  chainId: integer,
  ledger: z.string(),
  report: z.strictObject({
    epoch: integer,
    round: integer,
    verdictsRoot: hash,
    rewardsRoot: hash,
    submitterTotal: integer,
    storageTotal: integer,
    cid: hash,
  }),
  signatures: z.record(z.string().regex(/^\d{1,2}$/), z.strictObject({ r: hash, vs: hash })),
});

/** A report on its way to a quorum: one JSON file that supernodes pass around. */
export const signedReportFile = {
  /** Reads one, and refuses that of another deployment. */
  async read(path: string, deployment: Deployment): Promise<{ report: Report; signatures: Map<number, Signature> }> {
    let data: unknown;
    try {
      data = JSON.parse(await readFile(path, "utf8"));
    } catch (error) {
      throw new CommandError(
        ExitCode.usage,
        `${path} cannot be read as JSON`,
        "Name a file of `virusmap report build`.",
        {
          cause: error,
        },
      );
    }
    const parsed = schema.safeParse(data);
    if (!parsed.success) {
      throw new CommandError(
        ExitCode.usage,
        `${path} is no report on its way to a quorum (${firstProblem(parsed.error)})`,
        "Name a file of `virusmap report build`.",
      );
    }
    const { chainId, ledger, report, signatures } = parsed.data;
    if (chainId !== deployment.chainId || ledger !== deployment.ledger) {
      throw new CommandError(
        ExitCode.network,
        `${path} is for ledger ${ledger} on chain ${chainId}, not ${deployment.ledger} on chain ${deployment.chainId}`,
        "Check --rpc and --address-book.",
      );
    }
    const bySeat = Object.entries(signatures).map(([seat, signature]) => [Number(seat), signature] as const);
    return { report, signatures: new Map(bySeat) };
  },

  async write(
    path: string,
    deployment: Deployment,
    report: Report,
    signatures: ReadonlyMap<number, Signature>,
  ): Promise<void> {
    const content = {
      format: "virusmap-signed-report-1",
      ...deployment,
      report,
      signatures: Object.fromEntries(signatures),
    };
    await writeAtomically(path, (file) => file.writeFile(`${toJson(content)}\n`));
  },
};
