import type { OperationName } from "../scripts/gas/OperationName.js";
import type { OperationReference } from "../scripts/gas/OperationReference.js";

/**
 * Constants to compare with, measured once: whole transactions of other projects' contracts with their own compiler
 * settings, on anvil 1.7.1 under Osaka rules, without `approve`; and the floors of operations in their simplest form,
 * counted by hand from the EVM's schedule.
 */
export const references: Partial<Record<OperationName, OperationReference>> = {
  transfer: {
    simplest: { first: 50_524, later: 33_424 },
    peers: [
      { name: "OpenZeppelin ERC20", first: 51_507, later: 34_407 },
      { name: "Nectar", first: 54_077, later: 36_977 },
      { name: "ERC20Votes, delegated", first: 135_905, later: 104_354 },
    ],
  },
  buy: {
    simplest: { first: 44_913, later: 27_813 },
    difference: "one record of the buyer; ours counts the totals as well, and reads what the tranche costs",
    peers: [
      { name: "OpenZeppelin Crowdsale", first: 79_417, later: 62_317 },
      { name: "the same with caps and time", first: 86_139, later: 69_039 },
      { name: "Gnosis EasyAuction", first: 168_521, later: 117_558 },
      { name: "Uniswap CCA", first: 357_410, later: 280_211 },
    ],
  },
  saleClaim: {
    simplest: { first: 55_244 },
    difference: "no event of the sale's own, no state of the sale",
    peers: [{ name: "Gnosis EasyAuction", first: 100_547 }],
  },
  submit: {
    simplest: { first: 45_176, later: 45_176 },
    peers: [
      { name: "EAS timestamp, one item", first: 45_869 },
      { name: "EAS attest, one item", first: 180_132 },
      { name: "PolySwarm post, one artifact", first: 446_677, later: 395_427 },
    ],
  },
  claim: {
    simplest: { first: 94_353, later: 60_153 },
    difference: "the same slots and logs; only bytes of calldata differ",
    peers: [
      { name: "Uniswap Merkle distributor", first: 97_753, later: 63_529 },
      { name: "Morpho URD", first: 98_436, later: 64_185 },
    ],
  },
  claimFurther: {
    simplest: { later: 25_000 },
    difference: "a round figure",
    peers: [{ name: "Uniswap Merkle distributor, a transaction each", later: 63_529 }],
  },
  publish: {
    simplest: { first: 408_000, later: 408_000 },
    difference: "of each signer the pool, the drip and the rewards to come, which all change",
    peers: [{ name: "PolySwarm, one artifact, two engines and two judges, in ten transactions", first: 2_300_000 }],
  },
  vote: {
    simplest: { first: 61_237, later: 44_137 },
    difference: "the drip that is due is brought up to date",
    peers: [
      { name: "Synthetix", first: 137_614, later: 106_259 },
      { name: "EigenLayer", first: 205_356, later: 124_673 },
      { name: "Livepeer", first: 464_234, later: 292_112 },
    ],
  },
  unvote: {
    simplest: { first: 49_781, later: 49_781 },
    difference: "the ticket is a slot of its own in a pool of tickets; the drip that is due is brought up to date",
    peers: [
      { name: "EigenLayer", first: 444_489 },
      { name: "Livepeer", first: 446_291, later: 306_209 },
    ],
  },
  withdraw: {
    simplest: { later: 37_001 },
    difference: "tickets are shares of a pool, so that they share every slash",
    peers: [
      { name: "Livepeer", later: 102_232 },
      { name: "EigenLayer", later: 161_522 },
    ],
  },
  takeSeat: {
    simplest: { first: 35_440, later: 35_440 },
    difference: "weights, eligibility and signs of life are checked; the holder before is kept while it serves",
    peers: [
      { name: "Curve gauge vote", first: 191_806 },
      { name: "Livepeer, move to another node", first: 635_690 },
    ],
  },
  purchase: {
    simplest: { later: 62_124 },
    difference: "the proof of the verdict; the provider's eligibility and encryption key; the price",
    peers: [
      { name: "Kleros, proves nothing", first: 117_736, later: 83_536 },
      { name: "Ocean lock, proves nothing", first: 246_773, later: 183_340 },
      { name: "PolySwarm channel, to open and to close", first: 3_597_106 },
    ],
  },
  deliver: { simplest: { later: 31_000 }, difference: "a round figure" },
  accept: {
    simplest: { first: 59_788, later: 42_688 },
    difference: "the accrued totals, the price controller, a second payee",
    peers: [{ name: "Kleros, one payee", first: 86_774, later: 69_674 }],
  },
  dispute: { simplest: { later: 90_000 }, difference: "a round figure for more than ours needs" },
  refund: {
    simplest: { later: 42_688 },
    difference: "the terms of the order come back as calldata",
    peers: [{ name: "Kleros reimburse", later: 70_000 }],
  },
};
