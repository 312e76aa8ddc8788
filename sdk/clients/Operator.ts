import { computeAddress, type Signer } from "ethers";

import type { DataMarket, SupernodeCouncil, SupernodeStaking } from "../../typechain-types/index.js";
import type { SystemContracts } from "../deployment/SystemContracts.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { compressedKey } from "../keys/compressedKey.js";
import { keyCommitment } from "../keys/keyCommitment.js";
import { maskKey } from "../keys/maskKey.js";
import { publicKeyFromX } from "../keys/publicKeyFromX.js";
import { publicKeyOf } from "../keys/publicKeyOf.js";
import { sharedPointAddress } from "../keys/sharedPointAddress.js";
import { orderId } from "../orders/orderId.js";
import { queryEvents } from "../replay/queryEvents.js";
import { signConsent } from "../signatures/signConsent.js";
import type { PublicKey } from "../types/PublicKey.js";
import { chainIdOf } from "./chainIdOf.js";
import { confirm } from "./confirm.js";
import type { Confirmed } from "./Confirmed.js";
import { eventOf } from "./eventOf.js";
import { LateDeliveryError } from "./LateDeliveryError.js";
import { latestTime } from "./latestTime.js";
import { permitFor } from "./permitFor.js";
import { ProviderKeyError } from "./ProviderKeyError.js";
import type { Purchase } from "./Purchase.js";
import { toPurchase } from "./toPurchase.js";

/** The last part of the shortest delivery time, in which no key is sent: an hour of six. */
const DELIVERY_MARGIN_PARTS = 6n;

/** Running a supernode: its stake, its seat, its deliveries. The operator's account is the signer. */
export class Operator {
  private readonly staking: SupernodeStaking;
  private readonly council: SupernodeCouncil;
  private readonly market: DataMarket;

  constructor(
    private readonly contracts: Pick<SystemContracts, "staking" | "council" | "market" | "token">,
    private readonly signer: Signer,
  ) {
    this.staking = contracts.staking.connect(signer);
    this.council = contracts.council.connect(signer);
    this.market = contracts.market.connect(signer);
  }

  /**
   * Registers the supernode, with the signing key's consent and a permit for the bond.
   *
   * @param terms.reportSigner the plain key that will sign reports
   * @param terms.commission basis points
   * @param terms.bond units of VMT
   */
  async register(terms: {
    reportSigner: Signer;
    encryptionKey: PublicKey;
    metadataURI: string;
    commission: bigint;
    bond: bigint;
  }): Promise<Confirmed> {
    const { reportSigner, ...others } = terms;
    const consent = await this.consentOf(reportSigner);
    const permit = await permitFor(this.signer, this.contracts.token, this.staking, terms.bond);
    return { receipt: await confirm(this.staking.registerWithPermit({ ...consent, ...others }, permit)) };
  }

  /**
   * Adds to the supernode's bond, with a permit.
   *
   * @param amount units of VMT
   */
  async addBond(amount: bigint): Promise<Confirmed> {
    const permit = await permitFor(this.signer, this.contracts.token, this.staking, amount);
    return { receipt: await confirm(this.staking.addBondWithPermit(amount, permit)) };
  }

  /** Replaces the signing key from the next epoch on. */
  async setSigner(reportSigner: Signer): Promise<Confirmed & { from: bigint }> {
    const { signer, signerProof } = await this.consentOf(reportSigner);
    const receipt = await confirm(this.staking.setSigner(signer, signerProof));
    const { from } = await eventOf(this.staking, receipt, this.staking.filters.SignerChanged);
    return { receipt, from };
  }

  private async consentOf(reportSigner: Signer): Promise<{ signer: string; signerProof: string }> {
    const [chainId, staking] = await Promise.all([chainIdOf(this.signer), this.staking.getAddress()]);
    const operator = await this.signer.getAddress();
    return {
      signer: await reportSigner.getAddress(),
      signerProof: await signConsent(reportSigner, chainId, staking, operator),
    };
  }

  /** Shows that the supernode is there. */
  async heartbeat(): Promise<Confirmed> {
    return { receipt: await confirm(this.council.heartbeat(await this.signer.getAddress())) };
  }

