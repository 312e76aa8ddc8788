import type { Loop } from "./Loop.js";

/**
 * Checks to the wei that no ETH appeared or vanished: what all accounts hold now and what the base fee burned is what they
 * held at the beginning.
 *
 * @param initial wei of all accounts before the first transaction
 * @param accounts everybody who can hold ETH, contracts included
 */
export async function checkEth(loop: Loop, initial: bigint, accounts: ReadonlySet<string>): Promise<bigint> {
  const { provider, journal, system } = loop;
  let burned = 0n;
  const holders = new Set(accounts);
  const newest = await provider.getBlockNumber();
  for (let number = 0; number <= newest; number++) {
    const block = await provider.getBlock(number);
    if (block === null) continue;
    holders.add(block.miner);
    burned += block.gasUsed * (block.baseFeePerGas ?? 0n);
  }
  let held = 0n;
  for (const account of holders) held += await provider.getBalance(account);
  journal.check(
    "all ETH is where it went",
    held + burned === initial,
    `${held} wei held, ${burned} wei of base fees burned`,
  );

  const sale = await provider.getBalance(system.sale);
  const owed = (await system.sale.raised()) - (await system.sale.released());
  journal.check("TokenSale holds the ETH that it owes", sale === owed, `${owed} wei`);
  return burned;
}
