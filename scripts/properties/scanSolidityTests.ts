import { parseSolidity } from "./parseSolidity.js";
import { propertyIds } from "./propertyIds.js";
import type { PropertyTest } from "./PropertyTest.js";
import type { TestKind } from "./TestKind.js";

const TEST = /^(?:test|invariant|check|_check)/;

/**
 * The tests of a Solidity file, and the functions `_check…` of which an invariant consists. Each carries the ids in its
 * own comments: what a heading or the comment of its contract names, it need not test.
 *
 * @param file path from the root of the repository
 */
export function scanSolidityTests(file: string, source: string): PropertyTest[] {
  return parseSolidity(source).flatMap(({ contract, member, comments }) => {
    if (member === undefined || !TEST.test(member)) return [];
    const name = `${contract ?? ""}.${member}`;
    return [{ ids: propertyIds(comments), name, kinds: kindsOf(file, name, member), file }];
  });
}

/** By the names that the house gives: prefix, `Model` for a comparison with a model, `Gas` for a measurement. */
function kindsOf(file: string, name: string, member: string): TestKind[] {
  if (/(^|\/)symbolic\//.test(file)) return ["S"];
  const kinds: TestKind[] = [];
  if (/^(?:invariant|_check)/.test(member)) kinds.push("I");
  else if (member.startsWith("testFuzz")) kinds.push("F");
  else kinds.push("U");
  if (name.includes("Model")) kinds.push("D");
  if (name.includes("Gas")) kinds.push("G");
  return kinds;
}
