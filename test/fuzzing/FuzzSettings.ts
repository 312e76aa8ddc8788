/** How the properties of fast-check are tried. */
export interface FuzzSettings {
  /** 32 bits. */
  readonly seed: number;
  /** How many times as many runs as usual. */
  readonly factor: number;
}
