import { expect } from "chai";
import { id } from "ethers";

import { Kind } from "../../../sdk/types/Kind.js";
import { Policy } from "../../../sdk/types/Policy.js";
import type { Verdict } from "../../../sdk/types/Verdict.js";
import { chooseVerdict } from "./chooseVerdict.js";

const KEY = id("key");
const OTHER = id("other key");

function verdict(epoch: bigint, key: string, others: Partial<Pick<Verdict, "kind" | "reward" | "policy">> = {}) {
  return { epoch, verdict: { kind: Kind.FILE, reward: 0n, policy: 0n, keyCommitment: key, ...others } };
}

describe("chooseVerdict", () => {
  it("buys by the rewarded one, else the oldest that may be sold, else the oldest", () => {
    const barred = verdict(1n, KEY, { policy: Policy.NO_RESALE });
    const sold = verdict(2n, KEY);
    const newer = verdict(3n, KEY);
    const rewarded = verdict(4n, OTHER, { reward: 1n });
    expect(chooseVerdict([barred, sold, newer, rewarded])).to.equal(rewarded);
    expect(chooseVerdict([barred, sold, newer])).to.equal(sold);
    expect(chooseVerdict([barred])).to.equal(barred);
    expect(chooseVerdict<typeof barred>([])).to.equal(undefined);
  });

  it("fetches with the order's key, whatever was rewarded since", () => {
    const bought = verdict(2n, KEY);
    const later = verdict(3n, KEY);
    const rewarded = verdict(4n, OTHER, { reward: 1n });
    const order = { kind: Kind.FILE, keyCommitment: KEY };
    expect(chooseVerdict([bought, later, rewarded], { epoch: 2n, order })).to.equal(bought);
    expect(chooseVerdict([bought, later, rewarded], { epoch: 3n, order })).to.equal(later);
    expect(chooseVerdict([later, rewarded], { epoch: 2n, order }), "its own report is lost").to.equal(later);
    expect(chooseVerdict([rewarded], { epoch: 4n, order })).to.equal(undefined);
  });

  it("fetches the kind that was bought: the same bytes can be a file and a URL", () => {
    const url = verdict(2n, KEY, { kind: Kind.URL });
    const file = verdict(2n, KEY);
    for (const [kind, expected] of [
      [Kind.FILE, file],
      [Kind.URL, url],
    ] as const) {
      expect(chooseVerdict([url, file], { epoch: 2n, order: { kind, keyCommitment: KEY } })).to.equal(expected);
    }
  });
});
