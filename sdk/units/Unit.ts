/**
 * What a number means. Amounts of VMT and ETH are in their smallest unit, `gwei` in wei, `shares` in the smallest of a supernode's pool,
 * `time` in Unix seconds, `duration` in seconds. `plain` stands for what is no quantity: an epoch, a seat, a coordinate.
 */
export type Unit =
  | "VMT"
  | "ETH"
  | "gwei"
  | "shares"
  | "time"
  | "duration"
  | "basisPoints"
  | "number"
  | "saleState"
  | "orderStatus"
  | "plain";
