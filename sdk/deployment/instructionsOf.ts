import { getBytes, hexlify } from "ethers";

import { splitMetadata } from "./splitMetadata.js";

const PUSH1 = 0x60;
const PUSH32 = 0x7f;

/** One instruction of the EVM: its opcode and, for a push, what it pushes. */
interface Instruction {
  opcode: number;
  pushed: string;
}

/** The instructions of runtime code made by the Solidity compiler, without the metadata at its end. */
export function instructionsOf(code: string): Instruction[] {
  const bytes = getBytes(splitMetadata(code)[0]);
  const instructions: Instruction[] = [];
  for (let at = 0; at < bytes.length;) {
    const opcode = bytes[at] ?? 0;
    const width = opcode >= PUSH1 && opcode <= PUSH32 ? opcode - PUSH1 + 1 : 0;
    instructions.push({ opcode, pushed: hexlify(bytes.subarray(at + 1, at + 1 + width)) });
    at += 1 + width;
  }
  return instructions;
}
