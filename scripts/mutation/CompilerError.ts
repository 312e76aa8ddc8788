/** What the compiler refuses. */
export interface CompilerError {
  readonly message: string;
  readonly formattedMessage: string;
  /** In bytes. */
  readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number } | undefined;
}
