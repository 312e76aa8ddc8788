import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";

import { SaleState } from "../../sdk/types/SaleState.js";
import { runs } from "../fuzzing/runs.js";
import { type ModelTranche, SaleModel } from "./models/SaleModel.js";

const DAY = 86_400;
const RICHES = 1n << 120n; // wei
const MAXIMUM_COST = (1n << 95n) - 1n;
const MAXIMUM_PRICE = (1n << 64n) - 1n;

const { ethers, networkHelpers } = await network.create();
const [deployer, treasury, ...buyers] = (await ethers.getSigners()).slice(0, 5);
if (deployer === undefined || treasury === undefined) throw new Error("The chain has no accounts.");

/** A sale of a quarter of the supply, with a part of the hard cap as its soft cap. */
async function deploySale(model: SaleModel, softCap: bigint) {
  const start = (await networkHelpers.time.latest()) + 3_600; // the chain's clock runs while contracts are deployed
  const end = start + DAY;
  const clock = await ethers.deployContract("EpochClock", [end, DAY]);
  const nonce = (await deployer?.getNonce()) ?? 0;
  const predicted = ethers.getCreateAddress({ from: deployer?.address ?? "", nonce: nonce + 1 });
  const holder = clock; // of the other parts, which stay where they are
  const token = await ethers.deployContract("VirusMapToken", [
    {
      initialSupply: 4n * model.allotment,
      miningShare: 5_500n,
      saleShare: 2_500n,
      developersShare: 1_000n,
      supportersShare: 1_000n,
      rewardPool: holder,
      tokenSale: predicted,
      developers: holder,
      supporters: holder,
    },
  ]);
  const sale = await ethers.deployContract("TokenSale", [
    token,
    clock,
    {
      start,
      end,
      softCap,
      minimumPurchase: 0n,
      maximumContribution: RICHES,
      allowlistRoot: ethers.ZeroHash,
      allowlistEnd: 0n,
      treasury,
      proceedsDuration: 1n,
    },
    model.tranches,
  ]);
  await networkHelpers.time.increaseTo(start);
  return { sale, token, end };
}

const magnitude = (largest: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: largest }), fc.bigInt(1n, 1_000n))
    .map(([exponent, digits]) => digits * 10n ** BigInt(exponent));

/** One to six tranches of rising price whose sum is a quarter of a supply, from dust to a real sale. */
const tranches: fc.Arbitrary<ModelTranche[]> = fc
  .array(fc.record({ tokens: magnitude(24), rise: magnitude(15) }), { minLength: 1, maxLength: 6 })
  .map((parts) => {
    let weiPerToken = 0n;
    const rising = parts.map(({ tokens, rise }) => ({ tokens, weiPerToken: (weiPerToken += rise) }));
    // The supply is a multiple of 10,000 units.
    const rest = 2_500n - (rising.reduce((sum, { tokens }) => sum + tokens, 0n) % 2_500n);
    return rising.map((tranche, index) => (index === 0 ? { ...tranche, tokens: tranche.tokens + rest } : tranche));
  })
  .filter(
    (parts) =>
      new SaleModel(parts).hardCap <= MAXIMUM_COST &&
      new SaleModel(parts).allotment < 1n << 93n &&
      parts.every(({ weiPerToken }) => weiPerToken <= MAXIMUM_PRICE),
  );

/** Parts of the hard cap in millionths, with some wei more. */
const payments = fc.array(
  fc.record({
    buyer: fc.nat({ max: 2 }),
    part: fc.oneof(fc.constant(0n), fc.bigInt(0n, 400_000n)),
    wei: fc.bigInt(0n, 9n),
  }),
  { minLength: 1, maxLength: 8 },
);

