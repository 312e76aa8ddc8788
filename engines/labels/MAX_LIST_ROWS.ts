/**
 * Most rows of one supernode's list: a supernode runs a few engines, not dozens. With at most 64 seats
 * (`SupernodeCouncil`) no table has more than 512 rows, far below the 65,535 that a verdict can count.
 */
export const MAX_LIST_ROWS = 8;
