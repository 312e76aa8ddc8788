import { expect } from "chai";
import { dataLength, dataSlice, getBytes, hexlify, keccak256, randomBytes, sha256, toUtf8Bytes } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { generateKeyPair } from "./generateKeyPair.js";
import { KeyEnvelopeError } from "./KeyEnvelopeError.js";
import { KeyUnwrapper } from "./KeyUnwrapper.js";
import { KeyWrapper } from "./KeyWrapper.js";
import { unwrapKey } from "./unwrapKey.js";

const INDEX = [34, 38] as const;
const named = (name: string) => sha256(toUtf8Bytes(name));

describe("wrapped keys", () => {
  const recipient = generateKeyPair();
  const contentKey = hexlify(randomBytes(32));
  const leaf = hexlify(randomBytes(32));
  const wrapOne = () => new KeyWrapper(recipient.publicKey).wrap(contentKey, leaf);

  it("open for the recipient, each with its own key", () => {
    const wrapper = new KeyWrapper(recipient.publicKey);
    const keys = Array.from({ length: 20 }, (_, i) => [named(`key ${i}`), named(`leaf ${i}`)] as const);
    const envelopes = keys.map((pair) => wrapper.wrap(...pair));
    keys.forEach(([key, ofLeaf], i) => {
      const envelope = envelopes[i] ?? "";
      expect(dataLength(envelope)).to.equal(86);
      expect(Number(dataSlice(envelope, ...INDEX))).to.equal(i);
      expect(unwrapKey(envelope, recipient.privateKey, ofLeaf)).to.equal(key);
    });
  });

  it("open with one unwrapper in any order, also after one that does not open", () => {
    const wrappers = [new KeyWrapper(recipient.publicKey), new KeyWrapper(recipient.publicKey)];
    const stranger = new KeyWrapper(generateKeyPair().publicKey).wrap(contentKey, leaf);
    const unwrapper = new KeyUnwrapper(recipient.privateKey);
    for (const turn of [0, 0, 1, 0, 1, 1]) {
      const key = hexlify(randomBytes(32));
      const envelope = wrappers[turn]?.wrap(key, leaf) ?? "";
      const changed = envelope.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
      for (const wrong of [changed, stranger, "0x02"]) {
        expect(() => unwrapper.unwrap(wrong, leaf)).to.throw(KeyEnvelopeError);
        expect(unwrapper.unwrap(envelope, leaf)).to.equal(key);
      }
    }
  });

  it("never share key and nonce, though key and leaf are the same", () => {
    const wrapper = new KeyWrapper(recipient.publicKey);
    const [first, second] = [wrapper.wrap(contentKey, leaf), wrapper.wrap(contentKey, leaf)];
    const other = wrapOne();
    // Under one key and nonce, AES-GCM would give one ciphertext.
    expect(new Set([first, second, other].map((envelope) => dataSlice(envelope, 38, 70))).size).to.equal(3);
    for (const envelope of [first, second, other]) {
      expect(unwrapKey(envelope, recipient.privateKey, leaf)).to.equal(contentKey);
    }
    const ephemeral = (envelope: string) => dataSlice(envelope, 1, 34);
    expect(ephemeral(second)).to.equal(ephemeral(first));
    expect(ephemeral(other)).not.to.equal(ephemeral(first));
    // One's index on the other's ciphertext does not open.
    const mixed = first.slice(0, 2 + 2 * 34) + second.slice(2 + 2 * 34, 2 + 2 * 38) + first.slice(2 + 2 * 38);
    expect(() => unwrapKey(mixed, recipient.privateKey, leaf)).to.throw(KeyEnvelopeError);
  });

  // Computed by another library (Python's cryptography) from the format's description.
  const vectors = [
    "0x02039c7a3a75b43dfa0c28c911a4ff1ff157a176116c4e4d00ca15fead57b4806c03000000009b66c696e4e8acc4e9bf89e9ae08f0d756706b6d1164ebf93d170b1cc93d0e34665ea0d5935a29d9c5c6630e76fd8f5f",
    "0x02039c7a3a75b43dfa0c28c911a4ff1ff157a176116c4e4d00ca15fead57b4806c0301020304d901ab41b6ef6dc8d0491104848e44feb777ee11e689594b1fd4f314300e17e004c511b48833044dbef7c4944ee78b45",
  ];
  for (const envelope of vectors) {
    it(`open when another implementation made them, with the index ${dataSlice(envelope, ...INDEX)}`, () => {
      expect(unwrapKey(envelope, named("recipient"), named("leaf"))).to.equal(named("content key"));
    });
  }

  it("open for nobody else and for no other leaf", () => {
    const envelope = wrapOne();
    const other = keccak256(leaf);
    expect(() => unwrapKey(envelope, generateKeyPair().privateKey, leaf)).to.throw(
      KeyEnvelopeError,
      `does not open for the leaf ${leaf}`,
    );
    expect(() => unwrapKey(envelope, recipient.privateKey, other)).to.throw(
      KeyEnvelopeError,
      `does not open for the leaf ${other}`,
    );
  });

  it("do not open when any byte was changed", () => {
    const envelope = getBytes(wrapOne());
    for (let i = 0; i < envelope.length; ++i) {
      const changed = Uint8Array.from(envelope);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => unwrapKey(hexlify(changed), recipient.privateKey, leaf), `byte ${i}`).to.throw(KeyEnvelopeError);
    }
  });

  it("say what is wrong with their form", () => {
    const envelope = wrapOne();
    expect(() => unwrapKey(envelope.slice(0, -2), recipient.privateKey, leaf)).to.throw(
      KeyEnvelopeError,
      "the envelope has 85 bytes, expected 86",
    );
    expect(() => unwrapKey(envelope.replace("0x02", "0x01"), recipient.privateKey, leaf)).to.throw(
      KeyEnvelopeError,
      "the envelope is of version 0x01, expected 0x02",
    );
    const wrapper = new KeyWrapper(recipient.publicKey);
    expect(() => wrapper.wrap("0x01", leaf)).to.throw(InvalidArgumentError, "contentKey is not shown");
    expect(() => wrapper.wrap(contentKey, "0x01")).to.throw(InvalidArgumentError, "leaf is 0x01");
    expect(() => unwrapKey(envelope, recipient.privateKey, "0x01")).to.throw(InvalidArgumentError, "leaf is 0x01");
    expect(() => new KeyWrapper({ x: 1n, y: 1n })).to.throw(InvalidArgumentError, "publicKey is (1, 1)");
  });
});
