import { expect } from "chai";
import { Interface, type ParamType, ZeroAddress, ZeroHash } from "ethers";

import { VerdictLedger__factory, VirusMapToken__factory } from "../../typechain-types/index.js";
import type { Unit } from "../units/Unit.js";
import { errorAdvice } from "./errorAdvice.js";
import { errorUnits } from "./errorUnits.js";
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
    const error = explainError({
      data: token.encodeErrorResult("ERC20InsufficientBalance", [account, 15n * 10n ** 17n, 10n ** 24n]),
    });
    expect(error.message).to.equal(
      `VirusMapToken refused: ERC20 insufficient balance (sender ${account}, balance 1.5 VMT, needed 1,000,000 VMT); ` +
        "get more VMT",
    );
    const nonce = token.encodeErrorResult("InvalidAccountNonce", [account, 7n]);
    expect(explainError({ data: nonce })).to.include({ contract: "VirusMapToken", errorName: "InvalidAccountNonce" });
    const length = token.encodeErrorResult("ECDSAInvalidSignatureLength", [64n]);
    expect(explainError({ data: length })).to.include({ contract: "A library" });
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

describe("errorUnits", () => {
  /** Every error of the contracts, with its interface. */
  const errors = new Map<string, { contract: Interface; inputs: readonly ParamType[] }>();
  for (const contract of Object.values(protocolInterfaces))
    contract.forEachError(({ name, inputs }) => errors.set(name, { contract, inputs }));
  const isNumber = ({ type }: ParamType): boolean => /^u?int\d+$/.test(type);

  it("has an entry for each number in each error of the contracts, and no other", () => {
    const expected = [...errors].map(([name, { inputs }]) => [
      name,
      inputs.filter(isNumber).map((input) => input.name),
    ]);
    const actual = Object.entries(errorUnits).map(([name, units]) => [name, Object.keys(units)]);
    expect(Object.fromEntries(actual)).to.deep.equal(
      Object.fromEntries(expected.filter(([, names]) => names !== undefined && names.length > 0)),
    );
  });

  it("never shows a smallest unit or Unix seconds, whatever the error", () => {
    let amountsAndTimes = 0;
    for (const [name, { contract, inputs }] of errors) {
      const values = inputs.map((input) => exampleOf(input, errorUnits[name]?.[input.name]));
      const { message } = explainError({ data: contract.encodeErrorResult(name, values) });
      for (const input of inputs.filter(isNumber)) {
        const unit = errorUnits[name]?.[input.name] ?? "plain";
        if (!["VMT", "ETH", "time", "shares"].includes(unit)) continue;
        const shown =
          unit === "time" ? "2026-11-23T15:08:37Z" : unit === "shares" ? "150,000 shares" : `1,234,567.5 ${unit}`;
        expect(message, name).to.contain(`${input.name} ${shown}`);
        amountsAndTimes += 1;
      }
      expect(message, name).not.to.match(/\b\d{11}|1795446517/);
    }
    expect(amountsAndTimes).to.be.above(50);
  });

  it("takes an amount for an amount by its name too", () => {
    const amounts = /amount|price|bond|balance|needed|allowance|budget|weight|sent|contribution|tokens|supply|cap$/i;
    const times = /^time$|deadline|^start$|end$|earliest|latest/i;
    for (const [name, units] of Object.entries(errorUnits)) {
      for (const [parameter, unit] of Object.entries(units)) {
        if (times.test(parameter)) expect(unit, `${name}.${parameter}`).to.equal("time");
        else if (amounts.test(parameter)) expect(unit, `${name}.${parameter}`).to.be.oneOf(["VMT", "ETH"]);
      }
    }
  });
});

function exampleOf({ type }: ParamType, unit?: Unit): unknown {
  if (unit === "time") return 1_795_446_517n;
  if (unit === "VMT" || unit === "ETH") return 1_234_567_500_000_000_000_000_000n;
  if (unit === "shares") return 150_000n * 10n ** 30n;
  if (type === "address") return ZeroAddress;
  if (type === "string") return "";
  return type === "bytes32" ? ZeroHash : 1n;
}
