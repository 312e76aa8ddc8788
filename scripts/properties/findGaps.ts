import type { PropertyEvidence } from "./PropertyEvidence.js";
import { TEST_KINDS } from "./TEST_KINDS.js";

/** What is missing or unknown, one sentence each: a property without enforcement, a kind of test that it demands, a name. */
export function findGaps({ properties, parts, enforcements, invariants, tests, uncalled }: PropertyEvidence): string[] {
  const known = new Map(properties.map(({ id, name }) => [id, name]));
  const gaps: string[] = [];

  for (const { id, name, kinds } of properties) {
    if (!enforcements.some((enforcement) => enforcement.id === id)) {
      gaps.push(`${id} ${name}: no comment of contracts/ says (${id}) where it is enforced`);
    }
    const found = tests.filter(({ ids }) => ids.includes(id)).flatMap((test) => test.kinds);
    if (found.length === 0) gaps.push(`${id} ${name}: no test carries the name ${id}`);
    for (const kind of kinds.filter((demanded) => found.length > 0 && !found.includes(demanded))) {
      gaps.push(`${id} ${name}: no test of kind ${kind} (${TEST_KINDS[kind]}) carries the name ${id}`);
    }
  }
  for (const { id, place, file } of enforcements) {
    if (!known.has(id)) gaps.push(`${file}: ${place} enforces ${id}, which docs/protocol.md does not declare`);
  }
  for (const { ids, name, file } of tests) {
    for (const id of ids.filter((named) => !known.has(named))) {
      gaps.push(`${file}: ${name} tests ${id}, which docs/protocol.md does not declare`);
    }
  }
  for (const { name, id, file } of invariants) {
    const declared = parts.get(name) ?? properties.find((property) => property.name === name)?.id;
    if (declared === undefined) gaps.push(`${file}: invariant ${name} is not named in docs/protocol.md`);
    else if (declared !== id)
      gaps.push(`${file}: invariant ${name} belongs to (${declared}), not (${id ?? "nothing"})`);
  }
  gaps.push(...uncalled.map((name) => `test: nothing calls ${name}, so it checks nothing`));
  return gaps;
}
