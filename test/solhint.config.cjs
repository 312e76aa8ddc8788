// Rules for test-only Solidity. Hostile actors do on purpose what production code must not do, names follow the test
// runner, and gas does not matter: the rules about these are off, everything else holds as in contracts/.
const production = require("../solhint.config.cjs");

module.exports = {
  extends: production.extends,
  rules: {
    ...production.rules,
    "use-natspec": "off", // a test's name is its sentence

    // Names: `test_…`, `testFuzz_…`, `invariant_…`.
    "func-name-mixedcase": "off",

    // Sizes: a test system holds every contract, and a journey is one function.
    "code-complexity": "off",
    "one-contract-per-file": "off",

    "no-complex-fallback": "warn", // off in contracts/

    // Hostile actors and cheatcodes.
    "avoid-low-level-calls": "off",
    "check-send-result": "off",
    "no-inline-assembly": "off",
    reentrancy: "off",

    // Gas.
    "gas-calldata-parameters": "off",
    "gas-length-in-loops": "off",
  },
};
