import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { Interface } from "ethers";

import { protocolInterfaces } from "../../sdk/errors/protocolInterfaces.js";
import { diagramFaults } from "./diagramFaults.js";

const contracts = { Market: new Interface(["function buy(uint256 amount)", "event Bought()"]) };
const diagram = (...lines: string[]) => ["text", "```mermaid", "sequenceDiagram", ...lines, "```", ""].join("\n");
const both = ["    participant Market", "    actor Buyer"];

describe("diagramFaults", () => {
  it("finds nothing wrong in docs/sequences.md, which shows purchase, dispute and report", async () => {
    const text = await readFile("docs/sequences.md", "utf8");
    expect(diagramFaults(text, protocolInterfaces)).to.deep.equal([]);
    expect(text.match(/^## .+$/gm)).to.deep.equal(["## Purchase", "## Dispute", "## Report"]);
    expect(text.match(/^sequenceDiagram$/gm)).to.have.length(3);
  });

  it("accepts participants, calls, events, answers, notes and blocks", () => {
    const lines = [
      ...both,
      "    alt dear",
      "        Buyer->>Market: buy(amount)",
      "    else cheap",
      "        Market-->>Buyer: a free word",
      "    end",
      "    Note over Buyer,Market: a note",
      "    Market-)Buyer: Bought",
    ];
    expect(diagramFaults(diagram(...lines), contracts)).to.deep.equal([]);
  });

  const wrong: readonly (readonly [name: string, lines: readonly string[], fault: string])[] = [
    [
      "a function that is not there",
      ["Buyer->>Market: sell(amount)"],
      "Buyer->>Market: sell(amount): Market has no such function",
    ],
    ["an event for a function", ["Buyer->>Market: Bought()"], "Buyer->>Market: Bought(): Market has no such function"],
    ["a call without brackets", ["Buyer->>Market: buy"], "Buyer->>Market: buy: Market has no such function"],
    ["an event that is not there", ["Market-)Buyer: Sold"], "Market-)Buyer: Sold: Market has no such event"],
    ["an event of no contract", ["Buyer-)Market: Bought"], "Buyer-)Market: Bought: Buyer has no such event"],
    ["somebody who is not declared", ["Buyer->>Seller: hello"], "Buyer->>Seller: hello: Seller is not declared"],
    ["somebody declared twice", ["actor Buyer"], "actor Buyer: declared twice"],
    ["a block that never ends", ["loop ever"], "loop ever: never ends"],
    ["an end too many", ["end"], "end: nothing is open"],
    ["another way without a first", ["else"], "else: not understood"],
    ["another way of a loop", ["loop ever", "else never", "end"], "else never: outside of alt"],
    ["an arrow of another kind", ["Buyer=>Market: buy(amount)"], "Buyer=>Market: buy(amount): not understood"],
    [
      "what would end a message",
      ["Market-->>Buyer: a; b"],
      "Market-->>Buyer: a; b: Mermaid ends a message at ; and reads # as a character's code",
    ],
  ];
  for (const [name, lines, fault] of wrong) {
    it(`names ${name}`, () => {
      const used = ["Buyer->>Market: buy(amount)"];
      expect(diagramFaults(diagram(...both, ...used, ...lines), contracts)).to.deep.equal([fault]);
    });
  }

  it("names a participant without a part, another kind of diagram, and a file without any", () => {
    expect(diagramFaults(diagram("actor Buyer"), contracts)).to.deep.equal(["Buyer: takes no part"]);
    expect(diagramFaults("```mermaid\nflowchart TB\n```\n", contracts)).to.deep.equal([
      "flowchart TB: expected sequenceDiagram",
    ]);
    expect(diagramFaults("no diagram", contracts)).to.deep.equal(["there is no diagram"]);
  });
});
