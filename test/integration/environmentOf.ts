import type { Wallet } from "ethers";

/**
 * The keys with which an account runs commands: a supernode has two more.
 *
 * @param supernodes by seat
 * @param walletOf the wallet of a name, such as `signer 0`
 */
export function environmentOf(
  who: Wallet,
  supernodes: readonly Wallet[],
  walletOf: (name: string) => Wallet,
): Record<string, string> {
  const account = { VIRUSMAP_PRIVATE_KEY: who.privateKey };
  const seat = supernodes.indexOf(who);
  if (seat === -1) return account;
  return {
    ...account,
    VIRUSMAP_SIGNER_KEY: walletOf(`signer ${seat}`).privateKey,
    VIRUSMAP_ENCRYPTION_KEY: walletOf(`encryption ${seat}`).privateKey,
  };
}
