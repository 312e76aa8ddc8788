import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";

import type { Examination } from "./Examination.js";
import type { Finding } from "./Finding.js";

const LIFE = 50; // examinations: the engine keeps some memory of each

/** A process that examines mutants, one at a time, and is replaced in time, or when a mutant keeps it too long. */
export class Worker {
  private child: ChildProcess | undefined;
  private examinations = 0;

  /**
   * @param artifacts file with the suites
   * @param threads how many the engine may use
   * @param limitMilliseconds how long an examination may take
   */
  constructor(
    private readonly artifacts: string,
    private readonly threads: number,
    private readonly limitMilliseconds: number,
  ) {}

  /** What came of it; `timeout` when it took too long, or when the process died of it. */
  async examine(examination: Examination): Promise<Finding | "timeout"> {
    if (++this.examinations % LIFE === 0) this.stop();
    const child = (this.child ??= await this.start());
    return await new Promise((resolve) => {
      const timer = setTimeout(give, this.limitMilliseconds);
      const finish = (finding: Finding | "timeout") => {
        clearTimeout(timer);
        child.off("message", finish);
        child.off("exit", give);
        resolve(finding);
      };
      const stop = () => {
        this.stop();
      };
      child.on("message", finish);
      child.on("exit", give);
      child.send(examination);

      function give() {
        stop();
        finish("timeout");
      }
    });
  }

  stop(): void {
    this.child?.kill("SIGKILL");
    this.child = undefined;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, "runExaminations.ts"), [this.artifacts], {
      execArgv: ["--expose-gc", "--import", "tsx"],
      env: { ...process.env, RAYON_NUM_THREADS: String(this.threads) },
    });
    await new Promise<void>((resolve, reject) => {
      child.once("message", () => {
        child.off("exit", refuse);
        resolve();
      });
      child.once("exit", refuse);

      function refuse(code: number | null) {
        reject(new Error(`a worker ended with ${code ?? "a signal"} before it began`));
      }
    });
    return child;
  }
}
