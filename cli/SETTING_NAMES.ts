/** The settings that come from the environment, or from a file in its place, by their names there. */
export const SETTING_NAMES = {
  rpcUrl: "VIRUSMAP_RPC_URL",
  addressBook: "VIRUSMAP_ADDRESS_BOOK",
  wallet: "VIRUSMAP_WALLET",
  keystore: "VIRUSMAP_KEYSTORE",
  keystorePassword: "VIRUSMAP_KEYSTORE_PASSWORD",
  privateKey: "VIRUSMAP_PRIVATE_KEY",
  signerKey: "VIRUSMAP_SIGNER_KEY",
  encryptionKey: "VIRUSMAP_ENCRYPTION_KEY",
  home: "VIRUSMAP_HOME",
  store: "VIRUSMAP_STORE",
  maxFeeWei: "VIRUSMAP_MAX_FEE",
} as const;
