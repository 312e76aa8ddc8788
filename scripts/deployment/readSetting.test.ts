import { expect } from "chai";
import type { ResolvedConfigurationVariable } from "hardhat/types/config";

import { UsageError } from "../UsageError.js";
import { MissingSettingError } from "./MissingSettingError.js";
import { readSetting } from "./readSetting.js";

describe("readSetting", () => {
  const URL = /^https?:/;

  /** As Hardhat makes one of `configVariable("CHAIN_URL")`. */
  function setting(get: () => Promise<string>): ResolvedConfigurationVariable {
    const unused = (): Promise<never> => Promise.reject(new Error("not asked for"));
    const variable = { _type: "ResolvedConfigurationVariable", name: "CHAIN_URL", format: "{variable}" } as const;
    return { ...variable, get, getUrl: unused, getBigInt: unused, getHexString: unused };
  }

  async function failureOf(get: () => Promise<string>): Promise<unknown> {
    return readSetting("chain", "RPC URL", setting(get), URL).catch((error: unknown) => error);
  }

  it("gives a value that matches", async () => {
    const get = (): Promise<string> => Promise.resolve("http://127.0.0.1");
    expect(await readSetting("chain", "RPC URL", setting(get), URL)).to.equal("http://127.0.0.1");
  });

  it("quotes neither a value nor what Hardhat says of it", async () => {
    for (const get of [() => Promise.resolve("secret"), () => Promise.reject(new Error("secret is no URL"))]) {
      const error = await failureOf(get);
      expect(error).to.be.instanceOf(MissingSettingError).and.to.include({ variable: "CHAIN_URL" });
      expect((error as Error).message).not.to.contain("secret");
    }
  });

  it("tells a wrong password from a setting that is missing", async () => {
    const closed = Object.assign(new Error("Invalid password"), { errorCode: "HHE50000" });
    const error = await failureOf(() => Promise.reject(closed));
    expect(error).to.be.instanceOf(UsageError);
    expect((error as Error).message).to.contain("the password does not open Hardhat's keystore");
  });
});
