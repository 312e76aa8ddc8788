/** The part of what a transaction can hold (EIP-7825) that any one of ours may take, in percent (X5). */
export const TRANSACTION_SHARE_LIMIT = 10;
