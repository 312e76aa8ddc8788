import { FunctionFragment } from "ethers";

import { protocolInterfaces } from "../../sdk/errors/protocolInterfaces.js";

const RECEIVE = "0x"; // the selector of a call without data

/**
 * The functions of one of our contracts that may write, from selector to name: "RewardPool.claim". Overloads carry their
 * arguments: "TokenVesting.release(address)".
 */
export function writingFunctions(contract: keyof typeof protocolInterfaces): ReadonlyMap<string, string> {
  const { fragments, receive } = protocolInterfaces[contract];
  const writing = fragments
    .filter((fragment) => FunctionFragment.isFragment(fragment))
    .filter(({ constant }) => !constant);
  const functions = writing.map(({ name, selector, inputs }): [string, string] => {
    const overloaded = writing.filter((other) => other.name === name).length > 1;
    const types = overloaded ? `(${inputs.map(({ type }) => type).join(",")})` : "";
    return [selector, `${contract}.${name}${types}`];
  });
  return new Map(receive ? [...functions, [RECEIVE, `${contract}.receive`]] : functions);
}
