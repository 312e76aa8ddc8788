import { canonicalUrl } from "../formats/canonicalUrl.js";
import { InvalidStixBundleError } from "../formats/InvalidStixBundleError.js";
import { InvalidUrlError } from "../formats/InvalidUrlError.js";
import { MAX_BUNDLE_BYTES } from "../formats/MAX_BUNDLE_BYTES.js";
import { parseStixBundle } from "../formats/parseStixBundle.js";
import type { Engine } from "../Engine.js";
import { inputChunks } from "../input/inputChunks.js";
import { inputText } from "../input/inputText.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { ScanInput } from "../ScanInput.js";
import { signatureDigest } from "../signatureDigest.js";
import { strongestLabel } from "../strongestLabel.js";
import { DEFAULT_PATTERN_SIGNATURES } from "./DEFAULT_PATTERN_SIGNATURES.js";
import type { Finding } from "../Finding.js";
import type { PatternSignatures } from "./PatternSignatures.js";
import { SequenceMatcher } from "./SequenceMatcher.js";
import { stixFindings } from "./stixFindings.js";
import { urlFindings } from "./urlFindings.js";

const NAME = "VirusMap-Patterns";
/** To be raised whenever the code of this folder can give another label for the same lists. */
const VERSION = "1.0.1";

const MAX_URL_BYTES = 1 << 16; // 64 KiB

/** Our own engine: lists of hashes, byte sequences and hosts, and a look at what URLs and STIX bundles say. */
export function createPatternEngine(signatures: PatternSignatures = DEFAULT_PATTERN_SIGNATURES): Engine {
  const signatureVersion = signatureDigest(JSON.stringify(signatures));
  const matcher = new SequenceMatcher(signatures.sequences.map(({ hex }) => Buffer.from(hex, "hex")));

  return {
    name: NAME,
    version: VERSION,
    signatureVersion,
    scan: async (input) => {
      const listed = signatures.hashes.filter(({ sha256 }) => sha256 === input.sha256);
      const findings = [...listed, ...(await contentFindings(signatures, matcher, input))];
      return { engine: NAME, version: VERSION, signatureVersion, ...strongestLabel(findings) };
    },
    close: () => Promise.resolve(),
  };
}

async function contentFindings(
  signatures: PatternSignatures,
  matcher: SequenceMatcher,
  input: ScanInput,
): Promise<Finding[]> {
  switch (input.kind) {
    case Kind.FILE:
      return sequenceFindings(signatures, matcher, input);
    case Kind.URL: {
      const text = await inputText(input, MAX_URL_BYTES);
      if (text === null) throw new InvalidUrlError("", `it is longer than ${MAX_URL_BYTES} bytes or not UTF-8`);
      return urlFindings(signatures, canonicalUrl(text));
    }
    case Kind.INTEL: {
      const text = await inputText(input, MAX_BUNDLE_BYTES);
      if (text === null) {
        throw new InvalidStixBundleError(
          "bundle",
          `it is longer than ${MAX_BUNDLE_BYTES} bytes or not UTF-8; split it`,
        );
      }
      return stixFindings(signatures, parseStixBundle(text));
    }
  }
}

async function sequenceFindings(
  signatures: PatternSignatures,
  matcher: SequenceMatcher,
  input: ScanInput,
): Promise<Finding[]> {
  const search = matcher.search();
  for await (const chunk of inputChunks(input)) search.feed(chunk);
  return signatures.sequences.filter((_, index) => search.found.has(index));
}
