/** The parameters cannot be deployed. Each problem names the parameter, its value and the limit. */
export class InvalidParametersError extends Error {
  override readonly name = "InvalidParametersError";

  constructor(readonly problems: readonly string[]) {
    super(["Invalid deployment parameters:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
  }
}
