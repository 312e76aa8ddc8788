import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { id, MaxUint256, toBeHex, type TypedDataDomain, Wallet, ZeroAddress } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";

import { runs } from "../fuzzing/runs.js";
import { PERMIT_TYPES, type PermitCall, permitOutcome } from "./models/permitOutcome.js";

const N = secp256k1.Point.CURVE().n;

const { ethers, networkHelpers } = await network.create();
const [deployer, relayer] = await ethers.getSigners();
if (deployer === undefined || relayer === undefined) throw new Error("The chain has no accounts.");
const parts = { miningShare: 6_000n, saleShare: 2_500n, developersShare: 1_000n, supportersShare: 500n };
const token = await ethers.deployContract("VirusMapToken", [
  {
    initialSupply: 10n ** 27n,
    ...parts,
    rewardPool: deployer.address,
    tokenSale: deployer.address,
    developers: deployer.address,
    supporters: deployer.address,
  },
]);
const owners = [new Wallet(id("owner 0")), new Wallet(id("owner 1"))] as const;
const spenders = [relayer.address, new Wallet(id("spender")).address] as const;
const domain: TypedDataDomain = {
  name: "VirusMap Token",
  version: "1",
  chainId: (await ethers.provider.getNetwork()).chainId,
  verifyingContract: await token.getAddress(),
};

/** What differs between what was signed and what is sent; none of them in a permit that has to succeed. */
const CHANGES = {
  signer: () => ({}),
  chain: () => ({}),
  contract: () => ({}),
  name: () => ({}),
  version: () => ({}),
  usedNonce: () => ({}),
  futureNonce: () => ({}),
  owner: () => ({ owner: owners[1].address }),
  spender: () => ({ spender: spenders[1] }),
  value: (call: PermitCall) => ({ value: call.value ^ 1n }),
  deadline: (call: PermitCall) => ({ deadline: call.deadline === MaxUint256 ? MaxUint256 - 1n : call.deadline + 1n }),
  mirrored: (call: PermitCall) => ({ s: N - call.s, v: 55n - call.v }), // the other signature of the same key
  highSOnly: (call: PermitCall) => ({ s: N - call.s }),
  otherParity: (call: PermitCall) => ({ v: 55n - call.v }),
  zeroV: (call: PermitCall) => ({ v: call.v - 27n }),
  compactV: (call: PermitCall) => ({ v: 0n, s: call.s | ((call.v - 27n) << 255n) }), // ERC-2098
  largeV: () => ({ v: 29n }),
  replayProtectedV: (call: PermitCall) => ({ v: call.v + 10n }), // EIP-155
  largestV: () => ({ v: 255n }),
  zeroR: () => ({ r: 0n }),
  largeR: () => ({ r: N }),
  zeroS: () => ({ s: 0n }),
  halfOfTheOrder: () => ({ s: N / 2n }),
  aboveHalf: () => ({ s: N / 2n + 1n }),
  nobody: () => ({ owner: ZeroAddress }),
} satisfies Record<string, (call: PermitCall) => Partial<PermitCall>>;
type Change = keyof typeof CHANGES;
const NAMES = Object.keys(CHANGES) as Change[];

