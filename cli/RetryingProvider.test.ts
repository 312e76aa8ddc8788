import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { type JsonRpcPayload, ZeroAddress } from "ethers";

import { queryEvents } from "../sdk/replay/queryEvents.js";
import { VirusMapToken__factory } from "../typechain-types/index.js";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { RetryingProvider } from "./RetryingProvider.js";

/** A node that is in trouble for a number of requests, then answers that its chain is 7. */
async function troubledNode(failures: number): Promise<{ url: string; server: Server; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked += 1;
      if (asked <= failures) {
        request.socket.destroy();
        return;
      }
      const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number };
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result: "0x7" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked: () => asked };
}

describe("RetryingProvider", () => {
  const notes: string[] = [];
  const note = (text: string): unknown => notes.push(text);

  beforeEach(() => notes.splice(0));

  it("asks again until the node answers, and says so", async () => {
    const { url, server, asked } = await troubledNode(2);
    const provider = await RetryingProvider.connect(url, note, [1, 1, 1]);
    try {
      expect(await provider.getNetwork()).to.have.property("chainId", 7n);
      expect(asked()).to.equal(3);
      expect(notes).to.have.length(2);
      expect(notes[0]).to.match(new RegExp(`^${url} does not answer .*; trying again in 0.001 s$`));
    } finally {
      provider.destroy();
      server.close();
    }
  });

  it("gives up after the last attempt, with what to do", async () => {
    const { url, server } = await troubledNode(0);
    server.close();
    const error = await RetryingProvider.connect(url, note, [1, 1]).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CommandError);
    expect(error).to.have.property("exitCode", ExitCode.network);
    expect((error as Error).message).to.match(new RegExp(`^${url} does not answer \\(.+\\), after 3 attempts$`));
  });

  it("does not ask again what the node refuses for its range, and reads logs in pieces", async () => {
    const refused = { status: 400, body: { error: { code: -32600, message: "up to a 10 block range" } } };
    for (const { status, body } of [refused, { status: 413, body: {} }]) {
      const asked: [number, number][] = [];
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString()) as JsonRpcPayload;
          if (method !== "eth_getLogs") {
            response.end(JSON.stringify({ jsonrpc: "2.0", id, result: method === "eth_blockNumber" ? "0x20" : "0x7" }));
            return;
          }
          const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
          const [first, last] = [Number(fromBlock), toBlock === "latest" ? 32 : Number(toBlock)];
          asked.push([first, last]);
          if (last - first >= 10) response.writeHead(status).end(JSON.stringify({ jsonrpc: "2.0", id, ...body }));
          else response.end(JSON.stringify({ jsonrpc: "2.0", id, result: [] }));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const provider = await RetryingProvider.connect(url, note, []);
      try {
        const token = VirusMapToken__factory.connect(ZeroAddress, provider);
        expect(await queryEvents(token, token.filters.Transfer(), 1)).to.deep.equal([]);
        expect(asked).to.deep.equal([
          [1, 32],
          [1, 16],
          [1, 8],
          [9, 16],
          [17, 24],
          [25, 32],
        ]);
        expect(notes).to.deep.equal([]);
      } finally {
        provider.destroy();
        server.close();
      }
    }
  });

  it("tells once that the node is lost, also to who takes errors for answers", async () => {
    const { url, server } = await troubledNode(0);
    const provider = await RetryingProvider.connect(url, note, []);
    try {
      server.close();
      server.closeAllConnections();
      const answer = await provider.getBlockNumber().catch(() => 0);
      expect(answer).to.equal(0);
      expect(await provider.lost.catch((reason: unknown) => reason))
        .to.be.instanceOf(CommandError)
        .and.have.property("exitCode", ExitCode.network);
    } finally {
      provider.destroy();
    }
  });
});
