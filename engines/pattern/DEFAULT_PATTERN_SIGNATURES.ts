import { Category } from "../../sdk/types/Category.js";
import type { PatternSignatures } from "./PatternSignatures.js";

/**
 * The lists that the pattern engine has when it is given none. Harmless: the EICAR test string, and files, markers
 * and hosts made up for VirusMap. It knows other things than the YARA rules do, and other names for the same things.
 */
export const DEFAULT_PATTERN_SIGNATURES: PatternSignatures = {
  hashes: [
    {
      // The EICAR test file, 68 bytes.
      sha256: "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
      label: "Eicar-Signature",
      category: Category.MALICIOUS,
    },
    {
      // The 37 bytes "virusmap demo: known by its hash only".
      sha256: "f9a45988aa31896a28be50cca7a9f5f6eeb28640c668708af39907e47b13badc",
      label: "Demo.HashOnly",
      category: Category.MALICIOUS,
    },
    {
      // The empty file.
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      label: null,
      category: Category.HARMLESS,
    },
    {
      // samples/notice.txt
      sha256: "8e85d4dc2ea8636820f036e0f69c3c445bd66113e9203f3cdf8872636197fb9e",
      label: null,
      category: Category.HARMLESS,
    },
  ],
  sequences: [
    { hex: eicar(), label: "Eicar-Signature", category: Category.MALICIOUS },
    { hex: ascii("VIRUSMAP-DEMO-BEACON-02"), label: "Demo.Beacon", category: Category.MALICIOUS },
    { hex: ascii("VIRUSMAP-DEMO-MACRO-04"), label: "Demo.Macro", category: Category.SUSPICIOUS },
  ],
  hosts: [
    { host: "virusmap-phishing.example", label: "Phishing.ListedHost", category: Category.MALICIOUS },
    { host: "virusmap-downloads.example", label: "Download.ListedHost", category: Category.SUSPICIOUS },
    { host: "example.com", label: null, category: Category.HARMLESS },
    { host: "example.org", label: null, category: Category.HARMLESS },
  ],
  imitatedNames: ["virusmap", "example", "ethereum", "wikipedia"],
};

/** In two halves, so that no scanner takes this file for the test file. */
function eicar(): string {
  return ascii("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-") + ascii("STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
}

function ascii(text: string): string {
  return Buffer.from(text, "latin1").toString("hex");
}
