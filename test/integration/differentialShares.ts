import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";

import { runs } from "../fuzzing/runs.js";
import { Fraction } from "./models/Fraction.js";
import { SharePoolModel } from "./models/SharePoolModel.js";

const SUPPLY = 10n ** 27n;
const MAXIMUM_ASSETS = (1n << 96n) - 1n;
const MAXIMUM_SHARES = (1n << 160n) - 1n;
const MAXIMUM_WORD = (1n << 256n) - 1n;
const PANIC_OVERFLOW = 0x11;
const ACTIONS = { deposit: 0, withdraw: 1, reward: 2, slash: 3 } as const;

/** What a run does next: `size` is drawn from 0 to 10,000 and scales to what is there. */
interface Move {
  readonly action: keyof typeof ACTIONS;
  readonly account: number;
  readonly size: bigint;
  readonly amount: bigint;
}

interface Step {
  readonly action: number;
  readonly amount: bigint;
}

interface Outcome {
  readonly result: bigint;
  readonly residue: bigint;
  readonly assets: bigint;
  readonly shares: bigint;
}

const { ethers } = await network.create();
const pools = await ethers.deployContract("DifferentialSharePool");

async function run(steps: readonly Step[], assets = 0n, shares = 0n): Promise<Outcome[]> {
  const outcomes = (await pools.getFunction("run").staticCall({ assets, shares }, steps)) as Outcome[];
  return outcomes.map(({ result, residue, assets: after, shares: sharesAfter }) => ({
    result,
    residue,
    assets: after,
    shares: sharesAfter,
  }));
}

/** From units to the whole supply, every order of magnitude alike. */
const amount = fc
  .tuple(fc.integer({ min: 0, max: 26 }), fc.bigInt(1n, 9n), fc.bigInt(0n, 1_000_000n))
  .map(([exponent, digit, dust]) => digit * 10n ** BigInt(exponent) + dust);

const move = (account: fc.Arbitrary<number>, ...actions: (keyof typeof ACTIONS)[]): fc.Arbitrary<Move> =>
  fc.record({ action: fc.constantFrom(...actions), account, size: fc.bigInt(0n, 10_000n), amount });

const anyone = fc.integer({ min: 0, max: 3 });

/** Lets the model take every move that is possible, with what each account holds, pays and gets. */
class Play {
  readonly model = new SharePoolModel(0n, 0n);
  readonly shares = [0n, 0n, 0n, 0n];
  readonly paid = [0n, 0n, 0n, 0n];
  readonly got = [0n, 0n, 0n, 0n];
  readonly steps: Step[] = [];
  readonly outcomes: Outcome[] = [];

  take({ action, account, size, amount: wanted }: Move): void {
    const { model } = this;
    const held = this.shares[account] ?? 0n;
    if (action === "deposit") {
      if (model.assets + wanted > SUPPLY || model.shares + model.toShares(wanted) > MAXIMUM_SHARES) return;
      const minted = model.deposit(wanted);
      this.shares[account] = held + minted;
      this.paid[account] = (this.paid[account] ?? 0n) + wanted;
      this.record(action, wanted, minted, 0n);
    } else if (action === "withdraw") {
      const burned = (held * size) / 10_000n;
      const { assets, residue } = model.withdraw(burned);
      this.shares[account] = held - burned;
      this.got[account] = (this.got[account] ?? 0n) + assets;
      this.record(action, burned, assets, residue);
    } else if (action === "reward") {
      if (model.assets === 0n || model.assets + wanted > SUPPLY) return; // nothing drips to nobody
      model.assets += wanted;
      this.paid[account] = (this.paid[account] ?? 0n) + wanted;
      this.record(action, wanted, 0n, 0n);
    } else {
      const slashed = (model.assets * size + 9_999n) / 10_000n;
      model.assets -= slashed;
      this.record(action, slashed, 0n, 0n);
    }
  }

  private record(action: keyof typeof ACTIONS, input: bigint, result: bigint, residue: bigint): void {
    this.steps.push({ action: ACTIONS[action], amount: input });
    this.outcomes.push({ result, residue, assets: this.model.assets, shares: this.model.shares });
  }

  /** What an account could take out now, and has taken. */
  wealth(account: number): bigint {
    return this.model.toAssets(this.shares[account] ?? 0n) + (this.got[account] ?? 0n);
  }
}

