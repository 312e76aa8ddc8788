import { createHash, randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { Category } from "../sdk/types/Category.js";
import { defaultEngines } from "./defaultEngines.js";
import { UnreadableInputError } from "./input/UnreadableInputError.js";
import { Kind } from "../sdk/types/Kind.js";
import type { Label } from "./Label.js";
import { mergeLabels } from "./labels/mergeLabels.js";
import { sampleKind } from "./sampleKind.js";
import type { ScanInput } from "./ScanInput.js";

const SAMPLES = fileURLToPath(new URL("../samples/", import.meta.url));

const EXPECTED: Record<string, [engine: string, label: string | null, category: keyof typeof Category][]> = {
  "eicar.com": [
    ["YARA", "EICAR-Test-File", "MALICIOUS"],
    ["YARA-X", "Test/EICAR.Gen", "MALICIOUS"],
    ["VirusMap-Patterns", "Eicar-Signature", "MALICIOUS"],
  ],
  "notice.txt": [
    ["YARA", null, "UNDETERMINED"],
    ["YARA-X", null, "UNDETERMINED"],
    ["VirusMap-Patterns", null, "HARMLESS"],
  ],
  "packed.bin": [
    ["YARA", "Demo.Packed", "SUSPICIOUS"],
    ["YARA-X", "Heur/Packed.Demo", "SUSPICIOUS"],
    ["VirusMap-Patterns", null, "UNDETERMINED"],
  ],
  "phishing.url.txt": [
    ["YARA", null, "UNDETERMINED"],
    ["YARA-X", "Phish/DemoHost", "MALICIOUS"],
    ["VirusMap-Patterns", "Phishing.ListedHost", "MALICIOUS"],
  ],
  "campaign.stix.json": [
    ["YARA", null, "UNDETERMINED"],
    ["YARA-X", "Phish/DemoHost", "MALICIOUS"],
    ["VirusMap-Patterns", "Intel.ListedIndicator", "MALICIOUS"],
  ],
};

describe("defaultEngines", function () {
  this.timeout(60_000);

  const engines = defaultEngines();
  after(() => Promise.all(engines.map((engine) => engine.close())));

  const scanAll = (input: ScanInput): Promise<Label[]> => Promise.all(engines.map((engine) => engine.scan(input)));

  for (const [name, expected] of Object.entries(EXPECTED)) {
    it(`labels ${name}, the same from a file and from bytes`, async () => {
      const path = join(SAMPLES, name);
      const bytes = readFileSync(path);
      const identity = { kind: sampleKind(path), sha256: sha256(bytes) };

      const labels = await scanAll({ ...identity, path });
      expect(labels.map(({ engine, label, category }) => [engine, label, category])).to.deep.equal(
        expected.map(([engine, label, category]) => [engine, label, Category[category]]),
      );
      expect(await scanAll({ ...identity, bytes })).to.deep.equal(labels);
    });
  }

  const AGREED: Record<string, keyof typeof Category> = {
    "eicar.com": "MALICIOUS",
    "notice.txt": "HARMLESS",
    "packed.bin": "SUSPICIOUS",
    "phishing.url.txt": "MALICIOUS",
    "campaign.stix.json": "MALICIOUS",
  };
  for (const [name, expected] of Object.entries(AGREED)) {
    it(`lets seven supernodes, each with another set of engines, agree on ${name}, whoever of them is silent`, async () => {
      const path = join(SAMPLES, name);
      const labels = await scanAll({ kind: sampleKind(path), sha256: sha256(readFileSync(path)), path });
      const lists = Array.from({ length: 7 }, (_, seat) =>
        labels.filter((__, engine) => ((seat + 1) >> engine) % 2 === 1),
      );
      expect(mergeLabels(lists).category).to.equal(Category[expected]);
      for (const silent of lists.keys()) {
        const others = lists.map((list, seat) => (seat === silent ? [] : list));
        expect(mergeLabels(others).category).to.equal(Category[expected]);
      }
    });
  }

  it("says nothing of an empty file but that it is harmless", async () => {
    const labels = await scanAll(file(""));
    expect(labels.map(({ category }) => category)).to.deep.equal([
      Category.UNDETERMINED,
      Category.UNDETERMINED,
      Category.HARMLESS,
    ]);
  });

  it("differs where the engines know different things", async () => {
    const found = async (text: string): Promise<(string | null)[]> =>
      (await scanAll(file(text))).map(({ label }) => label);

    expect(await found("..VIRUSMAP-DEMO-DROPPER-01..")).to.deep.equal(["Demo.Dropper.A", "Heur/Dropper.Demo", null]);
    expect(await found("..VIRUSMAP-DEMO-BEACON-02..")).to.deep.equal([null, "Demo/Beacon", "Demo.Beacon"]);
    expect(await found("..VIRUSMAP-DEMO-MACRO-04..")).to.deep.equal([null, null, "Demo.Macro"]);
    expect(await found("virusmap demo: known by its hash only")).to.deep.equal([null, null, "Demo.HashOnly"]);
    expect(await found("VIRUSMAP-STAGE-ONE")).to.deep.equal([null, null, null]);
    expect(await found(`VIRUSMAP-STAGE-ONE${" ".repeat(1_024)}VIRUSMAP-STAGE-TWO`)).to.deep.equal([
      "Demo.Staged",
      null,
      null,
    ]);
    expect(await found(`VIRUSMAP-STAGE-ONE${" ".repeat(1_025)}VIRUSMAP-STAGE-TWO`)).to.deep.equal([null, null, null]);
  });

  it("reports the gravest of several findings", async () => {
    const labels = await scanAll(file("VIRUSMAP-DEMO-PACKER-03 VIRUSMAP-DEMO-DROPPER-01 VIRUSMAP-DEMO-BEACON-02"));
    expect(labels.map(({ label }) => label)).to.deep.equal(["Demo.Dropper.A", "Demo/Beacon", "Demo.Beacon"]);
  });

  it("names the versions that are installed", () => {
    const installed = (name: string): string => {
      const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
      return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
    };
    expect(engines[0]?.version).to.equal(installed("libyara-wasm"));
    expect(engines[1]?.version).to.equal(installed("@litko/yara-x"));
    expect(new Set(engines.map(({ signatureVersion }) => signatureVersion)).size).to.equal(3);
  });

  for (const engine of engines) {
    it(`${engine.name} rejects with UnreadableInputError for a missing file and for a directory`, async () => {
      const scan = (path: string): Promise<unknown> =>
        engine.scan({ kind: Kind.FILE, sha256: sha256(""), path }).catch((error: unknown) => error);

      const missing = join(SAMPLES, "no such file");
      const error = await scan(missing);
      expect(error).to.be.instanceOf(UnreadableInputError);
      expect((error as UnreadableInputError).message)
        .to.contain(missing)
        .and.contain("ENOENT");
      expect(await scan(SAMPLES))
        .to.be.instanceOf(UnreadableInputError)
        .with.property("code", "ENOTFILE");
    });

    it(`${engine.name} answers many scans at once, and again after it was closed`, async () => {
      const clean = file("nothing");
      const beacon = readSample("eicar.com");
      const scans = Array.from({ length: 20 }, (_, turn) => engine.scan(turn % 2 === 0 ? clean : beacon));
      const categories = (await Promise.all(scans)).map(({ category }) => category);
      expect(categories.filter((category) => category === Category.MALICIOUS)).to.have.length(10);

      await engine.close();
      expect((await engine.scan(beacon)).category).to.equal(Category.MALICIOUS);
    });
  }

  describe("on large files", () => {
    const folder = mkdtempSync(join(tmpdir(), "virusmap-engines-"));
    after(() => {
      rmSync(folder, { recursive: true });
    });

    for (const engine of engines) {
      it(`${engine.name} scans 50 MB in bounded memory, to the last byte`, async () => {
        const marker = readSample("eicar.com").bytes;
        const warmUp = makeFile(join(folder, "small"), 16_000_000, marker);
        const large = makeFile(join(folder, "large"), 50_000_000, marker);
        for (let turn = 0; turn < 3; turn++) await engine.scan(warmUp);

        const before = process.memoryUsage().rss;
        let peak = before;
        const sampler = setInterval(() => {
          peak = Math.max(peak, process.memoryUsage().rss);
        }, 5);
        const label = await engine.scan(large);
        clearInterval(sampler);
        peak = Math.max(peak, process.memoryUsage().rss);

        expect(label.category).to.equal(Category.MALICIOUS);
        expect(peak - before, "growth of resident memory in bytes").to.be.below(64_000_000);
      });

      it(`${engine.name} survives a file full of matches`, async () => {
        const path = join(folder, "full");
        const handle = openSync(path, "w");
        const block = Buffer.from("VIRUSMAP-DEMO-PACKER-03VIRUSMAP-DEMO-BEACON-02".repeat(20_000));
        for (let turn = 0; turn < 10; turn++) writeSync(handle, block);
        closeSync(handle);

        const label = await engine.scan({ kind: Kind.FILE, sha256: sha256(""), path });
        expect(label.category).to.be.at.least(Category.SUSPICIOUS);
      });
    }
  });
});

function makeFile(path: string, size: number, ending: Uint8Array): ScanInput {
  const handle = openSync(path, "w");
  const block = Buffer.alloc(1_000_000);
  for (let written = 0; written < size; written += block.length) writeSync(handle, randomFillSync(block));
  writeSync(handle, ending);
  closeSync(handle);
  return { kind: Kind.FILE, sha256: "0".repeat(64), path };
}

function readSample(name: string): ScanInput & { bytes: Uint8Array } {
  const bytes = readFileSync(join(SAMPLES, name));
  // No digest of the content: what is found is found in the bytes.
  return { kind: Kind.FILE, sha256: "0".repeat(64), bytes };
}

function file(text: string): ScanInput {
  return { kind: Kind.FILE, sha256: sha256(text), bytes: Buffer.from(text) };
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
