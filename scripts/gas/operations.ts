import type { Operation } from "./Operation.js";

/** Every operation that is measured, in the order of the table. */
export const operations = {
  transfer: {
    contract: "VirusMapToken",
    title: "transfer",
    first: "the recipient held nothing",
    later: "it held VMT",
  },
  approve: { contract: "VirusMapToken", title: "approve", first: "a new spender", later: "another amount" },
  permit: { contract: "VirusMapToken", title: "permit", first: "the owner's first", later: "a further one" },
  transferFrom: {
    contract: "VirusMapToken",
    title: "transferFrom, of a finite allowance",
    first: "the recipient held nothing",
    later: "it held VMT",
  },
  burn: { contract: "VirusMapToken", title: "burn", later: "of a part" },
  burnFrom: { contract: "VirusMapToken", title: "burnFrom, of a finite allowance", later: "of a part" },

  release: {
    contract: "TokenVesting",
    title: "release VMT",
    first: "the beneficiary's first VMT",
    later: "a further release",
  },
  releaseEther: { contract: "TokenVesting", title: "release ether sent by mistake", later: "a further release" },
  receiveEther: { contract: "TokenVesting", title: "receive ether", later: "always" },
  transferOwnership: { contract: "TokenVesting", title: "transferOwnership", later: "always" },
  renounceOwnership: { contract: "TokenVesting", title: "renounceOwnership", later: "always" },

  allow: { contract: "TokenSale", title: "allow, proof of depth 10", first: "the account's only time" },
  buy: {
    contract: "TokenSale",
    title: "buy, by plain transfer",
    first: "the buyer's first purchase",
    later: "a further one",
  },
  finalizeSuccess: { contract: "TokenSale", title: "finalize a sale that succeeded", first: "the only time" },
  finalizeFailure: { contract: "TokenSale", title: "finalize a sale that failed", first: "the only time" },
  saleClaim: {
    contract: "TokenSale",
    title: "claim",
    first: "the buyer held no VMT",
    later: "it held VMT",
  },
  saleRefund: { contract: "TokenSale", title: "refund", first: "the buyer's only time" },
  releaseProceeds: { contract: "TokenSale", title: "releaseProceeds", first: "the first time", later: "afterwards" },

  submit: {
    contract: "SampleRegistry",
    title: "submit, one sample or millions",
    first: "the root of one leaf",
    later: "the root of a million leaves",
  },

  register: { contract: "SupernodeStaking", title: "register", first: "the operator's only time" },
  registerWithPermit: { contract: "SupernodeStaking", title: "registerWithPermit", first: "the operator's only time" },
  addBond: { contract: "SupernodeStaking", title: "addBond", later: "always" },
  addBondWithPermit: {
    contract: "SupernodeStaking",
    title: "addBondWithPermit",
    first: "the operator's first permit",
    later: "a further one",
  },
  setSigner: { contract: "SupernodeStaking", title: "setSigner", first: "every key is new" },
  setEncryptionKey: { contract: "SupernodeStaking", title: "setEncryptionKey", later: "always" },
  setMetadataURI: { contract: "SupernodeStaking", title: "setMetadataURI, 68 bytes", later: "always" },
  setCommission: { contract: "SupernodeStaking", title: "setCommission", later: "always" },
  resign: { contract: "SupernodeStaking", title: "resign", first: "the only time" },
  withdrawBond: { contract: "SupernodeStaking", title: "withdrawBond", first: "the only time" },
  unjail: { contract: "SupernodeStaking", title: "unjail", later: "always" },
  vote: {
    contract: "SupernodeStaking",
    title: "vote",
    first: "the voter's first shares of this supernode",
    later: "more of them",
  },
  voteWithPermit: {
    contract: "SupernodeStaking",
    title: "voteWithPermit",
    first: "the voter's first shares of this supernode, and first permit",
    later: "more of them, a further permit",
  },
  unvote: {
    contract: "SupernodeStaking",
    title: "unvote",
    first: "the first ticket of this supernode",
    later: "a new ticket beside others; every epoch's is new",
  },
  withdraw: { contract: "SupernodeStaking", title: "withdraw a ticket", later: "beside others" },
  payIn: {
    contract: "SupernodeStaking",
    title: "payIn, for one supernode",
    later: "with voters, and with a drip to bring up to date",
  },
  payInWithPermit: { contract: "SupernodeStaking", title: "payInWithPermit, for one supernode", later: "likewise" },

  takeSeatEmpty: { contract: "SupernodeCouncil", title: "takeSeat, an empty one", first: "of the first council" },
  takeSeat: {
    contract: "SupernodeCouncil",
    title: "takeSeat, from a weaker holder",
    first: "one of the seat's first three changes",
    later: "afterwards",
  },
  takeSeatSilent: {
    contract: "SupernodeCouncil",
    title: "takeSeat, from a silent holder",
    first: "one of the seat's first three changes",
    later: "afterwards",
  },
  heartbeat: {
    contract: "SupernodeCouncil",
    title: "heartbeat",
    first: "the supernode's first",
    later: "a further one",
  },

  publish: {
    contract: "VerdictLedger",
    title: "publish: 21 seats, 15 signatures, rewards credited",
    first: "epoch 1: nothing drips yet",
    later: "an epoch after another: every pool has a drip to bring up to date",
  },
  record: {
    contract: "VerdictLedger",
    title: "record, proof of depth 20",
    first: "the content's first",
    later: "a newer one",
  },

  claim: {
    contract: "RewardPool",
    title: "claim, depth 20, one epoch",
    first: "the account's first; it held no VMT",
    later: "a further one of the same 256 epochs",
  },
  claimFurther: {
    contract: "RewardPool",
    title: "claim, each further epoch",
    later: "a seventh of what eight epochs cost more than one",
  },
  deposit: { contract: "RewardPool", title: "deposit", later: "always" },
  depositWithPermit: { contract: "RewardPool", title: "depositWithPermit", later: "the payer's second permit" },

  prove: {
    contract: "EquivocationFaults",
    title: "prove an equivocation",
    first: "the reporter held no VMT",
    later: "it held VMT",
  },

  purchase: {
    contract: "DataMarket",
    title: "purchase, verdict proof of depth 20",
    first: "the market's very first: its escrow was empty",
    later: "escrow funded; every order is new",
  },
  purchaseWithPermit: {
    contract: "DataMarket",
    title: "purchaseWithPermit, verdict proof of depth 20",
    first: "escrow funded; the buyer's first permit",
    later: "a further one",
  },
  deliver: { contract: "DataMarket", title: "deliver", later: "always" },
  accept: {
    contract: "DataMarket",
    title: "accept and settle, four-way split",
    first: "the submitter held no VMT",
    later: "it held VMT",
  },
  settle: {
    contract: "DataMarket",
    title: "settle after the dispute window",
    first: "the submitter held no VMT",
    later: "it held VMT",
  },
  dispute: { contract: "DataMarket", title: "dispute: prove a wrong key, refund and slash", later: "always" },
  refund: { contract: "DataMarket", title: "refund of an undelivered order", later: "the buyer holds VMT" },
  flush: {
    contract: "DataMarket",
    title: "flush to pool and burn",
    first: "the first time",
    later: "afterwards",
  },

  subscribe: {
    contract: "Subscriptions",
    title: "subscribe",
    first: "the vendor's first time",
    later: "a prolongation",
  },
  subscribeWithPermit: {
    contract: "Subscriptions",
    title: "subscribeWithPermit",
    first: "the vendor's first time, and first permit",
    later: "a prolongation",
  },
  accrue: { contract: "Subscriptions", title: "accrue", later: "one epoch" },
  cancel: { contract: "Subscriptions", title: "cancel", later: "the vendor holds VMT" },
  flushSubscriptions: {
    contract: "Subscriptions",
    title: "flush to pool and burn",
    first: "the first time",
    later: "afterwards",
  },
} as const satisfies Record<string, Operation>;