  /** Takes a seat for a supernode, by default the signer's, which serves from the epoch returned. Anyone can. */
  async takeSeat(seat: number, supernode?: string): Promise<Confirmed & { from: bigint }> {
    const receipt = await confirm(this.council.takeSeat(seat, supernode ?? (await this.signer.getAddress())));
    const { from } = await eventOf(this.council, receipt, this.council.filters.SeatTaken);
    return { receipt, from };
  }

  /**
   * The orders that were made with this supernode as provider, delivered or not.
   *
   * @param fromBlock where to begin, at the earliest the market's deployment
   */
  async purchases(fromBlock: number): Promise<Purchase[]> {
    const filter = this.market.filters.Purchased(undefined, undefined, await this.signer.getAddress());
    const events = await queryEvents(this.market, filter, fromBlock);
    return events.map(({ args }) => toPurchase(args));
  }

  /**
   * Delivers the content key, masked for the order's buyer alone. Refuses a key that is not the one committed to, and
   * any key near the deadline, so that none is shown for nothing; and an order whose number or buyer's key is not that of
   * its terms: who invents those of a true order, such as its node, would make the provider mask a wrong key.
   *
   * @param encryptionPrivateKey private half of the supernode's encryption key when the order was made
   * @throws {ProviderKeyError} when it is of another one: the delivery would be a fault
   */
  async deliver(
    purchase: Purchase,
    contentKey: string,
    encryptionPrivateKey: string,
  ): Promise<Confirmed & { disputableUntil: bigint }> {
    const { id, order, buyerKey } = purchase;
    if (keyCommitment(contentKey) !== order.keyCommitment) {
      throw new InvalidArgumentError("contentKey", "not shown", `the key committed to by ${order.keyCommitment}`);
    }
    const expectedId = orderId(await chainIdOf(this.signer), await this.market.getAddress(), order);
    if (id !== expectedId) throw new InvalidArgumentError("purchase.id", id, `${expectedId}, of its terms`);
    const buyerPoint = compressedKey(buyerKey);
    if (computeAddress(buyerPoint) !== order.buyerKey) {
      throw new InvalidArgumentError("purchase.buyerKey", buyerPoint, `the key of the address ${order.buyerKey}`);
    }
    const given = publicKeyOf(encryptionPrivateKey);
    const expected = publicKeyFromX(order.providerKeyX, order.providerKeyParity);
    if (given.x !== expected.x || given.y !== expected.y)
      throw new ProviderKeyError(compressedKey(given), compressedKey(expected));
    const latest = order.deadline - (await this.market.MINIMUM_DELIVERY()) / DELIVERY_MARGIN_PARTS;
    const time = await latestTime(this.signer);
    if (time >= latest) throw new LateDeliveryError(time, latest, order.deadline);

    const maskedKey = maskKey(contentKey, sharedPointAddress(encryptionPrivateKey, buyerKey), id);
    const receipt = await confirm(this.market.deliver(order, maskedKey));
    const { disputableUntil } = await eventOf(this.market, receipt, this.market.filters.Delivered);
    return { receipt, disputableUntil };
  }

  /**
   * Pays each of `supernodes` a reward out of the signer's VMT, with a permit.
   *
   * @param amount units of VMT for each
   */
  async payIn(supernodes: readonly string[], amount: bigint): Promise<Confirmed> {
    const total = amount * BigInt(supernodes.length);
    const permit = await permitFor(this.signer, this.contracts.token, this.staking, total);
    return { receipt: await confirm(this.staking.payInWithPermit([...supernodes], amount, permit)) };
  }

  /** Leaves jail, once its epochs are over. */
  async unjail(): Promise<Confirmed> {
    return { receipt: await confirm(this.staking.unjail()) };
  }

  /** Ends the supernode's candidacy for ever. */
  async resign(): Promise<Confirmed & { releaseEpoch: bigint }> {
    const receipt = await confirm(this.staking.resign());
    const { releaseEpoch } = await eventOf(this.staking, receipt, this.staking.filters.Resigned);
    return { receipt, releaseEpoch };
  }

  /** Takes the bond of a resigned supernode, in units of VMT. */
  async withdrawBond(): Promise<Confirmed & { amount: bigint }> {
    const receipt = await confirm(this.staking.withdrawBond());
    const { amount } = await eventOf(this.staking, receipt, this.staking.filters.BondWithdrawn);
    return { receipt, amount };
  }
}
