import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { expect } from "chai";
import ts from "typescript";

/** Files and packages that come with `entry` before any `import()` is called. Types cost nothing. */
function loadedWith(entry: string): Set<string> {
  const loaded = new Set([entry]);
  for (const path of loaded) {
    if (!existsSync(path)) continue; // a package
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const { moduleSpecifier } = statement;
      const isType = ts.isImportDeclaration(statement)
        ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : statement.isTypeOnly;
      if (isType || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
      const name = moduleSpecifier.text;
      loaded.add(name.startsWith(".") ? normalize(join(dirname(path), name.replace(/\.js$/, ".ts"))) : name);
    }
  }
  return loaded;
}

function withPrefix(loaded: ReadonlySet<string>, ...prefixes: string[]): string[] {
  return [...loaded].filter((path) => prefixes.some((prefix) => path.startsWith(prefix)));
}

describe("What a command loads", () => {
  it("for help and completion: the definitions alone", () => {
    const loaded = loadedWith("cli/main.ts");
    expect(withPrefix(loaded, "cli/commands/sale/defineSale.ts"), "it follows imports").to.have.length(1);
    expect(withPrefix(loaded, "ethers", "zod", "typechain-types", "engines", "sdk", "supernode")).to.deep.equal([]);
  });

  it("for every command: neither engines nor what builds reports", () => {
    const loaded = loadedWith("cli/runAction.ts");
    expect(withPrefix(loaded, "typechain-types/index.ts"), "it follows imports").to.have.length(1);
    expect(
      withPrefix(loaded, "engines", "supernode", "sdk/report", "sdk/scoring", "@noble", "hash-wasm", "hardhat"),
    ).to.deep.equal([]);
  });

  it("for all commands but `node scan`: no engine", () => {
    expect(
      withPrefix(loadedWith("cli/commands/node/scan.ts"), "engines/yara/"),
      "it follows imports",
    ).to.have.length.above(0);
    const actions = ["sale/saleActions", "sample/sampleStatus", "report/reportActions", "vendor/vendorActions"];
    for (const name of [...actions, "vendor/fetchContent", "node/nodeActions", "node/nodeStatus", "node/deliver"]) {
      const path = `cli/commands/${name}.ts`;
      expect(existsSync(path), path).to.equal(true);
      const engines = ["engines/defaultEngines", "engines/yara", "engines/tlsh", "@litko", "libyara-wasm", "tlsh"];
      expect(withPrefix(loadedWith(path), ...engines, "hardhat"), path).to.deep.equal([]);
    }
  });
});
