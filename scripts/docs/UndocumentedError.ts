/** Something that others can call, read or meet has no comment. */
export class UndocumentedError extends Error {
  override readonly name = "UndocumentedError";

  constructor(readonly names: readonly string[]) {
    super(`no comment on ${names.join(", ")}: write one where it is declared`);
  }
}
