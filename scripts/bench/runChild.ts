import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Runs a program of this folder in a process of its own, so that its peak of memory is that of its work alone.
 *
 * @param program file beside this one
 * @returns what it prints, parsed
 * @throws when it fails; its error output is shown as it comes
 */
export async function runChild(program: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, ["--expose-gc", "--import", "tsx", join(here, program), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code ?? "a signal"}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
