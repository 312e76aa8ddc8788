// The first module of a worker thread whose own module, named by the first argument, is TypeScript.
import { register } from "tsx/esm/api";

register();
await import(String(process.argv[2]));
