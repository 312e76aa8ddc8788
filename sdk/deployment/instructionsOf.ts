import { getBytes, hexlify } from "ethers";

const PUSH1 = 0x60;
const PUSH32 = 0x7f;
const LENGTH_BYTES = 2; // the compiler's metadata ends with its own length

/** One instruction of the EVM: its opcode and, for a push, what it pushes. */
interface Instruction {
  opcode: number;
  pushed: string;
}

/** The instructions of runtime code made by the Solidity compiler, without the metadata at its end. */
export function instructionsOf(code: string): Instruction[] {
  const bytes = getBytes(code);
  const [high = 0, low = 0] = bytes.subarray(-LENGTH_BYTES);
  const metadata = high * 256 + low + LENGTH_BYTES;
  // Code that is not the compiler's has no metadata: all of it counts.
  const end =
    bytes.length > metadata && bytes[bytes.length - metadata - 1] === 0xfe ? bytes.length - metadata : bytes.length;

  const instructions: Instruction[] = [];
  for (let at = 0; at < end;) {
    const opcode = bytes[at] ?? 0;
    const width = opcode >= PUSH1 && opcode <= PUSH32 ? opcode - PUSH1 + 1 : 0;
    instructions.push({ opcode, pushed: hexlify(bytes.subarray(at + 1, at + 1 + width)) });
    at += 1 + width;
  }
  return instructions;
}
