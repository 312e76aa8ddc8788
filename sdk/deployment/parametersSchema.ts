import { getAddress, isAddress, parseUnits } from "ethers";
import { z } from "zod";

import type { DeploymentParameters } from "./DeploymentParameters.js";

const BASIS_POINTS = 10_000;
const HALF = 5_000; // 50 %
const INSIDERS_MAXIMUM = 2_000; // 20 %
const ROUNDS = 24; // rounds in an epoch
const SEATS_MAXIMUM = 64; // bits of a report's signers
const SILENCE_MAXIMUM = 30; // epochs
const EPOCHS_MAXIMUM = 10_000;
const UINT8_MAXIMUM = 255;
const SLASH_MAXIMUM = 5_000; // 50 %
const TRANCHES_MAXIMUM = 255;
const PRICE_STEP_MAXIMUM = Math.floor((2 ** 32 - 1) / 8); // of a price controller's target and scale
const UINT32_MAXIMUM = 2 ** 32 - 1;
const UINT64_MAXIMUM = 2n ** 64n - 1n; // of a price in wei
const UINT96_MAXIMUM = 2n ** 96n - 1n;
const UINT160_MAXIMUM = 2n ** 160n - 1n;
const VIRTUAL_SHARES = 10n ** 12n; // shares of the first unit in a pool of votes
const PRICE_MULTIPLE_MAXIMUM = 16n; // of its floor
const FLOOR_MAXIMUM = UINT96_MAXIMUM / PRICE_MULTIPLE_MAXIMUM;
const DECIMALS = 18;
const TOKEN_UNIT = 10n ** 18n;
const ZERO_ADDRESS = `0x${"0".repeat(40)}`;
const SECONDS_IN = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

const positive = (maximum: number) => z.int().min(1).max(maximum);
const seconds = positive(UINT32_MAXIMUM);
const epochs = positive(EPOCHS_MAXIMUM);
const share = z.int().min(0).max(BASIS_POINTS);

/** An amount with its currency, such as "0.5 ETH", as units of 10^-18. */
const amount = (currency: "VMT" | "ETH") =>
  z.string().transform((text, context) => {
    const match = new RegExp(`^(\\d+(?:\\.\\d{1,${DECIMALS}})?) ${currency}$`).exec(text);
    const value = match?.[1] === undefined ? undefined : parseUnits(match[1], DECIMALS);
    if (value !== undefined && value <= UINT96_MAXIMUM) return value;
    context.addIssue({
      code: "custom",
      message:
        value === undefined
          ? `must be an amount such as "1.5 ${currency}" with at most ${DECIMALS} decimals`
          : `must be at most ${UINT96_MAXIMUM} units of 10^-${DECIMALS} ${currency} (96 bits)`,
    });
    return z.NEVER;
  });

const vmt = amount("VMT");
const eth = amount("ETH");
const positiveVmt = vmt.refine((value) => value > 0n, "must be more than 0 VMT");
const floor = vmt.refine(
  (value) => value <= FLOOR_MAXIMUM,
  `must be at most ${FLOOR_MAXIMUM} units of 10^-${DECIMALS} VMT: ${PRICE_MULTIPLE_MAXIMUM} times as much must fit in 96 bits`,
);
const positiveEth = eth.refine((value) => value > 0n, "must be more than 0 ETH");

const ADDRESS_LIMIT = "must be an address other than zero, with a valid checksum";
const address = z.string(ADDRESS_LIMIT).transform((text, context) => {
  if (isAddress(text) && text !== ZERO_ADDRESS) return getAddress(text);
  context.addIssue({ code: "custom", message: ADDRESS_LIMIT });
  return z.NEVER;
});

/** Unix seconds, or "now + 30 days" counted from `now`. */
const timeFrom = (now: number) =>
  z.union([z.int().min(1), z.string()]).transform((value, context) => {
    if (typeof value === "number") return value;
    const match = /^now(?: \+ (\d+) (seconds|minutes|hours|days))?$/.exec(value);
    if (match !== null) {
      const unit = match[2] as keyof typeof SECONDS_IN | undefined;
      return now + Number(match[1] ?? 0) * (unit === undefined ? 0 : SECONDS_IN[unit]);
    }
    context.addIssue({ code: "custom", message: 'must be Unix seconds or a text such as "now + 30 days"' });
    return z.NEVER;
  });

const priceTerms = z.strictObject({
  floor,
  target: positive(PRICE_STEP_MAXIMUM),
  scale: positive(PRICE_STEP_MAXIMUM),
});

const ceilDiv = (numerator: bigint, denominator: bigint) => (numerator + denominator - 1n) / denominator;

