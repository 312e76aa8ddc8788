import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ContentError } from "./ContentError.js";
import { FolderStore } from "./FolderStore.js";
import { withContent } from "./withContent.js";

describe("withContent", () => {
  it("gives content of at most the maximum", async () => {
    const folder = await mkdtemp(join(tmpdir(), "with-content-"));
    try {
      const store = new FolderStore(folder);
      const text = Buffer.from("some content");
      const digest = await store.put([text]);
      const read = async (maximum: number): Promise<unknown> =>
        withContent(store, digest, maximum, (path) => readFile(path)).catch((error: unknown) => error);
      expect(await read(text.length + 1)).to.deep.equal(text);
      expect(await read(text.length)).to.deep.equal(text);
      expect(await read(text.length - 1))
        .to.be.instanceOf(ContentError)
        .and.have.property("message", `content ${digest}: it has ${text.length} bytes, above ${text.length - 1}`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
