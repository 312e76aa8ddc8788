import { Kind } from "../../sdk/types/Kind.js";
import type { ContentSource } from "../input/ContentSource.js";
import { inputText } from "../input/inputText.js";
import { canonicalUrl } from "./canonicalUrl.js";
import { InvalidContentError } from "./InvalidContentError.js";
import { InvalidStixBundleError } from "./InvalidStixBundleError.js";
import { InvalidUrlError } from "./InvalidUrlError.js";
import { MAX_BUNDLE_BYTES } from "./MAX_BUNDLE_BYTES.js";
import { MAX_URL_CHARACTERS } from "./MAX_URL_CHARACTERS.js";
import { parseStixBundle } from "./parseStixBundle.js";

/**
 * Checks that a content's bytes are what its kind promises. To be called before any engine, by every supernode: whether a
 * content counts must not depend on which engines somebody runs.
 *
 * - URL: the bytes are the canonical form itself, without a mark, blank or line end around it. Otherwise one address
 *   would be a new content, and be paid, with every fragment.
 * - INTEL: UTF-8 that `parseStixBundle` takes, of at most `MAX_BUNDLE_BYTES`.
 * - FILE: anything.
 *
 * @throws {InvalidContentError} for all else; its `cause` is the parser's error when there is one
 * @throws {UnreadableInputError} when the file cannot be read, which says nothing of the content
 */
export async function checkContent(content: { readonly kind: Kind } & ContentSource): Promise<void> {
  switch (content.kind) {
    case Kind.FILE:
      return;
    case Kind.URL: {
      const text = await textOf(content, MAX_URL_CHARACTERS);
      const canonical = parsed(content.kind, () => canonicalUrl(text));
      if (text !== canonical) {
        throw new InvalidContentError(
          content.kind,
          `its bytes are not the canonical form ${JSON.stringify(canonical)}.`,
        );
      }
      return;
    }
    case Kind.INTEL: {
      const text = await textOf(content, MAX_BUNDLE_BYTES);
      parsed(content.kind, () => parseStixBundle(text));
      return;
    }
    default:
      throw new InvalidContentError(content.kind satisfies never, "there is no such kind.");
  }
}

async function textOf(content: { readonly kind: Kind } & ContentSource, limitBytes: number): Promise<string> {
  const text = await inputText(content, limitBytes);
  if (text === null) throw new InvalidContentError(content.kind, `it is longer than ${limitBytes} bytes or not UTF-8.`);
  return text;
}

function parsed<T>(kind: Kind, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidUrlError || error instanceof InvalidStixBundleError)) throw error;
    throw new InvalidContentError(kind, error.message, { cause: error });
  }
}
