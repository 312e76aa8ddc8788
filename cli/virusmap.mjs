#!/usr/bin/env node
// The command `virusmap`: runs main.ts without a build step. No option may begin with --env-file: Node takes that for its
// own wherever it stands, also the Node that runs npx, and ends before anything here runs.
import module from "node:module";

const tsx = await import("tsx/esm/api").catch(() => {
  console.error("error: nothing is installed here yet\nRun any npm script of the clone first, such as: npm run build");
  process.exit(1);
});
if ("enableCompileCache" in module) module.enableCompileCache(); // a newer Node keeps what it compiled
// Nearly every command needs them, and they load three times as fast before tsx looks at each import.
if (!process.argv.includes("--help") && process.argv[2] !== "complete") {
  await Promise.all([import("ethers"), import("zod")]);
}
tsx.register();
await import(new URL("main.ts", import.meta.url).href);
