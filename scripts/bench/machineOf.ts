import { cpus, totalmem } from "node:os";

const GIBIBYTE = 2 ** 30;

/** Where figures were measured. */
export function machineOf(): { processor: string; cores: number; memoryGibibytes: number; node: string } {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGibibytes: Math.round(totalmem() / GIBIBYTE),
    node: process.versions.node,
  };
}
