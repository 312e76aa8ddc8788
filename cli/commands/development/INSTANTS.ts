/** The instants to which `development advance` moves a clock by name. */
export const INSTANTS = ["sale-start", "sale-end", "genesis", "round", "epoch"] as const;
