import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { getBytes, id as hashOf, keccak256, sha256, ZeroHash } from "ethers";

import { tlshDigest } from "../../engines/tlsh/tlshDigest.js";
import { exchangeBulletins } from "../../scripts/loop/exchangeBulletins.js";
import { moveToEpoch } from "../../scripts/loop/moveToEpoch.js";
import type { PublishedReport } from "../../scripts/loop/PublishedReport.js";
import { scanSubmissions } from "../../scripts/loop/scanSubmissions.js";
import { electCouncil } from "../../scripts/loop/steps/electCouncil.js";
import { publishReport } from "../../scripts/loop/steps/publishReport.js";
import { runSale } from "../../scripts/loop/steps/runSale.js";
import { submitSamples } from "../../scripts/loop/steps/submitSamples.js";
import { Claimer } from "../../sdk/clients/Claimer.js";
import { KnownContents } from "../../sdk/report/KnownContents.js";
import { proofOfReward } from "../../sdk/report/proofOfReward.js";
import type { ReportFile } from "../../sdk/report/ReportFile.js";
import { noveltyOf } from "../../sdk/scoring/noveltyOf.js";
import { scoreOf } from "../../sdk/scoring/scoreOf.js";
import { scoringRule } from "../../sdk/scoring/scoringRule.js";
import { Kind } from "../../sdk/types/Kind.js";
import type { Verdict } from "../../sdk/types/Verdict.js";
import { prepareInputs } from "../../supernode/prepareInputs.js";
import { LoopFixture } from "./LoopFixture.js";

const BYTES = 4_096;

/** Bytes that look like nothing else, the same for the same name, which the engines call a dropper. */
function dropper(name: string): Uint8Array {
  const parts = [Buffer.from("VIRUSMAP-DEMO-DROPPER-01")];
  for (let hash = hashOf(name), length = 0; length < BYTES; hash = keccak256(hash), length += 32) {
    parts.push(Buffer.from(getBytes(hash)));
  }
  return Buffer.concat(parts);
}

/** The same with a few bytes changed: another hash, nearly the same digest. */
function variantOf(content: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(content);
  changed.fill(0, BYTES - 24, BYTES);
  return changed;
}

/** What a report says of bytes; undefined when nothing. */
function verdictOf({ verdicts }: ReportFile, content: Uint8Array): Verdict | undefined {
  return verdicts.find(({ contentHash }) => contentHash === sha256(content));
}

