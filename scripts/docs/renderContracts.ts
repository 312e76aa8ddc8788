import { z } from "zod";

import { compile } from "../../analysis/compile.js";
import { errorAdvice } from "../../sdk/errors/errorAdvice.js";
import { protocolInterfaces } from "../../sdk/errors/protocolInterfaces.js";
import { contractDocsSchema } from "./contractDocsSchema.js";
import { inheritedComments } from "./inheritedComments.js";
import { renderContract } from "./renderContract.js";
import { UndocumentedError } from "./UndocumentedError.js";

const LIBRARY = "PriceControllers"; // has an error and nothing else that is called from outside
const schema = z.record(z.string(), z.record(z.string(), contractDocsSchema));

/**
 * docs/api/contracts/, by path: a page for each contract that is deployed, from the compiler's reading of the NatSpec.
 *
 * @throws {UndocumentedError} that names everything without a comment, in all contracts
 */
export function renderContracts(root: string): Record<string, string> {
  const { output } = compile(root, ["contracts"], ["abi", "devdoc", "userdoc"]);
  const compiled = schema.parse(output.contracts);
  const pages: Record<string, string> = {};
  const undocumented: string[] = [];
  const names = Object.keys(protocolInterfaces).filter((name) => name !== LIBRARY);
  for (const name of names) {
    const docs = compiled[`contracts/${name}.sol`]?.[name];
    if (docs === undefined) throw new Error(`contracts/${name}.sol has no contract ${name}`);
    Object.assign(docs.devdoc.events, name === "TokenVesting" ? inheritedComments : {});
    try {
      pages[`docs/api/contracts/${name}.md`] = renderContract(name, docs, errorAdvice);
    } catch (error) {
      if (!(error instanceof UndocumentedError)) throw error;
      undocumented.push(...error.names);
    }
  }
  if (undocumented.length > 0) throw new UndocumentedError(undocumented);
  return pages;
}
