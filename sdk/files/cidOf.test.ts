import { createHash } from "node:crypto";

import { expect } from "chai";
import { toBeHex } from "ethers";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { cidOf } from "./cidOf.js";
import { digestOfCid } from "./digestOfCid.js";

const sha256 = (text: string) => `0x${createHash("sha256").update(text).digest("hex")}`;

describe("cidOf", () => {
  it("is what IPFS gives to raw blocks", () => {
    expect(cidOf(sha256(""))).to.equal("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    expect(cidOf(sha256("hello world"))).to.equal("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  });

  it("refuses what is not 32 bytes", () => {
    expect(() => cidOf("0x00")).to.throw(InvalidArgumentError, "digest is 0x00, expected 32 bytes");
  });

  it("is undone by digestOfCid", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 256n) - 1n), (value) => {
        expect(digestOfCid(cidOf(toBeHex(value, 32)))).to.equal(toBeHex(value, 32));
      }),
    );
  });
});

describe("digestOfCid", () => {
  it("refuses other codecs, hashes, bases, lengths and letters", () => {
    const cid = cidOf(sha256(""));
    const others = [
      "",
      "b",
      cid.slice(0, -1),
      `${cid}a`,
      cid.toUpperCase(),
      `${cid.slice(0, -1)}1`,
      cid.replace("bafkrei", "bafybei"),
      "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH",
    ];
    for (const other of others) {
      expect(() => digestOfCid(other), other).to.throw(InvalidArgumentError, `cid is ${other}, expected a CID`);
    }
  });
});
