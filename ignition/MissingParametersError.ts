/** There is no parameter file to deploy with. */
export class MissingParametersError extends Error {
  override readonly name = "MissingParametersError";
}
