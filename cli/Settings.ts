/** The options that every command has, and their counterparts in the environment. */
export interface Settings {
  readonly rpcUrl: string;
  readonly addressBook: string | undefined;
  readonly keystore: string | undefined;
  readonly keystorePassword: string | undefined;
  readonly privateKey: string | undefined;
  readonly store: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  /** Seconds to wait for a transaction to be mined. */
  readonly timeoutSeconds: number;
}
