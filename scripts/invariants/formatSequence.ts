import { Interface, hexlify } from "ethers";

import type { InvariantResult, SequenceCall } from "./Campaign.js";

/**
 * A sequence that breaks an invariant, as a test to paste into a file of its own: `test/invariant/Reproduction.t.sol`.
 * Handlers do not look at who calls them, and the calls that changed nothing are left out.
 */
export function formatSequence({ suite, file, name, sequence }: InvariantResult): string {
  const fileName = file.split("/").at(-1) ?? file;
  const check = name.startsWith("invariant") ? [`        ${name};`] : [];
  return [
    "// SPDX-License-Identifier: MIT",
    "pragma solidity 0.8.37;",
    "",
    `import {${suite}} from "./${fileName}";`,
    "",
    `contract ReproductionTest is ${suite} {`,
    "    function test_Sequence() public {",
    ...sequence.map((call) => `        ${formatCall(call)}`),
    ...check,
    "        afterInvariant();",
    "    }",
    "}",
  ].join("\n");
}

/** `voterHandler.vote(1, 2);`: the field of the suite that holds a handler is named like its contract. */
function formatCall({ contractName, signature, calldata }: SequenceCall): string {
  if (contractName === undefined || signature === undefined) {
    return `// a call of an unknown contract: ${hexlify(calldata)}`;
  }
  const contract = contractName.split(":").at(-1) ?? contractName;
  const field = contract.charAt(0).toLowerCase() + contract.slice(1);
  const abi = Interface.from([`function ${signature}`]);
  const parsed = abi.parseTransaction({ data: hexlify(calldata) });
  if (parsed === null) return `// ${contract}.${signature}: ${hexlify(calldata)}`;

  const values = parsed.fragment.inputs.map(({ baseType, type }, index) => literal(baseType, type, parsed.args[index]));
  return `${field}.${parsed.name}(${values.join(", ")});`;
}

/** A value as Solidity writes it. */
function literal(baseType: string, type: string, value: unknown): string {
  if (baseType === "string") return `unicode${JSON.stringify(value)}`;
  if (baseType === "bytes") return `hex"${String(value).slice(2)}"`;
  if (baseType.startsWith("bytes")) return `${type}(${String(value)})`;
  if (baseType === "array" || baseType === "tuple") {
    throw new TypeError(`A handler takes plain values, not ${type}: give it a seed and draw the rest from it`);
  }
  return String(value); // numbers, truth values, and addresses with their checksum
}
