import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { checkFolder } from "./checkFolder.js";
import { runInFolder } from "./runInFolder.js";
import { serve } from "./serve.js";

const OURS = "0x01";

/** A node of a chain with one transaction. */
const node = {
  request: ({ method, params }: { method: string; params: unknown[] }) =>
    Promise.resolve(method === "eth_chainId" ? "0x7a69" : params[0] === OURS ? { hash: OURS } : null),
};

describe("checkFolder", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-network-"));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  async function record(url: string, transaction?: string, place = folder): Promise<void> {
    await writeFile(join(place, "anyone.env"), `# a comment\nVIRUSMAP_RPC_URL=${url}\n`);
    if (transaction === undefined) return;
    await writeFile(join(place, "address-book.json"), JSON.stringify({ contracts: [{ transaction }] }));
  }

  async function refusalOf(patience?: number): Promise<unknown> {
    return checkFolder(folder, patience).catch((error: unknown) => error);
  }

  for (const [state, transaction] of [
    ["is ready", OURS],
    ["is being prepared", undefined],
  ] as const) {
    it(`refuses while the recorded network ${state}, and not any more when it has ended`, async () => {
      const { url, close } = await serve(node);
      try {
        await record(url, transaction);
        expect(await refusalOf())
          .to.be.instanceOf(CommandError)
          .and.include({
            exitCode: ExitCode.refused,
            message: `the network of ${folder} runs at ${url}: another one would take its files from it`,
          });
      } finally {
        await close();
      }
      expect(await refusalOf()).to.equal(undefined);
    });
  }

  it("takes a folder of no network, and one where another chain has the port now", async () => {
    expect(await refusalOf()).to.equal(undefined);
    await writeFile(join(folder, "anyone.env"), "VIRUSMAP_HOME=a\n");
    expect(await refusalOf()).to.equal(undefined);
    const { url, close } = await serve(node);
    try {
      await record(url, "0x02");
      expect(await refusalOf()).to.equal(undefined);
    } finally {
      await close();
    }
  });

  it("does not wait for ever where connections are taken and nothing is answered, and says what to do", async () => {
    const sockets = new Set<{ destroy: () => void }>();
    const server = createServer((socket) => sockets.add(socket));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await record(url, OURS);
      const error = await refusalOf(50);
      expect(error).to.be.instanceOf(CommandError).and.have.property("exitCode", ExitCode.refused);
      expect((error as CommandError).message)
        .to.include(url)
        .and.include("has not answered within 0.05 s");
      expect((error as CommandError).advice).to.include(`remove ${join(folder, "anyone.env")}`);
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });

  it("keeps a second `npm run node` of the same clone from changing anything", async () => {
    const { url, close } = await serve(node);
    try {
      const place = join(folder, ".network");
      await mkdir(place);
      await record(url, OURS, place);
      const before = await readdir(place);
      const ends = await Promise.all(["hardhat", "anvil"].map((chain) => runInFolder(folder, "--on", chain)));
      for (const { code, out, notes } of ends) {
        expect({ code, out }, notes).to.deep.equal({ code: ExitCode.refused, out: "" });
        expect(notes).to.include(`the network of .network runs at ${url}`).and.include("another clone");
      }
      expect(await readdir(place)).to.deep.equal(before);
    } finally {
      await close();
    }
  });
});
