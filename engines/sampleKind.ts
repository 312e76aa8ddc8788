import { Kind } from "../sdk/types/Kind.js";

/**
 * What a file on disk is submitted as, by the end of its name: `.url` and `.url.txt` a URL, `.stix.json`
 * intelligence.
 */
export function sampleKind(path: string): Kind {
  const name = path.toLowerCase();
  if (name.endsWith(".url") || name.endsWith(".url.txt")) return Kind.URL;
  if (name.endsWith(".stix.json")) return Kind.INTEL;
  return Kind.FILE;
}
