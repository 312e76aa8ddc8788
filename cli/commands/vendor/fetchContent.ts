import { access, mkdtemp, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { Buyer } from "../../../sdk/clients/Buyer.js";
import { decryptFile } from "../../../sdk/files/decryptFile.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import { MAXIMUM_CIPHERTEXT_BYTES } from "../../../supernode/MAXIMUM_CIPHERTEXT_BYTES.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import { openStore } from "../../openStore.js";
import type { Session } from "../../Session.js";
import { findPurchase } from "./findPurchase.js";
import { findVerdict } from "./findVerdict.js";
import { orderKeys } from "./orderKeys.js";

/** Unmasks the delivered key, checks it, decrypts the content and compares its hash with the verdict's. */
export async function fetchContent(session: Session, id: string, target: string): Promise<Outcome> {
  refuseDryRun(session.settings, `writes ${target}`);
  if (await exists(target)) {
    throw new CommandError(ExitCode.usage, `${target} exists`, "Name a new file: what is bought may be dangerous.");
  }
  const purchase = await findPurchase(session, id);
  const { privateKey } = await orderKeys.read(session, purchase.buyerKey.x);
  const buyer = new Buyer(await session.contracts(), await session.signer());
  const delivery = await buyer.delivery(purchase, privateKey, purchase.blockNumber);
  if (delivery === undefined) {
    throw new CommandError(
      ExitCode.notYet,
      `order ${id} is not delivered yet`,
      `Wait until ${formatQuantity(purchase.order.deadline, "time")}; from then on: virusmap vendor refund ${id}`,
    );
  }
  if (!delivery.isCorrect) {
    throw new CommandError(
      ExitCode.refused,
      `the delivered key is not the one committed to by ${purchase.order.keyCommitment}`,
      `Take the price and a bounty: virusmap vendor dispute ${id}`,
    );
  }

  const { verdict } = await findVerdict(session, purchase.contentHash, purchase);
  const folder = await mkdtemp(join(dirname(resolve(target)), ".virusmap-"));
  try {
    const ciphertext = join(folder, "ciphertext");
    await openStore(session.settings).fetchTo(verdict.ciphertextCid, ciphertext, MAXIMUM_CIPHERTEXT_BYTES);
    const { contentHash } = await decryptFile(ciphertext, target, delivery.contentKey);
    if (contentHash !== purchase.contentHash) {
      await rm(target, { force: true });
      throw new CommandError(
        ExitCode.failed,
        `the content has the hash ${contentHash}, not ${purchase.contentHash}`,
        "The council committed to another file: look at who signed the verdict. The key itself was the right one.",
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    fields: [
      { name: "file", label: "Written to", value: target },
      { name: "contentHash", label: "SHA-256", value: purchase.contentHash },
      { name: "disputableUntil", label: "Settled by anyone from", value: delivery.disputableUntil, unit: "time" },
    ],
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
