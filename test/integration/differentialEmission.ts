import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";

import { emissionRate } from "../../sdk/emission/emissionRate.js";
import { runs } from "../fuzzing/runs.js";

const UNIT = 10n ** 18n;
const BASIS_POINTS = 10_000n;
const MINING = 600_000_000n * UNIT;
const SEATS = 21n;
const DAY = 86_400n;
const EPOCH_DAYS = 8n; // so that four years are few reports
const HALF_LIFE_REPORTS = 183;
const AMPLE_WEIGHT = 1n << 120n;
const BATCH = 200;

/** Of one report: the emission, its three parts, and the supernodes' part by seats. */
const ROUNDING = 4n + SEATS;

const { ethers } = await network.create();
const [deployer] = await ethers.getSigners();
if (deployer === undefined) throw new Error("The chain has no account.");

async function deployPool(
  rate: bigint,
  weightShare: bigint,
  shares: readonly [bigint, bigint, bigint],
  mining = MINING,
) {
  const counterparts = await ethers.deployContract("DifferentialCounterparts", [1n, mining, SEATS]);
  const nonce = await deployer?.getNonce();
  const predicted = ethers.getCreateAddress({ from: deployer?.address ?? "", nonce: (nonce ?? 0) + 1 });
  await counterparts.getFunction("name")(predicted, counterparts);
  const [submittersShare, supernodesShare, storageShare] = shares;
  const pool = await ethers.deployContract("RewardPool", [
    counterparts,
    counterparts,
    { emissionRate: rate, weightShare, submittersShare, supernodesShare, storageShare },
  ]);
  /** Reports with all that they may give, signed by every seat. */
  const open = async (epochs: readonly number[], weight = AMPLE_WEIGHT) => {
    for (let i = 0; i < epochs.length; i += BATCH) {
      await counterparts.getFunction("openWhole")(pool, epochs.slice(i, i + BATCH), SEATS, weight);
    }
  };
  return { pool, open };
}

const range = (length: number) => Array.from({ length }, (_, index) => index + 1);

describe("P4: emission against an exact power", () => {
  it("a half-life of reports leaves half, and never less", async () => {
    const rate = emissionRate(EPOCH_DAYS * DAY, BigInt(HALF_LIFE_REPORTS) * EPOCH_DAYS * DAY);
    const { pool, open } = await deployPool(rate, BASIS_POINTS, [7_500n, 1_500n, 1_000n]);
    await open(range(HALF_LIFE_REPORTS));
    const left = await pool.available();
    // The rate is rounded down to 1e-18, each report to a few units: both in the pool's favour.
    const steps = BigInt(HALF_LIFE_REPORTS);
    const slack = (MINING * steps) / UNIT + steps * ROUNDING;
    expect(left >= MINING / 2n && left <= MINING / 2n + slack, `${left} units are left`).to.equal(true);
  });

  it("k reports release at most what the model does, and less by rounding alone, at any rate and division", async () => {
    const rate = fc.oneof(
      fc.constantFrom(1n, UNIT - 1n, UNIT / 2n),
      fc.bigInt(1n, UNIT - 1n),
      fc.bigInt(1n, UNIT / 100n),
    );
    const shares = fc
      .tuple(fc.bigInt(0n, BASIS_POINTS), fc.bigInt(0n, BASIS_POINTS))
      .map(([a, b]): [bigint, bigint, bigint] => (a < b ? [a, b - a, BASIS_POINTS - b] : [b, a - b, BASIS_POINTS - a]));
    const mining = fc.oneof(fc.constantFrom(0n, 1n, (1n << 96n) - 1n), fc.bigInt(0n, MINING));
    const property = fc.asyncProperty(
      rate,
      shares,
      mining,
      fc.integer({ min: 1, max: 40 }),
      async (r, parts, start, k) => {
        const { pool, open } = await deployPool(r, BASIS_POINTS, parts, start);
        await open(range(k));
        // What is left, times 1e18^k: never below the model's rest, above it by no more than rounding.
        const scale = UNIT ** BigInt(k);
        const exact = start * (UNIT - r) ** BigInt(k);
        const left = await pool.available();
        expect(left * scale >= exact, "released more than the model").to.equal(true);
        expect((left - BigInt(k) * ROUNDING) * scale <= exact, "kept more than rounding").to.equal(true);
      },
    );
    await fc.assert(property, runs(12));
  });

  it("P3: skipped epochs release and lose nothing: only the number of reports counts", async () => {
    const skips = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2_000_000 })), {
      minLength: 1,
      maxLength: 20,
    });
    const property = fc.asyncProperty(fc.bigInt(1n, UNIT / 10n), skips, async (rate, gaps) => {
      const [gapless, gappy] = [
        await deployPool(rate, BASIS_POINTS, [7_500n, 1_500n, 1_000n]),
        await deployPool(rate, BASIS_POINTS, [7_500n, 1_500n, 1_000n]),
      ];
      let epoch = 0;
      await gapless.open(range(gaps.length));
      await gappy.open(gaps.map((gap) => (epoch += 1 + gap)));
      expect(await gappy.pool.available()).to.equal(await gapless.pool.available());
    });
    await fc.assert(property, runs(5));
  });

  it("P1: no report releases more than the share of its signers' weight", async () => {
    const property = fc.asyncProperty(
      fc.bigInt(1n, UNIT - 1n),
      fc.bigInt(1n, BASIS_POINTS),
      fc.oneof(fc.constantFrom(0n, 1n), fc.bigInt(0n, MINING)),
      async (rate, weightShare, weight) => {
        const { pool, open } = await deployPool(rate, weightShare, [7_500n, 1_500n, 1_000n]);
        await open([1], weight);
        const released = MINING - (await pool.available());
        expect(released * BASIS_POINTS <= weight * weightShare, "above the share of the weight").to.equal(true);
        expect(released * UNIT <= MINING * rate, "above the rate").to.equal(true);
      },
    );
    await fc.assert(property, runs(15));
  });
});
