import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

interface LedgerState {
  readonly publications: Map<bigint, { verdictsRoot: string; signers: bigint; publishedAt: bigint }>;
  /** Epoch of the newest recorded verdict by `kind:contentHash`. */
  readonly recorded: Map<string, bigint>;
}

/** Reports and recorded verdicts from events alone. */
export function replayLedger(events: readonly ChainEvent[]): LedgerState {
  const state: LedgerState = { publications: new Map(), recorded: new Map() };
  for (const event of events) {
    if (event.name === "ReportPublished") {
      state.publications.set(field(event, "epoch", "bigint"), {
        verdictsRoot: field(event, "verdictsRoot", "string"),
        signers: field(event, "signers", "bigint"),
        publishedAt: event.timestamp,
      });
    }
    if (event.name === "VerdictRecorded") {
      const content = `${field(event, "kind", "bigint")}:${field(event, "contentHash", "string")}`;
      state.recorded.set(content, field(event, "epoch", "bigint"));
    }
  }
  return state;
}
