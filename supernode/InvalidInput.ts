/** A file given on the command line cannot be used. Thrown before anything starts. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";

  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}
