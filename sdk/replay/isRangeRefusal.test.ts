import { expect } from "chai";
import { FetchRequest, FetchResponse, makeError } from "ethers";

import { isRangeRefusal } from "./isRangeRefusal.js";

/** What nodes and those who run them are known to answer. */
const REFUSALS: readonly (readonly [number, string])[] = [
  [-32005, "query returned more than 10000 results"],
  [-32602, "Query returned more than 10000 results. Try with this block range [0x118dc91, 0x1198cc3]."],
  [-32602, "range 1000000 exceeds limit of 10000"],
  [-32701, "exceed maximum block range: 50000"],
  [-32600, "block range is too wide"],
  [-32000, "block range is larger than max block range, block range = 5120, max block range = 5000"],
  [-32000, "block range is bigger than maxBlockRange"],
  [-32614, "eth_getLogs is limited to a 10,000 range"],
  [-32600, "Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range."],
  [-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range"],
  [35, "ranges over 10000 blocks are not supported on freetier"],
  [-32000, "requested too many blocks from 0 to 16777216, maximum is set to 2048"],
  [-32602, "query exceeds max results 20000, retry with the range 24383075-24383096"],
  [-32000, "query timeout exceeded"],
  [-32002, "request timed out"],
  [-32005, "limit exceeded"],
];

/** Refusals of other kinds: fewer blocks at a time would not help, or make it worse. */
const OTHERS: readonly (readonly [number, string])[] = [
  [-32005, "daily request count exceeded, request rate limited"],
  [429, "Your app has exceeded its compute units per second capacity"],
  [-32005, "Too Many Requests"],
  [-32007, "50/second request limit reached: 50 requests per second"],
  [-32601, "the method eth_getLogs does not exist/is not available"],
  [-32000, "header not found"],
  [3, "execution reverted"],
];

function answered(code: number, message: string, data?: unknown): Error {
  const filter = { fromBlock: "0x0", toBlock: "latest", limit: "maximum range" }; // what was asked does not count
  const payload = { method: "eth_getLogs", params: [filter], id: 1, jsonrpc: "2.0" as const };
  return makeError("could not coalesce error", "UNKNOWN_ERROR", { error: { code, message, data }, payload });
}

function status(code: number, name: string, body: string): unknown {
  const request = new FetchRequest("http://127.0.0.1:8545");
  const response = new FetchResponse(code, name, {}, Buffer.from(body), request);
  try {
    response.assertOk();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("isRangeRefusal", () => {
  for (const [code, message] of REFUSALS) {
    it(`knows "${message}"`, () => {
      expect(isRangeRefusal(answered(code, message))).to.equal(true);
      expect(isRangeRefusal(Object.assign(new Error(message), { code })), "thrown as it came").to.equal(true);
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code, message } });
      expect(isRangeRefusal(status(400, "Bad Request", body)), "with an HTTP status").to.equal(true);
    });
  }

  for (const [code, message] of OTHERS) {
    it(`passes on "${message}"`, () => {
      expect(isRangeRefusal(answered(code, message))).to.equal(false);
    });
  }

  it("reads what stands in the error's data", () => {
    const data = { payload: "range 9009594 is bigger than range limit 2000" };
    expect(isRangeRefusal(answered(-32602, "invalid params", data))).to.equal(true);
    expect(isRangeRefusal(answered(-32602, "invalid params"))).to.equal(false);
  });

  it("reads HTTP statuses", () => {
    expect(isRangeRefusal(status(413, "", ""))).to.equal(true);
    expect(isRangeRefusal(status(408, "", ""))).to.equal(true);
    expect(isRangeRefusal(status(504, "", ""))).to.equal(true);
    expect(isRangeRefusal(status(429, "", "range limit"))).to.equal(false);
    expect(isRangeRefusal(status(502, "Bad Gateway", "<html></html>"))).to.equal(false);
  });

  it("takes no dead node for one", () => {
    expect(
      isRangeRefusal(new Error("http://127.0.0.1:8545 does not answer (request timeout), after 5 attempts")),
    ).to.equal(false);
    const request = new FetchRequest("http://127.0.0.1:8545");
    expect(
      isRangeRefusal(
        makeError("request timeout", "TIMEOUT", { operation: "request.send", reason: "timeout", request }),
      ),
    ).to.equal(false);
    expect(isRangeRefusal(undefined)).to.equal(false);
    expect(isRangeRefusal("block range is too wide")).to.equal(false);
  });
});
