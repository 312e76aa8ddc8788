/** A node's URL for messages: scheme, host and port. Path, query and user are often the key of whoever pays for the node. */
export function originOf(url: string): string {
  return new URL(url).origin;
}
