/** A node of the compiler's syntax tree (`ast` in its standard output). */
export interface AstNode {
  readonly id: number;
  readonly nodeType: string;
  /** Where it stands: `offset:length:file`, in bytes. */
  readonly src: string;
  readonly [key: string]: unknown;
}
