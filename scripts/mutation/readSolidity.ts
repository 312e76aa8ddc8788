import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** All Solidity files under folders of the repository, by their paths from its root. */
export function readSolidity(root: string, folders: readonly string[]): Map<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  return new Map(
    files
      .filter((file) => file.endsWith(".sol"))
      .sort()
      .map((file) => [file, readFileSync(join(root, file), "utf8")]),
  );
}
