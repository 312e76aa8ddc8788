import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** For tests: runs `npm run node` in a folder, with a port of its own, until it ends, and tells how. */
export async function runInFolder(
  folder: string,
  ...options: string[]
): Promise<{ code: number | null; out: string; notes: string }> {
  const words = ["--import", import.meta.resolve("tsx"), resolve("scripts/node.ts"), "--port", "0", ...options];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: "pipe" });
  let [out, notes] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (notes += String(chunk)));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, out, notes };
}
