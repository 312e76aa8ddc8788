import { expect } from "chai";
import { Interface } from "ethers";

import { VerdictLedger__factory, VirusMapToken__factory } from "../../typechain-types/index.js";
import { errorAdvice } from "./errorAdvice.js";
import { explainError } from "./explainError.js";
import { ProtocolError } from "./ProtocolError.js";
import { protocolInterfaces } from "./protocolInterfaces.js";

const data = VerdictLedger__factory.createInterface().encodeErrorResult("VerdictLedger_WrongRound", [3n, 4n]);

describe("explainError", () => {
  it("says who refused, why, with which values, and what to do", () => {
    const error = explainError({ data });
    expect(error).to.be.instanceOf(ProtocolError);
    expect(error).to.deep.include({ contract: "VerdictLedger", errorName: "WrongRound" });
    expect(error).to.have.deep.property("args", { round: 3n, current: 4n });
    expect(error.message).to.equal(
      "VerdictLedger refused: wrong round (round 3, current 4); publish in the report's own round, or collect " +
        "signatures for the current one",
    );
  });

  it("finds the data wherever it was wrapped, and keeps the original", () => {
    for (const original of [
      { info: { error: { data } } },
      { error: { data: { data } } },
      new Error("", { cause: { data } }),
    ]) {
      const error = explainError(original);
      expect(error).to.be.instanceOf(ProtocolError);
      expect(error.cause).to.equal(original);
    }
  });

  it("knows the errors of the libraries", () => {
    const token = VirusMapToken__factory.createInterface();
    const account = "0x00000000000000000000000000000000000000A1";
    const error = explainError({ data: token.encodeErrorResult("ERC20InsufficientBalance", [account, 1n, 2n]) });
    expect(error.message).to.equal(
      `A library refused: ERC20 insufficient balance (sender ${account}, balance 1, needed 2); get more VMT`,
    );
  });

  it("gives back what it does not know", () => {
    const original = new Error("out of coffee");
    expect(explainError(original)).to.equal(original);
    expect(explainError("words").message).to.equal("words");
    expect(explainError(undefined).message).to.equal("undefined");
    const strange = { data: new Interface(["error Strange()"]).encodeErrorResult("Strange") };
    expect(explainError(strange)).not.to.be.instanceOf(ProtocolError);
    expect(explainError({ data: "0x" })).not.to.be.instanceOf(ProtocolError);
    expect(explainError({ data: new Interface([]).encodeErrorResult("Error(string)", ["no"]) })).not.to.be.instanceOf(
      ProtocolError,
    );
  });
});

describe("errorAdvice", () => {
  it("has an entry for each error of the contracts, and no other", () => {
    const names = new Set<string>();
    for (const contract of Object.values(protocolInterfaces)) contract.forEachError(({ name }) => names.add(name));
    expect(Object.keys(errorAdvice).sort()).to.deep.equal([...names].sort());
  });
});
