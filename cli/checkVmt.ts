import { formatQuantity } from "../sdk/units/formatQuantity.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import type { Session } from "./Session.js";

/** Refuses an amount of VMT that the account does not have. */
export async function checkVmt(session: Session, amount: bigint): Promise<void> {
  const account = await session.account(undefined);
  const { token } = await session.contracts();
  const balance = await token.balanceOf(account);
  if (balance >= amount) return;
  throw new CommandError(
    ExitCode.funds,
    `${account} has ${formatQuantity(balance, "VMT")}, and is to pay ${formatQuantity(amount, "VMT")}`,
    "Send VMT to the account, or choose a smaller amount.",
  );
}
