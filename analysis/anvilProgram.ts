import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { CommandError } from "../cli/CommandError.js";
import { ExitCode } from "../cli/ExitCode.js";

const FOLDER = "analysis/anvil";
const PLATFORM = "linux-x64"; // of the package that is pinned

/**
 * Anvil, the development chain of Foundry, as pinned in `analysis/anvil/`: its platform package, which holds the program
 * itself. Installed into `cache/` when it is not there yet; another lock file gets another place.
 *
 * @param platform the one that it is to run on
 * @returns an absolute path
 * @throws when it cannot be installed, or is another version than the one pinned: a rehearsal is never skipped
 */
export function anvilProgram(root: string, platform = `${process.platform}-${process.arch}`): string {
  if (platform !== PLATFORM) {
    throw new CommandError(
      ExitCode.refused,
      `anvil is pinned for ${PLATFORM} only, and this is ${platform}`,
      `Everything runs on Hardhat's own chain, which is the default. To add the platform, pin its package in ${FOLDER}.`,
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
    if (!answersAs(program, version)) throw new Error(`${program} is not anvil ${version}, or does not run here`);
  }
  return program;
}

function answersAs(program: string, version: string): boolean {
  if (!existsSync(program)) return false;
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return status === 0 && stdout.split("\n")[0] === `anvil Version: ${version}`;
}
