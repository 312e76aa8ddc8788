import { expect } from "chai";

import { contractDocsSchema } from "./contractDocsSchema.js";
import { renderContract } from "./renderContract.js";
import { UndocumentedError } from "./UndocumentedError.js";

const order = {
  name: "order",
  type: "tuple",
  internalType: "struct IShop.Order",
  components: [{ name: "price", type: "uint256", internalType: "uint256" }],
};
const abi = [
  { type: "constructor", inputs: [] },
  { type: "function", name: "buy", inputs: [order], outputs: [{ name: "", type: "uint32", internalType: "Epoch" }] },
  { type: "function", name: "count", stateMutability: "view", outputs: [{ name: "", type: "uint256" }] },
  { type: "event", name: "Bought", inputs: [{ name: "buyer", type: "address", indexed: true }] },
  { type: "error", name: "Closed", inputs: [] },
];
const notices = {
  "buy((uint256))": { notice: "Buys.  Requirements: - it is open - `a - b` is positive" },
  "count()": {},
};
const docs = (change: { methods?: object; events?: object; errors?: object } = {}) =>
  contractDocsSchema.parse({
    abi,
    userdoc: {
      notice: "A shop.",
      methods: notices,
      events: { "Bought(address)": { notice: "Somebody bought." } },
      errors: {},
      ...change,
    },
    devdoc: {
      methods: {
        "buy((uint256))": { details: "Once.", params: { order: "what to buy" }, returns: { _0: "when" } },
        "count()": { details: "How many." },
      },
    },
  });

describe("renderContract", () => {
  it("shows each function, event and error with its words, lists as lists, and the structs", () => {
    expect(renderContract("Shop", docs(), { Closed: "come again" }).split("\n\n")).to.deep.equal([
      "# Shop",
      "A shop.",
      "## Functions",
      "### buy",
      "```solidity\nfunction buy(IShop.Order order) returns (Epoch)\n```",
      "Buys.",
      "Requirements:",
      "- it is open\n- `a - b` is positive",
      "Once.",
      "- `order`: what to buy\n- returns when",
      "### count",
      "```solidity\nfunction count() view returns (uint256)\n```",
      "How many.",
      "## Events",
      "### Bought",
      "```solidity\nevent Bought(address indexed buyer)\n```",
      "Somebody bought.",
      "## Errors",
      "### Closed",
      "```solidity\nerror Closed()\n```",
      "What to do: come again.",
      "## Structs",
      "### IShop.Order",
      "```solidity\nstruct IShop.Order {\n  uint256 price;\n}\n```",
    ]);
  });

  it("refuses what has no word on it, and names all of that", () => {
    expect(() => renderContract("Shop", docs({ events: {} }), {}))
      .to.throw(UndocumentedError, "no comment on event Shop.Bought(address), error Shop.Closed()")
      .with.deep.property("names", ["event Shop.Bought(address)", "error Shop.Closed()"]);
    expect(() =>
      renderContract("Shop", docs({ errors: { "Closed()": [{ notice: "It is closed." }] } }), {}),
    ).not.to.throw();
  });
});
