import type { deploymentOrder } from "./deploymentOrder.js";

/** Name of a deployed contract, unique in a deployment. */
export type ContractName = (typeof deploymentOrder)[number]["name"];
