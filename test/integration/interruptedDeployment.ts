import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { id, Wallet } from "ethers";

import { ExitCode } from "../../cli/ExitCode.js";
import { readAddressBook } from "../../cli/readAddressBook.js";
import { serve } from "../../scripts/node/serve.js";
import type { VerificationInput } from "../../scripts/deployment/VerificationInput.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { predictAddresses } from "../../sdk/deployment/predictAddresses.js";
import { deploymentOrder } from "../../sdk/deployment/deploymentOrder.js";
import { compileStandardJson } from "./compileStandardJson.js";
import { DeploymentProcess } from "./DeploymentProcess.js";
import { SourcifyServer } from "./SourcifyServer.js";

const CONTRACTS = deploymentOrder.length;
const PAUSED_AT = 4; // the step at which mining is paused
const STEPS_LOST = [0, 7]; // where the process is also killed before the node gets the transaction
type Watch = NonNullable<Parameters<DeploymentProcess["deploy"]>[0]>;

const COMPILED = ["EpochClock", "DevelopersVesting", "SampleRegistry"]; // the others would take minutes
const STRANGER = new Wallet(id("stranger")).address;

/** Kills the process when it sends its first transaction, which the node does not get. */
const killBefore: Watch = async (method, forward, kill) => {
  if (method !== "eth_sendRawTransaction") return forward();
  kill();
  throw new Error("the connection is gone");
};

/** Kills it when the node has the transaction, before the process hears of it. */
const killUnseen: Watch = async (method, forward, kill) => {
  const answer = await forward();
  if (method === "eth_sendRawTransaction") kill();
  return answer;
};

/** Kills it when it has noted the transaction and asks what became of it. */
function killSeen(): Watch {
  let isSent = false;
  return async (method, forward, kill) => {
    if (method === "eth_sendRawTransaction") isSent = true;
    if (isSent && method === "eth_getTransactionByHash") kill();
    return forward();
  };
}

