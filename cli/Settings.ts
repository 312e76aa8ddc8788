/** The options that every command has, and their counterparts in the environment. */
export interface Settings {
  readonly rpcUrl: string;
  readonly addressBook: string | undefined;
  /** A contract wallet for which transactions are prepared and not sent. */
  readonly wallet: string | undefined;
  readonly keystore: string | undefined;
  readonly keystorePassword: string | undefined;
  readonly privateKey: string | undefined;
  /** A supernode's key that signs reports. */
  readonly signerKey: string | undefined;
  /** A supernode's key to which content keys are wrapped. */
  readonly encryptionKey: string | undefined;
  /** Folder of what is this user's alone: submissions, orders, what a supernode keeps. */
  readonly home: string;
  /** Folder of the content store, whose mode says who may read it and add to it. */
  readonly store: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  /** The most to pay for one unit of gas, in wei: base fee and tip. */
  readonly maxFeeWei: bigint;
  /** Seconds to wait for a transaction to be mined. */
  readonly timeoutSeconds: number;
}
