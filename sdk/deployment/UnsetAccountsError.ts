/** Accounts that only the deployer can name are not given. */
export class UnsetAccountsError extends Error {
  override readonly name = "UnsetAccountsError";

  constructor(
    readonly file: string,
    readonly missing: readonly { parameter: string; option: string }[],
  ) {
    super(
      [
        `${file} leaves accounts open that receive money, and nobody named them. Nothing was sent. Give`,
        ...missing.map(({ parameter, option }) => `  - ${parameter} by --${option} ADDRESS`),
      ].join("\n"),
    );
  }
}
