import { expect } from "chai";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { handOverEpoch } from "./handOverEpoch.js";

const acknowledged = (...epochs: bigint[]) => epochs.map((epoch, seat) => ({ seat, epoch }));
const some = fc.array(fc.record({ seat: fc.nat(20), epoch: fc.bigInt({ min: 1n, max: 6n }) }), { maxLength: 30 });
const quorums = fc.integer({ min: 1, max: 21 });

describe("handOverEpoch", () => {
  it("is the epoch by which a quorum had acknowledged, and null one below", () => {
    expect(handOverEpoch(acknowledged(5n, 5n, 5n, 5n), 5)).to.equal(null);
    expect(handOverEpoch(acknowledged(5n, 5n, 5n, 5n, 5n), 5)).to.equal(5n);
    expect(handOverEpoch([], 1)).to.equal(null);
  });

  it("is the later epoch for a hand-over that reached a quorum only then", () => {
    expect(handOverEpoch(acknowledged(6n, 5n, 5n, 6n, 5n, 5n, 6n), 5)).to.equal(6n);
    expect(handOverEpoch(acknowledged(6n, 5n, 5n, 5n, 5n, 5n, 6n), 5)).to.equal(5n);
  });

  it("is not hastened by few who claim to have had it earlier", () => {
    expect(handOverEpoch(acknowledged(1n, 1n, 6n, 6n, 6n, 6n, 6n), 5)).to.equal(6n);
  });

  it("counts a seat once, with its earliest acknowledgement, across a change of its holder too", () => {
    const twice = [...acknowledged(5n, 5n, 5n, 6n), { seat: 3, epoch: 5n }, { seat: 3, epoch: 7n }];
    expect(handOverEpoch(twice, 4)).to.equal(5n);
    expect(handOverEpoch(twice, 5)).to.equal(null);
  });

  it("does not depend on the order, nor on repetition", () => {
    const orders = some.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
    );
    fc.assert(
      fc.property(orders, quorums, ([all, shuffled], quorum) => {
        expect(handOverEpoch(shuffled, quorum)).to.equal(handOverEpoch(all, quorum));
      }),
    );
  });

  it("is not changed by what comes in later epochs", () => {
    fc.assert(
      fc.property(some, some, quorums, (all, late, quorum) => {
        const epoch = handOverEpoch(all, quorum);
        if (epoch === null) return;
        const later = late.map((one) => ({ ...one, epoch: one.epoch + epoch }));
        expect(handOverEpoch([...all, ...later], quorum)).to.equal(epoch);
      }),
    );
  });

  it("is the first epoch by which a quorum of seats had acknowledged", () => {
    fc.assert(
      fc.property(some, quorums, (all, quorum) => {
        const epoch = handOverEpoch(all, quorum);
        const seatsBy = (last: bigint) => new Set(all.filter((one) => one.epoch <= last).map(({ seat }) => seat)).size;
        const first = [1n, 2n, 3n, 4n, 5n, 6n].find((last) => seatsBy(last) >= quorum);
        expect(epoch).to.equal(first ?? null);
      }),
    );
  });

  for (const quorum of [0, -1, 1.5, Number.NaN]) {
    it(`refuses a quorum of ${quorum}`, () => {
      expect(() => handOverEpoch(acknowledged(5n), quorum))
        .to.throw(InvalidArgumentError)
        .that.includes({ argument: "quorum", actual: String(quorum), expected: "a whole number from 1" });
    });
  }
});
