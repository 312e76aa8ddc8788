/** The sale would start before it is deployed, which its constructor refuses. */
export class SaleStartPassedError extends Error {
  override readonly name = "SaleStartPassedError";

  constructor(
    readonly start: number,
    readonly now: number,
  ) {
    super(
      `The sale starts at ${start}, but the newest block is of ${now} already and the sale is not deployed. Begin a new ` +
        "deployment with a later sale.start (and with it sale.end and clock.genesis).",
    );
  }
}
