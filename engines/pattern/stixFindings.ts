import { Category } from "../../sdk/types/Category.js";
import { canonicalUrl } from "../formats/canonicalUrl.js";
import { InvalidUrlError } from "../formats/InvalidUrlError.js";
import type { StixBundle } from "../formats/StixBundle.js";
import type { Finding } from "../Finding.js";
import { hostSignature } from "./hostSignature.js";
import { patternComparisons } from "./patternComparisons.js";
import type { PatternSignatures } from "./PatternSignatures.js";

/**
 * What a bundle tells about: MALICIOUS when an indicator names a URL, host or file that our lists call malicious;
 * SUSPICIOUS when it describes malware or activity that its author calls malicious and our lists know nothing of.
 */
export function stixFindings(signatures: PatternSignatures, bundle: StixBundle): Finding[] {
  return bundle.objects.flatMap((object) => {
    if (object.type === "malware") return [{ label: "Intel.Malware", category: Category.SUSPICIOUS }];
    if (object.type !== "indicator") return [];

    const findings: Finding[] = [];
    const types: unknown = object["indicator_types"];
    if (Array.isArray(types) && types.includes("malicious-activity")) {
      findings.push({ label: "Intel.MaliciousActivity", category: Category.SUSPICIOUS });
    }
    if (object["pattern_type"] === "stix" && isListed(signatures, String(object["pattern"]))) {
      findings.push({ label: "Intel.ListedIndicator", category: Category.MALICIOUS });
    }
    return findings;
  });
}

function isListed(signatures: PatternSignatures, pattern: string): boolean {
  return patternComparisons(pattern).some(({ path, value }) => {
    if (path === "file:hashes.SHA-256") {
      const listed = signatures.hashes.find(({ sha256 }) => sha256 === value.toLowerCase());
      return listed?.category === Category.MALICIOUS;
    }
    const host = path === "url:value" ? hostOf(value) : path === "domain-name:value" ? value : null;
    return host !== null && hostSignature(signatures, host)?.category === Category.MALICIOUS;
  });
}

function hostOf(url: string): string | null {
  try {
    return new URL(canonicalUrl(url)).hostname;
  } catch (error) {
    if (error instanceof InvalidUrlError) return null;
    throw error;
  }
}