/**
 * What `ignition/parameters/*.json5` may hold, and what the rules of the protocol demand of it. Parsing turns amounts
 * into units of 10^-18 and times into Unix seconds.
 *
 * @param now Unix seconds from which times such as "now + 30 days" are counted
 */
export function parametersSchema(now: number): z.ZodType<DeploymentParameters> {
  const time = timeFrom(now);
  const vesting = z.strictObject({ beneficiary: address, start: time, cliff: z.int().min(0), duration: seconds });

  return z
    .strictObject({
      clock: z.strictObject({ genesis: time, epochLength: seconds }),
      token: z.strictObject({
        initialSupply: positiveVmt,
        miningShare: share,
        saleShare: share,
        developersShare: share,
        supportersShare: share,
      }),
      vesting: z.strictObject({ developers: vesting, supporters: vesting }),
      sale: z.strictObject({
        start: time,
        end: time,
        tranches: z
          .array(
            z.strictObject({
              tokens: positiveVmt,
              price: positiveEth.refine(
                (wei) => wei <= UINT64_MAXIMUM,
                `must be at most ${UINT64_MAXIMUM} wei (64 bits)`,
              ),
            }),
          )
          .min(1)
          .max(TRANCHES_MAXIMUM),
        softCap: positiveEth,
        minimumPurchase: eth,
        maximumContribution: positiveEth,
        allowlist: z
          .strictObject({ root: z.string().regex(/^0x[0-9a-f]{64}$/, "must be 32 bytes in hexadecimal"), end: time })
          .nullable(),
        treasury: address,
        proceedsDuration: seconds,
      }),
      staking: z.strictObject({
        minimumBond: positiveVmt,
        unbondingEpochs: epochs,
        evidenceEpochs: epochs,
        jailEpochs: epochs,
        equivocationLimit: positive(UINT8_MAXIMUM),
        slashShare: positive(SLASH_MAXIMUM),
        bountyShare: z
          .int()
          .min(0)
          .max(BASIS_POINTS - 1),
        wrongKeyBountyShare: share,
      }),
      council: z.strictObject({ seats: positive(SEATS_MAXIMUM), silenceEpochs: positive(SILENCE_MAXIMUM) }),
      rewards: z.strictObject({
        halfLife: z.int().min(1),
        weightShare: positive(BASIS_POINTS),
        submittersShare: share,
        supernodesShare: share,
        storageShare: share,
      }),
      market: z.strictObject({
        prices: z.strictObject({ file: priceTerms, url: priceTerms, intel: priceTerms }),
        submitterShare: share,
        providerShare: share,
        poolShare: share,
        burnShare: share,
        minimumDelivery: seconds,
        maximumDelivery: seconds,
        disputeWindow: seconds,
        wrongKeyMultiple: positive(2 ** 16 - 1),
      }),
      subscriptions: z.strictObject({
        floor: floor.refine((value) => value > 0n, "must be more than 0 VMT"),
        target: positive(PRICE_STEP_MAXIMUM),
        scale: positive(PRICE_STEP_MAXIMUM),
        maximumEpochs: epochs,
        poolShare: share,
      }),
    })
    .superRefine(({ clock, token, vesting: vestings, sale, staking, rewards, market }, context) => {
      const demand = (holds: boolean, path: string, value: unknown, limit: string) => {
        if (!holds) context.addIssue({ code: "custom", path: path.split("."), message: limit, params: { value } });
      };
      const demandSum = (shares: number[], path: string) => {
        const sum = shares.reduce((total, part) => total + part, 0);
        demand(sum === BASIS_POINTS, path, sum, `must sum to ${BASIS_POINTS} basis points`);
      };

      const { epochLength } = clock;
      demand(epochLength % ROUNDS === 0, "clock.epochLength", epochLength, `must be a multiple of ${ROUNDS} seconds`);
      demand(
        clock.genesis >= sale.end,
        "clock.genesis",
        clock.genesis,
        `must not be before the sale's end, sale.end = ${sale.end}`,
      );

      const insiders = token.developersShare + token.supportersShare;
      const others = Math.max(token.saleShare, token.developersShare, token.supportersShare);
      demandSum(
        [token.miningShare, token.saleShare, token.developersShare, token.supportersShare],
        "token.miningShare + saleShare + developersShare + supportersShare",
      );
      demand(
        token.miningShare > HALF && token.miningShare > others,
        "token.miningShare",
        token.miningShare,
        `must be the largest share and above ${HALF} basis points`,
      );
      demand(
        insiders <= INSIDERS_MAXIMUM,
        "token.developersShare + supportersShare",
        insiders,
        `must be at most ${INSIDERS_MAXIMUM} basis points`,
      );
      demand(
        token.initialSupply % BigInt(BASIS_POINTS) === 0n,
        "token.initialSupply",
        token.initialSupply,
        `must be a multiple of ${BASIS_POINTS} units`,
      );
      for (const [name, { cliff, duration }] of Object.entries(vestings)) {
        demand(cliff <= duration, `vesting.${name}.cliff`, cliff, `must be at most the duration, ${duration} seconds`);
      }

      const allotment = (token.initialSupply * BigInt(token.saleShare)) / BigInt(BASIS_POINTS);
      const offered = sale.tranches.reduce((total, { tokens }) => total + tokens, 0n);
      const hardCap = sale.tranches.reduce(
        (total, { tokens, price }) => total + ceilDiv(tokens * price, TOKEN_UNIT),
        0n,
      );
      demand(sale.start >= now, "sale.start", sale.start, `must not be in the past, before ${now}`);
      demand(sale.end > sale.start, "sale.end", sale.end, `must be after sale.start = ${sale.start}`);
      demand(
        offered === allotment,
        "sale.tranches",
        offered,
        `must sum to the sale's part of the supply, ${allotment} units`,
      );
      sale.tranches.forEach(({ price }, index) => {
        const before = sale.tranches[index - 1]?.price ?? 0n;
        demand(
          price > before,
          `sale.tranches.${index}.price`,
          price,
          `must be above the tranche before it, ${before} wei`,
        );
      });
      demand(
        hardCap <= UINT96_MAXIMUM,
        "sale.tranches",
        hardCap,
        `must cost at most ${UINT96_MAXIMUM} wei (96 bits) in sum`,
      );
      demand(
        sale.softCap <= hardCap,
        "sale.softCap",
        sale.softCap,
        `must be at most what all tranches cost, ${hardCap} wei`,
      );
      demand(
        sale.minimumPurchase <= sale.maximumContribution,
        "sale.minimumPurchase",
        sale.minimumPurchase,
        `must be at most sale.maximumContribution = ${sale.maximumContribution} wei`,
      );
      if (sale.allowlist !== null) {
        demand(
          sale.start < sale.allowlist.end && sale.allowlist.end <= sale.end,
          "sale.allowlist.end",
          sale.allowlist.end,
          `must be after sale.start = ${sale.start} and at most sale.end = ${sale.end}`,
        );
        demand(
          BigInt(sale.allowlist.root) !== 0n,
          "sale.allowlist.root",
          sale.allowlist.root,
          "must not be zero; without an allowlist, sale.allowlist is null",
        );
      }

      demand(
        staking.unbondingEpochs > staking.evidenceEpochs,
        "staking.unbondingEpochs",
        staking.unbondingEpochs,
        `must be above staking.evidenceEpochs = ${staking.evidenceEpochs}`,
      );
      // Each slash at most doubles the shares that a unit buys; at the limit, only faults of the evidence time are left.
      const slashes = staking.equivocationLimit + staking.evidenceEpochs;
      const sharesMaximum = UINT160_MAXIMUM >> BigInt(slashes);
      const shares = (token.initialSupply + 1n) * VIRTUAL_SHARES;
      demand(
        shares <= sharesMaximum,
        "staking.equivocationLimit + evidenceEpochs",
        slashes,
        `must leave room for ${shares} shares of the whole supply, and ${slashes} doublings leave room for ` +
          `${sharesMaximum}`,
      );

      const toSamples = rewards.submittersShare + rewards.storageShare;
      const ofSupply = (token.miningShare * toSamples) / BASIS_POINTS;
      demandSum(
        [rewards.submittersShare, rewards.supernodesShare, rewards.storageShare],
        "rewards.submittersShare + supernodesShare + storageShare",
      );
      demand(
        ofSupply > HALF,
        "rewards.submittersShare + storageShare",
        ofSupply,
        `must be above ${HALF} basis points of the whole supply, after token.miningShare = ${token.miningShare}`,
      );
      demand(
        rewards.halfLife >= epochLength,
        "rewards.halfLife",
        rewards.halfLife,
        `must be at least clock.epochLength = ${epochLength} seconds`,
      );

      // A provider that resigns right after an order must not have its bond back before the order's last dispute.
      const longestOrder = market.maximumDelivery + market.disputeWindow;
      const bondHeld = (staking.unbondingEpochs - 1) * epochLength;
      demandSum(
        [market.submitterShare, market.providerShare, market.poolShare, market.burnShare],
        "market.submitterShare + providerShare + poolShare + burnShare",
      );
      demand(
        market.minimumDelivery <= market.maximumDelivery,
        "market.minimumDelivery",
        market.minimumDelivery,
        `must be at most market.maximumDelivery = ${market.maximumDelivery} seconds`,
      );
      demand(
        longestOrder <= bondHeld,
        "market.maximumDelivery + disputeWindow",
        longestOrder,
        `must be at most ${bondHeld} seconds, for which a resigned supernode's bond is surely held`,
      );
    });
}
