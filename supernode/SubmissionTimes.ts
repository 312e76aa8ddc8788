import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";

/** When roots were submitted, by sender: the chain is asked once for each, since a root has many leaves. For a short time only. */
export class SubmissionTimes {
  readonly #times = new Map<string, Promise<bigint>>();

  constructor(private readonly system: Pick<SystemContracts, "registry">) {}

  /** Whether the answer is at hand, so that nobody is asked. */
  knows(sender: string, root: string): boolean {
    return this.#times.has(`${sender}:${root}`.toLowerCase());
  }

  /** In Unix seconds; 0 if never. */
  async of(sender: string, root: string): Promise<bigint> {
    const key = `${sender}:${root}`.toLowerCase();
    const known = this.#times.get(key);
    if (known !== undefined) return known;
    const time = this.system.registry.submittedAt(sender, root);
    this.#times.set(key, time);
    return time;
  }
}
