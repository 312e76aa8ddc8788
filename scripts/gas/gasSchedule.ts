/** Prices of the EVM under Osaka rules, in gas, each with the proposal (EIP) that set it last. */
export const gasSchedule = {
  transaction: 21_000, // EIP-2
  calldataZeroByte: 4, // EIP-2028
  calldataByte: 16, // EIP-2028
  calldataFloorZeroByte: 10, // EIP-7623: a transaction never costs less than 21,000 and this for its calldata
  calldataFloorByte: 40, // EIP-7623
  coldAccount: 2_600, // EIP-2929
  coldSlot: 2_100, // EIP-2929
  slotSet: 20_000, // EIP-2200: zero to another value, beside the cold access
  slotReset: 2_900, // EIP-2929: to another value or to zero, beside the cold access
  slotClearRefund: 4_800, // EIP-3529
  refundDivisor: 5, // EIP-3529: at most a fifth of the gas used
  log: 375, // yellow paper
  logTopic: 375, // yellow paper
  logByte: 8, // yellow paper
  valueTransfer: 9_000, // yellow paper
  valueStipend: 2_300, // yellow paper: given to the called account; what it does not use comes back
  newAccount: 25_000, // EIP-161: ether for an account that is empty
  transactionLimit: 2 ** 24, // EIP-7825: the most that a transaction can use
} as const;
