import { expect } from "chai";
import { getAddress, hexlify, keccak256, randomBytes, toBeHex, Wallet, ZeroHash } from "ethers";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { compressedKey } from "./compressedKey.js";
import { generateKeyPair } from "./generateKeyPair.js";
import { isValidPublicKey } from "./isValidPublicKey.js";
import { keyCommitment } from "./keyCommitment.js";
import { maskKey } from "./maskKey.js";
import { publicKeyFromX } from "./publicKeyFromX.js";
import { publicKeyOf } from "./publicKeyOf.js";
import { sharedPointAddress } from "./sharedPointAddress.js";

const P = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn;
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const G = {
  x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
};

const privateKeys = fc.bigInt(1n, N - 1n).map((scalar) => toBeHex(scalar, 32));

describe("public keys", () => {
  it("of the private keys 1 and n - 1 are the generator and its negative", () => {
    expect(publicKeyOf(toBeHex(1, 32))).to.deep.equal(G);
    expect(publicKeyOf(toBeHex(N - 1n, 32))).to.deep.equal({ x: G.x, y: P - G.y });
  });

  it("come from no private key of zero, of the group's order or of another length, which no message shows", () => {
    for (const key of [ZeroHash, toBeHex(N, 32), "0x01", "secret"]) {
      expect(() => publicKeyOf(key)).to.throw(
        InvalidArgumentError,
        "privateKey is not shown, expected 32 bytes, from 1 to the order of secp256k1 minus 1",
      );
    }
  });

  it("are refused off the curve, at zero, and with coordinates out of range", () => {
    expect(isValidPublicKey(G)).to.equal(true);
    expect(isValidPublicKey({ x: G.x, y: P - G.y })).to.equal(true);
    expect(isValidPublicKey({ x: G.x, y: G.y + 1n })).to.equal(false);
    expect(isValidPublicKey({ x: 0n, y: 0n })).to.equal(false);
    expect(isValidPublicKey({ x: G.x, y: G.y + P })).to.equal(false);
    expect(isValidPublicKey({ x: G.x + P, y: G.y })).to.equal(false);
    expect(isValidPublicKey({ x: G.x, y: -G.y })).to.equal(false);
  });

  it("are refused with x at or above the group's order, though on the curve", () => {
    const square = (x: bigint) => (x * x * x + 7n) % P;
    const root = (value: bigint) => {
      let result = 1n;
      for (let base = value, exponent = (P + 1n) / 4n; exponent > 0n; exponent >>= 1n, base = (base * base) % P) {
        if (exponent & 1n) result = (result * base) % P;
      }
      return result;
    };
    let x = N;
    while ((root(square(x)) * root(square(x))) % P !== square(x)) ++x;
    const y = root(square(x));
    expect((y * y) % P).to.equal(square(x));
    expect(isValidPublicKey({ x, y })).to.equal(false);
    expect(() => publicKeyFromX(x, y & 1n)).to.throw(InvalidArgumentError, "a point of secp256k1 with x from 1");
  });

  it("are generated afresh until one is a key", () => {
    const draws = [new Uint8Array(32), new Uint8Array(32).fill(255), randomBytes(31), new Uint8Array(32).fill(1)];
    const pair = generateKeyPair(() => draws.shift() ?? expect.fail("drawn too often"));
    expect(pair.privateKey).to.equal(`0x${"01".repeat(32)}`);
    expect(generateKeyPair().privateKey).not.to.equal(generateKeyPair().privateKey);
  });

  it("survive compression", () => {
    fc.assert(
      fc.property(privateKeys, (privateKey) => {
        const key = publicKeyOf(privateKey);
        expect(compressedKey(key)).to.equal(new Wallet(privateKey).signingKey.compressedPublicKey);
        expect(publicKeyFromX(key.x, key.y & 1n)).to.deep.equal(key);
      }),
      { numRuns: 30 },
    );
  });

  it("do not come from an x that is on no point", () => {
    expect(() => publicKeyFromX(5n, 0n)).to.throw(InvalidArgumentError, "x and parity is 5 and 0");
    expect(() => publicKeyFromX(G.x, 2n)).to.throw(InvalidArgumentError, `x and parity is ${G.x} and 2`);
  });
});

describe("key exchange", () => {
  it("gives both sides one address", () => {
    fc.assert(
      fc.property(privateKeys, privateKeys, (alice, bob) => {
        expect(sharedPointAddress(alice, publicKeyOf(bob))).to.equal(sharedPointAddress(bob, publicKeyOf(alice)));
      }),
      { numRuns: 30 },
    );
  });

  it("with the generator gives the key's own address", () => {
    const wallet = Wallet.createRandom();
    expect(sharedPointAddress(wallet.privateKey, G)).to.equal(wallet.address);
  });

  it("refuses a point off the curve", () => {
    expect(() => sharedPointAddress(toBeHex(2, 32), { x: 1n, y: 1n })).to.throw(
      InvalidArgumentError,
      "publicKey is (1, 1)",
    );
  });

  it("masks and unmasks by the same operation, for one order and one pair alone", () => {
    const [key, order] = [hexlify(randomBytes(32)), hexlify(randomBytes(32))];
    const address = getAddress(hexlify(randomBytes(20)));
    const masked = maskKey(key, address, order);
    expect(maskKey(masked, address, order)).to.equal(key);
    expect(maskKey(masked, address, keccak256(order))).not.to.equal(key);
    expect(maskKey(masked, getAddress(hexlify(randomBytes(20))), order)).not.to.equal(key);
  });

  it("commits to the key's hash and refuses another length", () => {
    expect(keyCommitment(ZeroHash)).to.equal(keccak256(ZeroHash));
    for (const use of [() => keyCommitment("0x00"), () => maskKey("0x00", Wallet.createRandom().address, ZeroHash)]) {
      expect(use).to.throw(InvalidArgumentError, "contentKey is not shown, expected 32 bytes");
    }
  });
});
