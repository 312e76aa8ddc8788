import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { Application } from "typedoc";
import type { TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";

const NOT_FOR_OTHERS = /\.test\.ts$|^testInputs\.ts$/;

/**
 * docs/api/sdk/, by path: a page for each folder of `sdk/`, from the types and comments of everything that it exports.
 *
 * Fails when something that is exported, or a method of it, has no comment; TypeDoc prints what.
 */
export async function renderSdk(root: string): Promise<Record<string, string>> {
  const work = join(root, "cache", "docs");
  await rm(work, { recursive: true, force: true });
  const entries = join(work, "entries");
  await mkdir(entries, { recursive: true });
  const folders = (await readdir(join(root, "sdk"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name: folder } of folders) {
    const files = (await readdir(join(root, "sdk", folder))).filter((file) => !NOT_FOR_OTHERS.test(file)).sort();
    const lines = files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `export * from "../../../sdk/${folder}/${file.replace(/ts$/, "js")}";\n`);
    await writeFile(join(entries, `${folder}.ts`), lines.join(""));
  }
  const tsconfig = join(work, "tsconfig.json");
  await writeFile(tsconfig, JSON.stringify({ extends: "../../tsconfig.json", include: ["entries"] }));

  const pages = join(work, "pages");
  const options: TypeDocOptions & Partial<PluginOptions> = {
    name: "SDK",
    entryPoints: [join(entries, "*.ts")],
    tsconfig,
    plugin: ["typedoc-plugin-markdown"],
    outputs: [{ name: "markdown", path: pages }],
    logLevel: "Warn", // names what has no comment
    validation: { notDocumented: true, notExported: false, invalidLink: true, invalidPath: true },
    requiredToBeDocumented: ["Class", "Enum", "Function", "Interface", "TypeAlias", "Variable"],
    readme: "none",
    disableSources: true, // lines move with every change
    excludeExternals: true,
    excludePrivate: true,
    sort: ["alphabetical"],
    router: "module",
    flattenOutputFiles: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    propertyMembersFormat: "table",
    typeDeclarationFormat: "table",
    enumMembersFormat: "table",
  };
  const application = await Application.bootstrapWithPlugins(options);
  const project = await application.convert();
  if (project === undefined) throw new Error("TypeDoc could not read sdk/: npm run lint:types says why");
  application.validate(project);
  if (application.logger.validationWarningCount + application.logger.warningCount > 0) {
    throw new Error("sdk/ has exports without a comment, or comments with a broken link: see above");
  }
  await application.generateOutputs(project);

  const names = (await readdir(pages)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [`docs/api/sdk/${name}`, await readFile(join(pages, name), "utf8")] as const),
    ),
  );
}
