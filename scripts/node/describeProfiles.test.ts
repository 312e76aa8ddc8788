import { expect } from "chai";

import { describeProfiles } from "./describeProfiles.js";

describe("describeProfiles", () => {
  const profiles = [".network/supernode-0.env", ".network/supernode-1.env", ".network/anyone.env"];
  const calls = profiles.map((profile) => `  npx virusmap --settings ${profile} status`);

  it("shows for each file how to act as its role", () => {
    expect(describeProfiles(profiles, false)).to.deep.equal(calls);
  });

  it("says of a fresh network that no account is a supernode by its file's name", () => {
    const [note, ...others] = describeProfiles(profiles, true).slice(calls.length);
    expect(note).to.equal(
      "\nNo supernode was elected: each supernode-N.env is an account that can become one, as docs/guides/joining.md says.",
    );
    expect(others).to.deep.equal([]);
    expect(describeProfiles(profiles, true).slice(0, calls.length)).to.deep.equal(calls);
  });
});