describe("P5: what was rewarded once is never rewarded again", () => {
  const [first, second] = [dropper("first"), dropper("second")];
  const variant = variantOf(first);
  let fixture: LoopFixture;
  let submitter: string;
  const published: PublishedReport[] = [];

  before(async () => {
    fixture = await LoopFixture.start();
    const { loop, supernodes } = fixture;
    submitter = await loop.actors.submitter.getAddress();
    await runSale(loop);
    await electCouncil(loop, supernodes);
  });

  after(async () => {
    await fixture.close();
  });

  /** In this epoch, and examined by all. Every second one, from the second on, is a newcomer's and not the submitter's. */
  async function submit(contents: readonly Uint8Array[]): Promise<void> {
    const { loop, supernodes } = fixture;
    const folder = `inputs-${await loop.system.clock.currentEpoch()}`;
    const paths = await Promise.all(
      contents.map(async (content, index) => {
        const path = join(loop.workspace, `${folder}-${index}.bin`);
        await writeFile(path, content);
        return path;
      }),
    );
    const submissions = await submitSamples(loop, await prepareInputs(paths, loop.workspace), supernodes);
    expect(await scanSubmissions(loop, submissions, supernodes)).to.have.property("size", 0);
  }

  /** Of the epoch before, by supernodes that know the reports published so far. */
  async function report(): Promise<PublishedReport> {
    const { loop, supernodes } = fixture;
    const epoch = (await loop.system.clock.currentEpoch()) - 1n;
    await exchangeBulletins(loop, supernodes, epoch);
    const earlier = published.map(({ contents }) => contents);
    const result = await publishReport(loop, supernodes, epoch, earlier);
    published.push(result);
    return result;
  }

  async function next(): Promise<void> {
    await moveToEpoch(fixture.loop, (await fixture.loop.system.clock.currentEpoch()) + 1n);
  }

  it("rewards a new content in full, in the report of its epoch", async () => {
    await submit([first, Buffer.from("nothing to find")]);
    await next();
    const { contents } = await report();
    const verdict = verdictOf(contents, first);
    expect(verdict).to.include({ kind: Kind.FILE, submitter: submitter.toLowerCase() });
    expect(verdict?.score).to.equal(verdict && scoreOf({ ...verdict, novelty: scoringRule.fullNovelty }));
    expect(verdict?.reward).to.equal((verdict?.score ?? 0n) * scoringRule.maximumPerPoint);
    expect(contents.rewards).to.deep.equal([{ account: submitter.toLowerCase(), amount: verdict?.reward }]);
  });

  it("rewards what a skipped epoch held in a later report, once, and to who was first", async () => {
    const { system } = fixture.loop;
    await submit([second, Buffer.from("nothing to find either")]); // in epoch 2
    await next();
    await submit([variant, first, Buffer.from("nothing at all"), second]); // first and second again, by a newcomer
    await next(); // the round of epoch 2 is over
    expect((await system.ledger.publicationOf(2)).verdictsRoot).to.equal(ZeroHash);

    const { contents } = await report();
    expect(contents.epoch).to.equal(3n);
    const [earlier] = published;
    const full = earlier && verdictOf(earlier.contents, first);
    const late = verdictOf(contents, second);
    expect(late).to.include({ submitter: submitter.toLowerCase(), score: full?.score, reward: full?.reward });
    expect(verdictOf(contents, first)).to.equal(undefined);
  });

  it("values a variant of what an earlier epoch rewarded by its distance", async () => {
    const [earlier, later] = published;
    if (earlier === undefined || later === undefined) throw new Error("two reports must have been published");
    const path = join(fixture.loop.workspace, "variant");
    await writeFile(path, variant);
    const distance = new KnownContents([earlier.contents]).distanceTo(Kind.FILE, await tlshDigest({ path }));
    if (distance === null) throw new Error("the variant must be near");
    expect(distance).to.be.within(1, scoringRule.nearDistance);

    const verdict = verdictOf(later.contents, variant);
    expect(verdict?.score).to.equal(verdict && scoreOf({ ...verdict, novelty: noveltyOf(distance) }));
    const full = verdictOf(earlier.contents, first)?.reward ?? 0n;
    expect(verdict && 0n < verdict.reward && verdict.reward <= full / 2n).to.equal(true);
  });

  it("rewards nothing for contents that come again, whoever brings them", async () => {
    await submit([second, first]);
    await next();
    const { contents, report: signed } = await report();
    expect(contents.epoch).to.equal(4n);
    expect(verdictOf(contents, first)).to.equal(undefined);
    expect(verdictOf(contents, second)).to.equal(undefined);
    expect(signed.submitterTotal).to.equal(0n);
  });

  it("pays on chain what the reports say, once, and opens nothing for the skipped epoch", async () => {
    const { system, actors } = fixture.loop;
    const claimer = new Claimer(system, actors.bystander);
    const before = await system.token.balanceOf(submitter);
    let sum = 0n;
    for (const { contents } of published) {
      for (const { account, amount } of contents.rewards) {
        expect(account).to.equal(submitter.toLowerCase()); // newcomers brought nothing new
        const { proof, ...claim } = proofOfReward(contents, account);
        await claimer.claim(account, [{ ...claim, proof }]);
        sum += amount;
        const again = system.rewardPool.claim(account, [{ ...claim, proof: [...proof] }]);
        await expect(again)
          .to.be.revertedWithCustomError(system.rewardPool, "RewardPool_AlreadyClaimed")
          .withArgs(contents.epoch, submitter);
      }
      expect((await system.rewardPool.rewardsOf(contents.epoch)).unclaimed).to.equal(0n);
    }
    expect((await system.token.balanceOf(submitter)) - before).to.equal(sum);
    expect(await system.rewardPool.rewardsOf(2)).to.deep.equal([ZeroHash, 0n]);
  });
});
