import { createHash } from "node:crypto";

import { findPoints } from "./findPoints.js";
import type { NumberedMutant } from "./NumberedMutant.js";
import type { Source } from "./Source.js";

/** All mutants of some files, in the order of the files and of the places in them. */
export function listMutants(sources: readonly Source[]): NumberedMutant[] {
  const mutants: NumberedMutant[] = [];
  const seen = new Map<string, number>();
  const readable = (bytes: string) => Buffer.from(bytes, "latin1").toString("utf8").replace(/\s+/g, " ");

  for (const source of sources) {
    const piece = ({ start, end }: { start: number; end: number }) => source.bytes.slice(start, end);
    for (const point of findPoints(source)) {
      for (const alternative of point.alternatives) {
        const { operator } = alternative;
        const original = readable(piece(point));
        const mutated = readable(
          alternative.code.map((part) => (typeof part === "string" ? part : piece(part))).join(""),
        );
        const content = JSON.stringify([source.path, point.member, operator, original, mutated]);
        if (mutated === original) continue; // a zero is returned already
        // The same change may be possible at several places of a function.
        const occurrence = (seen.get(content) ?? 0) + 1;
        seen.set(content, occurrence);
        mutants.push({
          id: createHash("sha256").update(`${content} ${occurrence}`).digest("hex").slice(0, 8),
          number: mutants.length + 1,
          file: source.path,
          line: source.bytes.slice(0, point.start).split("\n").length,
          member: point.member,
          operator,
          original,
          mutated,
          point,
          alternative,
        });
      }
    }
  }
  return mutants;
}
