import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Wallet, id, toQuantity } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { serve } from "../../scripts/node/serve.js";

const CHAIN_ID = 11_155_111; // Sepolia's, so that the very command for Sepolia runs
const FUNDS_WEI = 10n ** 18n;

interface Result {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly notes: string;
}

type Forward = () => Promise<unknown>;

/** What the node does with the requests of a run: answers by `forward`, or ends the process with `kill`. */
type Watch = (method: string, forward: Forward, kill: () => void) => Promise<unknown>;

/** The deployment command, in processes of its own, and a chain behind HTTP that watches what they ask. */
export class DeploymentProcess {
  readonly deployer = new Wallet(id("deployer"));
  readonly accounts = {
    treasury: new Wallet(id("treasury")).address,
    developers: new Wallet(id("developers")).address,
    supporters: new Wallet(id("supporters")).address,
  };
  #watch: Watch | undefined;
  #kill: () => void = () => undefined;

  private constructor(
    readonly connection: NetworkConnection,
    readonly folder: string,
    readonly url: string,
    private readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<DeploymentProcess> {
    const folder = await mkdtemp(join(tmpdir(), "virusmap-deployment-"));
    const connection = await network.create({ network: "default", override: { chainId: CHAIN_ID } });
    const node: { of?: DeploymentProcess } = {};
    const { url, close } = await serve({
      request: async (request) => {
        const forward = async (): Promise<unknown> => connection.provider.request(request);
        return node.of === undefined ? forward() : node.of.answer(request.method, forward);
      },
    });
    const started = new DeploymentProcess(connection, folder, url, close);
    node.of = started;
    await started.fund(FUNDS_WEI);
    return started;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.connection.close();
    await rm(this.folder, { recursive: true });
  }

  get directory(): string {
    return join(this.folder, "sepolia");
  }

  async fund(wei: bigint): Promise<void> {
    await this.send("hardhat_setBalance", [this.deployer.address, toQuantity(wei)]);
  }

  async send(method: string, params: unknown[] = []): Promise<unknown> {
    return this.connection.provider.request({ method, params });
  }

  /** Another transaction of the deployer. */
  async spendNonce(): Promise<void> {
    await this.send("hardhat_impersonateAccount", [this.deployer.address]);
    const transaction = { from: this.deployer.address, to: this.accounts.treasury, value: "0x1" };
    await this.send("eth_sendTransaction", [transaction]);
  }

  /** `npm run deploy -- --network sepolia --yes`, with the accounts. */
  async deploy(watch?: Watch, accounts: Partial<DeploymentProcess["accounts"]> = {}): Promise<Result> {
    const given = { ...this.accounts, ...accounts };
    const options = Object.entries(given).flatMap(([option, address]) => [`--${option}`, address]);
    return this.run("scripts/deploy.ts", ["--network", "sepolia", "--yes", ...options], {}, watch);
  }

  /** Runs a program of the repository with the settings of the network. */
  async run(
    program: string,
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    watch?: Watch,
  ): Promise<Result> {
    const settings = { SEPOLIA_RPC_URL: this.url, SEPOLIA_PRIVATE_KEY: this.deployer.privateKey };
    const child = spawn(process.execPath, ["--import", "tsx", program, ...words], {
      env: { ...process.env, CI: "true", ...settings, VIRUSMAP_DEPLOYMENTS: this.folder, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#watch = watch;
    this.#kill = () => child.kill("SIGKILL");
    let out = "";
    let notes = "";
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (notes += String(chunk)));
    const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.once("close", (code, by) => {
        resolve([code, by]);
      });
    });
    this.#watch = undefined;
    return { exitCode, signal, out, notes };
  }

  private async answer(method: string, forward: Forward): Promise<unknown> {
    return this.#watch === undefined ? forward() : this.#watch(method, forward, this.#kill);
  }
}
