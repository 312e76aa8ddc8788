import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { toBeHex } from "ethers";

import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import { ExitCode } from "./ExitCode.js";
import { hideUrl } from "./hideUrl.js";
import { originOf } from "./originOf.js";
import { runCommandLine } from "./runCommandLine.js";

const SECRET = "c0ffee";

interface Answer {
  readonly status: number;
  readonly body: string;
}

type Behaviour = (method: string, id: number) => Answer | undefined;

const chainIs =
  (chainId: string, others: Behaviour): Behaviour =>
  (method, id) =>
    method === "eth_chainId"
      ? { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id, result: chainId }) }
      : others(method, id);

const behaviours: Readonly<Record<string, { exitCode: ExitCode; answer: Behaviour }>> = {
  "hangs up": { exitCode: ExitCode.network, answer: () => undefined },
  "hangs up after a while": { exitCode: ExitCode.network, answer: chainIs("0x7", () => undefined) },
  "is of another chain": { exitCode: ExitCode.network, answer: chainIs("0x8", () => undefined) },
  "does not know the key": { exitCode: ExitCode.network, answer: () => ({ status: 401, body: `{"error":"no key"}` }) },
  "is a web page": { exitCode: ExitCode.failed, answer: () => ({ status: 200, body: "<html></html>" }) },
  "becomes a web page": {
    exitCode: ExitCode.failed,
    answer: chainIs("0x7", () => ({ status: 200, body: "<html></html>" })),
  },
  "answers with errors": {
    exitCode: ExitCode.failed,
    answer: chainIs("0x7", (_, id) => ({
      status: 200,
      body: JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32000, message: "no" } }),
    })),
  },
};

describe("hideUrl", () => {
  let folder: string;
  let server: Server;
  let answer: Behaviour;
  let origin: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-hide-url-"));
    const contracts = deploymentOrder.map(({ name }, place) => ({ name, address: toBeHex(place + 1, 20), block: 1 }));
    await writeFile(join(folder, "address-book.json"), JSON.stringify({ chainId: 7, contracts }));
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string };
        const given = answer(method, id);
        if (given === undefined) request.socket.destroy();
        else response.writeHead(given.status).end(given.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  for (const [name, { exitCode, answer: behaviour }] of Object.entries(behaviours)) {
    it(`no command shows the key in the URL of a node that ${name}`, async () => {
      answer = behaviour;
      const said: string[] = [];
      const listen = (text: string): unknown => said.push(text);
      const words = ["status", "--json", "--rpc", `${origin}/v3/${SECRET}?key=${SECRET}`];
      const book = join(folder, "address-book.json");
      const ended = await runCommandLine([...words, "--address-book", book, "--home", folder], {
        environment: {},
        isInteractive: false,
        waits: [1],
        out: listen,
        note: listen,
        progress: () => ({ advance: () => undefined, stop: () => undefined }),
        askPassword: () => Promise.resolve(undefined),
      });
      expect(said.join("\n")).to.match(/error/).and.not.include(SECRET);
      expect(ended).to.equal(exitCode);
      if (ended === ExitCode.network) expect(said.join("\n")).to.include(origin);
    });
  }

  it("leaves scheme, host and port of each spelling of the URL in a message", () => {
    const url = `HTTPS://me:${SECRET}@node.example:8545/${SECRET}`;
    const href = new URL(url).href;
    expect(hideUrl(new Error(`asked ${url} (${href}), ${url}`), url)).to.have.property(
      "message",
      "asked https://node.example:8545 (https://node.example:8545), https://node.example:8545",
    );
    expect(hideUrl("no error", url)).to.equal("no error");
  });

  it("leaves a URL without a key as it is", () => {
    for (const url of ["http://127.0.0.1:8545", "http://127.0.0.1:8545/"]) {
      expect(originOf(url)).to.equal("http://127.0.0.1:8545");
      expect(hideUrl(new Error("at http://127.0.0.1:8545"), url)).to.have.property(
        "message",
        "at http://127.0.0.1:8545",
      );
    }
  });
});
