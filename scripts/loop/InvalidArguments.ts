/** The command line cannot be understood. Thrown before anything starts. */
export class InvalidArguments extends Error {
  override readonly name = "InvalidArguments";
}
