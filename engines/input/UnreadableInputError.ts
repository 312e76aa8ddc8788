/** A file that was to be scanned cannot be read. */
export class UnreadableInputError extends Error {
  override readonly name = "UnreadableInputError";

  constructor(
    readonly path: string,
    /** The system's code, such as ENOENT or EACCES, or ENOTFILE for what is there but is no regular file. */
    readonly code: string,
  ) {
    super(`Cannot read ${path} (${code}). Check that it exists, is a regular file and that this user may read it.`);
  }
}
