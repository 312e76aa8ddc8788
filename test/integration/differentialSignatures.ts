import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import {
  concat,
  getAddress,
  getBytes,
  id,
  Signature,
  toBeHex,
  type TypedDataDomain,
  Wallet,
  ZeroAddress,
} from "ethers";
import fc from "fast-check";
import { network } from "hardhat";

import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";
import { runs } from "../fuzzing/runs.js";

const N = secp256k1.Point.CURVE().n;
const DAY = 86_400;
const UNIT = 10n ** 18n;
const BOND = 100_000n * UNIT;
const SEATS = 7;
const QUORUM = 5;
const CONSENT = { SignerConsent: [{ name: "operator", type: "address" }] };

const { ethers, networkHelpers } = await network.create();
const [deployer, faults, ...operators] = (await ethers.getSigners()).slice(0, 2 + SEATS);
if (deployer === undefined || faults === undefined) throw new Error("The chain has no accounts.");
const genesis = (await networkHelpers.time.latest()) + DAY;

const clock = await ethers.deployContract("EpochClock", [genesis, DAY]);
const token = await ethers.deployContract("VirusMapToken", [
  {
    initialSupply: 1_000_000_000n * UNIT,
    miningShare: 6_000n,
    saleShare: 2_500n,
    developersShare: 1_000n,
    supportersShare: 500n,
    rewardPool: deployer,
    tokenSale: deployer,
    developers: deployer,
    supporters: deployer,
  },
]);
const staking = await ethers.deployContract("SupernodeStaking", [
  token,
  clock,
  faults,
  faults,
  {
    minimumBond: BOND,
    unbondingEpochs: 15n,
    evidenceEpochs: 14n,
    jailEpochs: 14n,
    equivocationLimit: 16n,
    slashShare: 1n,
    bountyShare: 1_000n,
    wrongKeyBountyShare: 5_000n,
  },
]);
const council = await ethers.deployContract("SupernodeCouncil", [staking, faults, SEATS, 3]);
const domain: TypedDataDomain = {
  name: "VirusMap SupernodeStaking",
  version: "1",
  chainId: (await ethers.provider.getNetwork()).chainId,
  verifyingContract: await staking.getAddress(),
};

const walletOf = (name: string) => new Wallet(id(name));
const operatorAt = (index: number) => operators[index] ?? expect.fail(`no operator ${index}`);
const firstKeys = operators.map((_, seat) => walletOf(`first key of ${seat}`));
const secondKeys = operators.map((_, seat) => walletOf(`second key of ${seat}`));
const keyAt = (keys: readonly Wallet[], index: number) => keys[index] ?? expect.fail(`no key ${index}`);

const consentOf = async (key: Wallet, operator: string, change: TypedDataDomain = {}) =>
  key.signTypedData({ ...domain, ...change }, CONSENT, { operator });

const toEpoch = async (epoch: number) => networkHelpers.time.increaseTo(genesis + (epoch - 1) * DAY);

/** The other signature of the same key and message. */
function mirrored(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  return concat([r, toBeHex(N - BigInt(s), 32), toBeHex(55 - v, 1)]);
}

