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
});
