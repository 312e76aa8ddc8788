import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { expect } from "chai";
import { parseEther } from "ethers";

import { ExitCode } from "../../cli/ExitCode.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { addressesOf } from "../../sdk/deployment/addressesOf.js";
import { connectContracts } from "../../sdk/deployment/connectContracts.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import { CommandLineSystem } from "./CommandLineSystem.js";
import { ContractWallet } from "./ContractWallet.js";

interface Batch {
  readonly version: string;
  readonly chainId: string;
  readonly meta: { readonly createdFromSafeAddress: string };
  readonly transactions: readonly { readonly to: string; readonly value: string; readonly data: string }[];
}

describe("The command line for a contract wallet", () => {
  let system: CommandLineSystem;
  let contracts: SystemContracts;
  let wallet: ContractWallet;

  before(async () => {
    system = await CommandLineSystem.start();
    const { connection, addressBook } = system;
    const [relayer] = await connection.ethers.getSigners();
    if (relayer === undefined) throw new Error("the chain has no account");
    const addresses = addressesOf(JSON.parse(readFileSync(addressBook, "utf8")) as AddressBook);
    contracts = connectContracts(addresses, relayer);
    wallet = await ContractWallet.deploy(connection, contracts, relayer, "command line");
    await connection.networkHelpers.setBalance(wallet.address, parseEther("1000"));
    await connection.networkHelpers.time.increaseTo(system.parameters.sale.start);
  });

  after(async () => system.close());

  /** The batch that a command prints, without any key. */
  async function prepared(...words: string[]): Promise<Batch> {
    const { exitCode, notes, json } = await system.run([...words, "--wallet", wallet.address], {});
    expect(exitCode, notes).to.equal(ExitCode.done);
    // Not a word of what this node could not try.
    expect(notes).to.equal("Nothing was sent. The wallet's owners execute this batch, all of it in one transaction.");
    const batch = json() as unknown as Batch;
    expect(batch).to.include({ version: "1.0", chainId: "31337" });
    expect(batch.meta.createdFromSafeAddress).to.equal(wallet.address);
    return batch;
  }

  /** What a command says that prints no batch, with `--dry-run` and without. */
  async function refused(...words: string[]): Promise<{ exitCode: number; notes: string }> {
    const { exitCode, text, notes } = await system.run([...words, "--wallet", wallet.address], {});
    expect(text).to.equal("");
    const dry = await system.run([...words, "--dry-run", "--wallet", wallet.address], {});
    expect(dry).to.deep.include({ exitCode, text, notes });
    return { exitCode, notes };
  }

  async function execute({ transactions }: Batch): Promise<void> {
    const calls = transactions.map(({ to, value, data }) => ({ to, value: BigInt(value), data }));
    await (await wallet.execute(calls)).wait();
  }

  it("prints one value of a batch", async () => {
    const print = async (field: string) =>
      system.run(["sale", "buy", "1", "--wallet", wallet.address, "--print", field], {});
    expect((await print("chainId")).text).to.equal("31337");
    expect(JSON.parse((await print("transactions")).text)).to.deep.equal([
      { to: await contracts.sale.getAddress(), value: String(parseEther("1")), data: "0x" },
    ]);
    for (const field of ["tokens", "constructor", ""]) {
      const { exitCode, text, notes } = await print(field);
      expect(exitCode, field).to.equal(ExitCode.usage);
      expect(text).to.equal("");
      expect(notes).to.contain(
        `the batch has no field ${field}\nIt has version, chainId, createdAt, meta, transactions.`,
      );
    }
  });

  it("prepares a purchase in the sale and a claim, which the owners execute", async () => {
    const batch = await prepared("sale", "buy", "600");
    expect(batch.transactions).to.deep.equal([
      { to: await contracts.sale.getAddress(), value: String(parseEther("600")), data: "0x" },
    ]);
    expect(await contracts.sale.raised(), "it is only prepared").to.equal(0n);
    await execute(batch);
    expect(await contracts.sale.raised()).to.equal(parseEther("600"));

    await system.connection.networkHelpers.time.increaseTo(system.parameters.sale.end);
    await execute(await prepared("sale", "finalize"));
    await execute(await prepared("sale", "claim"));
    expect(await contracts.token.balanceOf(wallet.address)).to.equal(parseEther("60000000"));
  });

  it("puts the approval and the payment into one batch", async () => {
    await system.connection.networkHelpers.time.increaseTo(system.parameters.clock.genesis);
    const batch = await prepared("vendor", "subscribe", "2");
    expect(batch.transactions.map(({ to }) => to)).to.deep.equal([
      await contracts.token.getAddress(),
      await contracts.subscriptions.getAddress(),
    ]);
    await execute(batch);
    expect(await contracts.subscriptions.isActive(wallet.address, 2n)).to.equal(true);
    expect(await contracts.token.allowance(wallet.address, contracts.subscriptions)).to.equal(0n);
  });

  it("refuses a batch of one call as the contract would, also in a dry run", async () => {
    const notSucceeded = await refused("sale", "refund");
    expect(notSucceeded.exitCode).to.equal(ExitCode.refused);
    expect(notSucceeded.notes).to.contain("TokenSale refused: not failed");

    const twice = await refused("sale", "claim");
    expect(twice.exitCode).to.equal(ExitCode.refused);
    expect(twice.notes).to.contain(`TokenSale refused: nothing to claim (account ${wallet.address})`);

    const ticketless = await refused("node", "withdraw", wallet.address, "1");
    expect(ticketless.exitCode).to.equal(ExitCode.refused);
    expect(ticketless.notes).to.contain(
      `SupernodeStaking refused: no ticket (supernode ${wallet.address}, voter ${wallet.address}, epoch 1)`,
    );
  });

  it("refuses a batch whose second call fails after the first", async () => {
    const { exitCode, notes } = await refused("node", "vote", wallet.address, "10");
    expect(exitCode).to.equal(ExitCode.refused);
    expect(notes).to.contain(`SupernodeStaking refused: not registered (supernode ${wallet.address})`);
  });

  for (const status of [400, 403, 422, 500]) {
    it(`prints the batch where a gateway answers a state to suppose with HTTP ${status}, and no key of its URL`, async () => {
      const key = "SECRETKEY0123456789";
      const gateway = createServer((request, response) => {
        void (async () => {
          const body = await text(request);
          const { method, params } = JSON.parse(body) as { method: string; params: unknown[] };
          if (method === "eth_call" && params.length > 2) {
            response.writeHead(status).end(`Cannot POST ${request.url ?? ""}`);
            return;
          }
          response.end(await (await fetch(system.url, { method: "POST", body })).text());
        })();
      }).listen(0, "127.0.0.1");
      await once(gateway, "listening");
      try {
        const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/v2/${key}`;
        const words = ["vendor", "subscribe", "2", "--wallet", wallet.address];
        const { exitCode, notes, json } = await system.run(words, { VIRUSMAP_RPC_URL: url });
        expect(exitCode, notes).to.equal(ExitCode.done);
        expect((json() as unknown as Batch).transactions).to.have.length(2);
        expect(notes).to.contain("This node cannot suppose the approval").and.not.to.contain(key);
        expect(notes, "asked once").not.to.contain("trying again");
      } finally {
        gateway.closeAllConnections();
        gateway.close();
      }
    });
  }

  it("says that the wallet has too little ETH, and ends with 5", async () => {
    const { exitCode, notes } = await refused("sale", "buy", "401");
    expect(exitCode).to.equal(ExitCode.funds);
    expect(notes).to.contain(`the wallet ${wallet.address} has 400 ETH, and the batch sends 401 ETH`);
  });

  it("shows the wallet as the account, and refuses an address that is none", async () => {
    const { json } = await system.run(["status", "--json"], { VIRUSMAP_WALLET: wallet.address });
    expect(json()).to.include({ account: wallet.address });
    const { exitCode, notes } = await system.run(["status", "--wallet", "0x12"], {});
    expect(exitCode).to.equal(ExitCode.usage);
    expect(notes).to.contain("--wallet or VIRUSMAP_WALLET: expected 0x and 40 hexadecimal digits");
  });
});
