import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import hre from "hardhat";

/** What this program reads of the compiler's standard output. */
export interface CompilerOutput {
  readonly errors?: readonly { severity: string; formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { id: number; ast: { nodes: readonly { nodeType: string }[] } }>>;
  readonly contracts: Readonly<Record<string, Readonly<Record<string, CompiledContract>>>>;
}

export interface CompiledContract {
  readonly abi: unknown;
  readonly metadata?: string;
  readonly storageLayout?: unknown;
  readonly evm?: {
    readonly bytecode: { readonly object: string };
    readonly deployedBytecode: { readonly object: string };
    readonly methodIdentifiers: Readonly<Record<string, string>>;
  };
}

interface Compiler {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
}

/**
 * Compiles the Solidity files in `paths`, and all below those that are directories, with the compiler and the settings of `hardhat.config.ts`. Sources
 * have their path from `root` as their name.
 * @param outputs of each contract, as in the compiler's `outputSelection`
 * @param edit changes a source that is imported, for experiments
 * @throws with the compiler's messages when it reports an error, and when there is nothing to compile
 */
export function compile(
  root: string,
  paths: readonly string[],
  outputs: readonly string[],
  edit: (path: string, text: string) => string = (_path, text) => text,
): { input: unknown; output: CompilerOutput; version: string } {
  const compiler = hre.config.solidity.profiles["default"]?.compilers[0];
  if (compiler?.path === undefined) throw new Error("hardhat.config.ts names no compiler by path");

  const sources = Object.fromEntries(
    paths
      .flatMap((path) => (path.endsWith(".sol") ? [path] : filesBelow(root, path)))
      .map((path) => [path, { content: readFileSync(join(root, path), "utf8") }]),
  );
  if (Object.keys(sources).length === 0) throw new Error(`No Solidity file in ${paths.join(", ")}`);

  const input = {
    language: "Solidity",
    sources,
    settings: {
      ...(compiler.settings as object),
      remappings: ["@openzeppelin/=node_modules/@openzeppelin/"],
      outputSelection: { "*": { "": ["ast"], "*": outputs } },
    },
  };
  const solc = createRequire(import.meta.url)("solc") as Compiler;
  const read = (path: string) => ({ contents: edit(path, readFileSync(join(root, path), "utf8")) });
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as CompilerOutput;

  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return { input, output, version: compiler.version };
}

function filesBelow(root: string, directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".sol"))
    .sort()
    .map((file) => `${directory}/${file}`);
}
