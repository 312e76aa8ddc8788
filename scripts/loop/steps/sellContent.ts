import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

import { Buyer } from "../../../sdk/clients/Buyer.js";
import { Operator } from "../../../sdk/clients/Operator.js";
import { decryptFile } from "../../../sdk/files/decryptFile.js";
import type { ProvenVerdict } from "../../../sdk/report/ProvenVerdict.js";
import type { ContentStore } from "../../../sdk/stores/ContentStore.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";

/** The vendor buys, the provider delivers, and the decrypted file has the hash that was registered. */
export async function sellContent(loop: Loop, proven: ProvenVerdict, provider: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { market, token } = system;
  const { verdict } = proven;
  const buyer = new Buyer(system, actors.vendor);
  const operator = new Operator(system, provider.operator);
  // Availability is checked before paying: it is no ground for a refund.
  const folder = join(loop.workspace, "vendor");
  await mkdir(folder, { recursive: true });
  const ciphertext = join(folder, "ciphertext");
  const store: ContentStore = provider.store;
  await store.fetchTo(verdict.ciphertextCid, ciphertext);
  const purchase = await journal.confirmed("purchase", buyer.purchase({ ...proven, provider: provider.address }));
  const { order, receipt, keyPair } = purchase;

  const [open] = await operator.purchases(receipt.blockNumber);
  if (open === undefined) throw new LoopFailed(`supernode ${provider.address} sees no order`);
  const contentKey = provider.contentKeys.get(open.order.keyCommitment);
  if (contentKey === undefined) throw new LoopFailed(`supernode ${provider.address} has no key for ${open.id}`);
  await journal.confirmed("deliver", operator.deliver(open, contentKey, provider.encryptionKeys.privateKey));
  const delivery = await buyer.delivery(purchase, keyPair.privateKey, receipt.blockNumber);
  if (delivery === undefined) throw new LoopFailed(`order ${purchase.id} has no delivery`);
  journal.check("the key is the one committed to", delivery.isCorrect, verdict.keyCommitment);

  const plaintext = join(folder, "plaintext");
  const { contentHash } = await decryptFile(ciphertext, plaintext, delivery.contentKey);
  await rm(plaintext, { force: true });
  journal.check("the bought file has the registered SHA-256", contentHash === verdict.contentHash, contentHash);

  const before = await token.balanceOf(verdict.submitter);
  await journal.confirmed("accept", buyer.accept(purchase));
  const royalty = (await token.balanceOf(verdict.submitter)) - before;
  const share = (order.price * (await market.SUBMITTER_SHARE())) / 10_000n;
  journal.check("the submitter earns on the sale", royalty === share, `${royalty} of ${order.price}`);
  journal.note(
    `sold for ${formatQuantity(order.price, "VMT")}, ${formatQuantity(royalty, "VMT")} of it to the submitter`,
  );
}
