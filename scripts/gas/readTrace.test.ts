import { expect } from "chai";
import { network } from "hardhat";

import { floorOf } from "./floorOf.js";
import { readTrace } from "./readTrace.js";

const EMPTY_ACCOUNT = "ee000000000000000000000000000000000000ee";
const OTHER_ACCOUNT = "dd000000000000000000000000000000000000dd";

// Slot 0 goes from 0 to 1, slot 1 is read, slot 2 goes from 5 to 0.
const SLOTS = "60015f55" + "60015450" + "5f600255";
const LOG = "60205fa0"; // 32 bytes without topics
const PRECOMPILE = "5f5f5f5f600461fffffa50"; // identity, of nothing
const BALANCE = `73${OTHER_ACCOUNT}3150`;
const SEND = `5f5f5f5f3473${EMPTY_ACCOUNT}5af150`; // all ether that came with the call
const RUNTIME = `${SLOTS}${LOG}${PRECOMPILE}${BALANCE}${SEND}00`;
const CREATION = `0x600560025560${(RUNTIME.length / 2).toString(16)}80600e5f395ff3${RUNTIME}`;

describe("readTrace", () => {
  it("finds everything that a transaction touches, and nothing else", async () => {
    const connection = await network.create();
    const [sender] = await connection.ethers.getSigners();
    const created = await (await sender?.sendTransaction({ data: CREATION }))?.wait();
    const to = created?.contractAddress ?? expect.fail("nothing was created");
    const receipt = (await (await sender?.sendTransaction({ to, value: 1n }))?.wait()) ?? expect.fail("not mined");

    const trace = await readTrace(connection, receipt);
    const at = (slot: number) => ({ address: to.toLowerCase(), slot: `0x${slot.toString(16).padStart(64, "0")}` });
    expect(trace.slots).to.have.deep.members([
      { ...at(0), before: 0n, after: 1n },
      { ...at(1), before: 0n, after: 0n },
      { ...at(2), before: 5n, after: 0n },
    ]);
    expect(trace.coldAccounts).to.have.members([`0x${EMPTY_ACCOUNT}`, `0x${OTHER_ACCOUNT}`]);
    expect(trace.logs).to.deep.equal([{ topics: 0, dataBytes: 32 }]);
    expect(trace.precompiles).to.deep.equal([{ address: `0x${"4".padStart(40, "0")}`, gas: 15n }]);
    expect(trace.transfers).to.deep.equal([{ createsAccount: true }]);
    expect(trace.calls).to.deep.equal([
      { address: to.toLowerCase(), selector: "0x" },
      { address: `0x${EMPTY_ACCOUNT}`, selector: "0x" },
    ]);

    // The rest of the gas: 27 cheap instructions, a warm call, and the memory of the log.
    const { total } = floorOf(trace);
    expect(Number(receipt.gasUsed)).to.be.within(total, total + 250);
  });
});
