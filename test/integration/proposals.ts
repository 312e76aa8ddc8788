import { rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { parseEther, Wallet } from "ethers";

import { exchangeBulletins } from "../../scripts/loop/exchangeBulletins.js";
import type { LocalSupernode } from "../../scripts/loop/LocalSupernode.js";
import { moveToEpoch } from "../../scripts/loop/moveToEpoch.js";
import { scanSubmissions } from "../../scripts/loop/scanSubmissions.js";
import { electCouncil } from "../../scripts/loop/steps/electCouncil.js";
import { runSale } from "../../scripts/loop/steps/runSale.js";
import { submitSamples } from "../../scripts/loop/steps/submitSamples.js";
import { Publisher } from "../../sdk/clients/Publisher.js";
import { Voter } from "../../sdk/clients/Voter.js";
import { cidOf } from "../../sdk/files/cidOf.js";
import { buildReport } from "../../sdk/report/buildReport.js";
import type { ReportFile } from "../../sdk/report/ReportFile.js";
import { signReport } from "../../sdk/signatures/signReport.js";
import { Category } from "../../sdk/types/Category.js";
import type { Signature } from "../../sdk/types/Signature.js";
import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import { bulletinsTopic } from "../../supernode/bulletinsTopic.js";
import { considerReport } from "../../supernode/considerReport.js";
import type { Deployment } from "../../supernode/Deployment.js";
import { deploymentOf } from "../../supernode/deploymentOf.js";
import type { Examination } from "../../supernode/Examination.js";
import { gatherBasis } from "../../supernode/gatherBasis.js";
import { loadBulletins } from "../../supernode/loadBulletins.js";
import { openNamed } from "../../supernode/openNamed.js";
import { prepareInputs } from "../../supernode/prepareInputs.js";
import type { Proposal } from "../../supernode/Proposal.js";
import { proposeReport } from "../../supernode/proposeReport.js";
import { putBulletin } from "../../supernode/putBulletin.js";
import { readBudgets } from "../../supernode/readBudgets.js";
import { Refusal } from "../../supernode/Refusal.js";
import { signBulletin } from "../../supernode/signBulletin.js";
import type { SignedBulletin } from "../../supernode/SignedBulletin.js";
import { tellOnce } from "../../supernode/tellOnce.js";
import { LoopFixture } from "./LoopFixture.js";

const SEATS = 7;
const QUORUM = 5;

describe("reports that are proposed to supernodes", () => {
  let fixture: LoopFixture;
  let supernodes: readonly LocalSupernode[];
  let deployment: Deployment;
  let epoch: bigint; // of the report
  let round = 0n;
  let earlier: ReportFile[] = [];
  let stranger = 0;

  before(async () => {
    fixture = await LoopFixture.start();
    ({ supernodes } = fixture);
    deployment = await deploymentOf(fixture.loop);
    await runSale(fixture.loop);
    await electCouncil(fixture.loop, supernodes);
    await scan("samples/eicar.com", "samples/notice.txt");
    await exchangeBulletins(fixture.loop, supernodes, epoch);
  });

  after(async () => {
    await fixture.close();
  });

  /** Every supernode examines contents, and the epoch ends. */
  async function scan(...paths: string[]): Promise<void> {
    const { loop } = fixture;
    epoch = await loop.system.clock.currentEpoch();
    await scanSubmissions(
      loop,
      await submitSamples(loop, await prepareInputs(paths, loop.workspace), supernodes),
      supernodes,
    );
    await moveToEpoch(loop, epoch + 1n);
    round = 0n;
  }

  function nodeAt(seat: number): LocalSupernode {
    const found = supernodes[seat];
    if (found === undefined) throw new Error(`there is no supernode ${seat}`);
    return found;
  }

  /** A supernode signs one report a round, so that most tests need one of their own. */
  async function nextRound(): Promise<void> {
    const { clock } = fixture.loop.system;
    round += 1n;
    await fixture.loop.moveTo(
      (await clock.epochStart(epoch + 1n)) + (round * (await clock.EPOCH_LENGTH())) / (await clock.ROUNDS()),
    );
  }

  async function turn(): Promise<LocalSupernode> {
    return nodeAt(Number(await fixture.loop.system.ledger.proposerOf(epoch, round)));
  }

  async function consider(node: LocalSupernode, proposal: Proposal): Promise<Signature | Refusal> {
    return considerReport(fixture.loop.system, deployment, node, proposal, earlier);
  }

  async function expectSigned(node: LocalSupernode, proposal: Proposal): Promise<Signature> {
    const answer = await consider(node, proposal);
    if (answer instanceof Refusal) throw answer;
    return answer;
  }

  async function expectRefused(node: LocalSupernode, proposal: Proposal, message: string): Promise<void> {
    const answer = await consider(node, proposal);
    expect(answer).to.be.instanceOf(Refusal);
    expect((answer as Refusal).message).to.equal(message);
  }

  /** What the seat whose turn it is builds from its store, with its signature. */
  async function propose(): Promise<Proposal> {
    const { system } = fixture.loop;
    const proposer = await turn();
    const { proposal } = await proposeReport(system, deployment, proposer.store, epoch, earlier);
    return { ...proposal, signatures: new Map([[proposer.seat, await expectSigned(proposer, proposal)]]) };
  }

  /** The report of other bulletins, or within another budget, signed by the seat whose turn it is without asking itself. */
  async function forge(change: Partial<Pick<Proposal, "bulletins" | "submittersBudget">>): Promise<Proposal> {
    const { system } = fixture.loop;
    const { store, seat, signer } = await turn();
    const { proposal } = await proposeReport(system, deployment, store, epoch, earlier);
    const changed = { ...proposal, ...change };
    const named = await openNamed(system, deployment, store, changed).catch(() => new Map<number, never>());
    const { inputs } = await gatherBasis(
      system,
      epoch,
      await loadBulletins(store, [...named.values()], 1),
      earlier,
      changed.submittersBudget,
    );
    const { report } = buildReport(inputs);
    const signature = await signReport(signer, deployment.chainId, deployment.ledger, report);
    return { ...changed, report, signatures: new Map([[seat, signature]]) };
  }

  /** The digests that a proposal names, by seat. */
  async function namedIn(proposal: Proposal): Promise<ReadonlyMap<number, string>> {
    const { store } = await turn();
    const named = await openNamed(fixture.loop.system, deployment, store, proposal);
    return new Map([...named].map(([seat, { digest }]) => [seat, digest]));
  }

  /** Puts a bulletin into the stores of all. */
  async function tellAll(signed: SignedBulletin): Promise<string> {
    let digest = "";
    for (const { store } of supernodes) digest = await putBulletin(store, signed);
    return digest;
  }

  /** Takes an announcement away again. */
  async function forget(digest: string, told = epoch): Promise<void> {
    for (const { workspace } of supernodes) {
      await rm(join(workspace, "store", `${bulletinsTopic(told)}.${cidOf(digest)}`));
    }
  }

  /** Another bulletin of a seat, longer than all before, by which its labels change. */
  async function longer(seat: number): Promise<SignedBulletin> {
    const { signer, examinations } = nodeAt(seat);
    stranger += 1;
    const late = {
      engine: `Late ${stranger}`,
      version: "1",
      signatureVersion: "1",
      label: "Late.Finding",
      category: Category.MALICIOUS,
    };
    const changed = examinations.map((examination) => ({ ...examination, labels: [...examination.labels, late] }));
    const repeated: Examination[] = Array.from({ length: stranger }, () => examinations).flat();
    return signBulletin(deployment, signer, { seat, epoch, examinations: [...changed, ...repeated] });
  }

  const others = (...seats: readonly number[]) => supernodes.filter(({ seat }) => !seats.includes(seat));

  it("are built from what was told once, though the same seat tells more", async () => {
    const { signer, workspace, examinations } = nodeAt(0);
    const told = await tellOnce({ signer, workspace }, deployment, { seat: 0, epoch, examinations });
    expect(
      await tellOnce({ signer, workspace }, deployment, { seat: 0, epoch, examinations: [] }),
    ).to.have.deep.property("envelope", told.envelope);
  });

  it("are signed by who has the seat's turn first", async () => {
    const { system } = fixture.loop;
    const proposer = await turn();
    const { proposal } = await proposeReport(system, deployment, proposer.store, epoch, earlier);
    const [node = proposer] = others(proposer.seat);
    const message = `round 0 is the turn of seat ${proposer.seat}, which has not signed it`;
    await expectRefused(node, proposal, message);
    const sign = async (by: Pick<LocalSupernode, "signer">) =>
      signReport(by.signer, deployment.chainId, deployment.ledger, proposal.report);
    for (const signer of [node, { signer: Wallet.createRandom() }]) {
      await expectRefused(node, { ...proposal, signatures: new Map([[proposer.seat, await sign(signer)]]) }, message);
    }
    const none = { r: `0x${"00".repeat(32)}`, vs: `0x${"00".repeat(32)}` };
    await expectRefused(node, { ...proposal, signatures: new Map([[proposer.seat, none]]) }, message);
    await expectSigned(node, { ...proposal, signatures: new Map([[proposer.seat, await sign(proposer)]]) });
  });

  it("need the bulletins of all seats in round 0, and of a quorum later", async () => {
    const all = [...(await namedIn(await forge({}))).values()];
    const [node = nodeAt(0)] = others((await turn()).seat);
    const six = await forge({ bulletins: all.slice(0, SEATS - 1) });
    await expectRefused(
      node,
      six,
      "in round 0 a report needs the bulletins of all seats that are held, and it lacks 6",
    );
    await nextRound();
    const tooFew = await forge({ bulletins: all.slice(0, QUORUM - 1) });
    await expectRefused(
      nodeAt(0),
      tooFew,
      `it is built from the bulletins of ${QUORUM - 1} seats, and a report needs those of ${QUORUM}`,
    );
    // With a quorum it is a seat that was left out, which another rule finds.
    const quorum = await forge({ bulletins: all.slice(0, QUORUM) });
    await expectRefused(nodeAt(0), quorum, `it leaves out seat 5, which told ${all[5] ?? ""}`);
  });

  it("are refused by who is left out, and by who heard one bulletin of somebody left out", async () => {
    const all = await namedIn(await forge({}));
    const { seat } = await turn();
    const [left, witness] = others(seat).map((node) => node.seat);
    if (left === undefined || witness === undefined) throw new Error("there are too few seats");
    const without = await forge({ bulletins: [...all].filter(([each]) => each !== left).map(([, digest]) => digest) });
    await expectRefused(nodeAt(left), without, `it leaves out what this supernode told for seat ${left}`);
    await expectRefused(nodeAt(witness), without, `it leaves out seat ${left}, which told ${all.get(left) ?? ""}`);
    // Of a seat that told two things nobody knows which to take, so that it may be left out.
    const second = await tellAll(await longer(left));
    await expectRefused(nodeAt(left), without, `it leaves out what this supernode told for seat ${left}`);
    await expectSigned(nodeAt(witness), without);
    await forget(second);
  });

  it("are refused by whose bulletin was exchanged for another with its signature, and by nobody else", async () => {
    await nextRound();
    const all = await namedIn(await forge({}));
    const [node = nodeAt(0), witness = node] = others((await turn()).seat);
    const { seat } = node;
    // As after a restored backup: others may take either, this seat keeps to what it knows that it told.
    const digest = await tellAll(await longer(seat));
    const exchanged = await forge({ bulletins: [...all].map(([each, named]) => (each === seat ? digest : named)) });
    await expectRefused(node, exchanged, `it names ${digest} for seat ${seat}, which is not what this supernode told`);
    await expectSigned(witness, exchanged);
    await forget(digest);
  });

  it("are refused for a bulletin that was changed, is forged, is named twice or is of another epoch", async () => {
    await nextRound();
    const proposer = await turn();
    const all = [...(await namedIn(await forge({}))).values()];
    const [node = proposer] = others(proposer.seat);
    const replaced = async (signed: SignedBulletin) => {
      const digest = await tellAll(signed);
      return { digest, proposal: await forge({ bulletins: [...all.slice(0, SEATS - 1), digest] }) };
    };
    const honest = await signBulletin(deployment, nodeAt(6).signer, { seat: 6, epoch, examinations: [] });
    for (const signed of [
      { ...honest, envelope: { ...honest.envelope, seat: 5 } },
      await signBulletin(deployment, nodeAt(5).signer, { seat: 6, epoch, examinations: [] }),
      await signBulletin({ ...deployment, chainId: 1n }, nodeAt(6).signer, { seat: 6, epoch, examinations: [] }),
    ]) {
      const { digest, proposal } = await replaced(signed);
      await expectRefused(
        node,
        proposal,
        `the bulletin ${digest} that it names is not at hand, or not signed by the holder of its seat`,
      );
    }
    const next = await replaced(
      await signBulletin(deployment, nodeAt(6).signer, { seat: 6, epoch: epoch + 1n, examinations: [] }),
    );
    await expectRefused(
      node,
      next.proposal,
      `the bulletin ${next.digest} that it names is of epoch ${epoch + 1n} and not ${epoch}`,
    );
    await forget(next.digest, epoch + 1n);
    const [first = ""] = all;
    await expectRefused(
      node,
      await forge({ bulletins: [...all.slice(0, SEATS - 1), first] }),
      `it names two bulletins of seat 0, ${first} and ${first}`,
    );
    await expectRefused(
      node,
      await forge({ bulletins: [...all, first] }),
      `it names ${SEATS + 1} bulletins, and there are ${SEATS} seats`,
    );
  });

  it("may have any budget that is safe, and no other", async () => {
    await nextRound();
    const { least, proposed, most } = await readBudgets(fixture.loop.system, epoch);
    expect(least < proposed && proposed <= most).to.equal(true);
    const nodes = others((await turn()).seat);
    const [a = nodeAt(0), b = a, c = a] = nodes;
    const inVmt = (amount: bigint) => formatQuantity(amount, "VMT");
    for (const submittersBudget of [least - 1n, most + 1n]) {
      await expectRefused(
        a,
        await forge({ submittersBudget }),
        `its budget for submitters is ${inVmt(submittersBudget)}, and ${inVmt(least)} to ${inVmt(most)} are safe`,
      );
    }
    for (const [node, submittersBudget] of [
      [a, least],
      [b, proposed],
      [c, most],
    ] as const) {
      await expectSigned(node, await forge({ submittersBudget }));
    }
  });

  it("are the same when built again in their round, within any budget that is safe", async () => {
    await nextRound();
    const { system } = fixture.loop;
    const { store } = await turn();
    const again = async (held: Proposal): Promise<Proposal> =>
      (await proposeReport(system, deployment, store, epoch, earlier, 0, held)).proposal;
    const { least, proposed, most } = await readBudgets(system, epoch);
    for (const submittersBudget of [least, proposed, most]) {
      const held = await forge({ submittersBudget });
      expect(await again(held)).to.deep.equal({ ...held, signatures: new Map() });
    }
    const fresh = { ...(await forge({ submittersBudget: proposed })), signatures: new Map() };
    for (const submittersBudget of [least - 1n, most + 1n]) {
      expect(await again(await forge({ submittersBudget }))).to.deep.equal(fresh);
    }
    const other = await forge({ submittersBudget: least });
    for (const change of [{ round: round - 1n }, { epoch: epoch - 1n }, { cid: other.report.rewardsRoot }]) {
      expect(await again({ ...other, report: { ...other.report, ...change } })).to.deep.equal(fresh);
    }
  });

  it("stay the same when anybody pays into the pool or votes after the proposal", async () => {
    await nextRound();
    const { system, actors } = fixture.loop;
    const proposal = await propose();
    const before = await readBudgets(system, epoch);
    await system.token.connect(actors.vendor).approve(system.rewardPool, parseEther("1"));
    await system.rewardPool.connect(actors.vendor).deposit(parseEther("1"));
    const voter = new Voter(system, actors.vendor);
    for (const { address } of fixture.supernodes) await voter.vote(address, parseEther("1"));
    expect(await readBudgets(system, epoch)).not.to.deep.equal(before);
    const [node = nodeAt(0)] = others((await turn()).seat);
    await expectSigned(node, proposal);
  });

  it("are built from the bulletins that they name, whatever else is at hand", async () => {
    await nextRound();
    const proposal = await propose();
    const { seat } = await turn();
    const [hostile = 0] = others(seat).map((node) => node.seat);
    const all = [...(await namedIn(proposal)).entries()];
    const digest = await tellAll(await longer(hostile));
    // It would make another report.
    const changed = await forge({ bulletins: all.map(([each, named]) => (each === hostile ? digest : named)) });
    expect(changed.report.verdictsRoot).not.to.equal(proposal.report.verdictsRoot);
    for (const node of others(seat)) await expectSigned(node, proposal);
    await forget(digest);
  });

  /**
   * An honest seat proposes what it has heard; then the next hostile seat that has not spoken yet tells for the first time, and
   * all that have spoken tell something longer. Hostile seats propose and sign nothing.
   */
  async function playRound(hostile: readonly number[], silent: number[]): Promise<"hostile" | "lost" | "published"> {
    const { system, actors } = fixture.loop;
    const proposer = await turn();
    if (hostile.includes(proposer.seat)) return "hostile";
    const proposal = await propose().catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    if (proposal === undefined) return "lost";
    const late = silent.shift();
    for (const seat of hostile) if (!silent.includes(seat)) await tellAll(await longer(seat));
    const signatures = new Map(proposal.signatures);
    for (const node of others(proposer.seat, ...hostile)) {
      const answer = await consider(node, proposal);
      if (!(answer instanceof Refusal)) signatures.set(node.seat, answer);
      else expect(answer.message).to.contain(`it leaves out seat ${String(late)}, which told`);
    }
    if (signatures.size < QUORUM) return "lost";
    await new Publisher(system, actors.bystander).publish(proposal.report, signatures);
    const { contents } = await proposeReport(system, deployment, proposer.store, epoch, earlier);
    expect(contents.verdicts).to.have.length(2);
    earlier = [...earlier, contents];
    return "published";
  }

  /** @returns the rounds of honest seats that found no quorum before one did */
  async function publishAgainst(hostile: readonly number[], silent: number[]): Promise<number> {
    let lost = 0;
    while (round < 24n) {
      const end = await playRound(hostile, silent);
      if (end === "published") return lost;
      if (end === "lost") lost += 1;
      await nextRound();
    }
    throw new Error(`no report of epoch ${epoch} found a quorum`);
  }

  it("are published in the first honest round though one seat keeps telling more", async () => {
    await nextRound();
    expect(await publishAgainst([6], [])).to.equal(0);
  });

  it("are published though as many as a quorum can spare tell late, and keep telling more", async () => {
    await scan("samples/packed.bin", "samples/phishing.url.txt");
    const hostile = [1, 6];
    for (const node of others(...hostile)) {
      const signed = await tellOnce(node, deployment, { seat: node.seat, epoch, examinations: node.examinations });
      await tellAll(signed);
    }
    // Round 0, which waits for all seats, and one round for each seat that speaks for the first time.
    expect(await publishAgainst(hostile, [...hostile])).to.equal(1 + hostile.length);
  });
});
