/** A number with a comma between thousands; a dash for none. */
export function formatGas(gas: number | undefined): string {
  return gas === undefined ? "–" : gas.toLocaleString("en-US");
}
