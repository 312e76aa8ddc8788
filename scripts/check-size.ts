// Fails when a contract is too large to be deployed, and prints how much room each one has left.

import hre from "hardhat";

const MAXIMUM_CODE_BYTES = 24_576; // EIP-170
const MAXIMUM_INIT_CODE_BYTES = 49_152; // EIP-3860, without constructor arguments

await hre.tasks.getTask("build").run({ quiet: true });

const rows = [];
for (const name of await hre.artifacts.getAllFullyQualifiedNames()) {
  if (!name.startsWith("contracts/")) continue;

  const { contractName, bytecode, deployedBytecode } = await hre.artifacts.readArtifact(name);
  const [initCode, code] = [bytesIn(bytecode), bytesIn(deployedBytecode)];
  if (code !== 0) rows.push({ contractName, initCode, code, left: MAXIMUM_CODE_BYTES - code });
}
if (rows.length === 0) throw new Error("No contract was found to measure. Has `npm run build` succeeded?");

for (const { contractName, initCode, code, left } of rows.sort((a, b) => b.code - a.code)) {
  const share = Math.round((100 * code) / MAXIMUM_CODE_BYTES);
  console.log(
    `${contractName.padEnd(24)} ${code.toString().padStart(6)} bytes, ${share.toString().padStart(3)} % of the limit, ${left.toString().padStart(6)} left; at creation ${initCode.toString().padStart(6)}`,
  );
}

const tooLarge = rows.filter(({ code, initCode }) => code > MAXIMUM_CODE_BYTES || initCode > MAXIMUM_INIT_CODE_BYTES);
if (tooLarge.length > 0) {
  console.error(`Too large to be deployed: ${tooLarge.map(({ contractName }) => contractName).join(", ")}`);
  process.exitCode = 1;
}

function bytesIn(hex: string): number {
  return (hex.length - "0x".length) / 2;
}
