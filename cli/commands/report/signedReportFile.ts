import { readFile } from "node:fs/promises";

import { z } from "zod";

import { parseJson } from "../../../sdk/files/parseJson.js";
import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import type { Deployment } from "../../../supernode/Deployment.js";
import type { Proposal } from "../../../supernode/Proposal.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { firstProblem } from "../../firstProblem.js";
import { ExitCode } from "../../ExitCode.js";

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const integer = z.string().regex(/^\d+$/).transform(BigInt);

const FORMAT = "virusmap-signed-report-2";
/** It did not name its bulletins, so that nobody can sign what it has. */
const OLD = z.looseObject({ format: z.literal("virusmap-signed-report-1") });

const schema = z.strictObject({
  format: z.literal(FORMAT),
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
  bulletins: z.array(hash),
  submittersBudget: integer,
  signatures: z.record(z.string().regex(/^\d{1,2}$/), z.strictObject({ r: hash, vs: hash })),
});

/** A proposal as one JSON file that supernodes pass around. */
export const signedReportFile = {
  /** Reads one, and refuses that of another deployment. */
  async read(path: string, deployment: Deployment): Promise<Proposal> {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      throw notJson(path, error);
    });
    return parse(path, text, deployment);
  },

  /**
   * Reads what a file holds that is about to be written; undefined when there is none.
   *
   * @throws {CommandError} when it holds anything else than a report of this deployment: that is not ours to overwrite
   */
  async readIfThere(path: string, deployment: Deployment): Promise<Proposal | undefined> {
    try {
      return parse(path, await readFile(path, "utf8"), deployment);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return undefined;
      const why = error instanceof CommandError ? message : `${path} cannot be read (${code ?? message})`;
      throw new CommandError(
        ExitCode.usage,
        `${why}; it is not overwritten`,
        "Name another file, or delete this one.",
        { cause: error },
      );
    }
  },

  async write(path: string, deployment: Deployment, { signatures, ...proposal }: Proposal): Promise<void> {
    const content = { format: FORMAT, ...deployment, ...proposal, signatures: Object.fromEntries(signatures) };
    await writeAtomically(path, (file) => file.writeFile(`${toJson(content)}\n`));
  },
};

function notJson(path: string, cause?: unknown): CommandError {
  const advice = "Name a file of `virusmap report build`.";
  return new CommandError(ExitCode.usage, `${path} cannot be read as JSON`, advice, { cause });
}

function parse(path: string, text: string, deployment: Deployment): Proposal {
  const data = parseJson(text);
  if (data === undefined) throw notJson(path);
  if (OLD.safeParse(data).success) {
    throw new CommandError(
      ExitCode.usage,
      `${path} is virusmap-signed-report-1, which names no bulletins; expected ${FORMAT}`,
      "Build it anew, into another file, with `virusmap report build`.",
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
  const { chainId, ledger, signatures, report, bulletins, submittersBudget } = parsed.data;
  if (chainId !== deployment.chainId || ledger !== deployment.ledger) {
    throw new CommandError(
      ExitCode.network,
      `${path} is for ledger ${ledger} on chain ${chainId}, not ${deployment.ledger} on chain ${deployment.chainId}`,
      "Check --rpc and --address-book.",
    );
  }
  const bySeat = Object.entries(signatures).map(([seat, signature]) => [Number(seat), signature] as const);
  return { report, bulletins, submittersBudget, signatures: new Map(bySeat) };
}
