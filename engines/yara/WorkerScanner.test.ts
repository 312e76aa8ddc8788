import { Worker } from "node:worker_threads";

import { expect } from "chai";

import { EngineFailedError } from "../EngineFailedError.js";
import { Kind } from "../../sdk/types/Kind.js";
import { createYaraEngine } from "./createYaraEngine.js";
import { WorkerScanner } from "./WorkerScanner.js";

const source = { bytes: new Uint8Array() };

describe("WorkerScanner", () => {
  const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  it("fails the scans that are under way when its worker crashes, and starts another for the next", async () => {
    let starts = 0;
    const scanner = new WorkerScanner("Demo", () => {
      starts++;
      const crash = "throw new Error('out of luck')";
      const answer = "p.on('message', ({ id }) => p.postMessage({ id, matched: ['a'] }))";
      return new Worker(`const { parentPort: p } = require('worker_threads'); ${starts === 1 ? crash : answer}`, {
        eval: true,
      });
    });

    const [first, second] = await Promise.all([failure(scanner.scan(source)), failure(scanner.scan(source))]);
    expect(first).to.be.instanceOf(EngineFailedError).with.property("reason", "out of luck");
    expect(second).to.be.instanceOf(EngineFailedError);
    expect(await scanner.scan(source)).to.deep.equal(["a"]);
    expect(starts).to.equal(2);
    await scanner.close();
  });

  it("fails the scans that are under way when it is closed", async () => {
    const scanner = new WorkerScanner("Demo", () => new Worker("setInterval(() => {}, 1000)", { eval: true }));
    const scan = failure(scanner.scan(source));
    await scanner.close();
    expect(await scan)
      .to.be.instanceOf(EngineFailedError)
      .with.property("reason", "it was closed");
  });

  it("passes on what the compiler says of a rule", async () => {
    // Our own check takes it; YARA does not, since the escape is none of its own.
    const engine = createYaraEngine(
      'rule demo { meta: label = "A" category = "MALICIOUS" strings: $a = "\\q marker" condition: any of them }',
    );
    const error = await failure(engine.scan({ kind: Kind.FILE, sha256: "0".repeat(64), bytes: Buffer.from("x") }));
    expect(error).to.be.instanceOf(EngineFailedError);
    expect((error as Error).message).to.match(/^Engine YARA failed: rules do not compile: line 1: /);
    await engine.close();
  }).timeout(20_000);
});
