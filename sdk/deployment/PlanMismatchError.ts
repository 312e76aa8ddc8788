/** A deployment was begun with other terms, by another account, or on another chain of the same id. */
export class PlanMismatchError extends Error {
  override readonly name = "PlanMismatchError";

  constructor(
    readonly what: string,
    readonly planned: string,
    readonly actual: string,
  ) {
    super(
      `The deployment that was begun has another ${what}: planned ${planned}, now ${actual}. Continue with what was ` +
        "planned, or remove the kept deployment to begin a new one.",
    );
  }
}
