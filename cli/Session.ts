import { readdir } from "node:fs/promises";
import { join } from "node:path";

import {
  type AbstractSigner,
  getAddress,
  isAddress,
  isError,
  type Provider,
  type TransactionRequest,
  type TransactionResponse,
} from "ethers";

import { confirm } from "../sdk/clients/confirm.js";
import { ReplacedTransactionError } from "../sdk/clients/ReplacedTransactionError.js";
import { connectContracts } from "../sdk/deployment/connectContracts.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { explainError } from "../sdk/errors/explainError.js";
import { WalletSigner } from "../sdk/wallets/WalletSigner.js";
import { checkChain } from "./checkChain.js";
import { checkEth } from "./checkEth.js";
import { checkNonce } from "./checkNonce.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import type { KnownDeployment } from "./KnownDeployment.js";
import type { Progress } from "./Progress.js";
import { describeFailure } from "./describeFailure.js";
import { escapeControls } from "./output/escapeControls.js";
import { readAddressBook } from "./readAddressBook.js";
import { RetryingProvider } from "./RetryingProvider.js";
import type { Settings } from "./Settings.js";
import { CommandSigner } from "./signers/CommandSigner.js";
import { decryptKeystore } from "./signers/decryptKeystore.js";
import { openKey } from "./signers/openKey.js";
import type { SignedTransaction } from "./signers/SignedTransaction.js";
import { simulate } from "./simulation/simulate.js";
import { SimulatedError } from "./simulation/SimulatedError.js";
import type { Surroundings } from "./Surroundings.js";
import { checkCalls } from "./wallets/checkCalls.js";
import { PreparedError } from "./wallets/PreparedError.js";

const MILLISECONDS = 1_000;

/** One run of a command: the network, the deployment and the key, each opened when it is first needed. */
export class Session {
  #provider: Promise<RetryingProvider> | undefined;
  #deployment: Promise<KnownDeployment> | undefined;
  #contracts: Promise<SystemContracts> | undefined;
  #signer: Promise<AbstractSigner<Provider>> | undefined;
  #password: Promise<string> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #giveUp: (reason: CommandError) => void = () => undefined;
  #nonceCheck: Promise<CommandError | undefined> | undefined;
  readonly #sections = new Set<Promise<unknown>>();
  readonly #signed: (SignedTransaction & { isSettled: boolean })[] = [];
  #afterSending = "Look it up before you repeat the command.";

  constructor(
    readonly settings: Settings,
    private readonly surroundings: Surroundings,
  ) {}

  /** Whether a key or a wallet was named, so that "my account" means something. */
  get hasKey(): boolean {
    return (
      this.settings.wallet !== undefined ||
      this.settings.keystore !== undefined ||
      this.settings.privateKey !== undefined
    );
  }

  /** Progress, for a person only. */
  note(text: string): void {
    this.surroundings.note(escapeControls(text));
  }

  /** A progress bar for a person, nothing for a program. */
  progress(title: string, total: number): Progress {
    return this.surroundings.progress(escapeControls(title), total);
  }

  /** Runs an action; gives up when a transaction that it sent is not mined in time, or when it is interrupted. */
  async run<T>(action: () => Promise<T>): Promise<T> {
    const tooLate = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    tooLate.catch(() => undefined); // the action may end first
    const { interruption } = this.surroundings;
    const stop = (): void => {
      if (this.#sections.size > 0) this.note("Interrupted, ending what is under way; once more to end at once");
      // What else waits, waits for the network only, and is left.
      void Promise.allSettled(this.#sections).then(() => {
        this.#giveUp(this.#interrupted());
      });
    };
    interruption?.addEventListener("abort", stop);
    try {
      return await Promise.race([action(), tooLate]);
    } catch (error) {
      throw await this.#withSigned(error);
    } finally {
      interruption?.removeEventListener("abort", stop);
      clearTimeout(this.#timer);
      const provider = await this.#provider?.catch(() => undefined);
      provider?.destroy();
    }
  }

  /** Work that leaves files behind unless it ends in order: an interruption waits for it, and it looks at `checkpoint` often. */
  async section<T>(work: () => Promise<T>): Promise<T> {
    this.checkpoint();
    const section = work();
    this.#sections.add(section);
    try {
      return await section;
    } finally {
      this.#sections.delete(section);
    }
  }

  /** @throws once the command is interrupted */
  checkpoint(): void {
    if (this.surroundings.interruption?.aborted === true) throw this.#interrupted();
  }

  #interrupted(how = `by ${String(this.surroundings.interruption?.reason)}`): CommandError {
    const sent = this.hasSent ? `Sent: ${namesOf(this.#signed)}. ${this.#afterSending}` : "Nothing was sent.";
    return new CommandError(ExitCode.interrupted, `interrupted ${how}`, sent);
  }

