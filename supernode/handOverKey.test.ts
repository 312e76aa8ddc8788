import { expect } from "chai";
import { id } from "ethers";

import { Kind } from "../sdk/types/Kind.js";
import { claimsSchema } from "./claimsSchema.js";
import type { HandOverClaims } from "./HandOverClaims.js";
import { handOverKey } from "./handOverKey.js";

const claims: HandOverClaims = {
  sample: {
    submitter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    kind: Kind.FILE,
    contentHash: id("content"),
    possession: id("possession"),
    policy: 2n,
  },
  aggregator: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  root: id("root"),
  proof: [id("sibling")],
  ciphertextCid: id("ciphertext"),
  keyCommitment: id("key"),
};

const capitals = (hash: string) => `0x${hash.slice(2).toUpperCase()}`;

describe("handOverKey", () => {
  it("differs when a value does that is acknowledged (R1)", () => {
    const { sample } = claims;
    const others: HandOverClaims[] = [
      { ...claims, sample: { ...sample, submitter: claims.aggregator } },
      { ...claims, sample: { ...sample, kind: Kind.URL } },
      { ...claims, sample: { ...sample, contentHash: id("another content") } },
      { ...claims, sample: { ...sample, possession: id("another salt") } },
      { ...claims, sample: { ...sample, policy: 1n } },
      { ...claims, aggregator: sample.submitter },
      { ...claims, root: id("another root") },
      { ...claims, ciphertextCid: id("another ciphertext") },
      { ...claims, keyCommitment: id("another key") },
    ];
    expect(new Set([claims, ...others].map(handOverKey))).to.have.property("size", others.length + 1);
  });

  it("is one for every spelling, order of members and proof, also before they are read in one spelling", () => {
    const { sample, aggregator, root, ...others } = claims;
    const spellings: HandOverClaims[] = [
      { ...others, root, aggregator, sample: { ...sample } },
      { ...claims, aggregator: aggregator.toLowerCase(), root: capitals(root) },
      { ...claims, sample: { ...sample, submitter: capitals(sample.submitter) } },
      { ...claims, proof: [] },
      { ...claims, proof: [id("another way"), id("to the root")] },
    ];
    for (const spelling of spellings) expect(handOverKey(spelling)).to.equal(handOverKey(claims));
  });
});

describe("claimsSchema", () => {
  it("reads claims in one spelling: small digits in hashes, checksums in addresses", () => {
    const { sample } = claims;
    const written = {
      keyCommitment: capitals(claims.keyCommitment),
      ciphertextCid: capitals(claims.ciphertextCid),
      proof: claims.proof.map(capitals),
      root: capitals(claims.root),
      aggregator: claims.aggregator.toLowerCase(),
      sample: {
        policy: "2",
        possession: capitals(sample.possession),
        contentHash: capitals(sample.contentHash),
        kind: sample.kind,
        submitter: capitals(sample.submitter),
      },
    };
    const read = claimsSchema.parse(written);
    expect(read).to.deep.equal(claims);
    expect(JSON.stringify(Object.keys(read))).to.equal(JSON.stringify(Object.keys(claims)));
  });
});
