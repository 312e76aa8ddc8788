// Runs one program of this repository, after making sure that it can run: `node scripts/bootstrap.mjs PROGRAM [ARGUMENT…]`.
// PROGRAM is a file of the repository (`scripts/start.ts`) or the command of an installed package (`hardhat`).
//
// Everything here is plain JavaScript without dependencies, because it starts where nothing is installed yet, on any
// Node from 20 on. Hardhat needs a newer one, and npm leaves Hardhat's native part out when it runs under an older one,
// so both the installation and the program run under a Node that is new enough: the one that runs this file if
// possible, otherwise one that npm brings. Only the npm registry is ever contacted, and only when something is missing.

import { spawn } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [22, 13]; // Hardhat 3 refuses anything older
const BROUGHT_NODE = "22.23.3"; // what npm brings when the running Node is too old
const INSTALLED_MEGABYTES = 400;
const HEARTBEAT_MILLISECONDS = 15_000;
const EVERYTHING = "everything";
const SIGNALS = /** @type {const} */ (["SIGTERM", "SIGHUP"]);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const turn = join(root, ".installing");
const nodeRecord = join(modules, ".cache", "virusmap", `node-${BROUGHT_NODE}.txt`);

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) fail("usage: node scripts/bootstrap.mjs PROGRAM [ARGUMENT…]");

if (firstMissingPackage() !== undefined) await takeTurn();
const missing = firstMissingPackage();
const node = await suitableNode();
if (missing !== undefined) await install(missing);
giveTurn();
if (node !== process.execPath) record(node);
await run();

/* WHAT IS MISSING */

/** The first package of the lock file that is not installed as locked on this platform, if there is one. */
function firstMissingPackage() {
  const locked = readPackages(join(root, "package-lock.json"));
  if (locked === undefined)
    fail("package-lock.json is missing or damaged: restore it with `git checkout package-lock.json`");

  // npm writes this file last, so an interrupted installation has none.
  const installed = readPackages(join(modules, ".package-lock.json"));
  if (installed === undefined) return EVERYTHING;

  for (const [path, entry] of Object.entries(locked)) {
    if (path === "" || (entry.optional === true && !fitsThisPlatform(entry))) continue;

    const found = installed[path];
    const same = found?.version === entry.version && (entry.integrity ?? found?.integrity) === found?.integrity;
    if (!same || !existsSync(join(root, path, "package.json"))) return path.replace("node_modules/", "");
  }
  return undefined;
}

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[]}} Entry
 * @returns {Record<string, Entry> | undefined}
 */
function readPackages(/** @type {string} */ file) {
  try {
    /** @type {{packages: Record<string, Entry>}} */
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return lock.packages;
  } catch {
    return undefined;
  }
}

function fitsThisPlatform(/** @type {Entry} */ entry) {
  const allows = (/** @type {string[] | undefined} */ list, /** @type {string} */ value) =>
    list === undefined ||
    list.includes(value) ||
    (list.every((item) => item.startsWith("!")) && !list.includes(`!${value}`));

  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch) && allows(entry.libc, libc());
}

function libc() {
  if (process.platform !== "linux") return "none";

  Object.assign(process.report, { excludeNetwork: true }); // otherwise the report waits for name look-ups
  const report = /** @type {{header: {glibcVersionRuntime?: string}}} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined ? "musl" : "glibc";
}

/* THE NODE TO RUN UNDER */

async function suitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;

  const recorded = existsSync(nodeRecord) ? readFileSync(nodeRecord, "utf8").trim() : "";
  if (existsSync(recorded)) return recorded;

  say(
    `Node ${process.versions.node} is older than ${OLDEST_NODE.join(".")}: fetching Node ${BROUGHT_NODE} through npm, first run only`,
  );
  return await bringNode();
}

/** npm keeps the fetched Node in its own cache, where further checkouts find it again. */
async function bringNode() {
  // The package of the platform holds the binary itself; the package `node` would need an installation script.
  const [prefix, platform] = process.platform === "win32" ? ["node", "win"] : ["node", process.platform];
  const isAppleSilicon = process.platform === "darwin" && process.arch === "arm64";
  const nodePackage = `${isAppleSilicon ? "node-bin" : prefix}-${platform}-${process.arch}@${BROUGHT_NODE}`;

  const probe = ["node", "-p", "process.version + ' ' + process.execPath"];
  const { status, output } = await npm(process.execPath, [
    "exec",
    "--yes",
    "--no-update-notifier",
    `--package=${nodePackage}`,
    "--",
    ...probe,
  ]);
  const wanted = `v${BROUGHT_NODE} `;
  if (status !== 0 || !output.startsWith(wanted)) {
    fail(
      `npm could not fetch ${nodePackage}. Check the connection to the npm registry, or install Node ${OLDEST_NODE.join(".")} or newer yourself.`,
    );
  }
  return output.slice(wanted.length).trim();
}

