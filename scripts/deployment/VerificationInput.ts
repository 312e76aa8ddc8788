import type { CompilerInput } from "hardhat/types/solidity";

/** What an explorer's form for "standard JSON input" asks for, for one contract. */
export interface VerificationInput {
  address: string;
  /** Source in the input and name, such as `project/contracts/TokenSale.sol:TokenSale`. */
  contract: string;
  /** Such as `v0.8.37+commit.…`. */
  compiler: string;
  /** ABI-encoded, without 0x. */
  constructorArguments: string;
  input: CompilerInput;
}
