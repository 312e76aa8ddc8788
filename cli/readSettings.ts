import { homedir } from "node:os";
import { join } from "node:path";

import { getAddress, isAddress, parseUnits } from "ethers";
import { z } from "zod";

import { DEFAULT_FEE_CEILING } from "../sdk/units/DEFAULT_FEE_CEILING.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { OPTION_NAMES } from "./OPTION_NAMES.js";
import { SETTING_NAMES } from "./SETTING_NAMES.js";
import type { Settings } from "./Settings.js";

const url = z.url({ protocol: /^https?$/, error: "expected an http or https URL" });

const key = z.string().regex(/^0x[0-9a-fA-F]{64}$/, "expected 0x and 64 hexadecimal digits");

const address = z
  .string()
  .refine(isAddress, "expected 0x and 40 hexadecimal digits, with a valid checksum")
  .transform((text) => getAddress(text));

const gwei = z
  .string()
  .regex(/^(?=.*[1-9])\d{1,9}(\.\d{1,9})?$/, "expected gwei: more than 0, below 1,000,000,000, with at most 9 decimals")
  .transform((text) => parseUnits(text, "gwei"));

const schema = z.object({
  rpcUrl: url.default("http://127.0.0.1:8545"),
  addressBook: z.string().min(1).optional(),
  wallet: address.optional(),
  keystore: z.string().min(1).optional(),
  keystorePassword: z.string().optional(),
  privateKey: key.optional(),
  signerKey: key.optional(),
  encryptionKey: key.optional(),
  home: z.string().min(1).default(join(homedir(), ".virusmap")),
  store: z.string().min(1).optional(),
  json: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  maxFeeWei: gwei.default(DEFAULT_FEE_CEILING),
  timeoutSeconds: z.coerce
    .number({ error: "expected a number of seconds" })
    .int()
    .positive("expected at least 1 second")
    .default(300),
});

/**
 * The settings of one run: options first, then the environment, then defaults. Secrets come from the environment only,
 * since arguments can be seen by every user of the machine.
 */
export function readSettings(
  options: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const parsed = schema.safeParse({
    rpcUrl: options["rpc"] ?? environment[SETTING_NAMES.rpcUrl],
    addressBook: options["addressBook"] ?? environment[SETTING_NAMES.addressBook],
    wallet: options["wallet"] ?? environment[SETTING_NAMES.wallet],
    keystore: options["keystore"] ?? environment[SETTING_NAMES.keystore],
    keystorePassword: environment[SETTING_NAMES.keystorePassword],
    privateKey: environment[SETTING_NAMES.privateKey],
    signerKey: environment[SETTING_NAMES.signerKey],
    encryptionKey: environment[SETTING_NAMES.encryptionKey],
    home: options["home"] ?? environment[SETTING_NAMES.home],
    store: options["store"] ?? environment[SETTING_NAMES.store],
    json: options["json"],
    dryRun: options["dryRun"],
    maxFeeWei: options["maxFee"] ?? environment[SETTING_NAMES.maxFeeWei],
    timeoutSeconds: options["timeout"],
  });
  if (parsed.success) {
    const { addressBook, wallet, keystore, keystorePassword, privateKey, signerKey, encryptionKey, store, ...others } =
      parsed.data;
    return {
      ...others,
      store: store ?? join(others.home, "store"),
      addressBook,
      wallet,
      keystore,
      keystorePassword,
      privateKey,
      signerKey,
      encryptionKey,
    };
  }
  // Never the value: it may be a secret.
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${OPTION_NAMES[path[0] as keyof Settings]}: ${message}`,
  );
  throw new CommandError(ExitCode.usage, problems.join("; "), "`virusmap --help` lists the options.");
}
