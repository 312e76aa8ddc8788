import { AbiCoder, isError, type JsonRpcProvider, keccak256, toBeHex, toQuantity } from "ethers";

import { explainError } from "../../sdk/errors/explainError.js";
import { protocolInterfaces } from "../../sdk/errors/protocolInterfaces.js";
import { ProtocolError } from "../../sdk/errors/ProtocolError.js";
import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import type { WalletCall } from "../../sdk/wallets/WalletCall.js";
import { CommandError } from "../CommandError.js";
import { ExitCode } from "../ExitCode.js";

/** Where VMT keeps who may spend how much of whose: the place of `_allowances` in OpenZeppelin's ERC20. */
const ALLOWANCES_SLOT = 1n;

/**
 * Refuses a batch that would fail if the wallet executed it now, as a key's transaction is refused before it is sent. What
 * changes until the owners sign, nobody can know.
 *
 * @param calls as `callsOf` gives them: one call, or the approval of VMT and the call that it is for
 * @param note told what could not be tried
 * @throws what the contract would refuse with
 */
export async function checkCalls(
  provider: Pick<JsonRpcProvider, "getBalance" | "estimateGas" | "send">,
  wallet: string,
  calls: readonly WalletCall[],
  note: (text: string) => void,
): Promise<void> {
  const value = calls.reduce((sum, call) => sum + call.value, 0n);
  const balance = await provider.getBalance(wallet);
  if (balance < value) {
    throw new CommandError(
      ExitCode.funds,
      `the wallet ${wallet} has ${formatQuantity(balance, "ETH")}, and the batch sends ${formatQuantity(value, "ETH")}`,
      "Send ETH to the wallet, then prepare the batch again.",
    );
  }
  const [first, second] = calls;
  if (first === undefined) return;
  await provider.estimateGas({ ...first, from: wallet }).catch((error: unknown) => {
    throw explainError(error);
  });
  if (second !== undefined) await tryAfter(provider, wallet, first, second, note);
}

/** Tries a call as if the approval before it were mined: by its only effect, which nodes let a caller suppose. */
async function tryAfter(
  provider: Pick<JsonRpcProvider, "send">,
  wallet: string,
  approval: WalletCall,
  { to, value, data }: WalletCall,
  note: (text: string) => void,
): Promise<void> {
  const [spender, amount] = protocolInterfaces.VirusMapToken.decodeFunctionData("approve", approval.data).toArray() as [
    string,
    bigint,
  ];
  const slot = entryOf(spender, entryOf(wallet, toBeHex(ALLOWANCES_SLOT, 32)));
  const supposed = { [approval.to]: { stateDiff: { [slot]: toBeHex(amount, 32) } } };
  try {
    await provider.send("eth_call", [{ from: wallet, to, value: toQuantity(value), data }, "pending", supposed]);
  } catch (thrown) {
    const error = explainError(thrown);
    if (error instanceof CommandError) throw error;
    // A node that passes over what it is to suppose sees no approval.
    const isRefusal = error instanceof ProtocolError || isError(error, "CALL_EXCEPTION");
    if (isRefusal && !(error instanceof ProtocolError && error.errorName === "ERC20InsufficientAllowance")) throw error;
    note(
      `This node cannot suppose the approval (${shortOf(error)}): the batch's second call was not tried. Let the wallet simulate the batch.`,
    );
  }
}

/** Without the request that ethers quotes, whose URL can hold a key. */
function shortOf(error: Error): string {
  return "shortMessage" in error ? String(error.shortMessage) : error.message;
}

/** The slot of a mapping's entry. */
function entryOf(key: string, slot: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [key, slot]));
}