/** Signs for the first owner as `changes` say, and changes what is sent. */
async function permitWith(changes: readonly Change[], value: bigint, deadline: bigint): Promise<PermitCall> {
  const [owner, other] = owners;
  const nonce = await token.getFunction("nonces").staticCall(owner.address);
  const has = (change: Change) => changes.includes(change);
  const signature = await (has("signer") ? other : owner).signTypedData(
    {
      ...domain,
      ...(has("chain") ? { chainId: 1n } : {}),
      ...(has("contract") ? { verifyingContract: spenders[1] } : {}),
      ...(has("name") ? { name: "VirusMap" } : {}),
      ...(has("version") ? { version: "2" } : {}),
    },
    PERMIT_TYPES,
    {
      owner: owner.address,
      spender: spenders[0],
      value,
      nonce: has("usedNonce") && nonce > 0n ? nonce - 1n : has("futureNonce") ? nonce + 1n : nonce,
      deadline,
    },
  );
  const { v, r, s } = ethers.Signature.from(signature);
  const call: PermitCall = {
    owner: owner.address,
    spender: spenders[0],
    value,
    deadline,
    v: BigInt(v),
    r: BigInt(r),
    s: BigInt(s),
  };
  const changed = changes.reduce((before, change) => ({ ...before, ...CHANGES[change](before) }), call);
  // Two changes of one signature may leave its types.
  return { ...changed, v: BigInt.asUintN(8, changed.v), s: BigInt.asUintN(256, changed.s) };
}

/** Sends the permit in the next block, at `time`, and compares what happens with the model. */
async function expectAsModelled(call: PermitCall, time: number): Promise<boolean> {
  const nonce = await token.getFunction("nonces").staticCall(call.owner);
  const outcome = permitOutcome(call, domain, nonce, BigInt(time));
  await networkHelpers.time.setNextBlockTimestamp(time);
  const { owner, spender, value, deadline, v } = call;
  const sent = token.getFunction("permit")(
    owner,
    spender,
    value,
    deadline,
    v,
    toBeHex(call.r, 32),
    toBeHex(call.s, 32),
    {
      gasLimit: 200_000n,
    },
  );
  if (outcome === undefined) {
    await sent;
    expect(await token.getFunction("allowance").staticCall(owner, spender)).to.equal(value);
  } else {
    await expect(sent)
      .to.be.revertedWithCustomError(token, outcome.error)
      .withArgs(...outcome.args);
  }
  expect(await token.getFunction("nonces").staticCall(owner)).to.equal(outcome === undefined ? nonce + 1n : nonce);
  return outcome === undefined;
}

const amount = fc.oneof(fc.constantFrom(0n, 1n, MaxUint256), fc.bigInt(0n, MaxUint256));

async function nextTime(): Promise<number> {
  return (await networkHelpers.time.latest()) + 10;
}

describe("T3: permits against a model that recovers signatures with a secp256k1 library", () => {
  it("agrees on any permit with up to two changes", async () => {
    let [succeeded, refused] = [0, 0];
    const property = fc.asyncProperty(
      fc.subarray(NAMES, { maxLength: 2 }),
      amount,
      fc.integer({ min: -2, max: 2 }),
      async (changes, value, left) => {
        const time = await nextTime();
        const call = await permitWith(changes, value, BigInt(time + left));
        if (await expectAsModelled(call, time)) ++succeeded;
        else ++refused;
      },
    );
    await fc.assert(property, runs(100));
    expect(succeeded > 5 && refused > 50, `${succeeded} succeeded, ${refused} refused`).to.equal(true);
  });

  for (const change of NAMES) {
    it(`refuses a permit after one change alone: ${change}`, async () => {
      // So that a used nonce exists.
      await expectAsModelled(await permitWith([], 1n, MaxUint256), await nextTime());
      const time = await nextTime();
      const call = await permitWith([change], 5n, MaxUint256 - 5n);
      expect(await expectAsModelled(call, time)).to.equal(false);
    });
  }

  it("is valid through its deadline, and expired a second later", async () => {
    for (const [late, expected] of [
      [-1, true],
      [0, true],
      [1, false],
    ] as const) {
      const time = await nextTime();
      const call = await permitWith([], 5n, BigInt(time - late));
      expect(await expectAsModelled(call, time), late.toString()).to.equal(expected);
    }
  });

  it("serves once", async () => {
    const call = await permitWith([], 5n, MaxUint256);
    expect(await expectAsModelled(call, await nextTime())).to.equal(true);
    expect(await expectAsModelled(call, await nextTime())).to.equal(false);
  });
});
