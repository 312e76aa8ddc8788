import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { Kind } from "../../sdk/types/Kind.js";
import { UnreadableInputError } from "../input/UnreadableInputError.js";
import { checkContent } from "./checkContent.js";
import { InvalidContentError } from "./InvalidContentError.js";
import { InvalidStixBundleError } from "./InvalidStixBundleError.js";
import { InvalidUrlError } from "./InvalidUrlError.js";
import { MAX_BUNDLE_BYTES } from "./MAX_BUNDLE_BYTES.js";
import { MAX_URL_CHARACTERS } from "./MAX_URL_CHARACTERS.js";

const URL_TEXT = "http://login.virusmap-phishing.example/account/verify";
const BUNDLE = readFileSync(new URL("../../samples/campaign.stix.json", import.meta.url));

const failure = (kind: Kind, bytes: string | Uint8Array): Promise<unknown> =>
  checkContent({ kind, bytes: Buffer.from(bytes) }).then(
    () => undefined,
    (error: unknown) => error,
  );

describe("checkContent", () => {
  it("takes a canonical URL, a bundle and any file, from bytes and from disk", async () => {
    const folder = mkdtempSync(join(tmpdir(), "virusmap-content-"));
    try {
      const path = join(folder, "content");
      for (const [kind, bytes] of [
        [Kind.URL, Buffer.from(URL_TEXT)],
        [Kind.INTEL, BUNDLE],
        [Kind.FILE, Buffer.from([0xff, 0x00])],
        [Kind.FILE, Buffer.alloc(0)],
      ] as const) {
        expect(await failure(kind, bytes)).to.equal(undefined);
        writeFileSync(path, bytes);
        await checkContent({ kind, path });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const otherSpellings: Record<string, string> = {
    "with a fragment": `${URL_TEXT}#1`,
    "with an empty fragment": `${URL_TEXT}#`,
    "in upper case": URL_TEXT.replace("http://login", "HTTP://Login"),
    "with a line end": `${URL_TEXT}\n`,
    "with blanks around it": `  ${URL_TEXT} `,
    "with a byte order mark": `\ufeff${URL_TEXT}`,
    "with the default port": URL_TEXT.replace(".example/", ".example:80/"),
    "with a path that goes back": URL_TEXT.replace("/account/", "/a/../account/"),
    "with back slashes": URL_TEXT.replaceAll("/", "\\"),
  };
  for (const [what, text] of Object.entries(otherSpellings)) {
    it(`refuses a URL ${what}`, async () => {
      expect(await failure(Kind.URL, text))
        .to.be.instanceOf(InvalidContentError)
        .that.includes({
          kind: Kind.URL,
          message: `Not to be submitted as URL: its bytes are not the canonical form "${URL_TEXT}".`,
        });
    });
  }

  it("refuses a host in other letters than punycode, and an escape that is missing", async () => {
    for (const text of ["http://bücher.example/", "http://example.com/ü"]) {
      expect(await failure(Kind.URL, text)).to.be.instanceOf(InvalidContentError);
    }
  });

  it("refuses what is no URL, naming why", async () => {
    for (const text of ["", "/path", "javascript:alert(1)", `${URL_TEXT}\n${URL_TEXT}`]) {
      expect(await failure(Kind.URL, text))
        .to.be.instanceOf(InvalidContentError)
        .with.property("cause")
        .that.is.instanceOf(InvalidUrlError);
    }
  });

  it("takes a URL of the longest length and none longer", async () => {
    const longest = `http://example.com/${"a".repeat(MAX_URL_CHARACTERS - 19)}`;
    expect(await failure(Kind.URL, longest)).to.equal(undefined);
    expect(await failure(Kind.URL, `${longest}a`))
      .to.be.instanceOf(InvalidContentError)
      .with.property("reason", "it is longer than 8192 bytes or not UTF-8.");
  });

  it("refuses intelligence that is no bundle, naming why", async () => {
    for (const text of ["", "garbage", "{}", `\ufeff${BUNDLE.toString()}`, '{"type":"report"}']) {
      expect(await failure(Kind.INTEL, text))
        .to.be.instanceOf(InvalidContentError)
        .with.property("cause")
        .that.is.instanceOf(InvalidStixBundleError);
    }
    expect(await failure(Kind.INTEL, "{}")).to.have.property(
      "message",
      'Not to be submitted as INTEL: Not a STIX 2.1 bundle: type: it is missing and not "bundle".',
    );
  });

  it("takes a bundle of the largest size and none larger", async () => {
    const padded = Buffer.concat([BUNDLE, Buffer.alloc(MAX_BUNDLE_BYTES - BUNDLE.length, " ")]);
    expect(await failure(Kind.INTEL, padded)).to.equal(undefined);
    expect(await failure(Kind.INTEL, Buffer.concat([padded, Buffer.from(" ")])))
      .to.be.instanceOf(InvalidContentError)
      .with.property("reason", "it is longer than 16777216 bytes or not UTF-8.");
  });

  it("refuses bytes that are not UTF-8", async () => {
    for (const kind of [Kind.URL, Kind.INTEL]) {
      expect(await failure(kind, Buffer.from([0xff]))).to.be.instanceOf(InvalidContentError);
    }
  });

  it("refuses a kind that does not exist", async () => {
    expect(await failure(3 as Kind, ""))
      .to.be.instanceOf(InvalidContentError)
      .with.property("message", "Not to be submitted as unknown kind 3: there is no such kind.");
  });

  it("blames no content for a file that cannot be read", async () => {
    const error = await checkContent({ kind: Kind.URL, path: "no such file" }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UnreadableInputError).with.property("code", "ENOENT");
  });
});
