/** Gas of the first use and of later ones; a phase without a figure has no target. */
export interface PhaseGas {
  readonly first?: number;
  readonly later?: number;
}
