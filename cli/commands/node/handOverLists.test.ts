import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { scoringRule } from "../../../sdk/scoring/scoringRule.js";
import { FolderStore } from "../../../sdk/stores/FolderStore.js";
import { handOverLists } from "./handOverLists.js";

const FIRST = 9n;

describe("handOverLists", () => {
  let folder: string;
  let node: { store: FolderStore; workspace: string };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hand-over-lists-"));
    node = { store: new FolderStore(join(folder, "store")), workspace: join(folder, "node") };
  });

  afterEach(async () => rm(folder, { recursive: true }));

  async function announce(text: string): Promise<string> {
    const digest = await node.store.put([Buffer.from(text)]);
    await node.store.announce("hand-overs", digest);
    return digest;
  }

  it("are read until they are finished", async () => {
    expect(await handOverLists.unread(node, FIRST)).to.deep.equal({ toRead: [], givenUp: [] });
    const [one, two] = [await announce("one"), await announce("two")];
    expect((await handOverLists.unread(node, FIRST)).toRead).to.have.members([one, two]);
    await handOverLists.finish(node, one);
    expect(await handOverLists.unread(node, FIRST + 100n)).to.deep.equal({ toRead: [two], givenUp: [] });
  });

  it("are read again while they lack something, as long as a hand-over counts, by their first epoch", async () => {
    const [late, other] = [await announce("late"), await announce("other")];
    await handOverLists.unread(node, FIRST);
    await handOverLists.delay(node, late, FIRST);
    const last = FIRST + scoringRule.handOverEpochs;
    for (const epoch of [FIRST, FIRST + 1n, last]) {
      const { toRead, givenUp } = await handOverLists.unread(node, epoch);
      expect(toRead, `${epoch}`).to.have.members([late, other]);
      expect(givenUp).to.deep.equal([]);
      await handOverLists.delay(node, late, epoch);
    }
    expect(await handOverLists.unread(node, last + 1n)).to.deep.equal({ toRead: [other], givenUp: [late] });

    await handOverLists.finish(node, late);
    expect(await handOverLists.unread(node, last + 1n)).to.deep.equal({ toRead: [other], givenUp: [] });
    expect(await readdir(join(node.workspace, "delayed"))).to.deep.equal([]);
  });
});
