import { expect } from "chai";
import { getAddress, toBeHex, VoidSigner, ZeroHash } from "ethers";

import { connectContracts } from "../deployment/connectContracts.js";
import type { ContractName } from "../deployment/ContractName.js";
import { deploymentOrder } from "../deployment/deploymentOrder.js";
import { callsOf } from "./callsOf.js";

const addressAt = (index: number) => getAddress(toBeHex(0xc0ffee00 + index, 20));
const addresses = Object.fromEntries(deploymentOrder.map(({ name }, index) => [name, addressAt(index)]));
const contracts = connectContracts(addresses as Record<ContractName, string>, new VoidSigner(addressAt(99)));
const permit = { value: 9n, deadline: 1n, v: 27n, r: ZeroHash, s: ZeroHash };

describe("callsOf", () => {
  it("puts an approval of the permit's value before the same call without the permit", async () => {
    const { staking, token } = contracts;
    const to = await staking.getAddress();
    const supernode = addressAt(50);
    const data = staking.interface.encodeFunctionData("voteWithPermit", [supernode, 7n, permit]);
    expect(await callsOf(contracts, { to, value: 0n, data })).to.deep.equal([
      { to: await token.getAddress(), value: 0n, data: token.interface.encodeFunctionData("approve", [to, 9n]) },
      { to, value: 0n, data: staking.interface.encodeFunctionData("vote", [supernode, 7n]) },
    ]);
  });

  it("leaves any other transaction as it is", async () => {
    const { staking, sale } = contracts;
    const vote = staking.interface.encodeFunctionData("vote", [addressAt(50), 7n]);
    const calls = [
      { to: await staking.getAddress(), value: 0n, data: vote },
      { to: await sale.getAddress(), value: 5n, data: "0x" },
      { to: await staking.getAddress(), value: 0n, data: "0xffffffff" },
      {
        to: addressAt(98),
        value: 1n,
        data: staking.interface.encodeFunctionData("voteWithPermit", [addressAt(50), 7n, permit]),
      },
    ];
    for (const call of calls) expect(await callsOf(contracts, call)).to.deep.equal([call]);
  });
});
