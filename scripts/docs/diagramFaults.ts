import type { Interface } from "ethers";

const DIAGRAM = /^```mermaid\n([\s\S]*?)^```$/gm;
const PARTICIPANT = /^(?:participant|actor) (\w+)(?: as .+)?$/;
const NOTE = /^Note (?:over|left of|right of) (\w+)(?:,(\w+))?: .+$/;
const MESSAGE = /^(\w+)(->>|-->>|-\)|--\))(\w+): (.+)$/;
const OPENS = /^(?:alt|opt|loop|par) .+$/;

/**
 * What is wrong with the sequence diagrams of a Markdown file, by line; empty when all is right. Only a part of Mermaid is
 * understood, and what is not understood is wrong: participants, notes, messages, and blocks that end. Participants with
 * the name of a contract are that contract. A call of it names one of its functions, an event one of its events.
 *
 * @param contracts interfaces by name
 */
export function diagramFaults(markdown: string, contracts: Readonly<Record<string, Interface>>): string[] {
  const diagrams = [...markdown.matchAll(DIAGRAM)].map(([, text = ""]) => text);
  if (diagrams.length === 0) return ["there is no diagram"];
  return diagrams.flatMap((text) => faultsOf(text.split("\n").slice(0, -1), contracts));
}

function faultsOf([header, ...lines]: readonly string[], contracts: Readonly<Record<string, Interface>>): string[] {
  if (header !== "sequenceDiagram") return [`${header}: expected sequenceDiagram`];
  const participants = new Map<string, number>();
  const blocks: string[] = [];
  const faults: string[] = [];

  for (const line of lines.map((text) => text.trim()).filter((text) => text !== "")) {
    const [, name] = PARTICIPANT.exec(line) ?? [];
    if (name !== undefined) {
      if (participants.has(name)) faults.push(`${line}: declared twice`);
      else participants.set(name, 0);
      continue;
    }
    const message = MESSAGE.exec(line);
    const note = NOTE.exec(line);
    for (const each of message === null ? (note?.slice(1) ?? []) : [message[1], message[3]]) {
      if (each === undefined) continue;
      const uses = participants.get(each);
      if (uses === undefined) faults.push(`${line}: ${each} is not declared`);
      else participants.set(each, uses + 1);
    }
    if (message !== null) faults.push(...messageFaults(line, message, contracts));
    else if (note !== null) continue;
    else if (OPENS.test(line)) blocks.push(line);
    else if (/^else .+$/.test(line)) {
      if (!(blocks.at(-1)?.startsWith("alt ") ?? false)) faults.push(`${line}: outside of alt`);
    } else if (line === "end") {
      if (blocks.pop() === undefined) faults.push("end: nothing is open");
    } else faults.push(`${line}: not understood`);
  }
  faults.push(...blocks.map((block) => `${block}: never ends`));
  for (const [name, uses] of participants) if (uses === 0) faults.push(`${name}: takes no part`);
  return faults;
}

function messageFaults(
  line: string,
  [, from = "", arrow = "", to = "", text = ""]: readonly string[],
  contracts: Readonly<Record<string, Interface>>,
): string[] {
  if (text.includes(";") || text.includes("#"))
    return [`${line}: Mermaid ends a message at ; and reads # as a character's code`];
  const [called, sender] = [contracts[to], contracts[from]];
  if (arrow === "->>" && called !== undefined) {
    const name = /^(\w+)\(.*\)$/.exec(text)?.[1];
    if (name === undefined || !has(called, "function", name)) return [`${line}: ${to} has no such function`];
  }
  if (arrow === "-)" && (sender === undefined || !has(sender, "event", text)))
    return [`${line}: ${from} has no such event`];
  return [];
}

function has(contract: Interface, type: "function" | "event", name: string): boolean {
  return contract.fragments.some((fragment) => fragment.type === type && "name" in fragment && fragment.name === name);
}
