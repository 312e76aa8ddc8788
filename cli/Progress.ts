/** A bar that is on the screen while long work is done. */
export interface Progress {
  /** @param step what was done since the last call, in the unit of the total */
  readonly advance: (step: number) => void;
  readonly stop: () => void;
}
