import type { AuditCheck } from "./AuditCheck.js";

/** No difference was found, and something could not be looked at. */
export class AuditIncompleteError extends Error {
  override readonly name = "AuditIncompleteError";

  constructor(readonly unchecked: readonly AuditCheck[]) {
    const lines = unchecked.flatMap(({ name, problems }) => problems.map((problem) => `  - ${name}: ${problem}`));
    super(
      ["The audit could not be finished: it found no difference, and does not say that there is none.", ...lines].join(
        "\n",
      ),
    );
  }
}
