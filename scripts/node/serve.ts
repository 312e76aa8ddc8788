import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What answers a JSON-RPC request: an EIP-1193 provider. */
interface Provider {
  request(request: { method: string; params: unknown[] }): Promise<unknown>;
}

interface Call {
  readonly id: number | string | null;
  readonly method: string;
  readonly params?: unknown[];
}

// Wallets in a browser ask from pages of other origins.
const HEADERS = {
  "content-type": "application/json",
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
};

/**
 * Answers JSON-RPC over HTTP, on this machine only, so that programs outside the process use the chain inside.
 *
 * @param port 0 for any that is free
 */
export async function serve(provider: Provider, port = 0): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(provider, request).then((text) => {
      response.writeHead(200, HEADERS).end(text);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
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

async function answer(provider: Provider, request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return ""; // a browser asks first what it may send
  try {
    const calls = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[];
    if (!Array.isArray(calls)) return JSON.stringify(await answerCall(provider, calls));
    const answers = [];
    for (const call of calls) answers.push(await answerCall(provider, call));
    return JSON.stringify(answers);
  } catch {
    return JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "the request is not JSON" } });
  }
}

async function answerCall(provider: Provider, { id, method, params = [] }: Call): Promise<object> {
  try {
    return { jsonrpc: "2.0", id, result: await provider.request({ method, params }) };
  } catch (error) {
    const { code = -32603, message, data } = error as { code?: number; message: string; data?: unknown };
    return { jsonrpc: "2.0", id, error: { code, message, data } };
  }
}
