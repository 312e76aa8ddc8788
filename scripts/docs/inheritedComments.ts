const NOTHING_ELSE = { params: {}, returns: {} };

/** A word on events that a vesting wallet inherits from a library without any. */
export const inheritedComments = {
  "ERC20Released(address,uint256)": { details: "`amount` units of `token` went to the owner.", ...NOTHING_ELSE },
  "EtherReleased(uint256)": { details: "`amount` wei went to the owner.", ...NOTHING_ELSE },
  "OwnershipTransferred(address,address)": {
    details: "The beneficiary named another one, or was named when the wallet was made.",
    ...NOTHING_ELSE,
  },
} as const;
