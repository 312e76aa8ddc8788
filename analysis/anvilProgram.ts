import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "analysis/anvil";
const PLATFORM = "linux-x64"; // of the package that is pinned

/**
 * Anvil, the development chain of Foundry, as pinned in `analysis/anvil/`: its platform package, which holds the program
 * itself. Installed into `cache/` when it is not there yet; another lock file gets another place.
 *
 * @returns an absolute path
 * @throws when it cannot be installed, or is another version than the one pinned: a rehearsal is never skipped
 */
export function anvilProgram(root: string): string {
  if (`${process.platform}-${process.arch}` !== PLATFORM) {
    throw new Error(
      `anvil is pinned for ${PLATFORM}, this is ${process.platform}-${process.arch}: add its package to ${FOLDER}`,
    );
  }
  const [manifest, lock] = [join(root, FOLDER, "package.json"), join(root, FOLDER, "package-lock.json")];
  const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as { dependencies: Record<string, string> };
  const [[name, version] = ["", ""]] = Object.entries(dependencies);
  const hash = createHash("sha256")
    .update(readFileSync(manifest))
    .update(readFileSync(lock))
    .digest("hex")
    .slice(0, 16);
  const place = join(root, "cache", `anvil-${hash}`);
  const program = join(place, "node_modules", name, "bin", "anvil");
  if (!answersAs(program, version)) {
    console.error(`Installing anvil ${version} from the npm registry into ${place} …`);
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    copyFileSync(manifest, join(place, "package.json"));
    copyFileSync(lock, join(place, "package-lock.json"));
    const words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
    const { status } = spawnSync("npm", words, { cwd: place, stdio: ["ignore", 2, 2] });
    if (status !== 0) throw new Error(`npm ${words.join(" ")} failed in ${place} with status ${String(status)}`);
    if (!answersAs(program, version)) throw new Error(`${program} is not anvil ${version}`);
  }
  return program;
}

function answersAs(program: string, version: string): boolean {
  if (!existsSync(program)) return false;
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return stdout.split("\n")[0] === `anvil Version: ${version}`;
}
