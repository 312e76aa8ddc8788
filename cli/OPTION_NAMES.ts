import { SETTING_NAMES } from "./SETTING_NAMES.js";
import type { Settings } from "./Settings.js";

/** How people name each setting. */
export const OPTION_NAMES: Readonly<Record<keyof Settings, string>> = {
  rpcUrl: `--rpc or ${SETTING_NAMES.rpcUrl}`,
  addressBook: `--address-book or ${SETTING_NAMES.addressBook}`,
  wallet: `--wallet or ${SETTING_NAMES.wallet}`,
  keystore: `--keystore or ${SETTING_NAMES.keystore}`,
  keystorePassword: SETTING_NAMES.keystorePassword,
  privateKey: SETTING_NAMES.privateKey,
  signerKey: SETTING_NAMES.signerKey,
  encryptionKey: SETTING_NAMES.encryptionKey,
  home: `--home or ${SETTING_NAMES.home}`,
  store: `--store or ${SETTING_NAMES.store}`,
  json: "--json",
  dryRun: "--dry-run",
  maxFeeWei: `--max-fee or ${SETTING_NAMES.maxFeeWei}`,
  timeoutSeconds: "--timeout",
};
