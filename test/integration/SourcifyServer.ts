import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { CompilerInput } from "hardhat/types/solidity";

const STARTED = "2026-01-01T00:00:00Z";

interface Submission {
  stdJsonInput: CompilerInput;
  contractIdentifier: string;
  compilerVersion: string;
  creationTransactionHash: string;
}

/** Answers as Sourcify's interface, version 2, does to a contract that is new to it, and keeps what it was sent. */
export class SourcifyServer {
  private constructor(
    readonly url: string,
    readonly submissions: ReadonlyMap<string, Submission>,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<SourcifyServer> {
    const submissions = new Map<string, Submission>();
    const server = createServer((request, response) => {
      const address = (request.url ?? "").split("/").at(-1) ?? "";
      const reply = (status: number, body: object) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      };
      if (request.method === "POST") {
        let text = "";
        request.on("data", (chunk) => (text += String(chunk)));
        request.on("end", () => {
          submissions.set(address, JSON.parse(text) as Submission);
          reply(202, { verificationId: address });
        });
      } else if (request.url?.startsWith("/v2/contract/") === true) {
        reply(404, { match: null, creationMatch: null, runtimeMatch: null, chainId: "11155111", address });
      } else {
        const contract = { match: "exact_match", creationMatch: "exact_match", runtimeMatch: "exact_match" };
        reply(200, {
          isJobCompleted: true,
          jobStartTime: STARTED,
          verificationId: address,
          contract: { ...contract, address },
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return new SourcifyServer(
      `http://127.0.0.1:${port}`,
      submissions,
      async () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    );
  }
}
