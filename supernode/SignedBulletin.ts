/** A bulletin as it travels: its receivers read it from the text alone. */
export interface SignedBulletin {
  readonly text: string;
  /** Of the text (EIP-191), by the key that signs the supernode's reports. */
  readonly signature: string;
}
