import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import solc from "solc";
import { z } from "zod";

import type { AstNode } from "./AstNode.js";
import type { CompilerError } from "./CompilerError.js";
import { isAstNode } from "./isAstNode.js";

const outputSchema = z.object({
  errors: z
    .array(
      z.object({
        severity: z.string(),
        message: z.string(),
        formattedMessage: z.string(),
        sourceLocation: z.object({ file: z.string(), start: z.number(), end: z.number() }).optional(),
      }),
    )
    .default([]),
  sources: z.record(z.string(), z.object({ ast: z.custom<AstNode>(isAstNode).optional() })).default({}),
  contracts: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          abi: z.array(z.object({ type: z.string(), name: z.string().optional() }).loose()),
          evm: z.object({
            bytecode: z.object({ object: z.string() }),
            deployedBytecode: z.object({ object: z.string() }),
          }),
        }),
      ),
    )
    .default({}),
});

export interface Compiled extends Omit<z.infer<typeof outputSchema>, "errors"> {
  readonly errors: readonly CompilerError[];
}

/**
 * Compiles with the project's compiler and EVM version, without the optimizer: tests of behaviour do not need it, and it
 * would take most of the time.
 */
export function compileSolidity(
  root: string,
  sources: ReadonlyMap<string, string>,
  wanted: "trees" | "code",
): Compiled {
  const code = ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"];
  const input = {
    language: "Solidity",
    sources: Object.fromEntries([...sources].map(([path, content]) => [path, { content }])),
    settings: {
      evmVersion: "osaka",
      optimizer: { enabled: false },
      metadata: { bytecodeHash: "none", appendCBOR: false },
      outputSelection: { "*": wanted === "code" ? { "*": code } : { "": ["ast"] } },
    },
  };
  const find = (path: string) => {
    const file = join(root, "node_modules", path);
    return existsSync(file) ? { contents: readFileSync(file, "utf8") } : { error: `${file} does not exist` };
  };
  const compile = solc.compile as (input: string, callbacks: { import: typeof find }) => string;
  const output = outputSchema.parse(JSON.parse(compile(JSON.stringify(input), { import: find })));
  return { ...output, errors: output.errors.filter(({ severity }) => severity === "error") };
}
