import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";
import { expect } from "chai";
import { parseEther, parseUnits } from "ethers";

import { InvalidParametersError } from "./InvalidParametersError.js";
import { parseParameters } from "./parseParameters.js";

const NOW = 1_800_000_000;
const DAY = 86_400;
const ACCOUNT = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const ROOT = `0x${"11".repeat(32)}`;

const local: unknown = await readDeploymentParameters("ignition/parameters/local.json5");
const defaults: unknown = await readDeploymentParameters("ignition/parameters/defaults.json5");

/** The local parameters with changes such as `{ "clock.epochLength": 25 }`. */
function changed(changes: Record<string, unknown>, base = local): unknown {
  const copy: unknown = structuredClone(base);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<unknown>((part, key) => Reflect.get(Object(part), key), copy);
    Reflect.set(Object(parent), last, value);
  }
  return copy;
}

function problemsOf(changes: Record<string, unknown>): readonly string[] {
  try {
    parseParameters(changed(changes), NOW);
    return [];
  } catch (error) {
    if (error instanceof InvalidParametersError) return error.problems;
    throw error;
  }
}

describe("parseParameters", () => {
  it("reads the defaults once their accounts are set", () => {
    const accounts = {
      "vesting.developers.beneficiary": ACCOUNT,
      "vesting.supporters.beneficiary": ACCOUNT,
      "sale.treasury": ACCOUNT,
    };
    const parameters = parseParameters(changed(accounts, defaults), NOW);

    expect(parameters.clock).to.deep.equal({ genesis: NOW + 38 * DAY, epochLength: DAY });
    expect(parameters.token.initialSupply).to.equal(parseUnits("1000000000", 18));
    expect(parameters.staking.minimumBond).to.equal(parseUnits("100000", 18));
    expect(parameters.council.seats).to.equal(21);
    expect(parameters.sale.tranches[0]).to.deep.equal({
      tokens: parseUnits("100000000", 18),
      price: parseEther("0.00002"),
    });
  });

  it("names the accounts that the defaults leave open", () => {
    expect(() => parseParameters(defaults, NOW)).to.throw(
      InvalidParametersError,
      /vesting\.developers\.beneficiary is null: must be an address[^]*vesting\.supporters\.beneficiary is null: [^]*sale\.treasury is null: /,
    );
  });

  it("reads times given in Unix seconds, and counts others from now", () => {
    const times = { "sale.start": NOW, "sale.end": "now + 2 hours", "clock.genesis": "now + 7200 seconds" };
    const { sale, clock } = parseParameters(changed(times), NOW);

    expect(sale.start).to.equal(NOW);
    expect(sale.end).to.equal(NOW + 7_200);
    expect(clock.genesis).to.equal(NOW + 7_200);
  });

  it("lists every problem at once", () => {
    expect(problemsOf({ "council.seats": 0, "rewards.weightShare": 10_001 })).to.have.length(2);
  });

  const refused: [what: string, changes: Record<string, unknown>, problem: string][] = [
    [
      "an unknown parameter",
      { "clock.epochLenght": 24 },
      'clock is {"genesis":"now + 48 hours","epochLength":86400,"epochLenght":24}: Unrecognized key: "epochLenght"',
    ],
    [
      "an amount without its currency",
      { "staking.minimumBond": "100000" },
      'staking.minimumBond is "100000": must be an amount such as "1.5 VMT" with at most 18 decimals',
    ],
    [
      "a price floor whose 16-fold is a unit above 96 bits",
      { "market.prices.file.floor": "4951760157.141521099596496896 VMT" },
      'market.prices.file.floor is "4951760157.141521099596496896 VMT": must be at most 4951760157141521099596496895 units of 10^-18 VMT: 16 times as much must fit in 96 bits',
    ],
    [
      "a subscription's floor likewise",
      { "subscriptions.floor": "4951760157.141521099596496896 VMT" },
      'subscriptions.floor is "4951760157.141521099596496896 VMT": must be at most 4951760157141521099596496895 units of 10^-18 VMT: 16 times as much must fit in 96 bits',
    ],
    [
      "an amount in another currency",
      { "sale.softCap": "500 VMT" },
      'sale.softCap is "500 VMT": must be an amount such as "1.5 ETH" with at most 18 decimals',
    ],
    [
      "a time that is neither",
      { "sale.end": "tomorrow" },
      'sale.end is "tomorrow": must be Unix seconds or a text such as "now + 30 days"',
    ],
    [
      "the zero address",
      { "sale.treasury": `0x${"0".repeat(40)}` },
      `sale.treasury is "0x${"0".repeat(40)}": must be an address other than zero, with a valid checksum`,
    ],
    [
      "an epoch that is no multiple of 24 seconds",
      { "clock.epochLength": 1_441 },
      "clock.epochLength is 1441: must be a multiple of 24 seconds",
    ],
    [
      "genesis a second before the sale's end",
      { "sale.end": NOW + 100_000, "clock.genesis": NOW + 99_999 },
      `clock.genesis is ${NOW + 99_999}: must not be before the sale's end, sale.end = ${NOW + 100_000}`,
    ],
    [
      "shares that sum to less",
      { "token.supportersShare": 499 },
      "token.miningShare + saleShare + developersShare + supportersShare is 9999: must sum to 10000 basis points",
    ],
    [
      "mining of exactly half",
      { "token.miningShare": 5_000, "token.saleShare": 3_500 },
      "token.miningShare is 5000: must be the largest share and above 5000 basis points",
    ],
    [
      "insiders above a fifth",
      { "token.developersShare": 1_501, "token.saleShare": 1_999 },
      "token.developersShare + supportersShare is 2001: must be at most 2000 basis points",
    ],
    [
      "a supply that does not divide",
      { "token.initialSupply": "1.00000000000000001 VMT" },
      "token.initialSupply is 1000000000000000010 units: must be a multiple of 10000 units",
    ],
    [
      "a cliff beyond the duration",
      { "vesting.developers.cliff": 126_230_401 },
      "vesting.developers.cliff is 126230401: must be at most the duration, 126230400 seconds",
    ],
    [
      "a sale in the past",
      { "sale.start": NOW - 1 },
      `sale.start is ${NOW - 1}: must not be in the past, before ${NOW}`,
    ],
    [
      "a sale without duration",
      { "sale.start": NOW + 60, "sale.end": NOW + 60 },
      `sale.end is ${NOW + 60}: must be after sale.start = ${NOW + 60}`,
    ],
    [
      "tranches that sum to less than the sale's part",
      { "sale.tranches.2.tokens": "49999999 VMT" },
      "sale.tranches is 249999999000000000000000000 units: must sum to the sale's part of the supply, " +
        "250000000000000000000000000 units",
    ],
    [
      "two tranches of one price",
      { "sale.tranches.1.price": "0.00001 ETH" },
      "sale.tranches.1.price is 10000000000000 units: must be above the tranche before it, 10000000000000 wei",
    ],
    [
      "a price beyond 64 bits",
      { "sale.tranches.2.price": "18.446744073709551616 ETH" },
      'sale.tranches.2.price is "18.446744073709551616 ETH": must be at most 18446744073709551615 wei (64 bits)',
    ],
    [
      "a soft cap above the hard cap",
      { "sale.softCap": "5000.000000000000000001 ETH" },
      "sale.softCap is 5000000000000000000001 units: must be at most what all tranches cost, 5000000000000000000000 wei",
    ],
    [
      "a minimum above the maximum",
      { "sale.minimumPurchase": "3 ETH", "sale.maximumContribution": "2 ETH" },
      "sale.minimumPurchase is 3000000000000000000 units: must be at most sale.maximumContribution = " +
        "2000000000000000000 wei",
    ],
    [
      "an allowlist that outlives the sale",
      { "sale.end": NOW + 600, "sale.allowlist": { root: ROOT, end: NOW + 601 } },
      `sale.allowlist.end is ${NOW + 601}: must be after sale.start = ${NOW + 120} and at most sale.end = ${NOW + 600}`,
    ],
    [
      "an allowlist without a root",
      { "sale.allowlist": { root: `0x${"00".repeat(32)}`, end: "now + 10 minutes" } },
      `sale.allowlist.root is "0x${"00".repeat(32)}": must not be zero; without an allowlist, sale.allowlist is null`,
    ],
    [
      "unbonding that evidence outlives",
      { "staking.evidenceEpochs": 15 },
      "staking.unbondingEpochs is 15: must be above staking.evidenceEpochs = 15",
    ],
    [
      "more slashes than the shares of the supply leave room for",
      { "staking.equivocationLimit": 17 },
      "staking.equivocationLimit + evidenceEpochs is 31: must leave room for 1000000000000000000000000001000000000000 " +
        "shares of the whole supply, and 31 doublings leave room for 680564733841876926926749214863536422911",
    ],
    [
      "slashes that leave no room for a share at all",
      { "staking.equivocationLimit": 255, "staking.evidenceEpochs": 9_999, "staking.unbondingEpochs": 10_000 },
      "staking.equivocationLimit + evidenceEpochs is 10254: must leave room for " +
        "1000000000000000000000000001000000000000 shares of the whole supply, and 10254 doublings leave room for 0",
    ],
    [
      "a supply too large for the shares of its slashes",
      { "token.initialSupply": "1361129467.6837538538535 VMT" },
      "staking.equivocationLimit + evidenceEpochs is 30: must leave room for 1361129467683753853853500001000000000000 " +
        "shares of the whole supply, and 30 doublings leave room for 1361129467683753853853498429727072845823",
    ],
    [
      "a slash above a half",
      { "staking.slashShare": 5_001 },
      "staking.slashShare is 5001: Too big: expected number to be <=5000",
    ],
    ["more than 64 seats", { "council.seats": 65 }, "council.seats is 65: Too big: expected number to be <=64"],
    [
      "rewards that do not sum",
      { "rewards.storageShare": 1_001 },
      "rewards.submittersShare + supernodesShare + storageShare is 10001: must sum to 10000 basis points",
    ],
    [
      "half of the supply or less for samples and storage",
      { "rewards.submittersShare": 7_333, "rewards.supernodesShare": 1_667 },
      "rewards.submittersShare + storageShare is 4999.8: must be above 5000 basis points of the whole supply, after " +
        "token.miningShare = 6000",
    ],
    [
      "a half-life shorter than an epoch",
      { "rewards.halfLife": 86_399 },
      "rewards.halfLife is 86399: must be at least clock.epochLength = 86400 seconds",
    ],
    [
      "market shares that do not sum",
      { "market.burnShare": 0 },
      "market.submitterShare + providerShare + poolShare + burnShare is 9500: must sum to 10000 basis points",
    ],
    [
      "delivery bounds in the wrong order",
      { "market.minimumDelivery": 259_201 },
      "market.minimumDelivery is 259201: must be at most market.maximumDelivery = 259200 seconds",
    ],
    [
      "orders that outlive a provider's bond",
      { "market.maximumDelivery": 1_123_201 },
      "market.maximumDelivery + disputeWindow is 1209601: must be at most 1209600 seconds, for which a resigned " +
        "supernode's bond is surely held",
    ],
  ];
  for (const [what, changes, problem] of refused) {
    it(`refuses ${what}`, () => {
      expect(problemsOf(changes)).to.include(problem);
    });
  }

  it("accepts the largest supply whose shares have room for all slashes", () => {
    expect(
      problemsOf({
        "token.initialSupply": "1361129467.68375385385349 VMT",
        "sale.tranches": [{ tokens: "340282366.9209384634633725 VMT", price: "0.00001 ETH" }],
      }),
    ).to.deep.equal([]);
  });

  it("accepts the same values at their limits", () => {
    expect(
      problemsOf({
        "sale.end": NOW + 100_000,
        "clock.genesis": NOW + 100_000,
        "vesting.developers.cliff": 126_230_400,
        "token.developersShare": 1_500,
        "token.supportersShare": 500,
        "token.saleShare": 2_000,
        "sale.tranches": [{ tokens: "200000000 VMT", price: "18.446744073709551615 ETH" }],
        "sale.softCap": "3689348814.741910323 ETH",
        "sale.minimumPurchase": "2000 ETH",
        "sale.allowlist": { root: ROOT, end: NOW + 100_000 },
        "staking.slashShare": 5_000,
        "staking.equivocationLimit": 17,
        "staking.evidenceEpochs": 13,
        "council.seats": 64,
        "rewards.submittersShare": 7_334,
        "rewards.supernodesShare": 1_666,
        "rewards.halfLife": 86_400,
        "market.prices.file.floor": "4951760157.141521099596496895 VMT",
        "subscriptions.floor": "4951760157.141521099596496895 VMT",
        "market.minimumDelivery": 1_123_200,
        "market.maximumDelivery": 1_123_200,
      }),
    ).to.deep.equal([]);
  });
});
