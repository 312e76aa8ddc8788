import { InvalidStixBundleError } from "./InvalidStixBundleError.js";
import type { StixBundle } from "./StixBundle.js";

/** Types whose `spec_version` may be absent: cyber-observable objects (STIX 2.1, section 3.1). */
const OBSERVABLE_TYPES = new Set([
  "artifact",
  "autonomous-system",
  "directory",
  "domain-name",
  "email-addr",
  "email-message",
  "file",
  "ipv4-addr",
  "ipv6-addr",
  "mac-addr",
  "mutex",
  "network-traffic",
  "process",
  "software",
  "url",
  "user-account",
  "windows-registry-key",
  "x509-certificate",
]);

const TYPE = /^[a-z0-9-]{3,250}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Parses a bundle and checks what engines and readers lean on: the envelope, each object's `type`, `id` and
 * `spec_version`, and that indicators carry a pattern. It does not check every property of every type.
 */
export function parseStixBundle(text: string): StixBundle {
  const bundle = parseJson(text);

  demand(isRecord(bundle), "bundle", "it is no JSON object");
  demand(bundle["type"] === "bundle", "type", `it is ${shown(bundle["type"])} and not "bundle"`);
  demandId(bundle["id"], "bundle", "id");
  // STIX 2.1 moved the version from the bundle to its objects; 2.0 bundles still carry it.
  demand(
    bundle["spec_version"] === undefined || bundle["spec_version"] === "2.1",
    "spec_version",
    `it is ${shown(bundle["spec_version"])} and not "2.1"; convert the bundle to STIX 2.1`,
  );

  const objects: unknown = bundle["objects"];
  demand(
    Array.isArray(objects) && objects.length > 0,
    "objects",
    "there is none; a bundle without objects says nothing",
  );
  for (const [index, object] of objects.entries()) checkObject(object, `objects[${index}]`);

  return bundle as unknown as StixBundle;
}

function checkObject(object: unknown, where: string): void {
  demand(isRecord(object), where, "it is no JSON object");

  const type = object["type"];
  demand(typeof type === "string" && TYPE.test(type), `${where}.type`, `${shown(type)} is no STIX type`);
  demandId(object["id"], type, `${where}.id`);

  const version = object["spec_version"];
  const mayLackVersion = OBSERVABLE_TYPES.has(type);
  demand(
    version === "2.1" || (version === undefined && mayLackVersion),
    `${where}.spec_version`,
    `it is ${shown(version)} and not "2.1"; convert the bundle to STIX 2.1`,
  );

  if (type !== "indicator") return;
  for (const property of ["pattern", "pattern_type"]) {
    demand(typeof object[property] === "string", `${where}.${property}`, "an indicator needs it, as a text");
  }
}

function demandId(id: unknown, type: string, where: string): void {
  const valid = typeof id === "string" && id.startsWith(`${type}--`) && UUID.test(id.slice(type.length + 2));
  demand(valid, where, `${shown(id)} is not "${type}--" and a lower-case UUID`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidStixBundleError("bundle", `it is no JSON (${(error as Error).message})`);
  }
}

function demand(condition: boolean, where: string, reason: string): asserts condition {
  if (!condition) throw new InvalidStixBundleError(where, reason);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists and objects are not written out: they can be nested deeper than the stack. */
function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return JSON.stringify(value).slice(0, 60);
}