function record(/** @type {string} */ path) {
  if (existsSync(nodeRecord) && readFileSync(nodeRecord, "utf8") === path) return;
  mkdirSync(dirname(nodeRecord), { recursive: true });
  writeFileSync(nodeRecord, path);
}

/* INSTALLATION: one at a time in a checkout, by a file that names the process at work */

async function install(/** @type {string} */ what) {
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    fail(
      `node_modules is a link and does not match package-lock.json (${what}): run \`npm ci\` where it points to, or remove the link.`,
    );
  }

  const reason = what === EVERYTHING ? "first run only" : `because ${what} is missing or has changed`;
  say(`installing from the npm registry, about ${INSTALLED_MEGABYTES} MB on disk, ${reason} …`);
  const startedAt = Date.now();
  const heartbeat = setInterval(() => {
    say(`still installing, ${Math.round((Date.now() - startedAt) / 1000)} s so far`);
  }, HEARTBEAT_MILLISECONDS);
  const { status } = await npm(node, ["ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]);
  clearInterval(heartbeat);
  if (status !== 0) fail("the installation failed (npm says why above). Run the same command again to retry.");

  const stillMissing = firstMissingPackage();
  if (stillMissing !== undefined) {
    fail(`npm finished, but ${stillMissing} is missing. Is ${process.platform}-${process.arch} supported?`);
  }
  say(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

async function takeTurn() {
  for (let waits = 0; ; waits += 1) {
    try {
      writeFileSync(turn, String(process.pid), { flag: "wx" }); // fails when the file exists
      process.on("exit", giveTurn);
      return;
    } catch {
      if (!isSomebodysTurn())
        rmSync(turn, { force: true }); // left by an interrupted process
      else if (waits === 0) say("another process is installing in this checkout, waiting for it …");
      await setTimeout(500);
    }
  }
}

function giveTurn() {
  try {
    if (readFileSync(turn, "utf8") === String(process.pid)) rmSync(turn);
  } catch {
    // There is none.
  }
}

function isSomebodysTurn() {
  try {
    process.kill(Number(readFileSync(turn, "utf8")), 0); // asks whether the process exists
    return true;
  } catch {
    return false;
  }
}

/** Runs npm under a given Node (the npm that started this file, if there is one) and collects what it prints. */
async function npm(/** @type {string} */ underNode, /** @type {string[]} */ args) {
  const cli = process.env["npm_execpath"];
  const [command, first] = cli?.endsWith("npm-cli.js") === true ? [underNode, [cli]] : ["npm", []];
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: environmentOf(underNode),
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });

  const { status, signal } = await endOf(child);
  if (signal !== null) endBy(signal);
  return { status, output };
}

/* THE PROGRAM */

async function run() {
  const child = spawn(node, commandLine(), {
    stdio: "inherit",
    env: {
      ...environmentOf(node),
      // Hardhat would otherwise report usage, and look for announcements after each task on a terminal. It stays
      // silent where it sees a CI, but then ignores the keystore too, which `hardhat run` (deployment) needs.
      HARDHAT_DISABLE_TELEMETRY: "true",
      ...(program === "hardhat" && programArguments[0] !== "run" ? { CI: process.env["CI"] ?? "true" } : {}),
    },
  });

  const { status, signal } = await endOf(child);
  if (signal !== null) endBy(signal);
  process.exit(status);
}

/**
 * Waits for a child and hands it the signals that this process gets. A terminal sends SIGINT to both by itself.
 * @returns {Promise<{status: number, signal: NodeJS.Signals | null}>}
 */
function endOf(/** @type {import("node:child_process").ChildProcess} */ child) {
  process.on("SIGINT", () => undefined);
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));

  return new Promise((resolve) => {
    child.on("error", (error) => fail(error.message));
    child.on("close", (code, signal) => {
      resolve({ status: code ?? 1, signal });
    });
  });
}

/** @returns {never} */
function endBy(/** @type {NodeJS.Signals} */ signal) {
  giveTurn();
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(1);
}

function commandLine() {
  const name = /** @type {string} */ (program);
  if (existsSync(join(root, name))) {
    const loader = name.endsWith(".ts") ? ["--import", "tsx"] : [];
    return [...loader, "--", join(root, name), ...programArguments]; // after -- Node reads no option of its own
  }

  const command = join(modules, ".bin", name);
  if (!existsSync(command)) fail(`there is neither a file nor an installed command named ${name}`);
  return [realpathSync(command), ...programArguments];
}

function environmentOf(/** @type {string} */ underNode) {
  const path = [dirname(underNode), join(modules, ".bin"), process.env["PATH"]].join(delimiter);
  return { ...process.env, PATH: path };
}

/* MESSAGES: on the error output, so that a program's own output stays clean */

function say(/** @type {string} */ message) {
  process.stderr.write(`virusmap: ${message}\n`);
}

/** @returns {never} */
function fail(/** @type {string} */ message) {
  say(message);
  process.exit(1);
}
