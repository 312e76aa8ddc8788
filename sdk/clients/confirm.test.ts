import { setImmediate } from "node:timers/promises";

import { expect } from "chai";
import type { TransactionReceipt, TransactionResponse } from "ethers";

import { confirm } from "./confirm.js";

describe("confirm", () => {
  it("looks for the receipt again where no other block comes", async () => {
    const made: unknown = { hash: "0x01" };
    const receipt = made as TransactionReceipt;
    let waits = 0;
    const response = {
      hash: receipt.hash,
      provider: {
        getBlockNumber: async () => Promise.resolve(7),
        getTransactionReceipt: async () => Promise.resolve(receipt),
      },
      replaceableTransaction: () => response,
      // The first waits for a block that never comes.
      wait: async () => (++waits === 1 ? new Promise(() => undefined) : Promise.resolve(receipt)),
    } as unknown as TransactionResponse;
    expect(await confirm(Promise.resolve(response))).to.equal(receipt);
    expect(waits).to.equal(2);
  });

  it("keeps no process alive that gave up waiting", async () => {
    const never = async () => new Promise(() => undefined);
    const response = {
      hash: "0x01",
      provider: { getBlockNumber: async () => Promise.resolve(7), getTransactionReceipt: never },
      replaceableTransaction: () => response,
      wait: never,
    } as unknown as TransactionResponse;
    const timers = async (): Promise<number> => {
      await setImmediate();
      return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    };
    const before = await timers();
    void confirm(Promise.resolve(response));
    expect(await timers()).to.equal(before);
  });
});
