// Rules for what ships. Recommended rules are on, plus the strict ones below; each one that is off or bent says why
// (docs/decisions/0016-lint-rules-that-stay-off.md).
module.exports = {
  extends: "solhint:recommended",
  rules: {
    "compiler-version": ["error", "0.8.37"],
    "code-complexity": ["warn", 7],
    "func-param-name-mixedcase": "warn",
    "modifier-name-mixedcase": "warn",
    "no-unused-private-funcs": "warn",
    "payable-fallback": "warn",
    "immutable-vars-naming": ["warn", { immutablesAsConstants: true }],

    // Constructors have had no visibility since Solidity 0.7.
    "func-visibility": ["warn", { ignoreConstructors: true }],
    // The specification stands in the interfaces, where a parameter has a sentence when its name and unit leave a
    // question; this rule wants a tag for every parameter and return value, and an author for every contract.
    "use-natspec": [
      "warn",
      {
        title: { enabled: true },
        author: { enabled: false },
        notice: { enabled: false },
        param: { enabled: false },
        return: { enabled: false },
      },
    ],
    // An event indexes what its readers filter on, not whatever has room.
    "gas-indexed-events": "off",
    // `>=` and `<=` state the boundaries as the specification does; the optimizer leaves no difference worth a doubt.
    "gas-strict-inequalities": "off",
    // Where `x++` stands, the value before the increment is meant.
    "gas-increment-by-one": "off",
    // Buying is a plain transfer of ETH, so that it works in any wallet: `receive` holds the sale.
    "no-complex-fallback": "off",
    // The only long strings are EIP-712 types, which the compiler hashes.
    "gas-small-strings": "off",
    // Structs are laid out and labelled by slot in the source. The rule also judges those that are never stored.
    "gas-struct-packing": "off",
  },
};
