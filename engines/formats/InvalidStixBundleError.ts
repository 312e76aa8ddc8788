/** A text that was to be scanned or submitted as intelligence is no STIX 2.1 bundle. */
export class InvalidStixBundleError extends Error {
  override readonly name = "InvalidStixBundleError";

  constructor(
    /** Where in the bundle, as a path such as `objects[3].spec_version`. */
    readonly where: string,
    readonly reason: string,
  ) {
    super(`Not a STIX 2.1 bundle: ${where}: ${reason}.`);
  }
}
