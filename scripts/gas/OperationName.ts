import type { operations } from "./operations.js";

export type OperationName = keyof typeof operations;
