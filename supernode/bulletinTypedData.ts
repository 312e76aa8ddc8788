import type { TypedData } from "../sdk/signatures/TypedData.js";
import type { Envelope } from "./Envelope.js";

/** What a supernode signs for a bulletin: a digest of its lines, so that a signature costs the same whatever their number. */
export function bulletinTypedData({
  chainId,
  ledger,
  seat,
  epoch,
  size,
  contents,
}: Omit<Envelope, "signature">): TypedData {
  return {
    domain: { name: "VirusMap Bulletin", version: "2", chainId, verifyingContract: ledger },
    types: {
      Bulletin: [
        { name: "seat", type: "uint8" },
        { name: "epoch", type: "uint32" },
        { name: "size", type: "uint64" },
        { name: "contents", type: "bytes32" },
      ],
    },
    message: { seat, epoch, size, contents },
  };
}
