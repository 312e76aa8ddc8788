import { parseSolidity } from "./parseSolidity.js";
import { propertyIds } from "./propertyIds.js";
import type { PropertyTest } from "./PropertyTest.js";
import type { TestKind } from "./TestKind.js";

const TEST = /^(?:test|invariant|check)/;

/**
 * The tests of a Solidity file. Each carries the ids in its own comments, in the heading under which it stands, and in
 * the comment of its contract.
 *
 * @param file path from the root of the repository
 */
export function scanSolidityTests(file: string, source: string): PropertyTest[] {
  const declarations = parseSolidity(source);
  const wholes = new Map(
    declarations
      .filter(({ member }) => member === undefined)
      .map(({ contract, comments }) => [contract, comments] as const),
  );
  return declarations.flatMap(({ contract, member, heading, comments }) => {
    if (member === undefined || !TEST.test(member)) return [];
    const ids = propertyIds([wholes.get(contract) ?? "", heading, comments].join("\n"));
    const name = `${contract ?? ""}.${member}`;
    return [{ ids, name, kinds: kindsOf(file, name, member), file }];
  });
}

/** By the names that the house gives: prefix, `Model` for a comparison with a model, `Gas` for a measurement. */
function kindsOf(file: string, name: string, member: string): TestKind[] {
  if (/(^|\/)symbolic\//.test(file)) return ["S"];
  const kinds: TestKind[] = [];
  if (member.startsWith("invariant")) kinds.push("I");
  else if (member.startsWith("testFuzz")) kinds.push("F");
  else kinds.push("U");
  if (name.includes("Model")) kinds.push("D");
  if (name.includes("Gas")) kinds.push("G");
  return kinds;
}
