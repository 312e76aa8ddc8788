/** The answer to the request of the same `id`: matching rules, an unreadable file, or a scanner that broke. */
export type ScanReply = { readonly id: number } & (
  | { readonly matched: readonly string[] }
  | { readonly unreadable: { readonly path: string; readonly code: string } }
  | { readonly broken: string }
);
