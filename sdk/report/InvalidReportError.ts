/** A report file that nobody may sign or trust; names the first difference found in it. */
export class InvalidReportError extends Error {
  override readonly name = "InvalidReportError";

  /**
   * @param where what differs: a line of the file, a total, a root
   * @param actual what is there
   * @param expected what should be there
   */
  constructor(
    readonly where: string,
    readonly actual: string,
    readonly expected: string,
  ) {
    super(`${where} is ${actual}, expected ${expected}`);
  }
}
