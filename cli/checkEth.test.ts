import { expect } from "chai";
import { FeeData, parseEther } from "ethers";

import { VerdictLedger__factory } from "../typechain-types/index.js";
import { checkEth } from "./checkEth.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const ACCOUNT = "0x00000000000000000000000000000000000000A1";
const GAS = 100_000n;
const LIMIT = 125_000n;
const FEE = LIMIT * 2_000_000_000n; // wei

/** A node whose account has a balance, on which every transaction takes 100,000 gas at 2 gwei. */
function nodeWith(balance: bigint) {
  return {
    getBalance: () => Promise.resolve(balance),
    estimateGas: () => Promise.resolve(GAS),
    getFeeData: () => Promise.resolve(new FeeData(null, 2_000_000_000n, 1n)),
  };
}

async function refusalOf(balance: bigint, value: bigint): Promise<unknown> {
  return checkEth(nodeWith(balance), ACCOUNT, { value }).catch((error: unknown) => error);
}

describe("checkEth", () => {
  it("takes what can be paid exactly, with a quarter more gas than the estimate", async () => {
    expect(await refusalOf(FEE, 0n)).to.equal(LIMIT);
    expect(await refusalOf(FEE + parseEther("1.5"), parseEther("1.5"))).to.equal(LIMIT);
    expect(await refusalOf(FEE + 1n, 0n)).to.equal(LIMIT);
  });

  for (const [balance, value, message] of [
    [0n, 0n, "has 0 ETH, and the transaction needs up to 0.00025 ETH for its gas"],
    [FEE - 1n, 0n, "has 0.000249999999999999 ETH, and the transaction needs up to 0.00025 ETH for its gas"],
    [
      parseEther("1000"),
      parseEther("1000"),
      "has 1,000 ETH, and the transaction needs up to 1,000.00025 ETH: 1,000 ETH to send, the rest for its gas",
    ],
    [parseEther("1"), parseEther("1.5"), "has 1 ETH, and the transaction needs 1.5 ETH and the gas"],
  ] as const) {
    it(`says that the account ${message}`, async () => {
      const error = await refusalOf(balance, value);
      expect(error).to.be.instanceOf(CommandError);
      expect(error).to.include({ exitCode: ExitCode.funds, message: `${ACCOUNT} ${message}` });
    });
  }

  it("passes on what a contract refuses", async () => {
    const data = VerdictLedger__factory.createInterface().encodeErrorResult("VerdictLedger_WrongRound", [3n, 4n]);
    const node = { ...nodeWith(0n), estimateGas: () => Promise.reject(Object.assign(new Error("reverted"), { data })) };
    const error: unknown = await checkEth(node, ACCOUNT, {}).catch((reason: unknown) => reason);
    expect(error).to.have.property("message").that.contains("VerdictLedger refused: wrong round");
  });
});
