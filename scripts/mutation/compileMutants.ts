import { compileSolidity } from "./compileSolidity.js";
import type { Compiled } from "./compileSolidity.js";
import type { CompilerError } from "./CompilerError.js";
import { findConstantUses } from "./findConstantUses.js";
import { instrument } from "./instrument.js";
import type { NumberedMutant } from "./NumberedMutant.js";
import type { Source } from "./Source.js";
import { SWITCH } from "./SWITCH.js";
import { withoutReplay } from "./withoutReplay.js";

const ATTEMPTS = 20;

/**
 * Compiles everything once, with all mutants in it. Mutants that the compiler refuses are left out.
 * @returns the code, and the mutants that are not in it
 */
export function compileMutants(
  root: string,
  sources: readonly Source[],
  mutants: readonly NumberedMutant[],
): { compiled: Compiled; refused: NumberedMutant[] } {
  const uses = findConstantUses(sources);
  const refused: NumberedMutant[] = [];

  for (let attempt = 0; attempt < ATTEMPTS; ++attempt) {
    const left = mutants.filter((mutant) => !refused.includes(mutant));
    const functions = new Set(
      left.filter(({ point }) => point.kind === "constant").map(({ file, point }) => `${file} ${point.start}`),
    );
    const files = new Map<string, string>([[SWITCH.path, SWITCH.content]]);
    for (const source of sources) {
      const own = (uses.get(source.path) ?? []).filter(({ constant }) => functions.has(constant));
      files.set(source.path, instrument(source, left, own));
    }

    const compiled = compileSolidity(root, withoutReplay(files), "code");
    if (compiled.errors.length === 0) return { compiled, refused };
    for (const error of compiled.errors) {
      const mutant = left.find(({ number }) => number === blame(error, files));
      if (mutant === undefined) throw new Error(`the compiler refuses no mutant but:\n${error.formattedMessage}`);
      if (!refused.includes(mutant)) refused.push(mutant);
    }
  }
  throw new Error(`the compiler still refuses mutants after ${ATTEMPTS} attempts`);
}

/** The mutant that the error stands in: the one that is asked for where it starts, or last before. */
function blame({ sourceLocation }: CompilerError, files: ReadonlyMap<string, string>): number | undefined {
  if (sourceLocation === undefined) return undefined;
  const bytes = Buffer.from(files.get(sourceLocation.file) ?? "").toString("latin1");
  const asked = [...bytes.matchAll(/mutantIs\((\d+)\)/g)].filter(({ index }) => index <= sourceLocation.start + 1);
  const number = asked.at(-1)?.[1];
  return number === undefined ? undefined : Number(number);
}
