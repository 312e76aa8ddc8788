import { Interface, type Provider } from "ethers";

/** Where an OP Stack rollup keeps what it charges for data. */
const GAS_PRICE_ORACLE = "0x420000000000000000000000000000000000000F";
const oracle = new Interface(["function getL1FeeUpperBound(uint256 unsignedTransactionSize) view returns (uint256)"]);
const TRANSACTION_BYTES = 100n; // nonce, fees and the like, besides the data

/** What a rollup charges for publishing a transaction, in wei; 0 where data costs nothing besides gas. */
export async function dataFeeOf(provider: Provider, chainType: string, dataBytes: number): Promise<bigint> {
  if (chainType !== "op") return 0n;
  const answer = await provider.call({
    to: GAS_PRICE_ORACLE,
    data: oracle.encodeFunctionData("getL1FeeUpperBound", [BigInt(dataBytes) + TRANSACTION_BYTES]),
  });
  return oracle.decodeFunctionResult("getL1FeeUpperBound", answer)[0] as bigint;
}
