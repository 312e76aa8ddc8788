/** Where the bytes of an input are: in a file, or in memory when they are few. */
export type ContentSource =
  { readonly path: string; readonly bytes?: never } | { readonly bytes: Uint8Array; readonly path?: never };
