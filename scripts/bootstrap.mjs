// Runs one program of this repository, after making sure that it can run: `node scripts/bootstrap.mjs PROGRAM [ARGUMENT…]`.
// PROGRAM is a file of the repository (`scripts/start.ts`) or the command of an installed package (`hardhat`).
//
// Everything here is plain JavaScript without dependencies, because it starts where nothing is installed yet, on any
// Node from 20 on. Hardhat needs a newer one, and npm leaves Hardhat's native part out when it runs under an older one,
// so both the installation and the program run under a Node that is new enough: the one that runs this file if
// possible, otherwise one that npm brings. Only the npm registry is ever contacted, and only when something is missing.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [22, 13]; // Hardhat 3 refuses anything older
const BROUGHT_NODE = "22.23.3"; // what npm brings when the running Node is too old
const INSTALLED_MEGABYTES = 400;
const EVERYTHING = "everything";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const nodeRecord = join(modules, ".cache", "virusmap", `node-${BROUGHT_NODE}.txt`);

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) fail("usage: node scripts/bootstrap.mjs PROGRAM [ARGUMENT…]");

const missing = firstMissingPackage();
const node = suitableNode();
if (missing !== undefined) install(missing);
if (node !== process.execPath) record(node);
run();

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

function suitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;

  const recorded = existsSync(nodeRecord) ? readFileSync(nodeRecord, "utf8").trim() : "";
  if (existsSync(recorded)) return recorded;

  say(
    `Node ${process.versions.node} is older than ${OLDEST_NODE.join(".")}: fetching Node ${BROUGHT_NODE} through npm, first run only`,
  );
  return bringNode();
}

/** npm keeps the fetched Node in its own cache, where further checkouts find it again. */
function bringNode() {
  // The package of the platform holds the binary itself; the package `node` would need an installation script.
  const [prefix, platform] = process.platform === "win32" ? ["node", "win"] : ["node", process.platform];
  const isAppleSilicon = process.platform === "darwin" && process.arch === "arm64";
  const nodePackage = `${isAppleSilicon ? "node-bin" : prefix}-${platform}-${process.arch}@${BROUGHT_NODE}`;

  const wanted = `v${BROUGHT_NODE} `;
  const result = npm(
    process.execPath,
    ["exec", "--yes", `--package=${nodePackage}`, "--", "node", "-p", "process.version + ' ' + process.execPath"],
    ["ignore", "pipe", "inherit"],
  );
  const answer = String(result.stdout).trim(); // null when npm could not even start
  if (result.status !== 0 || !answer.startsWith(wanted)) {
    fail(
      `npm could not fetch ${nodePackage}. Check the connection to the npm registry, or install Node ${OLDEST_NODE.join(".")} or newer yourself.`,
    );
  }
  return answer.slice(wanted.length);
}

function record(/** @type {string} */ path) {
  if (existsSync(nodeRecord) && readFileSync(nodeRecord, "utf8") === path) return;
  mkdirSync(dirname(nodeRecord), { recursive: true });
  writeFileSync(nodeRecord, path);
}

/* INSTALLATION */

function install(/** @type {string} */ what) {
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    fail(
      `node_modules is a link and does not match package-lock.json (${what}): run \`npm ci\` where it points to, or remove the link.`,
    );
  }

  const reason = what === EVERYTHING ? "first run only" : `because ${what} is missing or has changed`;
  say(`installing from the npm registry, about ${INSTALLED_MEGABYTES} MB on disk, ${reason} …`);
  const startedAt = Date.now();
  const result = npm(
    node,
    ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    ["ignore", process.stderr.fd, "inherit"],
  );
  if (result.status !== 0) fail("the installation failed (npm says why above). Run the same command again to retry.");

  const stillMissing = firstMissingPackage();
  if (stillMissing !== undefined)
    fail(
      `npm finished, but ${stillMissing} is still missing. Is this platform (${process.platform}-${process.arch}) supported?`,
    );
  say(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** Runs npm under a given Node; the npm that started this file if there is one. */
function npm(
  /** @type {string} */ underNode,
  /** @type {string[]} */ args,
  /** @type {import("node:child_process").StdioOptions} */ stdio,
) {
  const cli = process.env["npm_execpath"];
  const options = { cwd: root, stdio, env: environmentOf(underNode) };
  if (cli?.endsWith("npm-cli.js") === true) return spawnSync(underNode, [cli, ...args], options);

  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/* THE PROGRAM */

function run() {
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

  // A terminal sends SIGINT to both processes: this one only has to outlive the child.
  process.on("SIGINT", () => undefined);
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));

  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function commandLine() {
  const name = /** @type {string} */ (program);
  if (existsSync(join(root, name))) {
    return name.endsWith(".ts")
      ? ["--import", "tsx", join(root, name), ...programArguments]
      : [join(root, name), ...programArguments];
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