describe("Share pools against exact fractions", () => {
  it("K2, K5, K6: any sequence of deposits, withdrawals, rewards and slashes gives every unit that the model gives", async () => {
    let [withdrawals, slashes] = [0, 0];
    const moves = fc.array(move(anyone, "deposit", "withdraw", "reward", "slash"), { minLength: 5, maxLength: 40 });
    const property = fc.asyncProperty(moves, async (sequence) => {
      const play = new Play();
      for (const one of sequence) play.take(one);
      for (const account of [2, 0, 3, 1]) {
        play.take({ action: "withdraw", account, size: 10_000n, amount: 0n });
      }
      expect(await run(play.steps)).to.deep.equal(play.outcomes);
      expect(play.model.shares, "everybody has left").to.equal(0n);
      expect(play.model.assets, "nothing stays behind").to.equal(0n);
      withdrawals += play.steps.filter(
        ({ action, amount: burned }) => action === ACTIONS.withdraw && burned > 0n,
      ).length;
      slashes += play.steps.filter(({ action }) => action === ACTIONS.slash).length;
    });
    await fc.assert(property, runs(150));
    expect(withdrawals > 100 && slashes > 100, `${withdrawals} withdrawals, ${slashes} slashes`).to.equal(true);
  });

  it("K2: a share never loses value by who comes or goes, who comes loses less than one share, who goes less than one unit", () => {
    const moves = fc.array(move(anyone, "deposit", "withdraw", "reward", "slash"), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(moves, (sequence) => {
        const play = new Play();
        for (const one of sequence) {
          const before = play.model.price();
          const held = play.shares[one.account] ?? 0n;
          const got = play.got[one.account] ?? 0n;
          play.take(one);
          if (one.action === "slash" || play.model.shares === 0n) continue;
          const after = play.model.price();
          expect(before.atMost(after), "the price of a share fell").to.equal(true);

          const moved = (play.shares[one.account] ?? 0n) - held;
          if (one.action === "deposit" && play.steps.length > 0 && moved > 0n) {
            const worth = new Fraction(moved).times(before);
            const loss = new Fraction(one.amount).minus(worth);
            expect(loss.atMost(before), "a deposit lost more than one share").to.equal(true);
          } else if (one.action === "withdraw") {
            const worth = new Fraction(-moved).times(before);
            const loss = worth.minus(new Fraction((play.got[one.account] ?? 0n) - got));
            expect(loss.atMost(new Fraction(1n)) && new Fraction(0n).atMost(loss), "a withdrawal").to.equal(true);
          }
        }
      }),
      runs(300),
    );
  });

  it("K2: who acts alone among others' stakes, deposits, donates and withdraws as he likes never has more than he paid", async () => {
    const others = fc.array(move(fc.integer({ min: 1, max: 3 }), "deposit"), { maxLength: 3 });
    const attacks = fc.array(move(fc.constant(0), "deposit", "withdraw", "reward"), { minLength: 1, maxLength: 20 });
    const property = fc.asyncProperty(others, attacks, async (victims, attack) => {
      const play = new Play();
      for (const one of [...victims, ...attack]) play.take(one);
      play.take({ action: "withdraw", account: 0, size: 10_000n, amount: 0n });
      expect((play.got[0] ?? 0n) <= (play.paid[0] ?? 0n), "the attacker gained").to.equal(true);
      expect(await run(play.steps)).to.deep.equal(play.outcomes);
    });
    await fc.assert(property, runs(150));
  });

  it("K2: a first depositor who inflates the price takes less from the next one than one unit for each unit he gives away", () => {
    const first = fc.record({ stake: amount, donation: amount, victim: amount });
    fc.assert(
      fc.property(first, ({ stake, donation, victim }) => {
        const play = new Play();
        const zero = { size: 0n, account: 0 };
        play.take({ ...zero, action: "deposit", amount: stake });
        play.take({ ...zero, action: "reward", amount: donation });
        const price = play.model.price();
        play.take({ action: "deposit", account: 1, size: 0n, amount: victim });
        if (play.shares[1] === 0n) return; // refused by the staking contract
        const lost = (play.paid[1] ?? 0n) - play.wealth(1);
        // One share, and the unit that the last rounding costs.
        expect(new Fraction(lost).atMost(price.plus(new Fraction(1n))), "the victim").to.equal(true);
        expect(play.wealth(0) <= (play.paid[0] ?? 0n), "the attacker").to.equal(true);
      }),
      runs(300),
    );
  });

  it("X4: in any state, up to the limits of both types", async () => {
    const edge = (maximum: bigint) => fc.oneof(fc.constantFrom(0n, 1n, maximum - 1n, maximum), fc.bigInt(0n, maximum));
    const property = fc.asyncProperty(
      edge(MAXIMUM_ASSETS),
      edge(MAXIMUM_SHARES),
      edge(MAXIMUM_ASSETS),
      async (assets, shares, input) => {
        const model = new SharePoolModel(assets, shares);
        const state = { assets, shares };
        expect(await pools.getFunction("toShares").staticCall(state, input)).to.equal(model.toShares(input));
        const part = shares < input ? shares : input;
        expect(await pools.getFunction("toAssets").staticCall(state, part)).to.equal(model.toAssets(part));
        expect(await pools.getFunction("toAssets").staticCall(state, shares)).to.equal(model.toAssets(shares));

        const deposit = pools.getFunction("run").staticCall(state, [{ action: ACTIONS.deposit, amount: input }]);
        const [assetsAfter, sharesAfter] = [assets + input, shares + model.toShares(input)];
        if (assetsAfter > MAXIMUM_ASSETS) {
          await expect(deposit)
            .to.be.revertedWithCustomError(pools, "SafeCastOverflowedUintDowncast")
            .withArgs(96, assetsAfter);
        } else if (sharesAfter > MAXIMUM_WORD) {
          await expect(deposit).to.be.revertedWithPanic(PANIC_OVERFLOW);
        } else if (sharesAfter > MAXIMUM_SHARES) {
          await expect(deposit)
            .to.be.revertedWithCustomError(pools, "SafeCastOverflowedUintDowncast")
            .withArgs(160, sharesAfter);
        } else {
          const [outcome] = (await deposit) as Outcome[];
          expect(outcome?.assets).to.equal(assetsAfter);
          expect(outcome?.shares).to.equal(sharesAfter);
        }
      },
    );
    await fc.assert(property, runs(150));
  });
});
