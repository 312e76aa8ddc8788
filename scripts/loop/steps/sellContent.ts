import { rm } from "node:fs/promises";
import { join } from "node:path";

import { formatEther } from "ethers";

import { decryptFile } from "../../../sdk/files/decryptFile.js";
import { keyCommitment } from "../../../sdk/keys/keyCommitment.js";
import { maskKey } from "../../../sdk/keys/maskKey.js";
import { publicKeyFromX } from "../../../sdk/keys/publicKeyFromX.js";
import { sharedPointAddress } from "../../../sdk/keys/sharedPointAddress.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { placeOrder, type PlacedOrder, type ProvenVerdict } from "../placeOrder.js";

/** The vendor buys, the provider delivers, and the decrypted file has the hash that was registered. */
export async function sellContent(loop: Loop, proven: ProvenVerdict, provider: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, token } = system;
  const { verdict } = proven;
  // Availability is checked before paying: it is no ground for a refund.
  const ciphertext = await provider.store.verifiedPath(verdict.ciphertextCid);
  const placed = await placeOrder(loop, proven, provider.address);

  const maskedKey = provider.maskedKeyFor(placed.contentHash, placed.buyerKeys.publicKey, placed.id);
  await journal.sent("deliver", market.connect(provider.operator).deliver(placed.order, maskedKey));
  const key = unmask(placed, maskedKey);
  journal.check("the key is the one committed to", keyCommitment(key) === verdict.keyCommitment, verdict.keyCommitment);

  const plaintext = join(loop.workspace, "bought");
  const { contentHash } = await decryptFile(ciphertext, plaintext, key);
  await rm(plaintext, { force: true });
  journal.check("the bought file has the registered SHA-256", contentHash === verdict.contentHash, contentHash);

  const before = await token.balanceOf(verdict.submitter);
  await journal.sent("accept", market.connect(actors.vendor).accept(placed.order));
  const royalty = (await token.balanceOf(verdict.submitter)) - before;
  const share = (placed.order.price * (await market.SUBMITTER_SHARE())) / 10_000n;
  journal.check("the submitter earns on the sale", royalty === share, `${royalty} of ${placed.order.price}`);
  journal.note(`sold for ${formatEther(placed.order.price)} VMT, ${formatEther(royalty)} VMT of it to the submitter`);
}

/** What the buyer computes from the event of the delivery. */
function unmask({ id, order, buyerKeys }: PlacedOrder, maskedKey: string): string {
  const providerKey = publicKeyFromX(order.providerKeyX, order.providerKeyParity);
  return maskKey(maskedKey, sharedPointAddress(buyerKeys.privateKey, providerKey), id);
}
