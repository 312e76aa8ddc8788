import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { Wallet } from "ethers";

import type { Engine } from "../../engines/Engine.js";
import { generateKeyPair } from "../../sdk/keys/generateKeyPair.js";
import { FolderStore } from "../../sdk/stores/FolderStore.js";
import type { Actors } from "./Actors.js";
import type { LocalSupernode } from "./LocalSupernode.js";

/** Seat n runs a different set of engines than its neighbours, so that their verdicts differ and have to be merged. */
export async function startSupernodes(
  { operators }: Actors,
  engines: readonly Engine[],
  workspace: string,
): Promise<readonly LocalSupernode[]> {
  return Promise.all(
    operators.map(async (operator, seat) => {
      const folder = join(workspace, `supernode-${seat}`);
      await mkdir(folder, { recursive: true });
      return {
        seat,
        address: await operator.getAddress(),
        operator,
        signer: Wallet.createRandom(),
        encryptionKeys: generateKeyPair(),
        // Every set but the empty one, in turn.
        engines: engines.filter((_, engine) => (((seat % (2 ** engines.length - 1)) + 1) >> engine) % 2 === 1),
        store: new FolderStore(join(folder, "store")),
        workspace: folder,
        contentKeys: new Map<string, string>(),
        examinations: [],
      };
    }),
  );
}