describe("Signatures of supernodes against a model", () => {
  before(async () => {
    for (const [seat, operator] of operators.entries()) {
      await token.transfer(operator, BOND * 2n);
      await token.connect(operator).approve(staking, BOND * 2n);
      await staking.connect(operator).register({
        signer: keyAt(firstKeys, seat),
        signerProof: await consentOf(keyAt(firstKeys, seat), operator.address),
        encryptionKey: publicKeyOf(id(`encryption key of ${seat}`)),
        metadataURI: "",
        commission: 0n,
        bond: BOND + BigInt(seat) * UNIT,
      });
      await council.connect(operator).heartbeat(operator);
      await council.takeSeat(seat, operator);
    }
    await toEpoch(1);
  });

  describe("K10: consent of a key", () => {
    const fresh = walletOf("fresh key");
    const setSigner = async (key: string, proof: string) =>
      staking.connect(operatorAt(0)).setSigner.staticCall(key, proof);

    it("joins by its own signature for this operator, chain and contract, in no other form", async () => {
      const operator = operatorAt(0).address;
      const good = await consentOf(fresh, operator);
      await setSigner(fresh.address, good);

      const { r, s, v, yParityAndS } = Signature.from(good);
      const wrong: Record<string, string> = {
        "of another operator": await consentOf(fresh, operatorAt(1).address),
        "of another chain": await consentOf(fresh, operator, { chainId: 1n }),
        "of another contract": await consentOf(fresh, operator, { verifyingContract: operator }),
        "under another name": await consentOf(fresh, operator, { name: "VirusMap VerdictLedger" }),
        "under another version": await consentOf(fresh, operator, { version: "2" }),
        "by another key": await consentOf(walletOf("another key"), operator),
      };
      for (const [name, proof] of Object.entries(wrong)) {
        const recovered = recoverConsent(proof, operator);
        expect(recovered, name).to.not.equal(fresh.address);
        await expect(setSigner(fresh.address, proof), name)
          .to.be.revertedWithCustomError(staking, "SupernodeStaking_NoConsent")
          .withArgs(fresh.address, recovered);
      }
      const malformed: Record<string, string> = {
        mirrored: mirrored(good),
        compact: concat([r, yParityAndS]),
        "with v of 0 or 1": concat([r, s, toBeHex(v - 27, 1)]),
        "with v of 29": concat([r, s, "0x1d"]),
        "without its last byte": good.slice(0, -2),
        "with a byte more": `${good}00`,
        empty: "0x",
      };
      for (const [name, proof] of Object.entries(malformed)) {
        await expect(setSigner(fresh.address, proof), name)
          .to.be.revertedWithCustomError(staking, "SupernodeStaking_NoConsent")
          .withArgs(fresh.address, ZeroAddress);
        await expect(setSigner(ZeroAddress, proof), name)
          .to.be.revertedWithCustomError(staking, "SupernodeStaking_NoConsent")
          .withArgs(ZeroAddress, ZeroAddress);
      }
    });

    it("random bytes are no consent of anybody but whom a secp256k1 library recovers", async () => {
      const word = fc.bigInt(0n, (1n << 256n) - 1n).map((value) => toBeHex(value, 32));
      const lowWord = fc.bigInt(0n, N / 2n + 1n).map((value) => toBeHex(value, 32));
      const property = fc.asyncProperty(word, lowWord, fc.constantFrom(0, 1, 26, 27, 28, 29, 255), async (r, s, v) => {
        const proof = concat([r, s, toBeHex(v, 1)]);
        const recovered = recoverConsent(proof, operatorAt(0).address);
        await expect(setSigner(fresh.address, proof))
          .to.be.revertedWithCustomError(staking, "SupernodeStaking_NoConsent")
          .withArgs(fresh.address, recovered);
      });
      await fc.assert(property, runs(60));
    });
  });

  describe("R3: signatures of a report", () => {
    /** In epoch 1 every seat signs with its first key; seats 0 to 2 change theirs for epoch 2; seat 3 is jailed in epoch 2. */
    const JAILED = 3;
    const changed = (seat: number) => seat < 3;

    before(async () => {
      for (const [seat, operator] of operators.entries()) {
        if (!changed(seat)) continue;
        const key = keyAt(secondKeys, seat);
        await staking.connect(operator).setSigner(key, await consentOf(key, operator.address));
      }
      await toEpoch(2);
      await staking.connect(faults).slashEquivocation(operatorAt(JAILED), faults);
    });

    const KEYS = ["right", "first", "second", "neighbour", "stranger", "noise"] as const;

    /** Who holds which key of which seat in an epoch, from the story above. */
    function ownerOf(key: string, epoch: number): string {
      const first = firstKeys.findIndex(({ address }) => address === key);
      const second = secondKeys.findIndex(({ address }) => address === key);
      if (first >= 0 && epoch >= 1 && (epoch === 1 || !changed(first))) return operatorAt(first).address;
      if (second >= 0 && changed(second) && epoch >= 2) return operatorAt(second).address;
      return ZeroAddress;
    }

    it("counts distinct seats by their keys of the epoch, skips the jailed, and refuses everything else", async () => {
      const seen = { counted: 0, noQuorum: 0, wrongSigner: 0, count: 0 };
      const seatKeys = fc.array(
        fc.oneof(
          { weight: 24, arbitrary: fc.constant("right" as const) },
          { weight: 1, arbitrary: fc.constantFrom(...KEYS) },
        ),
        { minLength: SEATS, maxLength: SEATS },
      );
      const bits = fc.oneof(fc.constant((1 << SEATS) - 1), fc.integer({ min: 0, max: (1 << SEATS) - 1 }));
      const word = fc.bigInt(0n, (1n << 256n) - 1n).map((value) => toBeHex(value, 32));
      const property = fc.asyncProperty(
        fc.constantFrom(0, 1, 1, 2, 2, 3),
        bits,
        seatKeys,
        fc.constantFrom(0, 0, 0, 0, 0, -1, 1),
        word,
        async (epoch, seats, keys, surplus, digest) => {
          const signatures: { r: string; vs: string }[] = [];
          const signers: string[] = [];
          for (let seat = 0; seat < SEATS; ++seat) {
            if (((seats >> seat) & 1) === 0) continue;
            const { signature, signer } = sign(keys[seat] ?? "right", seat, epoch, digest);
            signatures.push(signature);
            signers.push(signer);
          }
          const given =
            surplus < 0
              ? signatures.slice(0, -1)
              : surplus > 0
                ? [...signatures, { r: digest, vs: digest }]
                : signatures;
          const call = council.verify.staticCall(epoch, digest, seats, given);

          const outcome = model(epoch, seats, signers, given.length);
          if ("error" in outcome) {
            const expectation = expect(call).to.be.revertedWithCustomError(council, outcome.error);
            await (outcome.args === undefined ? expectation : expectation.withArgs(...outcome.args));
            if (outcome.error === "SupernodeCouncil_NoQuorum") ++seen.noQuorum;
            if (outcome.error === "SupernodeCouncil_WrongSigner") ++seen.wrongSigner;
            if (outcome.error === "SupernodeCouncil_SignatureCount") ++seen.count;
          } else {
            const result = await call;
            expect([...result.signers]).to.deep.equal(outcome.signers);
            expect(result.counted).to.equal(outcome.counted);
            ++seen.counted;
          }
        },
      );
      await fc.assert(property, runs(200));
      for (const [name, count] of Object.entries(seen)) expect(count >= 5, `${name}: ${count}`).to.equal(true);
    });

    function sign(key: (typeof KEYS)[number], seat: number, epoch: number, digest: string) {
      if (key === "noise")
        return { signature: { r: digest, vs: digest }, signer: recoverCompact(digest, digest, digest) };
      const wallets = {
        right: epoch >= 2 && changed(seat) ? keyAt(secondKeys, seat) : keyAt(firstKeys, seat),
        first: keyAt(firstKeys, seat),
        second: keyAt(secondKeys, seat),
        neighbour: keyAt(firstKeys, (seat + 1) % SEATS),
        stranger: walletOf("stranger"),
      };
      const signature = wallets[key].signingKey.sign(digest);
      return { signature: { r: signature.r, vs: signature.yParityAndS }, signer: wallets[key].address };
    }

    type Verified = { signers: string[]; counted: bigint } | { error: string; args?: unknown[] };

    function model(epoch: number, seats: number, signers: readonly string[], given: number): Verified {
      const counting: string[] = [];
      let counted = 0n;
      let used = 0;
      for (let seat = 0; seat < SEATS; ++seat) {
        if (((seats >> seat) & 1) === 0) continue;
        if (used === given) return { error: "SupernodeCouncil_SignatureCount", args: [seats, given] };
        const signer = signers[used] ?? "";
        used += 1;
        if (signer.startsWith("ECDSA")) return { error: signer };
        const supernode = ownerOf(signer, epoch);
        if (supernode === ZeroAddress || supernode !== operatorAt(seat).address) {
          return { error: "SupernodeCouncil_WrongSigner", args: [seat, signer, epoch] };
        }
        if (seat === JAILED) continue;
        counting.push(supernode);
        counted |= 1n << BigInt(seat);
      }
      if (used !== given) return { error: "SupernodeCouncil_SignatureCount", args: [seats, given] };
      if (counting.length < QUORUM) return { error: "SupernodeCouncil_NoQuorum", args: [counting.length, QUORUM] };
      return { signers: counting, counted };
    }
  });

  /** By the library; the zero address for what OpenZeppelin refuses. */
  function recoverConsent(proof: string, operator: string): string {
    const bytes = getBytes(proof);
    if (bytes.length !== 65) return ZeroAddress;
    const [r, s] = [BigInt(toHex(bytes.slice(0, 32))), BigInt(toHex(bytes.slice(32, 64)))];
    const v = bytes[64] ?? 0;
    if (s > N / 2n || (v !== 27 && v !== 28)) return ZeroAddress;
    return recover(ethers.TypedDataEncoder.hash(domain, CONSENT, { operator }), r, s, v - 27) ?? ZeroAddress;
  }

  /** Who made a signature in the form of ERC-2098, or the error for what is none. */
  function recoverCompact(digest: string, r: string, vs: string): string {
    const s = BigInt(vs) & ((1n << 255n) - 1n);
    if (s > N / 2n) return "ECDSAInvalidSignatureS";
    return recover(digest, BigInt(r), s, Number(BigInt(vs) >> 255n)) ?? "ECDSAInvalidSignature";
  }

  function recover(digest: string, r: bigint, s: bigint, parity: number): string | undefined {
    try {
      const point = new secp256k1.Signature(r, s).addRecoveryBit(parity).recoverPublicKey(getBytes(digest));
      return getAddress(ethers.computeAddress(`0x${point.toHex(false)}`));
    } catch {
      return undefined;
    }
  }

  function toHex(bytes: Uint8Array): string {
    return `0x${Buffer.from(bytes).toString("hex")}`;
  }
});
