import { expect } from "chai";
import { AbiCoder, Interface, getBytes, zeroPadValue } from "ethers";

import type { InvariantResult, SequenceCall } from "./Campaign.js";
import { formatSequence } from "./formatSequence.js";

const ADDRESS = "0x00000000000000000000000000000000DeaDBeef";

function call(contract: string, signature: string, values: readonly unknown[]): SequenceCall {
  const abi = Interface.from([`function ${signature}`]);
  return {
    contractName: `project/test/invariant/${contract}.sol:${contract}`,
    signature,
    calldata: getBytes(abi.encodeFunctionData(signature, values)),
  };
}

function resultOf(sequence: readonly SequenceCall[]): InvariantResult {
  return {
    suite: "EdgeInvariantTest",
    file: "test/invariant/SystemInvariants.t.sol",
    name: "invariant_SystemHolds()",
    passed: false,
    reason: "K1",
    metrics: {},
    sequence,
  };
}

describe("formatSequence", () => {
  it("prints a test that plays the sequence and asks for the invariant", () => {
    const sequence = [
      call("VoterHandler", "vote(uint256,uint256)", [1n, 2n ** 256n - 1n]),
      call("TimeHandler", "passEpochs(uint256)", [0n]),
    ];
    expect(formatSequence(resultOf(sequence))).to.equal(
      `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EdgeInvariantTest} from "./SystemInvariants.t.sol";

contract ReproductionTest is EdgeInvariantTest {
    function test_Sequence() public {
        voterHandler.vote(1, 115792089237316195423570985008687907853269984665640564039457584007913129639935);
        timeHandler.passEpochs(0);
        invariant_SystemHolds();
        afterInvariant();
    }
}`,
    );
  });

  it("writes every plain type as Solidity does", () => {
    const types = "int256,bool,address,bytes32,bytes,string";
    const values = [-1n, true, ADDRESS, zeroPadValue("0x01", 32), "0xc0de", 'a "quote"'];
    expect(formatSequence(resultOf([call("AnyHandler", `play(${types})`, values)]))).to.include(
      `anyHandler.play(-1, true, ${ADDRESS}, ` +
        `bytes32(0x0000000000000000000000000000000000000000000000000000000000000001), hex"c0de", unicode"a \\"quote\\"");`,
    );
  });

  it("refuses values that a handler does not take", () => {
    const sequence = [call("AnyHandler", "play(uint256[])", [[1n]])];
    expect(() => formatSequence(resultOf(sequence))).to.throw(TypeError, "not uint256[]");
  });

  it("shows a call that it cannot name", () => {
    const calldata = getBytes(AbiCoder.defaultAbiCoder().encode(["uint256"], [1n]));
    expect(formatSequence(resultOf([{ calldata }]))).to.include("// a call of an unknown contract: 0x0000");
  });
});
