import type { TransactionReceipt, TransactionResponse } from "ethers";

import { confirm } from "../../sdk/clients/confirm.js";
import type { Confirmed } from "../../sdk/clients/Confirmed.js";
import { withHeartbeat } from "../withHeartbeat.js";
import type { Check } from "./Check.js";
import { LoopFailed } from "./LoopFailed.js";

const LONG_WORK_BYTES = 16 * 1024 * 1024;

/** What happened: progress lines while it happens, and gas and checks for the end. */
export class Journal {
  readonly #started = performance.now();
  readonly #gas = new Map<string, bigint[]>();
  readonly #checks: Check[] = [];

  /** @param print where progress goes, a line at a time */
  constructor(private readonly print: (line: string) => void) {}

  /** Runs one step under a title. A long one says again and again that it goes on. */
  async step<T>(title: string, action: () => Promise<T>): Promise<T> {
    this.print(`${this.#clock()}  ${title}`);
    return withHeartbeat(`          ${title}`, this.print, action);
  }

  /** One line of what a step found. */
  note(text: string): void {
    this.print(`          ${text}`);
  }

  /** A callback that reports each further quarter of a long piece of work, counted in bytes. Small work stays silent. */
  progress(label: string): (done: number, total: number) => void {
    let reported = 0;
    return (done, total) => {
      const quarters = Math.floor((done * 4) / total);
      if (total < LONG_WORK_BYTES || quarters === reported) return;
      reported = quarters;
      this.note(`${label}: ${quarters * 25} %`);
    };
  }

  /** Waits for a transaction and books its gas under the operation's name. */
  async sent(operation: string, sending: Promise<TransactionResponse>): Promise<TransactionReceipt> {
    const receipt = await confirm(sending);
    this.#book(operation, receipt);
    return receipt;
  }

  /** Books what a client's transaction used under the operation's name, and passes on what the client found. */
  async confirmed<T extends Confirmed>(operation: string, confirming: Promise<T>): Promise<T> {
    const confirmed = await confirming;
    this.#book(operation, confirmed.receipt);
    return confirmed;
  }

  #book(operation: string, { gasUsed }: TransactionReceipt): void {
    const used = this.#gas.get(operation) ?? [];
    used.push(gasUsed);
    this.#gas.set(operation, used);
  }

  /** Notes that a condition held, or ends the loop. */
  check(name: string, held: boolean, detail: string): void {
    if (!held) throw new LoopFailed(`check failed: ${name} (${detail})`);
    this.#checks.push({ name, detail });
  }

  get checks(): readonly Check[] {
    return this.#checks;
  }

  /** Gas of each operation's transactions, in order of the first. */
  get gas(): ReadonlyMap<string, readonly bigint[]> {
    return this.#gas;
  }

  #clock(): string {
    return `${((performance.now() - this.#started) / 1_000).toFixed(1).padStart(6)} s`;
  }
}
