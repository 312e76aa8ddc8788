/**
 * The engine itself broke: the input has no label of this engine, which is not the same as a label that says nothing.
 */
export class EngineFailedError extends Error {
  override readonly name = "EngineFailedError";

  constructor(
    readonly engine: string,
    readonly reason: string,
  ) {
    super(
      `Engine ${engine} failed: ${reason}. Leave its label out of the report; scan again, or run without this engine if it keeps failing.`,
    );
  }
}
