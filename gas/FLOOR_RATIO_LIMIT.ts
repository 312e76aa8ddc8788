/** What an operation without a target of its own may cost, as a multiple of its floor. */
export const FLOOR_RATIO_LIMIT = 1.3;
