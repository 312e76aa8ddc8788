import { expect } from "chai";
import { dataLength, getBytes, hexlify, keccak256, randomBytes } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { generateKeyPair } from "./generateKeyPair.js";
import { KeyEnvelopeError } from "./KeyEnvelopeError.js";
import { unwrapKey } from "./unwrapKey.js";
import { wrapKey } from "./wrapKey.js";

describe("wrapped keys", () => {
  const recipient = generateKeyPair();
  const contentKey = hexlify(randomBytes(32));
  const contentHash = hexlify(randomBytes(32));

  it("open for the recipient and never look the same", () => {
    const envelope = wrapKey(contentKey, recipient.publicKey, contentHash);
    expect(dataLength(envelope)).to.equal(82);
    expect(unwrapKey(envelope, recipient.privateKey, contentHash)).to.equal(contentKey);
    expect(wrapKey(contentKey, recipient.publicKey, contentHash)).not.to.equal(envelope);
  });

  it("open for nobody else and for no other content", () => {
    const envelope = wrapKey(contentKey, recipient.publicKey, contentHash);
    const other = keccak256(contentHash);
    expect(() => unwrapKey(envelope, generateKeyPair().privateKey, contentHash)).to.throw(
      KeyEnvelopeError,
      `does not open for content ${contentHash}`,
    );
    expect(() => unwrapKey(envelope, recipient.privateKey, other)).to.throw(
      KeyEnvelopeError,
      `does not open for content ${other}`,
    );
  });

  it("do not open when any byte was changed", () => {
    const envelope = getBytes(wrapKey(contentKey, recipient.publicKey, contentHash));
    for (let i = 0; i < envelope.length; ++i) {
      const changed = Uint8Array.from(envelope);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => unwrapKey(hexlify(changed), recipient.privateKey, contentHash), `byte ${i}`).to.throw(
        KeyEnvelopeError,
      );
    }
  });

  it("say what is wrong with their form", () => {
    const envelope = wrapKey(contentKey, recipient.publicKey, contentHash);
    expect(() => unwrapKey(envelope.slice(0, -2), recipient.privateKey, contentHash)).to.throw(
      KeyEnvelopeError,
      "the envelope has 81 bytes, expected 82",
    );
    expect(() => unwrapKey(envelope.replace("0x01", "0x02"), recipient.privateKey, contentHash)).to.throw(
      KeyEnvelopeError,
      "the envelope is of version 0x02, expected 0x01",
    );
    expect(() => wrapKey("0x01", recipient.publicKey, contentHash)).to.throw(InvalidArgumentError, "contentKey");
    expect(() => wrapKey(contentKey, recipient.publicKey, "0x01")).to.throw(
      InvalidArgumentError,
      "contentHash is 0x01",
    );
  });
});
