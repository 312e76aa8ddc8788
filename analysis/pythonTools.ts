import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const REQUIREMENTS = "analysis/requirements.txt";
const OLDEST = [3, 11]; // halmos refuses anything older
const PROBE = "import sys, ensurepip, venv; print(*sys.version_info[:2])";

/**
 * The directory with the programs of `analysis/requirements.txt`, installed into a virtual environment in `cache/` when
 * it is not there yet. Another list of requirements gets another environment.
 * @returns an absolute path
 * @throws when there is no suitable Python, or when the installation fails: an analysis is never skipped
 */
export function pythonTools(root: string): string {
  const requirements = join(root, REQUIREMENTS);
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const environment = join(root, "cache", `python-${hash}`);
  const [tools, complete] = [join(environment, "bin"), join(environment, "complete")];
  if (existsSync(complete)) return tools;

  const python = findPython();
  console.log(`Installing ${REQUIREMENTS} from PyPI into ${environment} …`);
  rmSync(environment, { recursive: true, force: true });
  run(python, ["-m", "venv", environment]);
  // Hashes for all, and nothing is built here: what runs is what was pinned.
  const strict = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--disable-pip-version-check", "--quiet"];
  run(join(tools, "python"), ["-m", "pip", "install", ...strict, "--requirement", requirements]);
  writeFileSync(complete, "");
  return tools;
}

function findPython(): string {
  const seen: string[] = [];
  for (const name of ["python3", "python"]) {
    const { status, stdout, stderr } = spawnSync(name, ["-c", PROBE], { encoding: "utf8" });
    if (status !== 0) {
      seen.push(`${name}: ${status === null ? "not found" : (stderr.trim().split("\n").at(-1) ?? "")}`);
      continue;
    }
    const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
    const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
    if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return name;
    seen.push(`${name}: version ${major}.${minor}`);
  }
  throw new Error(
    `Python ${OLDEST.join(".")} or newer with its venv module is needed (${seen.join("; ")}). Install python3 and python3-venv.`,
  );
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed with status ${String(status)}`);
}
