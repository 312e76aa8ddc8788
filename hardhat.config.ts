import { createRequire } from "node:module";

import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatIgnitionEthers from "@nomicfoundation/hardhat-ignition-ethers";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import hardhatVerify from "@nomicfoundation/hardhat-verify";
import { configVariable, defineConfig } from "hardhat/config";
import { definePlugin } from "hardhat/plugins";
import type { CompilerInput } from "hardhat/types/solidity";

const EVM_VERSION = "osaka";
const COMPILER = "0.8.37+commit.f401782d";

const sourcify = process.env["SOURCIFY_URL"]; // a Sourcify server other than the public one

// The compiler comes from the npm package `solc`, pinned in package.json: nothing is downloaded from elsewhere.
// One object serves both build profiles, so the tests run the very bytecode that ships.
const compiler = {
  version: "0.8.37",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: {
    evmVersion: EVM_VERSION,
    optimizer: { enabled: true, runs: 1_000_000 },
    metadata: { bytecodeHash: "none" },
  },
};

// Asked which compiler this is, Hardhat would start it: half a second of every program, which only a compilation needs.
const compilerOnDemand = definePlugin({
  id: "virusmap-compiler-on-demand",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            getCompiler: (context, config, next) =>
              Promise.resolve({
                version: config.version,
                longVersion: COMPILER,
                compilerPath: compiler.path,
                isSolcJs: true,
                compile: async (input: CompilerInput) => {
                  const started = await next(context, config);
                  if (started.longVersion !== COMPILER) {
                    throw new Error(`the compiler is ${started.longVersion}, hardhat.config.ts says ${COMPILER}`);
                  }
                  return started.compile(input);
                },
              }),
          }),
      }),
  },
});

// Half of what Hardhat keeps of a compilation are instructions in words, which every program with a chain in it would
// read, and nobody looks at.
const withoutMnemonics = definePlugin({
  id: "virusmap-without-mnemonics",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            invokeSolc: async (context, solc, input, config, next) => {
              const output = await next(context, solc, input, config);
              for (const { evm } of Object.values(output.contracts ?? {}).flatMap((file) => Object.values(file))) {
                for (const code of [evm?.bytecode, evm?.deployedBytecode]) if (code !== undefined) code.opcodes = "";
              }
              return output;
            },
          }),
      }),
  },
});

// Hardhat lists artifacts in the order in which the file system happens to keep them, and TypeChain writes its index in
// that order. Sorting them first makes the committed types the same on every machine.
const sortedArtifacts = definePlugin({
  id: "virusmap-sorted-artifacts",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            processArtifactsAfterSuccessfulBuild: (_context, artifactPaths) => {
              (artifactPaths as string[]).sort();
              return Promise.resolve();
            },
          }),
      }),
  },
});

export default defineConfig({
  plugins: [
    compilerOnDemand,
    withoutMnemonics,
    sortedArtifacts, // before hardhatTypechain
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatIgnitionEthers,
    hardhatKeystore,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatTypechain,
    hardhatVerify,
  ],
  solidity: {
    profiles: { default: compiler, production: compiler },
  },
  paths: {
    sources: "contracts",
    tests: { solidity: "test", mocha: "test" },
  },
  typechain: { outDir: "typechain-types" },
  networks: {
    // The chain inside the process. Its accounts are Hardhat's public test accounts.
    default: {
      type: "edr-simulated",
      chainType: "l1",
      chainId: 31_337,
      hardfork: EVM_VERSION,
    },
    // A node started with `npx hardhat node`.
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
    // Node and key are read from the environment or from Hardhat's keystore, and only when the network is used.
    sepolia: {
      type: "http",
      chainType: "l1",
      chainId: 11_155_111,
      url: configVariable("SEPOLIA_RPC_URL"),
      accounts: [configVariable("SEPOLIA_PRIVATE_KEY")],
    },
    baseSepolia: {
      type: "http",
      chainType: "op",
      chainId: 84_532,
      url: configVariable("BASE_SEPOLIA_RPC_URL"),
      accounts: [configVariable("BASE_SEPOLIA_PRIVATE_KEY")],
    },
  },
  // Where the sources are published. Sourcify and Blockscout take them without a key.
  verify: {
    etherscan: { apiKey: configVariable("ETHERSCAN_API_KEY") },
    ...(sourcify === undefined ? {} : { sourcify: { apiUrl: sourcify } }),
  },
  test: {
    mocha: { timeout: 120_000 },
    solidity: {
      fuzz: { runs: 256, seed: "0x5649525553" },
      // `callOverride` stays off: it hides re-entrancy through calls that carry ether.
      invariant: { runs: 24, depth: 128, failOnRevert: false, callOverride: false },
    },
  },
});
