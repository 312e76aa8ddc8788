import type { NumberedMutant } from "./NumberedMutant.js";
import type { Step } from "./Step.js";

const REMEMBERED = 4;
const NAME = /^(.*:\w+)\.((?:test|invariant)\w*)\(/;

/** The tests that killed the latest mutants of a function are the likeliest to kill its next one. */
export class KillerMemory {
  private readonly killers = new Map<string, string[]>();

  /** @param failure as in a finding: `Suite.test(…): reason` */
  remember(mutant: NumberedMutant, failure: string): void {
    const name = NAME.exec(failure)?.[0];
    const known = (this.killers.get(keyOf(mutant)) ?? []).filter((other) => other !== name);
    if (name !== undefined) this.killers.set(keyOf(mutant), [name, ...known].slice(0, REMEMBERED));
  }

  stepsFor(mutant: NumberedMutant): Step[] {
    const tests = new Map<string, string[]>();
    for (const name of this.killers.get(keyOf(mutant)) ?? []) {
      const [, suite, test] = NAME.exec(name) ?? [];
      if (suite !== undefined && test !== undefined) tests.set(suite, [...(tests.get(suite) ?? []), test]);
    }
    return [...tests].map(([suite, only]) => ({
      suite,
      only,
      tests: only.some((test) => test.startsWith("invariant")) ? "random" : "fixed",
      fuzzRuns: 16,
      invariantRuns: 1,
    }));
  }
}

function keyOf({ file, member }: NumberedMutant): string {
  return `${file} ${member}`;
}
