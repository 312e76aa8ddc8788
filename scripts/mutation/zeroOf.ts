/** The zero of a value type, as an expression; undefined for types that have none of their own. */
export function zeroOf(type: string): string | undefined {
  if (/^u?int\d+$/.test(type)) return "0";
  if (type === "address" || type === "address payable") return "payable(0)";
  if (/^bytes\d+$/.test(type)) return `${type}(0)`;
  if (type === "Epoch" || type === "OrderId") return `${type}.wrap(0)`;
  return undefined;
}
