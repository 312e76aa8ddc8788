import { formatQuantity } from "../units/formatQuantity.js";

/** A delivery that might be mined too late: it would show the key and earn nothing, so that it was not sent. */
export class LateDeliveryError extends Error {
  override readonly name = "LateDeliveryError";

  /** Times in Unix seconds. */
  constructor(
    readonly time: bigint,
    readonly latest: bigint,
    readonly deadline: bigint,
  ) {
    super(
      `the key was not sent at ${formatQuantity(time, "time")}: from ${formatQuantity(latest, "time")} on it might come ` +
        `after the deadline ${formatQuantity(deadline, "time")}, and a delivery ` +
        "that is refused still shows the key; leave the order to its refund",
    );
  }
}
