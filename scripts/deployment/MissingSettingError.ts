/** A setting of a network is neither in the environment nor in the keystore. */
export class MissingSettingError extends Error {
  override readonly name = "MissingSettingError";

  constructor(
    readonly network: string,
    readonly what: string,
    readonly variable: string,
  ) {
    super(
      `The ${what} of ${network} is not set or not valid. Store it encrypted with ` +
        `\`npm run hardhat -- keystore set ${variable}\` (where CI is set, only the environment variable ${variable} is read).`,
    );
  }
}
