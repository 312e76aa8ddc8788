/** Of content whose bytes nobody has checked: its size in bytes, and some of its beginning. */
export interface Peeked {
  readonly size: number;
  readonly start: Uint8Array;
}
