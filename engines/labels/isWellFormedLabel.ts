import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";

const TEXT = /^[\x20-\x7e]{1,128}$/;

/**
 * Whether a label keeps the promises of its type (see `Label`): text in bounds, and a name exactly when it is a
 * detection.
 */
export function isWellFormedLabel({ engine, version, signatureVersion, label, category }: Label): boolean {
  const texts = label === null ? [engine, version, signatureVersion] : [engine, version, signatureVersion, label];
  const isDetection = category === Category.SUSPICIOUS || category === Category.MALICIOUS;
  const isNoDetection = category === Category.UNDETERMINED || category === Category.HARMLESS;
  return (
    texts.every((text) => typeof text === "string" && TEXT.test(text)) && (label === null ? isNoDetection : isDetection)
  );
}
