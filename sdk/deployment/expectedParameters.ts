import { ZeroHash } from "ethers";

import type { TokenVesting } from "../../typechain-types/index.js";
import { emissionRate } from "../emission/emissionRate.js";
import type { ContractName } from "./ContractName.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";
import type { ExpectedView } from "./ExpectedView.js";
import type { SystemContracts } from "./SystemContracts.js";

const BASIS_POINTS = 10_000n;
const TOKEN_UNIT = 10n ** 18n;
const ROUNDS = 24n; // in an epoch
const KINDS = ["file", "url", "intel"] as const; // in the order of the contracts' enumeration

/** Every parameter, by the view that tells it. */
export function expectedParameters(contracts: SystemContracts, parameters: DeploymentParameters): ExpectedView[] {
  const { clock, developersVesting, supportersVesting, token, staking, council, ledger } = contracts;
  const { rewardPool, faults, market, subscriptions, sale } = contracts;

  const of = (contract: ContractName, views: Record<string, [read: () => Promise<unknown>, expected: unknown]>) =>
    Object.entries(views).map(([view, [read, expected]]): ExpectedView => ({ contract, view, read, expected }));

  const clocks = { EpochClock: clock, SupernodeStaking: staking, SupernodeCouncil: council, VerdictLedger: ledger };
  const moreClocks = { RewardPool: rewardPool, EquivocationFaults: faults, DataMarket: market };
  const allClocks = { ...clocks, ...moreClocks, Subscriptions: subscriptions };
  const timeViews = Object.entries(allClocks).flatMap(([name, contract]) =>
    of(name as keyof typeof allClocks, {
      GENESIS: [() => contract.GENESIS(), parameters.clock.genesis],
      EPOCH_LENGTH: [() => contract.EPOCH_LENGTH(), parameters.clock.epochLength],
      ROUNDS: [() => contract.ROUNDS(), ROUNDS],
    }),
  );

  const vestingViews = (
    name: ContractName,
    wallet: TokenVesting,
    terms: DeploymentParameters["vesting"]["developers"],
  ) =>
    of(name, {
      start: [() => wallet.start(), terms.start],
      duration: [() => wallet.duration(), terms.duration],
      cliff: [() => wallet.cliff(), terms.start + terms.cliff],
      end: [() => wallet.end(), terms.start + terms.duration],
    });

  const partOf = (share: number) => (parameters.token.initialSupply * BigInt(share)) / BASIS_POINTS;
  const tokenViews = of("VirusMapToken", {
    symbol: [() => token.symbol(), "VMT"],
    decimals: [() => token.decimals(), 18],
    INITIAL_SUPPLY: [() => token.INITIAL_SUPPLY(), parameters.token.initialSupply],
    MINING_ALLOCATION: [() => token.MINING_ALLOCATION(), partOf(parameters.token.miningShare)],
    SALE_ALLOCATION: [() => token.SALE_ALLOCATION(), partOf(parameters.token.saleShare)],
    DEVELOPERS_ALLOCATION: [() => token.DEVELOPERS_ALLOCATION(), partOf(parameters.token.developersShare)],
    SUPPORTERS_ALLOCATION: [() => token.SUPPORTERS_ALLOCATION(), partOf(parameters.token.supportersShare)],
  });

  const stakingViews = of("SupernodeStaking", {
    MINIMUM_BOND: [() => staking.MINIMUM_BOND(), parameters.staking.minimumBond],
    UNBONDING_EPOCHS: [() => staking.UNBONDING_EPOCHS(), parameters.staking.unbondingEpochs],
    EVIDENCE_EPOCHS: [() => staking.EVIDENCE_EPOCHS(), parameters.staking.evidenceEpochs],
    JAIL_EPOCHS: [() => staking.JAIL_EPOCHS(), parameters.staking.jailEpochs],
    EQUIVOCATION_LIMIT: [() => staking.EQUIVOCATION_LIMIT(), parameters.staking.equivocationLimit],
    SLASH_SHARE: [() => staking.SLASH_SHARE(), parameters.staking.slashShare],
    BOUNTY_SHARE: [() => staking.BOUNTY_SHARE(), parameters.staking.bountyShare],
    WRONG_KEY_BOUNTY_SHARE: [() => staking.WRONG_KEY_BOUNTY_SHARE(), parameters.staking.wrongKeyBountyShare],
  });

  const { seats, silenceEpochs } = parameters.council;
  const councilViews = of("SupernodeCouncil", {
    SEATS: [() => council.SEATS(), seats],
    QUORUM: [() => council.QUORUM(), Math.floor((2 * seats) / 3) + 1],
    SILENCE_EPOCHS: [() => council.SILENCE_EPOCHS(), silenceEpochs],
  });

  const { halfLife, weightShare, submittersShare, supernodesShare, storageShare } = parameters.rewards;
  const rate = emissionRate(BigInt(parameters.clock.epochLength), BigInt(halfLife));
  const poolViews = of("RewardPool", {
    SEATS: [() => rewardPool.SEATS(), seats],
    EMISSION_RATE: [() => rewardPool.EMISSION_RATE(), rate],
    WEIGHT_SHARE: [() => rewardPool.WEIGHT_SHARE(), weightShare],
    SUBMITTERS_SHARE: [() => rewardPool.SUBMITTERS_SHARE(), submittersShare],
    SUPERNODES_SHARE: [() => rewardPool.SUPERNODES_SHARE(), supernodesShare],
    STORAGE_SHARE: [() => rewardPool.STORAGE_SHARE(), storageShare],
  });

  const priceViews = KINDS.flatMap((kind, index) => {
    const terms = parameters.market.prices[kind];
    return of("DataMarket", {
      [`controllerOf(${kind}).floor`]: [async () => (await market.controllerOf(index)).floor, terms.floor],
      [`controllerOf(${kind}).target`]: [async () => (await market.controllerOf(index)).target, terms.target],
      [`controllerOf(${kind}).scale`]: [async () => (await market.controllerOf(index)).scale, terms.scale],
    });
  });
  const marketViews = of("DataMarket", {
    SUBMITTER_SHARE: [() => market.SUBMITTER_SHARE(), parameters.market.submitterShare],
    PROVIDER_SHARE: [() => market.PROVIDER_SHARE(), parameters.market.providerShare],
    POOL_SHARE: [() => market.POOL_SHARE(), parameters.market.poolShare],
    BURN_SHARE: [() => market.BURN_SHARE(), parameters.market.burnShare],
    MINIMUM_DELIVERY: [() => market.MINIMUM_DELIVERY(), parameters.market.minimumDelivery],
    MAXIMUM_DELIVERY: [() => market.MAXIMUM_DELIVERY(), parameters.market.maximumDelivery],
    DISPUTE_WINDOW: [() => market.DISPUTE_WINDOW(), parameters.market.disputeWindow],
    WRONG_KEY_MULTIPLE: [() => market.WRONG_KEY_MULTIPLE(), parameters.market.wrongKeyMultiple],
  });

  const subscriptionViews = of("Subscriptions", {
    MAXIMUM_EPOCHS: [() => subscriptions.MAXIMUM_EPOCHS(), parameters.subscriptions.maximumEpochs],
    POOL_SHARE: [() => subscriptions.POOL_SHARE(), parameters.subscriptions.poolShare],
    "controller.floor": [async () => (await subscriptions.controller()).floor, parameters.subscriptions.floor],
    "controller.target": [async () => (await subscriptions.controller()).target, parameters.subscriptions.target],
    "controller.scale": [async () => (await subscriptions.controller()).scale, parameters.subscriptions.scale],
  });

  const { tranches, allowlist, ...terms } = parameters.sale;
  const costOf = (tokens: bigint, price: bigint) => (tokens * price + TOKEN_UNIT - 1n) / TOKEN_UNIT;
  const saleViews = of("TokenSale", {
    ALLOTMENT: [() => sale.ALLOTMENT(), partOf(parameters.token.saleShare)],
    HARD_CAP: [() => sale.HARD_CAP(), tranches.reduce((sum, { tokens, price }) => sum + costOf(tokens, price), 0n)],
    START: [() => sale.START(), terms.start],
    END: [() => sale.END(), terms.end],
    SOFT_CAP: [() => sale.SOFT_CAP(), terms.softCap],
    MINIMUM_PURCHASE: [() => sale.MINIMUM_PURCHASE(), terms.minimumPurchase],
    MAXIMUM_CONTRIBUTION: [() => sale.MAXIMUM_CONTRIBUTION(), terms.maximumContribution],
    ALLOWLIST_ROOT: [() => sale.ALLOWLIST_ROOT(), allowlist?.root ?? ZeroHash],
    ALLOWLIST_END: [() => sale.ALLOWLIST_END(), allowlist?.end ?? terms.start],
    TREASURY: [() => sale.TREASURY(), terms.treasury],
    PROCEEDS_DURATION: [() => sale.PROCEEDS_DURATION(), terms.proceedsDuration],
    tranches: [() => sale.tranches(), tranches.map(({ tokens, price }) => [tokens, price])],
  });

  return [
    ...timeViews,
    ...vestingViews("DevelopersVesting", developersVesting, parameters.vesting.developers),
    ...vestingViews("SupportersVesting", supportersVesting, parameters.vesting.supporters),
    ...tokenViews,
    ...stakingViews,
    ...councilViews,
    ...poolViews,
    ...priceViews,
    ...marketViews,
    ...subscriptionViews,
    ...saleViews,
  ];
}
