import { expect } from "chai";
import type { BlockTag } from "ethers";

import { checkNonce } from "./checkNonce.js";
import type { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const ACCOUNT = "0x00000000000000000000000000000000000000A1";

/** What is found when a node answers so, in turn; its last answer lasts. */
async function problemOf(...answers: { latest: number; pending: number }[]): Promise<CommandError | undefined> {
  let asked = 0;
  const getTransactionCount = (_: unknown, tag?: BlockTag) => {
    const answer = answers[Math.min(Math.floor(asked++ / 2), answers.length - 1)];
    return Promise.resolve(answer?.[tag as "latest" | "pending"] ?? NaN);
  };
  return checkNonce({ getTransactionCount }, ACCOUNT, 1);
}

describe("checkNonce", () => {
  it("finds nothing when all is mined, also when a node lags behind for a moment", async () => {
    expect(await problemOf({ latest: 4, pending: 4 })).to.equal(undefined);
    expect(await problemOf({ latest: 5, pending: 4 })).to.equal(undefined);
    expect(await problemOf({ latest: 4, pending: 5 }, { latest: 5, pending: 5 })).to.equal(undefined);
  });

  it("says how many wait, with their nonces, and what to do", async () => {
    for (const [pending, text] of [
      [5, "has 1 transaction that is not mined (nonce 4)"],
      [6, "has 2 transactions that are not mined (nonces 4 to 5)"],
    ] as const) {
      const problem = await problemOf({ latest: 4, pending });
      expect([problem?.exitCode, problem?.message]).to.deep.equal([ExitCode.pending, `${ACCOUNT} ${text}`]);
      expect(problem?.advice).to.contain("A new transaction with nonce 4 and a higher fee replaces the first");
    }
  });
});
