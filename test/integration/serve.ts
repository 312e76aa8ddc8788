import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { NetworkConnection } from "hardhat/types/network";

/** Answers JSON-RPC over HTTP from the chain of a connection, so that programs outside the process can be tested on it. */
export async function serve({ provider }: NetworkConnection): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      void answer(Buffer.concat(chunks).toString()).then((text) => {
        response.writeHead(200, { "content-type": "application/json" }).end(text);
      });
    });
  });

  async function answer(body: string): Promise<string> {
    const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: unknown[] };
    try {
      return JSON.stringify({ jsonrpc: "2.0", id, result: (await provider.request({ method, params })) as unknown });
    } catch (error) {
      const { code, message, data } = error as { code?: number; message: string; data?: unknown };
      return JSON.stringify({ jsonrpc: "2.0", id, error: { code: code ?? -32603, message, data } });
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
