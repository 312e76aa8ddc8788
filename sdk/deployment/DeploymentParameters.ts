/** Amounts in units of 10^-18 VMT or ETH, times in Unix seconds, durations in seconds, shares in basis points. */
export interface DeploymentParameters {
  clock: { genesis: number; epochLength: number };
  token: {
    initialSupply: bigint;
    miningShare: number;
    saleShare: number;
    developersShare: number;
    supportersShare: number;
  };
  vesting: Record<"developers" | "supporters", { beneficiary: string; start: number; cliff: number; duration: number }>;
  sale: {
    start: number;
    end: number;
    /** Cheapest first; the price is of one whole VMT. */
    tranches: { tokens: bigint; price: bigint }[];
    softCap: bigint;
    minimumPurchase: bigint;
    maximumContribution: bigint;
    allowlist: { root: string; end: number } | null;
    treasury: string;
    proceedsDuration: number;
  };
  staking: {
    minimumBond: bigint;
    unbondingEpochs: number;
    evidenceEpochs: number;
    jailEpochs: number;
    equivocationLimit: number;
    slashShare: number;
    bountyShare: number;
    wrongKeyBountyShare: number;
  };
  council: { seats: number; silenceEpochs: number };
  rewards: {
    halfLife: number;
    weightShare: number;
    submittersShare: number;
    supernodesShare: number;
    storageShare: number;
  };
  market: {
    prices: Record<"file" | "url" | "intel", { floor: bigint; target: number; scale: number }>;
    submitterShare: number;
    providerShare: number;
    poolShare: number;
    burnShare: number;
    minimumDelivery: number;
    maximumDelivery: number;
    disputeWindow: number;
    wrongKeyMultiple: number;
  };
  subscriptions: { floor: bigint; target: number; scale: number; maximumEpochs: number; poolShare: number };
}