describe("A deployment to a real network", function () {
  this.timeout(600_000);

  describe("killed at every step", () => {
    let system: DeploymentProcess;

    before(async () => {
      system = await DeploymentProcess.start();
    });

    after(async () => system.close());

    const sent = async (): Promise<number> =>
      system.connection.ethers.provider.getTransactionCount(system.deployer.address);

    for (let step = 0; step < CONTRACTS; ++step) {
      if (STEPS_LOST.includes(step)) {
        it(`goes on after a crash right before transaction ${step + 1}`, async () => {
          const { signal, notes } = await system.deploy(killBefore);
          expect(signal, notes).to.equal("SIGKILL");
          expect(await sent()).to.equal(step);
        });
      }

      it(`goes on after a crash right after transaction ${step + 1}`, async () => {
        const kill = step % 2 === 0 ? killUnseen : killSeen();
        const { signal, notes } = await system.deploy(async (method, forward, end) => {
          const isSending = method === "eth_sendRawTransaction";
          if (isSending && step === PAUSED_AT) await system.send("evm_setAutomine", [false]);
          return kill(method, forward, end);
        });
        expect(signal, notes).to.equal("SIGKILL");
        expect(await sent()).to.equal(step === PAUSED_AT ? step : step + 1);
      });

      if (step === PAUSED_AT) {
        it("refuses other terms than those it began with, and names them", async () => {
          const { exitCode, notes } = await system.deploy(undefined, { treasury: STRANGER });
          expect(exitCode).to.equal(ExitCode.refused);
          expect(notes).to.include("another parameters.sale.treasury");
          expect(notes).to.include(`planned ${system.accounts.treasury}, now ${STRANGER}`);
          expect(await sent()).to.equal(step);
        });

        it("waits for a transaction that is in the mempool", async () => {
          let asked = 0;
          const { signal, notes } = await system.deploy(async (method, forward, kill) => {
            if (method === "eth_sendRawTransaction") {
              kill(); // the next step is another test's
              throw new Error("the connection is gone");
            }
            if (method === "eth_blockNumber" && ++asked === 3) await system.send("evm_setIntervalMining", [100]);
            return forward();
          });
          expect(signal, notes).to.equal("SIGKILL");
          expect(notes).to.include(`Waiting for the transaction with nonce ${step} to be mined`);
          expect(await sent()).to.equal(step + 1);
          await system.send("evm_setIntervalMining", [0]);
          await system.send("evm_setAutomine", [true]);
        });
      }
    }

    it("ends with every contract once, where it was predicted, and with nothing spent but fees", async () => {
      const { exitCode, notes } = await system.deploy();
      expect(exitCode, notes).to.equal(0);

      const { provider } = system.connection.ethers;
      const { addresses } = await readAddressBook(join(system.directory, "address-book.json"));
      expect(addresses).to.deep.equal(predictAddresses(system.deployer.address, 0));
      expect(await sent()).to.equal(CONTRACTS);

      const text = await readFile(join(system.directory, "address-book.json"), "utf8");
      const { contracts } = JSON.parse(text) as { contracts: { transaction: string }[] };
      const receipts = await Promise.all(
        contracts.map(async ({ transaction }) => provider.getTransactionReceipt(transaction)),
      );
      const fees = receipts.reduce((sum, receipt) => sum + (receipt?.fee ?? 0n), 0n);
      expect(await provider.getBalance(system.deployer.address)).to.equal(10n ** 18n - fees);
    });

    it("sends nothing when it is run again", async () => {
      const { exitCode, notes } = await system.deploy();
      expect(exitCode, notes).to.equal(0);
      expect(await sent()).to.equal(CONTRACTS);
    });

    it("can be audited by anybody, without a key", async () => {
      const { exitCode, out, notes } = await system.run("scripts/audit-deployment.ts", ["--network", "sepolia"], {
        SEPOLIA_PRIVATE_KEY: "",
      });
      expect(exitCode, notes).to.equal(0);
      expect(out).to.match(/^EpochClock +0x[0-9a-fA-F]{40} +none +none +none +none$/m);
      expect(out).to.match(new RegExp(`^sale\\.treasury +${system.accounts.treasury}$`, "m"));
    });

    it("does not take a node that dies for another deployment, nor an unknown network", async () => {
      const { provider } = system.connection;
      let asked = 0;
      const { url, close } = await serve({
        request: async (request): Promise<unknown> => {
          if (++asked === 40) void close(); // in the midst of the audit
          return provider.request(request);
        },
      });
      const book = join(system.directory, "address-book.json");
      const [lost, unknown] = await Promise.all([
        system.run("scripts/audit-deployment.ts", ["--rpc", url, "--address-book", book, "--json"]),
        system.run("scripts/audit-deployment.ts", ["--network", "nope", "--json"]),
      ]);
      expect(asked).to.be.at.least(40);
      for (const [{ exitCode, out, notes }, expected, message] of [
        [lost, ExitCode.network, "after 5 attempts"],
        [unknown, ExitCode.usage, "--network is nope, expected one of hardhat.config.ts: default, localhost, sepolia"],
      ] as const) {
        expect(exitCode, notes).to.equal(expected);
        const { error } = JSON.parse(out) as { error: { message: string; exitCode: number } };
        expect(error.exitCode).to.equal(expected);
        expect(error.message).to.include(message);
        expect(notes).to.include(message);
      }
      expect(lost.notes).to.include(`${url} does not answer`);
    });

    it("publishes sources that compile to what was deployed, and writes the same for verifying by hand", async () => {
      const folder = join(system.folder, "inputs");
      const words = ["--network", "sepolia"];
      const keyless = { SEPOLIA_PRIVATE_KEY: "" };
      const written = await system.run("scripts/verify-deployment.ts", [...words, "--write-inputs", folder], keyless);
      expect(written.exitCode, written.notes).to.equal(0);

      const sourcify = await SourcifyServer.start();
      try {
        const { exitCode, notes } = await system.run(
          "scripts/verify-deployment.ts",
          [...words, "--explorer", "sourcify"],
          { ...keyless, SOURCIFY_URL: sourcify.url },
        );
        expect(exitCode, notes).to.equal(0);
      } finally {
        await sourcify.close();
      }

      const { provider } = system.connection.ethers;
      const text = await readFile(join(system.directory, "address-book.json"), "utf8");
      const { contracts } = JSON.parse(text) as AddressBook;
      for (const { name, address, transaction } of contracts) {
        const input = JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")) as VerificationInput;
        const submission = sourcify.submissions.get(address);
        expect(submission, name).to.deep.include({
          contractIdentifier: input.contract,
          compilerVersion: input.compiler,
          creationTransactionHash: transaction,
        });
        expect(submission?.stdJsonInput.sources, name).to.deep.equal(input.input.sources);
        expect(submission?.stdJsonInput.settings, name).to.deep.equal({ ...input.input.settings, libraries: {} });
        if (!COMPILED.includes(name)) continue;
        const creation = await provider.getTransaction(transaction);
        const bytecode = compileStandardJson(input.input, input.contract);
        expect(creation?.data, name).to.equal(`0x${bytecode}${input.constructorArguments}`);
      }
    });

    it("fails the audit when one immutable differs", async () => {
      const path = join(system.directory, "address-book.json");
      const { addresses } = await readAddressBook(path);
      const code = await system.connection.ethers.provider.getCode(addresses.DataMarket);
      const pool = addresses.RewardPool.slice(2).toLowerCase();
      const patched = code.replaceAll(pool, STRANGER.slice(2).toLowerCase());
      expect(patched).not.to.equal(code);
      await system.send("hardhat_setCode", [addresses.DataMarket, patched]);

      const words = ["--rpc", system.url, "--address-book", path];
      const { exitCode, out, notes } = await system.run("scripts/audit-deployment.ts", [...words, "--json"]);
      expect(exitCode).to.equal(ExitCode.refused);
      const { passed, checks, problems } = JSON.parse(out) as Record<string, unknown>;
      expect(passed).to.equal(false);
      expect(checks).to.deep.include({ name: "chain", passed: true, checked: true });
      for (const name of ["wiring", "code and every immutable are those of the same deployment on an empty chain"]) {
        expect(checks).to.deep.include({ name, passed: false, checked: true });
      }
      const problem = `DataMarket.REWARD_POOL is "${STRANGER}", expected "${addresses.RewardPool}"`;
      expect(problems).to.deep.include({ check: "wiring", problem });
      expect(notes).to.include(problem);
    });
  });

  describe("whose nonce was used", () => {
    let system: DeploymentProcess;

    beforeEach(async () => {
      system = await DeploymentProcess.start();
    });

    afterEach(async () => system.close());

    it("stops while the other transaction is in the mempool, and when it is mined", async () => {
      await system.deploy(killUnseen);
      await system.send("evm_setAutomine", [false]);
      await system.spendNonce();
      const pending = await system.deploy();
      await system.send("evm_mine");
      const mined = await system.deploy();
      for (const { exitCode, notes } of [pending, mined]) {
        expect(exitCode).to.equal(ExitCode.refused);
        expect(notes).to.include("has nonce 2 where the deployment, with 1 contracts deployed, needs 1");
      }
    });

    it("stops when it was used while the process prepared its own", async () => {
      let prepared = 0;
      const first = await system.deploy(async (method, forward) => {
        const answer = await forward();
        if (method === "eth_estimateGas" && ++prepared === 2) await system.spendNonce();
        return answer;
      });
      expect(first.exitCode).to.equal(1);
      const { exitCode, notes } = await system.deploy();
      expect(exitCode).to.equal(ExitCode.refused);
      expect(notes).to.include("with 1 contracts deployed, needs 1");
    });
  });

  describe("before anything is sent", () => {
    let system: DeploymentProcess;
    let accounts: string[];

    before(async () => {
      system = await DeploymentProcess.start();
      accounts = Object.entries(system.accounts).flatMap(([option, address]) => [`--${option}`, address]);
    });

    after(async () => system.close());

    afterEach(async () => {
      const { provider } = system.connection.ethers;
      expect(await provider.getBlockNumber()).to.equal(0);
    });

    it("shows terms, addresses, gas, cost and balance, and asks for consent", async () => {
      const { exitCode, out, notes } = await system.run("scripts/deploy.ts", ["--network", "sepolia", ...accounts]);
      expect(exitCode, notes).to.equal(0);
      expect(out).to.match(/^council\.seats +7$/m);
      expect(out).to.match(/^market\.poolShare +1000 \(10 %\)$/m);
      const { SupernodeStaking } = predictAddresses(system.deployer.address, 0);
      expect(out).to.match(new RegExp(`^SupernodeStaking +${SupernodeStaking} +4 +\\d,\\d{3},\\d{3} +0\\.\\d+$`, "m"));
      expect(out).to.match(/^To deploy {2}13 of 13 contracts, \d{2},\d{3},\d{3} gas$/m);
      expect(out).to.match(/^Cost {7}0\.\d+ ETH now, at most 0\.\d+ ETH$/m);
      expect(out).to.include(`Deployer   ${system.deployer.address}, nonce 0, holds 1 ETH`);
      expect(out).to.include("Nothing was sent");
    });

    it("refuses a deployer with too little ether, and names what is needed", async () => {
      await system.fund(10n ** 15n);
      const { exitCode, notes } = await system.deploy();
      await system.fund(10n ** 18n);
      expect(exitCode).to.equal(ExitCode.funds);
      expect(notes).to.match(/holds 0\.001 ETH, and the deployment needs up to 0\.\d+ ETH/);
    });

    it("refuses accounts that nobody named", async () => {
      const { exitCode, notes } = await system.run("scripts/deploy.ts", [
        ...["--network", "sepolia", "--yes", "--treasury", system.accounts.treasury],
      ]);
      expect(exitCode).to.equal(ExitCode.usage);
      expect(notes).not.to.include("sale.treasury");
      expect(notes).to.include("vesting.developers.beneficiary by --developers ADDRESS");
      expect(notes).to.include("vesting.supporters.beneficiary by --supporters ADDRESS");
    });

    it("refuses a treasury that will be a contract of the deployment itself", async () => {
      const { RewardPool } = predictAddresses(system.deployer.address, 0);
      const { exitCode, notes } = await system.deploy(undefined, { treasury: RewardPool });
      expect(exitCode).to.equal(ExitCode.usage);
      expect(notes).to.include(`sale.treasury is ${RewardPool}: must not be a contract of this deployment`);
    });

    it("refuses a node of another chain", async () => {
      const { exitCode, notes } = await system.run(
        "scripts/deploy.ts",
        ["--network", "baseSepolia", "--dry-run", ...accounts],
        {
          BASE_SEPOLIA_RPC_URL: system.url,
          BASE_SEPOLIA_PRIVATE_KEY: system.deployer.privateKey,
        },
      );
      expect(exitCode).to.equal(ExitCode.network);
      expect(notes).to.include("The node answers for chain 11155111, and baseSepolia is chain 84532.");
    });

    it("refuses a key that is not set, by its name and not by its value", async () => {
      const key = system.deployer.privateKey.slice(0, -1);
      const { exitCode, notes } = await system.run(
        "scripts/deploy.ts",
        ["--network", "sepolia", "--dry-run", ...accounts],
        {
          SEPOLIA_PRIVATE_KEY: key,
        },
      );
      expect(exitCode).to.equal(ExitCode.usage);
      expect(notes).to.include("npm run hardhat -- keystore set SEPOLIA_PRIVATE_KEY");
      expect(notes).not.to.include(key);
    });

    it("leaves nothing of a deployment to the chain inside the process, and says so", async () => {
      const before = await readdir(system.folder);
      const { exitCode, out, notes } = await system.run("scripts/deploy.ts", []);
      expect(exitCode, notes).to.equal(0);
      expect(out).to.include("The chain inside the process ends now, and the deployment with it: nothing was kept.");
      expect(await readdir(system.folder)).to.deep.equal(before);
    });

    it("refuses a plan that another process is working on", async () => {
      await mkdir(system.directory, { recursive: true });
      await writeFile(join(system.directory, "running"), `${process.pid}`);
      const { exitCode, notes } = await system.deploy();
      expect(exitCode).to.equal(ExitCode.refused);
      expect(notes).to.include(`Process ${process.pid} is working on`);
    });
  });
});
