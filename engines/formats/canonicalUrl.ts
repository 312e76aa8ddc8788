import { InvalidUrlError } from "./InvalidUrlError.js";
import { MAX_URL_CHARACTERS } from "./MAX_URL_CHARACTERS.js";

const SCHEMES = ["http:", "https:", "ftp:"];
const EXCERPT_CHARACTERS = 80;

/**
 * The form of a URL whose SHA-256 is its content hash: what the WHATWG URL parser makes of it (lower-case scheme and
 * host, international names in punycode, no default port, `.` and `..` resolved), without the fragment, which no
 * server sees. Everything else stays: another path, query, user name or trailing dot may lead elsewhere. Blanks
 * around it are dropped. `canonicalUrl(canonicalUrl(x)) === canonicalUrl(x)`.
 */
export function canonicalUrl(text: string): string {
  const trimmed = text.trim();
  const refuse = (reason: string): InvalidUrlError => new InvalidUrlError(trimmed.slice(0, EXCERPT_CHARACTERS), reason);

  if (trimmed.length === 0) throw refuse("it is empty; give one absolute URL");
  if (trimmed.length > MAX_URL_CHARACTERS) throw refuse(`it is longer than ${MAX_URL_CHARACTERS} characters`);
  // The parser would silently join lines and so make one URL of a list.
  if (/[\t\n\r]/.test(trimmed)) throw refuse("it contains a line break or tab; give one URL at a time");

  const url = URL.parse(trimmed);
  if (url === null) throw refuse("the WHATWG URL parser refuses it; give an absolute URL such as https://example.com/");
  if (!SCHEMES.includes(url.protocol))
    throw refuse(`its scheme is ${url.protocol} and not one of ${SCHEMES.join(" ")}`);

  url.hash = "";
  // Escaping can lengthen: what comes out must be accepted as input again.
  if (url.href.length > MAX_URL_CHARACTERS)
    throw refuse(`its canonical form is longer than ${MAX_URL_CHARACTERS} characters`);
  return url.href;
}
