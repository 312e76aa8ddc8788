import { expect } from "chai";
import { FeeData, parseEther, parseUnits } from "ethers";

import { VerdictLedger__factory } from "../typechain-types/index.js";
import { checkEth } from "./checkEth.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const ACCOUNT = "0x00000000000000000000000000000000000000A1";
const GAS = 100_000n;
const LIMIT = 125_000n;
const FEE_PER_GAS = parseUnits("2", "gwei");
const FEE = LIMIT * FEE_PER_GAS; // wei
const CEILING = parseUnits("200", "gwei");
const MAXIMUM_GAS = 16_777_216n;
const TERMS = { gasLimit: LIMIT, maxFeePerGas: FEE_PER_GAS, maxPriorityFeePerGas: 1n };

/** A node whose account has a balance, on which every transaction takes 100,000 gas at 2 gwei. */
function nodeWith(balance: bigint) {
  return {
    getBalance: () => Promise.resolve(balance),
    estimateGas: () => Promise.resolve(GAS),
    getFeeData: () => Promise.resolve(new FeeData(null, FEE_PER_GAS, 1n)),
  };
}

async function resultOn(node: ReturnType<typeof nodeWith>, value = 0n): Promise<unknown> {
  return checkEth(node, ACCOUNT, { value }, CEILING).catch((error: unknown) => error);
}

describe("checkEth", () => {
  it("takes what can be paid exactly, with a quarter more gas than the estimate", async () => {
    expect(await resultOn(nodeWith(FEE))).to.deep.equal(TERMS);
    expect(await resultOn(nodeWith(FEE + parseEther("1.5")), parseEther("1.5"))).to.deep.equal(TERMS);
    expect(await resultOn(nodeWith(FEE + 1n))).to.deep.equal(TERMS);
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
      const error = await resultOn(nodeWith(balance), value);
      expect(error).to.be.instanceOf(CommandError);
      expect(error).to.include({ exitCode: ExitCode.funds, message: `${ACCOUNT} ${message}` });
    });
  }

  it("passes on what a contract refuses", async () => {
    const data = VerdictLedger__factory.createInterface().encodeErrorResult("VerdictLedger_WrongRound", [3n, 4n]);
    const node = { ...nodeWith(0n), estimateGas: () => Promise.reject(Object.assign(new Error("reverted"), { data })) };
    const error = await resultOn(node);
    expect(error).to.have.property("message").that.contains("VerdictLedger refused: wrong round");
  });

  /** A node that proposes these fees to an account that can pay any. */
  function proposing(gasPrice: bigint | null, maxFeePerGas: bigint | null, tip: bigint | null) {
    const fees = new FeeData(gasPrice, maxFeePerGas, tip);
    return { ...nodeWith(parseEther("1000000")), getFeeData: () => Promise.resolve(fees) };
  }

  it("signs fees up to the ceiling, and refuses more with both values, on chains of either kind", async () => {
    for (const fee of [CEILING - 1n, CEILING]) {
      const terms = { gasLimit: LIMIT, maxFeePerGas: fee, maxPriorityFeePerGas: fee };
      expect(await resultOn(proposing(CEILING + 1n, fee, fee))).to.deep.equal(terms);
      expect(await resultOn(proposing(fee, null, null))).to.deep.equal({ gasLimit: LIMIT, type: 0, gasPrice: fee });
    }
    for (const node of [proposing(1n, CEILING + 1n, 1n), proposing(CEILING + 1n, null, null)]) {
      const error = await resultOn(node);
      expect(error).to.be.instanceOf(CommandError);
      expect(error).to.include({
        exitCode: ExitCode.refused,
        message:
          "the node proposes to pay up to 200.000000001 gwei for each unit of gas, above the ceiling of 200 gwei",
      });
      expect(error).to.have.property("advice").that.contains("--max-fee or VIRUSMAP_MAX_FEE");
    }
  });

  it("names the fee and not the balance when the fee is absurd", async () => {
    const node = { ...proposing(1n, parseEther("1"), 1n), getBalance: () => Promise.resolve(1n) };
    expect(await resultOn(node)).to.include({ exitCode: ExitCode.refused });
  });

  it("refuses a node that names no fee", async () => {
    expect(await resultOn(proposing(null, null, null))).to.include({
      exitCode: ExitCode.network,
      message: "the node names no fee for gas",
    });
  });

  it("signs no more gas than a transaction can use, and refuses an estimate above it", async () => {
    const estimating = (gas: bigint) => ({
      ...nodeWith(parseEther("1000000")),
      estimateGas: () => Promise.resolve(gas),
    });
    expect(await resultOn(estimating(MAXIMUM_GAS))).to.deep.equal({ ...TERMS, gasLimit: MAXIMUM_GAS });
    expect(await resultOn(estimating((MAXIMUM_GAS * 100n) / 125n))).to.deep.equal({
      ...TERMS,
      gasLimit: MAXIMUM_GAS - 1n, // rounded down
    });
    expect(await resultOn(estimating(MAXIMUM_GAS + 1n))).to.include({
      exitCode: ExitCode.refused,
      message: "the node estimates 16,777,217 gas, and a transaction can use 16,777,216",
    });
  });
});
