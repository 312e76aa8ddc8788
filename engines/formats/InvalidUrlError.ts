/** A text that was to be scanned or submitted as a URL is none, or none of the kinds that VirusMap takes. */
export class InvalidUrlError extends Error {
  override readonly name = "InvalidUrlError";

  constructor(
    /** The first characters of the text. */
    readonly excerpt: string,
    readonly reason: string,
  ) {
    super(`Not a URL that can be submitted: ${JSON.stringify(excerpt)}: ${reason}.`);
  }
}