describe("sales against a model without divisions", () => {
  before(async () => {
    for (const buyer of buyers) await networkHelpers.setBalance(buyer.address, RICHES);
  });

  it("any payments for any tranches sell, burn, pay and refund what the model says, to the unit (S2, S5, S7)", async () => {
    const ends = { succeeded: 0, failed: 0, soldOut: 0 };
    const property = fc.asyncProperty(
      tranches,
      payments,
      fc.bigInt(1n, 1_000_000n),
      async (parts, sequence, softPart) => {
        const model = new SaleModel(parts);
        const { hardCap, allotment } = model;
        const softCap = (hardCap * softPart + 999_999n) / 1_000_000n;
        const { sale, token, end } = await deploySale(model, softCap);
        expect(await sale.HARD_CAP()).to.equal(hardCap);

        const bought = buyers.map(() => ({ paid: 0n, tokens: 0n }));
        for (const { buyer, part, wei } of sequence) {
          const account = buyers[buyer] ?? expect.fail("no buyer");
          const value = (hardCap * part) / 1_000_000n + wei;
          const soldOut = model.raised === hardCap;
          const { tokens, cost } = model.quote(value);
          expect([...(await sale.quote(value))]).to.deep.equal([tokens, cost]);

          const purchase = account.sendTransaction({ to: sale, value, gasLimit: 1_000_000n, gasPrice: 10n ** 10n });
          if (soldOut) {
            await expect(purchase).to.be.revertedWithCustomError(sale, "TokenSale_SoldOut");
          } else if (tokens === 0n) {
            await expect(purchase).to.be.revertedWithCustomError(sale, "TokenSale_NothingBought").withArgs(value);
          } else {
            await purchase;
            model.raised += cost;
            const record = bought[buyer] ?? expect.fail("no record");
            record.paid += cost;
            record.tokens += tokens;
          }
          expect(await sale.raised()).to.equal(model.raised);
          expect(await sale.sold()).to.equal(model.soldFor(model.raised));
          expect(await ethers.provider.getBalance(sale), "an excess returns at once").to.equal(model.raised);
        }

        const soldOut = model.soldFor(model.raised) === allotment;
        if (!soldOut) await networkHelpers.time.increaseTo(end);
        await sale.finalize();
        const succeeded = model.raised >= softCap;
        const kept = succeeded ? model.soldFor(model.raised) : 0n;
        ends[succeeded ? "succeeded" : "failed"] += 1;
        if (soldOut) ends.soldOut += 1;
        expect(await sale.state()).to.equal(succeeded ? SaleState.SUCCEEDED : SaleState.FAILED);
        expect(await token.totalSupply()).to.equal(4n * allotment - (allotment - kept));

        for (const [index, { paid, tokens }] of bought.entries()) {
          const account = buyers[index] ?? expect.fail("no buyer");
          const own = sale.connect(account);
          if (tokens === 0n) continue;
          if (succeeded) {
            await expect(own.refund.staticCall()).to.be.revertedWithCustomError(sale, "TokenSale_NotFailed");
            await own.claim(account);
            expect(await token.balanceOf(account)).to.equal(tokens);
          } else {
            await expect(own.claim.staticCall(account)).to.be.revertedWithCustomError(sale, "TokenSale_NotSucceeded");
            await expect(own.refund()).to.changeEtherBalances(ethers, [sale, account], [-paid, paid]);
          }
        }
        expect(await token.balanceOf(sale), "nothing stays but what is owed").to.equal(0n);
        if (!succeeded) expect(await ethers.provider.getBalance(sale)).to.equal(0n);
        else
          await expect(sale.releaseProceeds()).to.changeEtherBalances(
            ethers,
            [sale, treasury],
            [-model.raised, model.raised],
          );
      },
    );
    await fc.assert(property, runs(25));
    for (const [name, count] of Object.entries(ends)) expect(count > 0, `no sale ${name}`).to.equal(true);
  });

  it("splitting a payment never yields more, in the model that the sale equals (S4)", () => {
    const wei = fc.bigInt(0n, 1_000_000n);
    fc.assert(
      fc.property(tranches, wei, wei, wei, (parts, before, first, second) => {
        const model = new SaleModel(parts);
        const part = (millionths: bigint) => (model.hardCap * millionths) / 1_000_000n;
        model.raised = part(before);
        const whole = model.quote(part(first) + part(second));
        const one = model.quote(part(first));
        model.raised += one.cost;
        const two = model.quote(part(second));
        expect(one.tokens + two.tokens <= whole.tokens).to.equal(true);
        expect(model.soldFor(model.hardCap)).to.equal(model.allotment);
      }),
      runs(100),
    );
  });
});
