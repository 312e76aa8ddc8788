/**
 * A rule that the engines do not take, because its answer could depend on where windows begin, or because it says too
 * little.
 */
export class InvalidYaraRuleError extends Error {
  override readonly name = "InvalidYaraRuleError";

  constructor(
    readonly rule: string,
    readonly reason: string,
  ) {
    super(`YARA rule ${rule}: ${reason}. engines/README.md says what a rule may contain.`);
  }
}
