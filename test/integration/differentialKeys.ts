import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { AbiCoder, id, keccak256, solidityPackedKeccak256, toBeHex, ZeroAddress } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";

import { runs } from "../fuzzing/runs.js";

const { Point } = secp256k1;
const { p: P, n: N } = Point.CURVE();
const MAXIMUM = (1n << 256n) - 1n;
const EDGES = [1n, 2n, 3n, N / 2n, N / 2n + 1n, N - 2n, N - 1n] as const;

const { ethers } = await network.create();
const libraries = await ethers.deployContract("EquivalenceLibraries");

interface Affine {
  readonly x: bigint;
  readonly y: bigint;
}

async function call(name: string, ...values: unknown[]): Promise<unknown> {
  return libraries.getFunction(name).staticCall(...values);
}

/** Affine coordinates; no `PublicKey` of the SDK, so that nothing but the library stands behind them. */
function pointOf(scalar: bigint): Affine {
  const { x, y } = Point.BASE.multiply(scalar).toAffine();
  return { x, y };
}

function addressOf({ x, y }: Affine): string {
  return ethers.getAddress(`0x${solidityPackedKeccak256(["uint256", "uint256"], [x, y]).slice(-40)}`);
}

function product(first: bigint, second: bigint): string {
  const { x, y } = Point.BASE.multiply(first).multiply(second).toAffine();
  return addressOf({ x, y });
}

/** What the library says of a point, and that x is a scalar. */
function isKey({ x, y }: Affine): boolean {
  if (x >= N) return false;
  try {
    Point.fromAffine({ x, y }).assertValidity();
    return true;
  } catch {
    return false;
  }
}

const scalar = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt(1n, N - 1n));

describe("E4: key exchange against a secp256k1 library", () => {
  it("multiplies every pair of extreme keys", async () => {
    for (const first of EDGES) {
      expect(await call("publicAddress", first), first.toString()).to.equal(addressOf(pointOf(first)));
      for (const second of EDGES) {
        expect(await call("multiply", pointOf(first), second), `${first}, ${second}`).to.equal(product(first, second));
      }
    }
  });

  it("multiplies random keys, on either side", async () => {
    const property = fc.asyncProperty(scalar, scalar, async (first, second) => {
      const expected = product(first, second);
      expect(await call("multiply", pointOf(first), second)).to.equal(expected);
      expect(await call("multiply", pointOf(second), first)).to.equal(expected);
    });
    await fc.assert(property, runs(60));
  });

  it("takes 1 to n − 1 for a private key, and not 0, n, n + 1 or the largest number", async () => {
    for (const value of [0n, ...EDGES, N, N + 1n, P, MAXIMUM]) {
      const expected = secp256k1.utils.isValidSecretKey(Buffer.from(toBeHex(value, 32).slice(2), "hex"));
      expect(await call("isScalar", value), value.toString()).to.equal(expected);
    }
    // What an unchecked caller would get: no key at all, or that of the rest.
    expect(await call("publicAddress", 0n)).to.equal(ZeroAddress);
    expect(await call("publicAddress", N)).to.equal(ZeroAddress);
    expect(await call("publicAddress", N + 1n)).to.equal(addressOf(pointOf(1n)));
  });

  it("takes a point of the curve and no other", async () => {
    const coordinate = fc.oneof(
      fc.constantFrom(0n, 1n, N - 1n, N, N + 1n, P - 1n, P, P + 1n, MAXIMUM),
      fc.bigInt(0n, MAXIMUM),
    );
    let keys = 0;
    const property = fc.asyncProperty(scalar, coordinate, coordinate, async (secret, x, y) => {
      const key = pointOf(secret);
      for (const point of [key, { x: key.x, y: P - key.y }, { x: key.x, y }, { x, y: key.y }, { x, y }]) {
        const expected = isKey(point);
        expect(await call("isValid", point), `${point.x}, ${point.y}`).to.equal(expected);
        if (expected) ++keys;
      }
    });
    await fc.assert(property, runs(60));
    expect(keys >= 120, `${keys} keys`).to.equal(true);
  });

  it("unmasks what was masked with the library, and anything else to another key", async () => {
    const key = fc.bigInt(0n, MAXIMUM).map((value) => toBeHex(value, 32));
    const flip = fc.bigInt(1n, MAXIMUM);
    const property = fc.asyncProperty(scalar, scalar, key, flip, async (provider, buyer, contentKey, change) => {
      const order = id(`${provider} ${buyer}`);
      const mask = keccak256(
        AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [product(provider, buyer), order]),
      );
      const masked = BigInt(contentKey) ^ BigInt(mask);
      const shared = await call("multiply", pointOf(provider), buyer);
      const unmask = async (value: bigint) => call("mask", toBeHex(value, 32), shared, order);
      expect(await unmask(masked)).to.equal(contentKey);
      expect(keccak256((await unmask(masked ^ change)) as string)).to.not.equal(keccak256(contentKey));
    });
    await fc.assert(property, runs(60));
  });
});
