#!/usr/bin/env node
// The command `virusmap`: runs main.ts without a build step.
import { register } from "tsx/esm/api";

register();
await import(new URL("main.ts", import.meta.url).href);
