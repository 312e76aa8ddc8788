import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores([
    "node_modules",
    "artifacts",
    "cache",
    "coverage",
    "typechain-types",
    "ignition/deployments",
    ".network",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-console": "off", // the scripts are command line programs
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/strict-boolean-expressions": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Amounts are bigint and counters are numbers: both print the same everywhere.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["test/**/*.ts", "sdk/**/*.test.ts", "engines/**/*.test.ts"],
    rules: {
      // chai states expectations as properties: `expect(x).to.be.true`.
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    rules: {
      "no-undef": "off", // tsc checks it, and knows the globals
      "@typescript-eslint/no-require-imports": "off", // solhint loads CommonJS only
      "@typescript-eslint/no-unsafe-assignment": "off", // does not see a type given in JSDoc; tsc does
      // Plain JavaScript carries its types in JSDoc, which tsc checks.
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
);
