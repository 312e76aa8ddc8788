import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

import type { MutantResult } from "./MutantResult.js";

/** Results, one a line, so that an interrupted run continues where it was. */
export class ResultFile {
  private readonly results = new Map<string, MutantResult>();

  constructor(private readonly path: string) {
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, "utf8").split("\n")) {
      // The last line of an interrupted run may be a part of one.
      if (!line.endsWith("}")) continue;
      const result = JSON.parse(line) as MutantResult;
      this.results.set(result.id, result);
    }
  }

  get(id: string): MutantResult | undefined {
    return this.results.get(id);
  }

  add(result: MutantResult): void {
    this.results.set(result.id, result);
    mkdirSync(dirname(this.path), { recursive: true });
    appendFileSync(this.path, `${JSON.stringify(result)}\n`);
  }
}
