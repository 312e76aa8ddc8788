// Plays the stateful invariants of test/invariant and judges whole campaigns: fails when an invariant breaks, and prints
// the sequence as a test; fails when any function of a handler never succeeded, since such a campaign proves nothing.
//
//   npm run invariants                    256 runs of depth 128, from a fixed seed
//   npm run invariants:deep               50 times as many, from a random seed that is printed
//   npm run invariants:deep -- --seed 0x  goes on with the campaigns of a seed, after an interruption
//   npm run invariants -- --seed 0x1234   one that failed
//   npm run invariants -- --self-test     seeds a bug against each check, which must name it; K5 X1 behind it: for these only

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";

import hre from "hardhat";

import { CampaignStore } from "./invariants/CampaignStore.js";
import { countSuccesses } from "./invariants/countSuccesses.js";
import { formatSequence } from "./invariants/formatSequence.js";
import { type HandlerArtifact, offeredFunctions } from "./invariants/offeredFunctions.js";
import { playCampaigns } from "./invariants/playCampaigns.js";
import { selfTest } from "./invariants/selfTest.js";
import { uncalledFunctions } from "./invariants/uncalledFunctions.js";
import { hashSources } from "./mutation/hashSources.js";
import { readSolidity } from "./mutation/readSolidity.js";
import { parseOptions } from "./parseOptions.js";

const FOLDER = "test/invariant";
const FIXED_SEED = "0x5649525553";

const root = join(import.meta.dirname, "..");
const { values, positionals } = parseOptions({
  allowPositionals: true,
  options: {
    campaigns: { type: "string", default: "1" },
    runs: { type: "string", default: "256" },
    depth: { type: "string", default: "128" },
    seed: { type: "string" },
    random: { type: "boolean", default: false },
    workers: { type: "string", default: String(availableParallelism()) },
    "self-test": { type: "boolean", default: false },
  },
});
if (values["self-test"]) {
  const problems = await selfTest(root, positionals);
  if (problems.length > 0) console.error(problems.join("\n"));
  process.exit(problems.length > 0 ? 1 : 0);
}
const size = { runs: numberOf("runs", values.runs), depth: numberOf("depth", values.depth) };
const files = readdirSync(join(root, FOLDER));
const suites = files.filter((file) => file.endsWith(".t.sol")).map((file) => `${FOLDER}/${file}`);
const firstSeed = BigInt(values.seed ?? (values.random ? `0x${randomBytes(16).toString("hex")}` : FIXED_SEED));

await hre.tasks.getTask("build").run({});

const handlers = files.filter((file) => file.endsWith("Handler.sol") && file !== "Handler.sol");
const uncalled = uncalledFunctions(
  await artifactsIn("contracts"),
  handlers.map((file) => readFileSync(join(root, FOLDER, file), "utf8")).join("\n"),
);
if (uncalled.length > 0) {
  console.error(`No handler calls ${uncalled.join(", ")}: whatever they break goes unnoticed.`);
  process.exit(1);
}

const orders = Array.from({ length: numberOf("campaigns", values.campaigns) }, (_, index) => ({
  root,
  suites,
  size,
  seed: `0x${(firstSeed + BigInt(index)).toString(16)}`,
}));
const tools = ["hardhat.config.ts", "package-lock.json"].map(
  (path) => [path, readFileSync(join(root, path), "utf8")] as const,
);
const sources = [...readSolidity(root, ["contracts", "test"]), ...tools].map(([path, bytes]) => ({ path, bytes }));
const store = new CampaignStore(join(root, "cache", "invariants", hashSources(sources)));
console.log(`\nFirst seed 0x${firstSeed.toString(16)}`);
const campaigns = await playCampaigns(orders, numberOf("workers", values.workers), store, (line) => {
  console.log(line);
});

const artifacts = await Promise.all(
  handlers.map((file) => hre.artifacts.readArtifact(`${FOLDER}/${file}:${file.replace(".sol", "")}`)),
);
const counts = countSuccesses(campaigns, offeredFunctions(artifacts));
console.log(`\n${"calls".padStart(9)} ${"successes".padStart(9)}  handler`);
for (const { name, calls, successes } of counts) {
  console.log(`${calls.toString().padStart(9)} ${successes.toString().padStart(9)}  ${name}`);
}

const failures = campaigns.flatMap(({ seed, results }) =>
  results.filter(({ passed }) => !passed).map((result) => ({ seed, result })),
);
for (const { seed, result } of failures) {
  console.error(`\n${result.suite}.${result.name} is broken: ${result.reason ?? "without a reason"}`);
  console.error(`Seed ${seed}. As a test, for ${FOLDER}/Reproduction.t.sol:\n\n${formatSequence(result)}\n`);
}
const vacuous = counts.filter(({ successes }) => successes === 0n);
for (const { name, calls } of vacuous) {
  console.error(`${name} never succeeded in ${calls.toString()} calls: the campaign proves nothing about it.`);
}
if (campaigns.every(({ results }) => results.length === 0)) {
  console.error(`No invariant was found in ${FOLDER}.`);
  process.exitCode = 1;
}
if (failures.length > 0 || vacuous.length > 0) process.exitCode = 1;

/** Those of the contracts whose files stand in a folder, without the folders below it. */
async function artifactsIn(folder: string): Promise<HandlerArtifact[]> {
  const found = readdirSync(join(root, folder)).filter((file) => file.endsWith(".sol"));
  return Promise.all(found.map((file) => hre.artifacts.readArtifact(`${folder}/${file}:${basename(file, ".sol")}`)));
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new RangeError(`--${option} is ${text}, not a count from 1 on`);
  return number;
}
