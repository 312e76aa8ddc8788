import { Category } from "../../sdk/types/Category.js";
import type { Finding } from "../Finding.js";
import { hostSignature } from "./hostSignature.js";
import { imitatedName } from "./imitatedName.js";
import type { PatternSignatures } from "./PatternSignatures.js";

const EXECUTABLE_PATH = /\.(?:apk|bat|bin|cmd|com|dll|elf|exe|hta|jar|js|msi|ps1|scr|sh|vbs)$/i;
const RAW_IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;

/** What can be told from a canonical URL alone, without visiting it. */
export function urlFindings(signatures: PatternSignatures, canonical: string): Finding[] {
  const url = new URL(canonical);
  const findings: Finding[] = [];

  const listed = hostSignature(signatures, url.hostname);
  if (listed !== undefined) findings.push(listed);

  if (imitatedName(signatures.imitatedNames, url.hostname) !== null) {
    findings.push({ label: "Phishing.LookAlikeHost", category: Category.SUSPICIOUS });
  }
  if (RAW_IP.test(url.hostname) && EXECUTABLE_PATH.test(url.pathname)) {
    findings.push({ label: "Download.ExecutableFromIp", category: Category.SUSPICIOUS });
  }
  // https://bank.example@198.51.100.7/ leads to the address, not to the bank.
  if (decoded(url.username).includes(".")) {
    findings.push({ label: "Phishing.HostInUserName", category: Category.SUSPICIOUS });
  }
  return findings;
}

function decoded(text: string): string {
  return text.replaceAll(/%2e/gi, ".");
}
