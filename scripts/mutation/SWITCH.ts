const BASE = 0x4d75_7461_6e74_0000_0000n; // "Mutant", so that no account has such an address by chance
const COVERAGE = "0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE"; // where the engine listens

/**
 * The Solidity file that every mutated one imports, and what tells it which mutant is alive: the block's beneficiary,
 * which no contract reads, so that one compilation serves all mutants. While none is alive, each question is told to the
 * engine's coverage: a test that never asks about a mutant cannot notice it.
 */
export const SWITCH = {
  path: "contracts/MutantSwitch.sol",

  /** The beneficiary's address while the mutant with this number is alive. */
  beneficiary: (number: number): Uint8Array =>
    Buffer.from((BASE + BigInt(number)).toString(16).padStart(40, "0"), "hex"),

  content: `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

function isAlive(uint256 mutant) view returns (bool) {
    uint256 alive = uint256(uint160(address(block.coinbase)));
    if (alive == ${BASE}) {
        assembly {
            mstore(0, mutant)
            pop(staticcall(gas(), ${COVERAGE}, 0, 32, 0, 0))
        }
    }
    return alive == ${BASE} + mutant;
}

/// @dev Pure for the compiler, so that no function that asks has to change its mutability: operators of user-defined
/// types must be pure. The cast changes the type of a pointer, not what it points to.
function mutantIs(uint256 number) pure returns (bool) {
    function(uint256) internal view returns (bool) asking = isAlive;
    function(uint256) internal pure returns (bool) asked;
    assembly {
        asked := asking
    }
    return asked(number);
}

function ceilOf(uint256 numerator, uint256 denominator) pure returns (uint256) {
    return numerator / denominator + (numerator % denominator == 0 ? 0 : 1);
}
`,
} as const;
