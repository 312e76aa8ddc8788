/** What has to be known of a transaction from the moment in which it is signed: whoever has it can send it. */
export interface SignedTransaction {
  readonly hash: string;
  readonly nonce: number;
}
