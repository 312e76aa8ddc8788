/** A file that became shorter while it was read: whoever may write it did so. */
export class ChangedFileError extends Error {
  override readonly name = "ChangedFileError";

  constructor(
    readonly endBytes: number,
    readonly expectedBytes: number,
  ) {
    super(`the file ended at byte ${endBytes}, expected ${expectedBytes}: it changed meanwhile`);
  }
}
