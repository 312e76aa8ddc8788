import { expect } from "chai";
import { makeError } from "ethers";

import { inPieces } from "./inPieces.js";

const NEWEST = 1_000;

function refusal(message: string): Error {
  const payload = { method: "eth_getLogs", params: [], id: 1, jsonrpc: "2.0" as const };
  return makeError("could not coalesce error", "UNKNOWN_ERROR", { error: { code: -32005, message }, payload });
}

/** A node with as many logs in each block as `logsOf` says; a log is its block and its place there. */
class LimitedNode {
  readonly calls: [number, number][] = [];
  newest = NEWEST;

  constructor(
    private readonly mostBlocks: number,
    private readonly mostLogs = Infinity,
    private readonly logsOf: (block: number) => number = (block) => (block % 10 === 0 ? 2 : 0),
  ) {}

  logs(first: number, last: number): string[] {
    const found: string[] = [];
    for (let block = first; block <= last; ++block) {
      for (let place = 0; place < this.logsOf(block); ++place) found.push(`${block}/${place}`);
    }
    return found;
  }

  async query(fromBlock: number, toBlock: number | "latest" = "latest"): Promise<string[]> {
    return inPieces(
      fromBlock,
      toBlock,
      (first, last) => this.answer(first, last),
      () => Promise.resolve(this.newest),
    );
  }

  async answer(first: number, to: number | "latest"): Promise<string[]> {
    const last = to === "latest" ? this.newest : to;
    this.calls.push([first, last]);
    if (last - first + 1 > this.mostBlocks) throw refusal(`exceed maximum block range: ${this.mostBlocks}`);
    const found = this.logs(first, last);
    if (found.length > this.mostLogs) throw refusal(`query returned more than ${this.mostLogs} results`);
    return Promise.resolve(found);
  }
}

describe("inPieces", () => {
  it("asks a node without limits once", async () => {
    const node = new LimitedNode(Infinity);
    expect(await node.query(7)).to.deep.equal(node.logs(7, NEWEST));
    expect(node.calls).to.deep.equal([[7, NEWEST]]);
  });

  for (const most of [1, 2, 3, 10, 499, 993, 994]) {
    it(`finds every log once, in order, where ${most} blocks are granted`, async () => {
      const node = new LimitedNode(most);
      expect(await node.query(7)).to.deep.equal(node.logs(7, NEWEST));
      if (most === 994) expect(node.calls).to.have.length(1);
      if (most === 993) expect(node.calls).to.have.length(3);
    });
  }

  for (const most of [3, 4, 50, 200]) {
    it(`finds every log once, in order, where ${most} logs are granted`, async () => {
      const node = new LimitedNode(Infinity, most, (block) =>
        block > 500 && block < 520 ? 3 : block % 10 === 0 ? 1 : 0,
      );
      expect(await node.query(1)).to.deep.equal(node.logs(1, NEWEST));
    });
  }

  it("asks for longer pieces again behind blocks with many logs", async () => {
    const node = new LimitedNode(Infinity, 40, (block) => (block < 20 ? 40 : 0));
    expect(await node.query(1)).to.deep.equal(node.logs(1, NEWEST));
    const lengths = node.calls.map(([first, last]) => last - first + 1);
    expect(Math.min(...lengths)).to.equal(1);
    expect(node.calls.length).to.be.below(100); // of 1,000 blocks
  });

  it("ends with the block that was asked for", async () => {
    const node = new LimitedNode(100);
    expect(await node.query(10, 510)).to.deep.equal(node.logs(10, 510));
    expect(Math.max(...node.calls.map(([, last]) => last))).to.equal(510);
  });

  it("has what is mined meanwhile, as one call would", async () => {
    const node = new LimitedNode(300);
    const found = inPieces(
      1,
      "latest",
      (first, last) => {
        if (last === "latest") node.newest = NEWEST + 10;
        return node.answer(first, last);
      },
      () => Promise.resolve(NEWEST),
    );
    expect(await found).to.deep.equal(node.logs(1, NEWEST + 10));
  });

  it("ends with the refusal of a single block", async () => {
    const node = new LimitedNode(Infinity, 1, (block) => (block === 600 ? 2 : 0));
    const error = await node.query(1).catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(Error)
      .and.have.nested.property("error.message")
      .that.matches(/more than 1 results/);
    expect(node.calls.at(-1)).to.deep.equal([600, 600]);
  });

  it("passes on what is no refusal, from the first call and from a piece", async () => {
    for (const failing of [1, 4]) {
      let calls = 0;
      const error = await inPieces(
        1,
        "latest",
        () => {
          calls += 1;
          return Promise.reject(refusal(calls === failing ? "method not found" : "block range is too wide"));
        },
        () => Promise.resolve(NEWEST),
      ).catch((reason: unknown) => reason);
      expect(error).to.have.nested.property("error.message", "method not found");
      expect(calls).to.equal(failing);
    }
  });

  it("asks once where the first block is not mined yet", async () => {
    let calls = 0;
    const error = await inPieces(
      NEWEST + 1,
      "latest",
      () => {
        calls += 1;
        return Promise.reject(refusal("invalid block range params"));
      },
      () => Promise.resolve(NEWEST),
    ).catch((reason: unknown) => reason);
    expect(error).to.have.nested.property("error.message", "invalid block range params");
    expect(calls).to.equal(1);
  });
});
