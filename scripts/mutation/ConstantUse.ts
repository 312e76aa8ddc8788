/** A place that reads a constant. */
export interface ConstantUse {
  /** Where the name ends, in bytes. */
  readonly end: number;
  /** Key of the constant: `file offset`. */
  readonly constant: string;
  /** Elsewhere the compiler must know the value: in an array's length, in another constant. */
  readonly inFunction: boolean;
}
