import { parseUnits } from "ethers";

/** Units of VMT: `vmt(1_000)`. The odd part makes calldata and sums look like those of real amounts. */
export function vmt(whole: number): bigint {
  return parseUnits(String(whole), 18) + ODD_UNITS;
}

const ODD_UNITS = 123_456_789_012_345_678n; // below one VMT
