import { expect } from "chai";

import { compileSolidity } from "./compileSolidity.js";
import { instrument } from "./instrument.js";
import { listMutants } from "./listMutants.js";
import type { Source } from "./Source.js";
import { SWITCH } from "./SWITCH.js";

const root = `${import.meta.dirname}/../..`;
const path = "contracts/Purse.sol";

function sourceOf(text: string): Source {
  const { errors, sources } = compileSolidity(root, new Map([[path, text]]), "trees");
  const tree = sources[path]?.ast;
  if (tree === undefined) throw new Error(errors[0]?.formattedMessage);
  return { path, bytes: Buffer.from(text).toString("latin1"), tree };
}

function purse(body: string): Source {
  return sourceOf(`// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

type Epoch is uint32;

contract Purse {
    // “Bytes” are counted, not letters.
    uint256 private constant LIMIT = 10;
    mapping(address owner => uint256) private _amounts;
    uint96 private _sum;
    bool private _open;
    event Paid(address indexed from, address indexed to, uint256 amount);
    error Purse_Full(uint256 amount, uint256 limit);
    ${body}
}
`);
}

/** Operator and change, without those of the constant, which every purse has. */
function changes(body: string): string[] {
  return listMutants([purse(body)])
    .filter(({ member }) => member !== "LIMIT")
    .map(({ operator, original, mutated }) => `${operator}: ${original} → ${mutated}`);
}

describe("listMutants", () => {
  it("moves the boundary of a comparison and turns it round", () => {
    expect(changes("function f(uint256 a, uint256 b) external pure returns (bool) { return a < b; }")).to.deep.equal([
      "relation: a < b → (a) <= (b)",
      "relation: a < b → (a) >= (b)",
    ]);
    expect(changes("function f(address a, address b) external pure returns (bool) { return a == b; }")).to.deep.equal([
      "relation: a == b → (a) != (b)",
    ]);
  });

  it("changes sums, quotients and their rounding, and drops what is returned", () => {
    expect(changes("function f(uint256 a, uint256 b) external pure returns (uint256) { return a / b; }")).to.deep.equal(
      ["return: a / b → 0", "arithmetic: a / b → (a) * (b)", "rounding: a / b → uint256(ceilOf((a), (b)))"],
    );
    expect(
      changes("function f(uint256 a, uint256 b) external pure returns (uint256) { return Math.ceilDiv(a, b); }"),
    ).to.deep.equal([
      "return: Math.ceilDiv(a, b) → 0",
      "rounding: Math.ceilDiv(a, b) → uint256(a) / (b)",
      "arguments: Math.ceilDiv(a, b) → Math.ceilDiv(b, a)",
    ]);
  });

  it("leaves out what changes nothing", () => {
    expect(changes("function f() external pure returns (Epoch) { return Epoch.wrap(0); }")).to.deep.equal([
      "constant: 0 → (0 + 1)",
    ]);
  });

  it("takes each part of a condition alone, and its negation", () => {
    expect(changes("function f(bool a) external view { if (a && !_open) return; }")).to.deep.equal([
      "logic: a && !_open → (a) || (!_open)",
      "logic: a && !_open → (a)",
      "logic: a && !_open → (!_open)",
      "negation: a → !a",
      "negation: !_open → _open",
      "statement: return; → ",
    ]);
  });

  it("deletes a check, or exchanges what its error says", () => {
    expect(changes("function f(uint256 a) external pure { require(a != LIMIT, Purse_Full(a, LIMIT)); }")).to.deep.equal(
      [
        "require: require(a != LIMIT, Purse_Full(a, LIMIT)); → ",
        "arguments: require(a != LIMIT, Purse_Full(a, LIMIT)); → require(a != LIMIT, Purse_Full(LIMIT, a))",
        "relation: a != LIMIT → (a) == (LIMIT)",
      ],
    );
  });

  it("deletes statements and exchanges the arguments of an event", () => {
    expect(
      changes("function f(address a) external { _sum += 3; delete _amounts[a]; emit Paid(a, msg.sender, 0); }"),
    ).to.deep.equal([
      "statement: _sum += 3; → ",
      "assignment: _sum += 3; → _sum -= 3",
      "constant: 3 → (3 + 1)",
      "constant: 3 → (3 - 1)",
      "statement: delete _amounts[a]; → ",
      "statement: emit Paid(a, msg.sender, 0); → ",
      "arguments: emit Paid(a, msg.sender, 0); → emit Paid(msg.sender, a, 0)",
      "constant: 0 → (0 + 1)",
    ]);
  });

  it("changes a constant once, wherever it is read", () => {
    const mutants = listMutants([purse("function f() external pure returns (uint256) { return LIMIT; }")]);
    expect(mutants.map(({ line, member, mutated }) => `${line} ${member} ${mutated}`)).to.deep.equal([
      "10 LIMIT (10) + 1",
      "10 LIMIT (10) - 1",
      "16 f 0",
    ]);
  });

  it("knows a mutant again after changes elsewhere, and tells equal ones apart", () => {
    const body = "function f(uint256 a) external pure returns (uint256) { return a + a + (a + a); }";
    const [one, other] = [listMutants([purse(body)]), listMutants([purse(`// more\n\n${body}`)])];
    expect(one.map(({ id }) => id)).to.deep.equal(other.map(({ id }) => id));
    expect(one.map(({ line }) => line)).to.not.deep.equal(other.map(({ line }) => line));
    expect(new Set(one.map(({ id }) => id)).size).to.equal(one.length);
  });

  it("gives code that compiles, with every mutant in it", () => {
    const source = purse(`
    uint256[LIMIT] private _places;
    function f(uint256 a, uint256 b, Epoch e) external returns (uint256 sum, bool odd) {
        require(a <= LIMIT || _open, Purse_Full(a, LIMIT));
        uint256 power = 1 << a;
        for (uint256 i = 0; i < LIMIT; ++i) if (i % 2 == 1) sum += _places[i] * 7 days - 1;
        (sum, odd) = (a > b ? Math.min(a, 5) : b / 4 + power, a & 1 != 0);
        if (Epoch.unwrap(e) == 0) revert Purse_Full(a, b);
        _amounts[msg.sender] = sum;
        _open = odd;
        return (sum, !odd);
    }`);
    const mutants = listMutants([source]);
    const uses = [...source.bytes.matchAll(/LIMIT(?! =)/g)].map(({ index }) => ({
      end: index + "LIMIT".length,
      constant: "",
      inFunction: source.bytes[index - 1] !== "[",
    }));
    const files = new Map([
      [SWITCH.path, SWITCH.content],
      [path, instrument(source, mutants, uses)],
    ]);
    expect(compileSolidity(root, files, "code").errors).to.deep.equal([]);
    for (const { number } of mutants) expect(files.get(path)).to.contain(`mutantIs(${number})`);
  });
});
