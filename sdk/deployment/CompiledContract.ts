import type { InterfaceAbi } from "ethers";

/** What the compiler made of a contract, as far as an audit needs it. */
export interface CompiledContract {
  abi: InterfaceAbi;
  /** Creation code without arguments. */
  bytecode: string;
  /** Runtime code, with zeros where immutables will stand. */
  deployedBytecode: string;
  /** Bytes of the runtime code that hold immutables, by the compiler's own ids. */
  immutableReferences?: Readonly<Record<string, readonly { start: number; length: number }[]>>;
}
