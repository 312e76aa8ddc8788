import { LateDeliveryError } from "../../../sdk/clients/LateDeliveryError.js";
import { Operator } from "../../../sdk/clients/Operator.js";
import { ProviderKeyError } from "../../../sdk/clients/ProviderKeyError.js";
import type { Purchase } from "../../../sdk/clients/Purchase.js";
import { InvalidArgumentError } from "../../../sdk/errors/InvalidArgumentError.js";
import { ProtocolError } from "../../../sdk/errors/ProtocolError.js";
import { KeyEnvelopeError } from "../../../sdk/keys/KeyEnvelopeError.js";
import { unwrapKey } from "../../../sdk/keys/unwrapKey.js";
import { sampleLeaf } from "../../../sdk/trees/sampleLeaf.js";
import { OrderStatus } from "../../../sdk/types/OrderStatus.js";
import type { WalletCall } from "../../../sdk/wallets/WalletCall.js";
import type { Supernode } from "../../../supernode/Supernode.js";
import { describeFailure } from "../../describeFailure.js";
import { ExitCode } from "../../ExitCode.js";
import type { Field } from "../../output/Field.js";
import type { Outcome } from "../../output/Outcome.js";
import type { Session } from "../../Session.js";
import { SimulatedError } from "../../simulation/SimulatedError.js";
import type { Simulation } from "../../simulation/Simulation.js";
import { PreparedError } from "../../wallets/PreparedError.js";
import { acceptedFiles } from "./acceptedFiles.js";
import { openSupernode } from "./openSupernode.js";

/** What can be wrong with one order and is not with the next; all else, such as too little ETH, ends the command. */
const FAULTS = [LateDeliveryError, ProviderKeyError, KeyEnvelopeError, InvalidArgumentError, ProtocolError];

interface Delivery {
  readonly exitCode: ExitCode;
  readonly result: string;
  readonly transaction: string | null;
  /** What was tried or prepared instead of being sent. */
  readonly unsent?: SimulatedError | PreparedError;
}

/**
 * Delivers the key of every open order that names this supernode, masked for its buyer. Anyone can make an order that cannot be
 * delivered: it has its own result, and the exit code is that of the first such one. In a dry run each is tried by itself, and a
 * contract wallet gets one batch of all that can be delivered.
 */
export async function deliver(session: Session): Promise<Outcome> {
  const contracts = await session.contracts();
  const { firstBlock } = await session.deployment();
  const node = await openSupernode(session, []);
  const operator = new Operator(contracts, await session.signer());
  const rows: Field[][] = [];
  const simulations: Simulation[] = [];
  const calls: WalletCall[] = [];
  const leftOut: string[] = [];
  let exitCode: ExitCode = ExitCode.done;
  for (const purchase of await operator.purchases(firstBlock)) {
    const { status } = await contracts.market.stateOf(purchase.id);
    if (Number(status) !== OrderStatus.OPEN) continue;
    const delivery = await deliverOne(operator, node, purchase);
    if (exitCode === ExitCode.done) exitCode = delivery.exitCode;
    if (delivery.unsent instanceof SimulatedError) simulations.push(delivery.unsent.simulation);
    if (delivery.unsent instanceof PreparedError) calls.push(...delivery.unsent.calls);
    if (delivery.exitCode !== ExitCode.done) leftOut.push(`Order ${purchase.id} is left out: ${delivery.result}`);
    rows.push([
      { name: "order", label: "Order", value: purchase.id },
      { name: "contentHash", label: "SHA-256", value: purchase.contentHash },
      { name: "price", label: "Price", value: purchase.order.price, unit: "VMT" },
      { name: "result", label: "Result", value: delivery.result },
      { name: "transaction", label: "Transaction", value: delivery.transaction },
    ]);
  }
  if (calls.length > 0) {
    for (const text of leftOut) session.note(text);
    session.note(`${rows.length} orders are open, and the batch delivers ${calls.length} of them`);
    throw new PreparedError(calls);
  }
  const outcome: Outcome = {
    exitCode,
    fields: [{ name: "orders", label: "Open orders", value: rows.length }],
    tables: [{ name: "deliveries", title: "Deliveries", rows }],
  };
  if (simulations.length > 0) throw new SimulatedError(sumOf(simulations), outcome);
  return outcome;
}

/** What all do together: each changes another order, so that none changes what another does. */
function sumOf(simulations: readonly Simulation[]): Simulation {
  const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
  const changes = (maps: readonly ReadonlyMap<string, bigint>[]): Map<string, bigint> => {
    const sums = new Map<string, bigint>();
    for (const [account, change] of maps.flatMap((map) => [...map])) {
      sums.set(account, (sums.get(account) ?? 0n) + change);
    }
    return sums;
  };
  return {
    gas: total(simulations.map(({ gas }) => gas)),
    feeWei: total(simulations.map(({ feeWei }) => feeWei)),
    eth: changes(simulations.map(({ eth }) => eth)),
    vmt: changes(simulations.map(({ vmt }) => vmt)),
  };
}

async function deliverOne(operator: Operator, node: Supernode, purchase: Purchase): Promise<Delivery> {
  try {
    const key = await contentKeyOf(node, purchase);
    if (key === undefined) {
      return { exitCode: ExitCode.notFound, result: "this supernode does not have the key", transaction: null };
    }
    const { receipt } = await operator.deliver(purchase, key, node.encryptionKeys.privateKey);
    return { exitCode: ExitCode.done, result: "delivered", transaction: receipt.hash };
  } catch (error) {
    if (error instanceof SimulatedError) {
      return { exitCode: ExitCode.done, result: "would be delivered", transaction: null, unsent: error };
    }
    if (error instanceof PreparedError) {
      return { exitCode: ExitCode.done, result: "in the batch", transaction: null, unsent: error };
    }
    if (!FAULTS.some((fault) => error instanceof fault)) throw error;
    const { exitCode, message } = describeFailure(error);
    return { exitCode, result: message, transaction: null };
  }
}

/** The content key of an order, from whichever accepted hand-over of its commitment opens. */
async function contentKeyOf(
  { workspace, encryptionKeys }: Supernode,
  { order }: Purchase,
): Promise<string | undefined> {
  let failure: Error | undefined;
  for (const { examination, wrappedKey } of await acceptedFiles.withKey(workspace, order.keyCommitment)) {
    try {
      return unwrapKey(wrappedKey, encryptionKeys.privateKey, sampleLeaf(examination.claims.sample));
    } catch (error) {
      failure = error as Error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}
