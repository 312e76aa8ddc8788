import { Operator } from "../../../sdk/clients/Operator.js";
import { unwrapKey } from "../../../sdk/keys/unwrapKey.js";
import { sampleLeaf } from "../../../sdk/trees/sampleLeaf.js";
import { OrderStatus } from "../../../sdk/types/OrderStatus.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import type { Session } from "../../Session.js";
import { acceptedFiles } from "./acceptedFiles.js";
import { openSupernode } from "./openSupernode.js";

/** Delivers the key of every open order that names this supernode, masked for its buyer. */
export async function deliver(session: Session): Promise<Outcome> {
  const contracts = await session.contracts();
  const { firstBlock } = await session.deployment();
  const node = await openSupernode(session, []);
  const operator = new Operator(contracts, await session.signer());
  const rows: Field[][] = [];
  for (const purchase of await operator.purchases(firstBlock)) {
    const { status } = await contracts.market.stateOf(purchase.id);
    if (Number(status) !== OrderStatus.OPEN) continue;
    const [accepted] = await acceptedFiles.withKey(node.workspace, purchase.order.keyCommitment);
    let result = "this supernode does not have the key";
    let transaction = null;
    if (accepted !== undefined) {
      const leaf = sampleLeaf(accepted.examination.claims.sample);
      const key = unwrapKey(accepted.wrappedKey, node.encryptionKeys.privateKey, leaf);
      const { receipt } = await operator.deliver(purchase, key, node.encryptionKeys.privateKey);
      result = "delivered";
      transaction = receipt.hash;
    }
    rows.push([
      { name: "order", label: "Order", value: purchase.id },
      { name: "contentHash", label: "SHA-256", value: purchase.contentHash },
      { name: "price", label: "Price", value: purchase.order.price, unit: "VMT" },
      { name: "result", label: "Result", value: result },
      { name: "transaction", label: "Transaction", value: transaction },
    ]);
  }
  return {
    fields: [{ name: "orders", label: "Open orders", value: rows.length }],
    tables: [{ name: "deliveries", title: "Deliveries", rows }],
  };
}
