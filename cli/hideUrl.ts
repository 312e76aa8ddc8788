import { originOf } from "./originOf.js";

/** Takes a node's URL out of the message of an error, some of which quote the request. */
export function hideUrl(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error;
  for (const spelling of new Set([url, new URL(url).href])) {
    if (spelling !== originOf(url)) error.message = error.message.replaceAll(spelling, originOf(url));
  }
  return error;
}
