import type { Provider } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { CompiledContract } from "../../sdk/deployment/CompiledContract.js";
import { instructionsOf } from "../../sdk/deployment/instructionsOf.js";
import { UnsupportedInstructionError } from "../../sdk/deployment/UnsupportedInstructionError.js";
import { WrongChainError } from "../../sdk/deployment/WrongChainError.js";

/** Instructions that not every chain has, each with creation code that runs it and creates nothing. */
const YOUNG_INSTRUCTIONS = [
  { opcode: 0x5f, mnemonic: "PUSH0", probe: "0x5f5ff3" },
  { opcode: 0x5c, mnemonic: "TLOAD", probe: "0x60005c60006000f3" },
  { opcode: 0x5d, mnemonic: "TSTORE", probe: "0x600060005d60006000f3" },
  { opcode: 0x5e, mnemonic: "MCOPY", probe: "0x6000600060005e60006000f3" },
  { opcode: 0x1e, mnemonic: "CLZ", probe: "0x60001e60006000f3" },
];

/**
 * Asks the node, with nothing but calls, whether it is the right chain and runs what the contracts were compiled to.
 *
 * @throws WrongChainError
 * @throws UnsupportedInstructionError
 */
export async function checkNetwork(
  connection: NetworkConnection,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<void> {
  const { networkName, networkConfig, provider } = connection;
  const actual = BigInt(String(await provider.request({ method: "eth_chainId" })));
  const expected = networkConfig.chainId;
  if (expected !== undefined && BigInt(expected) !== actual) throw new WrongChainError(networkName, expected, actual);
  await checkInstructions(connection.ethers.provider, networkName, compiled);
}

async function checkInstructions(
  provider: Provider,
  network: string,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<void> {
  const used = new Set(
    Object.values(compiled).flatMap(({ deployedBytecode }) =>
      instructionsOf(deployedBytecode).map(({ opcode }) => opcode),
    ),
  );
  for (const { opcode, mnemonic, probe } of YOUNG_INSTRUCTIONS) {
    if (!used.has(opcode)) continue;
    await provider.call({ data: probe }).catch((error: unknown) => {
      throw new UnsupportedInstructionError(network, mnemonic, error instanceof Error ? error.message : String(error));
    });
  }
}
