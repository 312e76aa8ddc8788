import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { getAddress, getIcapAddress, toBeHex } from "ethers";

import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import { CommandError } from "./CommandError.js";
import { readAddressBook } from "./readAddressBook.js";

const addresses = deploymentOrder.map((_, place) => getAddress(toBeHex(0xabcdefabcdef0000n + BigInt(place), 20)));

describe("readAddressBook", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virusmap-address-book-"));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  async function read(spell: (address: string) => string): ReturnType<typeof readAddressBook> {
    const path = join(folder, "address-book.json");
    const contracts = deploymentOrder.map(({ name }, place) => ({
      name,
      address: spell(addresses[place] ?? ""),
      block: 7 + place,
    }));
    await writeFile(path, JSON.stringify({ chainId: 31_337, contracts }));
    return readAddressBook(path);
  }

  const spellings: readonly (readonly [string, (address: string) => string])[] = [
    ["as the deployment writes it", (address) => address],
    ["in lower case", (address) => address.toLowerCase()],
    ["in capitals", (address) => `0x${address.slice(2).toUpperCase()}`],
    ["without 0x", (address) => address.slice(2)],
    ["as an ICAP address", (address) => getIcapAddress(address)],
  ];
  for (const [name, spell] of spellings) {
    it(`gives checksummed addresses, whatever the file's spelling: ${name}`, async () => {
      const book = await read(spell);
      expect(Object.values(book.addresses)).to.deep.equal(addresses);
      expect(book).to.deep.include({ chainId: 31_337n, firstBlock: 7 });
    });
  }

  it("refuses an address with a wrong checksum", async () => {
    const error = await read((address) => address.replace(/[a-f]/, (letter) => letter.toUpperCase())).catch(
      (reason: unknown) => reason,
    );
    expect(error)
      .to.be.instanceOf(CommandError)
      .and.have.property("message")
      .that.matches(/expected an address/);
  });
});
