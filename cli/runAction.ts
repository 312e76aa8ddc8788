import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { hideUrl } from "./hideUrl.js";
import { outcomeOfSimulation } from "./outcomeOfSimulation.js";
import { escapeControls } from "./output/escapeControls.js";
import { formatOutcome } from "./output/formatOutcome.js";
import { jsonOfOutcome } from "./output/jsonOfOutcome.js";
import type { Outcome } from "./output/Outcome.js";
import { readSettings } from "./readSettings.js";
import { readSettingsFile } from "./readSettingsFile.js";
import { Session } from "./Session.js";
import { SimulatedError } from "./simulation/SimulatedError.js";
import type { Surroundings } from "./Surroundings.js";
import { PreparedError } from "./wallets/PreparedError.js";
import type { SafeBatch } from "./wallets/SafeBatch.js";
import { safeBatchOf } from "./wallets/safeBatchOf.js";

/**
 * Runs what a command does in a session of its own, and prints the outcome.
 *
 * @param options those that every command has, as they were given
 * @returns how it ends
 */
export async function runAction(
  options: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  action: (session: Session) => Promise<Outcome>,
): Promise<ExitCode> {
  const session = new Session(readSettings(options, await readEnvironment(options, surroundings)), surroundings);
  const outcome = await session
    .run(async () => orSimulation(session, () => action(session)))
    .catch((error: unknown) => {
      throw hideUrl(error, session.settings.rpcUrl);
    });
  if ("transactions" in outcome) {
    surroundings.out(textOfBatch(outcome, options["print"]));
    surroundings.note("Nothing was sent. The wallet's owners execute this batch, all of it in one transaction.");
    return ExitCode.done;
  }
  surroundings.out(textOf(outcome, session.settings.json, options["print"]));
  return outcome.exitCode ?? ExitCode.done;
}

function textOf(outcome: Outcome, json: boolean, field: unknown): string {
  if (typeof field !== "string") return json ? jsonOfOutcome(outcome) : formatOutcome(outcome);

  const found = outcome.fields.find(({ name }) => name === field);
  if (found === undefined) {
    const names = outcome.fields.map(({ name }) => name).join(", ");
    throw new CommandError(ExitCode.usage, `the result has no field ${field}`, `The command was run. It has ${names}.`);
  }
  return escapeControls(String(found.value));
}

function textOfBatch(batch: SafeBatch, field: unknown): string {
  if (typeof field !== "string") return JSON.stringify(batch, null, 2);

  const found = Object.entries(batch).find(([name]) => name === field) as [string, unknown] | undefined;
  if (found === undefined) {
    const names = Object.keys(batch).join(", ");
    throw new CommandError(ExitCode.usage, `the batch has no field ${field}`, `It has ${names}. Nothing was sent.`);
  }
  const [, value] = found;
  return typeof value === "string" ? escapeControls(value) : JSON.stringify(value);
}

async function readEnvironment(
  { settings }: Record<string, unknown>,
  { environment }: Surroundings,
): Promise<Surroundings["environment"]> {
  return typeof settings === "string" ? { ...environment, ...(await readSettingsFile(settings)) } : environment;
}

/** What the action did, or would do, or what a contract wallet has to do. */
async function orSimulation(session: Session, action: () => Promise<Outcome>): Promise<Outcome | SafeBatch> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof PreparedError) {
      const { chainId } = await session.deployment();
      const wallet = await session.account(undefined);
      return safeBatchOf(wallet, chainId, error.calls, Date.now());
    }
    if (!(error instanceof SimulatedError)) throw error;
    const signer = await session.signer();
    const simulated = outcomeOfSimulation(error.simulation, await session.deployment(), await signer.getAddress());
    const { fields, tables = [], exitCode = ExitCode.done } = error.outcome;
    return { exitCode, fields: [...simulated.fields, ...fields], tables: [...(simulated.tables ?? []), ...tables] };
  }
}
