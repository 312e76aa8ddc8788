import { getBytes, hexlify } from "ethers";

const LENGTH_BYTES = 2; // the compiler's metadata ends with its own length
const INVALID = 0xfe; // stands before it, so that it is never run

/** Runtime code in two parts: what runs, and the metadata that the Solidity compiler puts behind it. */
export function splitMetadata(code: string): [instructions: string, metadata: string] {
  const bytes = getBytes(code);
  const [high = 0, low = 0] = bytes.subarray(-LENGTH_BYTES);
  const metadata = high * 256 + low + LENGTH_BYTES;
  // Code that is not the compiler's has no metadata: all of it counts.
  const isCompilers = bytes.length > metadata && bytes[bytes.length - metadata - 1] === INVALID;
  const end = isCompilers ? bytes.length - metadata : bytes.length;
  return [hexlify(bytes.subarray(0, end)), hexlify(bytes.subarray(end))];
}