  /** Says with any failure what was signed before: it can be mined as long as its nonce is not used, also by a lying node's will. */
  async #withSigned(error: unknown): Promise<unknown> {
    if (error instanceof CommandError && error.exitCode === ExitCode.interrupted) return error; // says so itself
    const open = [];
    for (const each of this.#signed) if (!each.isSettled && !(await this.#isMined(each, error))) open.push(each);
    if (open.length === 0) return error;
    const { exitCode, message } = describeFailure(error);
    const isUnforeseen = exitCode === ExitCode.failed;
    return new CommandError(
      isUnforeseen ? ExitCode.pending : exitCode,
      isUnforeseen ? `the node did not answer as it should: ${message}` : message,
      `Signed, and not known to be mined: ${namesOf(open)}. It can still be mined as long as that nonce is not used. Look up both, also at another node: if it is mined, it is done; repeat the command only when another transaction has used the nonce, such as a new one with the nonce and a higher fee.`,
      { cause: error },
    );
  }

  /** Asked once more: one that was waited for can have been mined between two looks. A node that does not answer is not asked. */
  async #isMined({ hash }: SignedTransaction, error: unknown): Promise<boolean> {
    if (error instanceof CommandError && error.exitCode === ExitCode.network) return false;
    const receipt = await (await this.provider()).getTransactionReceipt(hash).catch(() => null);
    return receipt !== null;
  }

  /** Whether a transaction was given to the node, which may have it even when it did not answer. */
  get hasSent(): boolean {
    return this.#signed.length > 0;
  }

  /** @param advice what a person who interrupts the command is to do when its transaction was sent */
  adviseAfterSending(advice: string): void {
    this.#afterSending = advice;
  }

  /** The node. */
  async provider(): Promise<RetryingProvider> {
    const note = (text: string): void => {
      this.note(text);
    };
    return (this.#provider ??= RetryingProvider.connect(this.settings.rpcUrl, note, this.surroundings.waits));
  }

  /** Where the contracts are; the node was asked that they are there. */
  async deployment(): Promise<KnownDeployment> {
    return (this.#deployment ??= this.#findDeployment());
  }

  async #findDeployment(): Promise<KnownDeployment> {
    const provider = await this.provider();
    const { chainId } = await provider.getNetwork();
    const deployment = await (this.settings.addressBook === undefined
      ? this.#ownDeployment(chainId)
      : readAddressBook(this.settings.addressBook));
    checkChain(this.settings.rpcUrl, chainId, deployment.chainId);
    const { VirusMapToken: token } = deployment.addresses;
    if ((await provider.getCode(token)) === "0x") {
      throw new CommandError(
        ExitCode.network,
        `there is no contract at ${token} on chain ${chainId}`,
        "The node may have been started anew since the deployment: deploy again, or name the right address book.",
      );
    }
    return deployment;
  }

  /** What a checkout of the project knows of this chain: a development network, or a deployment that is still there. */
  async #ownDeployment(chainId: bigint): Promise<KnownDeployment> {
    const provider = await this.provider();
    const names = await readdir("deployments").catch(() => []);
    const folders = [".network", ...names.map((name) => join("deployments", name))];
    for (const folder of folders) {
      const found = await readAddressBook(join(folder, "address-book.json")).catch(() => undefined);
      if (found?.chainId !== chainId) continue;
      if ((await provider.getCode(found.addresses.VirusMapToken)) !== "0x") return found;
    }
    throw new CommandError(
      ExitCode.usage,
      `no address book was given, and ${folders.join(", ")} know of no deployment on chain ${chainId}`,
      "Name the deployment's address book with --address-book or VIRUSMAP_ADDRESS_BOOK.",
    );
  }

  /** The contracts, for reading; clients connect them to a signer themselves. */
  async contracts(): Promise<SystemContracts> {
    return (this.#contracts ??= this.#connect());
  }

  async #connect(): Promise<SystemContracts> {
    const { addresses } = await this.deployment();
    return connectContracts(addresses, await this.provider());
  }

  /**
   * The key's account, or the contract wallet. In a dry run and for a wallet nothing is ever sent: the first transaction
   * ends the command.
   */
  async signer(): Promise<AbstractSigner<Provider>> {
    return (this.#signer ??= this.settings.wallet === undefined ? this.#openSigner() : this.#walletSigner());
  }

  async #walletSigner(): Promise<WalletSigner> {
    const provider = await this.provider();
    const wallet = this.settings.wallet ?? "";
    return new WalletSigner(wallet, provider, await this.contracts(), async (calls) => {
      await checkCalls(provider, wallet, calls, (text) => {
        this.note(text);
      });
      throw new PreparedError(calls);
    });
  }

  async #openSigner(): Promise<CommandSigner> {
    const provider = await this.provider();
    const { addresses } = await this.deployment();
    const key = await openKey(this.settings, (path) => this.password(path));
    return new CommandSigner(
      key.connect(provider),
      provider,
      async (request) => {
        await this.#checkNonce(key.address);
        const terms = await checkEth(provider, key.address, request, this.settings.maxFeeWei);
        if (!this.settings.dryRun) return terms;
        try {
          const simulation = await simulate(provider, request, key.address, addresses.VirusMapToken);
          throw new SimulatedError(simulation);
        } catch (error) {
          throw explainError(error);
        }
      },
      async (signed, send) => this.section(() => this.#send(signed, send)),
    );
  }

  /** Refuses early what the account could not pay later. A contract wallet's owners pay its gas. */
  async checkEth(request: TransactionRequest): Promise<void> {
    if (this.settings.wallet !== undefined) return;
    const account = await this.account(undefined);
    await this.#checkNonce(account);
    await checkEth(await this.provider(), account, request, this.settings.maxFeeWei);
  }

  /**
   * Refuses to send behind transactions that earlier commands left: whatever is asked of the chain may count with them or not.
   * Once in a run, which waits for its own. A dry run sends nothing and only says so.
   */
  async #checkNonce(account: string): Promise<void> {
    this.#nonceCheck ??= this.provider().then((provider) => checkNonce(provider, account));
    const problem = await this.#nonceCheck;
    if (problem === undefined) return;
    if (!this.settings.dryRun) throw problem;
    this.note(`${problem.message}: what follows may count with them or not`);
  }

  /** The password of a keystore, from the environment or from whoever is there; asked for once in a run. */
  async password(path: string): Promise<string> {
    return (this.#password ??= this.#askPassword(path));
  }

  async #askPassword(path: string): Promise<string> {
    return this.settings.keystorePassword ?? this.#ask(`the password of ${path}`, `Password of ${path}`);
  }

  /**
   * The password of keystores that are to be made: from the environment, or typed twice, since nobody could open what a slip
   * of the finger encrypts. One that opened a keystore in this run is taken as it is: a run has one password for all of them.
   *
   * @param whose what is to be encrypted, in words
   */
  async newPassword(whose: string): Promise<string> {
    if (this.#password !== undefined && this.settings.keystorePassword === undefined)
      this.note(`${whose}: encrypted with the password that was typed for ${this.settings.keystore ?? "the keystore"}`);
    return (this.#password ??= this.#choosePassword(whose));
  }

  async #choosePassword(whose: string): Promise<string> {
    const { keystorePassword } = this.settings;
    if (keystorePassword !== undefined) return keystorePassword;

    const chosen = await this.#ask(`a password for ${whose}`, `Choose a password for ${whose}`);
    const repeated = await this.#ask(`a password for ${whose}`, "The same password again");
    if (chosen === repeated) return chosen;
    throw new CommandError(ExitCode.usage, "the two passwords differ", "Nothing was written. Try again.");
  }

  async #ask(what: string, message: string): Promise<string> {
    const { isInteractive, askPassword } = this.surroundings;
    if (!isInteractive) {
      throw new CommandError(ExitCode.usage, `nobody is here to type ${what}`, "Set VIRUSMAP_KEYSTORE_PASSWORD.");
    }
    const password = await askPassword(message);
    if (password === undefined) throw this.#interrupted("at a prompt"); // a prompt takes Ctrl-C for itself
    return password;
  }

  /** The private key in a keystore file's text. */
  async decrypt(path: string, json: string): Promise<string> {
    return decryptKeystore(path, json, await this.password(path));
  }

  /** Notes that a transaction is on its way: whatever the node answers or does not, it has it. */
  async #send(signed: SignedTransaction, send: () => Promise<TransactionResponse>): Promise<TransactionResponse> {
    const record = { ...signed, isSettled: false };
    this.#signed.push(record);
    const response = await send();
    this.#waitFor(response, record);
    return response;
  }

  #waitFor(response: TransactionResponse, record: { isSettled: boolean }): void {
    const { hash } = response;
    this.note(`Sent ${hash}, waiting for it to be mined`);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#giveUp(
        new CommandError(
          ExitCode.pending,
          `transaction ${hash} is not mined after ${this.settings.timeoutSeconds} s`,
          "It may still be.",
        ),
      );
    }, this.settings.timeoutSeconds * MILLISECONDS);
    const timer = this.#timer;
    // What happens to it is for the command to say; work that follows a mined transaction may take its time.
    const stop = (): void => {
      clearTimeout(timer);
    };
    confirm(Promise.resolve(response)).then(
      () => {
        record.isSettled = true;
        stop();
      },
      (error: unknown) => {
        // It was mined and failed, or another one has used its nonce.
        record.isSettled = isError(error, "CALL_EXCEPTION") || error instanceof ReplacedTransactionError;
        if (record.isSettled) stop();
      },
    );
  }

  /** An account that an argument names, otherwise the key's own. */
  async account(address: string | undefined): Promise<string> {
    if (address === undefined) return (await this.signer()).getAddress();
    if (!isAddress(address)) {
      throw new CommandError(ExitCode.usage, `${String(address)} is no address`, "Give 0x and 40 hexadecimal digits.");
    }
    return getAddress(address);
  }
}

function namesOf(transactions: readonly SignedTransaction[]): string {
  return transactions.map(({ hash, nonce }) => `transaction ${hash} with nonce ${nonce}`).join(", ");
}
