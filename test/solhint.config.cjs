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
    "func-param-name-mixedcase": "off",
    "var-name-mixedcase": "off",
    "const-name-snakecase": "off", // `vm`
    "interface-starts-with-i": "off", // `Vm`

    // Sizes: a test system holds every contract, and a journey is one function.
    "code-complexity": "off",
    "function-max-lines": "off",
    "max-states-count": "off",
    "one-contract-per-file": "off",

    // Hostile actors and cheatcodes.
    "avoid-call-value": "off",
    "avoid-low-level-calls": "off",
    "avoid-tx-origin": "off",
    "check-send-result": "off",
    "multiple-sends": "off",
    "no-empty-blocks": "off",
    "no-inline-assembly": "off",
    "no-unchecked-calls": "off",
    "payable-fallback": "off",
    reentrancy: "off",

    // Gas.
    "gas-calldata-parameters": "off",
    "gas-custom-errors": "off",
    "gas-length-in-loops": "off",
    "reason-string": "off",
  },
};
