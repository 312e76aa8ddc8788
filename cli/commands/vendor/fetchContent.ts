import { access, rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { Buyer } from "../../../sdk/clients/Buyer.js";
import { decryptFile } from "../../../sdk/files/decryptFile.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import { MAXIMUM_CIPHERTEXT_BYTES } from "../../../supernode/MAXIMUM_CIPHERTEXT_BYTES.js";
import { temporaryFolders } from "../../../supernode/temporaryFolders.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { Outcome } from "../../output/Outcome.js";
import { refuseDryRun } from "../../refuseDryRun.js";
import { openStore } from "../../openStore.js";
import { removeStale } from "../../removeStale.js";
import type { Session } from "../../Session.js";
import { findPurchase } from "./findPurchase.js";
import { findVerdict } from "./findVerdict.js";
import { orderKeys } from "./orderKeys.js";

const FETCHING = "virusmapfetching"; // beside the target, where anything else may lie

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
  const parent = dirname(resolve(target));
  const decrypt = async (folder: string): Promise<void> => {
    const ciphertext = join(folder, "ciphertext");
    const plaintext = join(folder, "plaintext");
    await openStore(session.settings).fetchTo(verdict.ciphertextCid, ciphertext, MAXIMUM_CIPHERTEXT_BYTES);
    const onProgress = (): void => {
      session.checkpoint();
    };
    onProgress();
    const { contentHash } = await decryptFile(ciphertext, plaintext, delivery.contentKey, { onProgress });
    if (contentHash !== purchase.contentHash) {
      throw new CommandError(
        ExitCode.failed,
        `the content has the hash ${contentHash}, not ${purchase.contentHash}`,
        "The council committed to another file: look at who signed the verdict. The key itself was the right one.",
      );
    }
    await rename(plaintext, target);
  };
  // What is bought may be dangerous: of a part of it nothing may stay.
  await session.section(async () => {
    await removeStale(session, parent, FETCHING);
    await temporaryFolders.within(parent, FETCHING, decrypt);
  });
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
