import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { ZeroHash } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { cidOf } from "../files/cidOf.js";
import { ContentError } from "./ContentError.js";
import { FolderStore } from "./FolderStore.js";
import { OversizedContentError } from "./OversizedContentError.js";

const text = Buffer.from("some content");
const digest = `0x${createHash("sha256").update(text).digest("hex")}`;

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("nothing failed"),
    (error: unknown) => error,
  );
}

const isRoot = process.geteuid?.() === 0;
const OTHERS = [65_533, 65_534];

/** Acts as an ordinary user, the first or the second: root may do everything. Without root there is one user for both. */
async function as<T>(user: 0 | 1, act: () => Promise<T>): Promise<T> {
  if (isRoot) process.seteuid?.(OTHERS[user] ?? 0);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o7777).toString(8);
}

describe("FolderStore", () => {
  let root: string;
  let folder: string;
  let store: FolderStore;
  let place: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "folder-store-"));
    folder = join(root, "content");
    store = new FolderStore(folder);
    place = join(folder, cidOf(digest));
    await chmod(root, 0o755);
  });

  afterEach(async () => rm(root, { recursive: true }));

  it("keeps bytes and files under their digest, once", async () => {
    const path = join(root, "file");
    await writeFile(path, text);
    expect(await store.has(digest)).to.equal(false);
    expect(await store.put([text.subarray(0, 4), text.subarray(4)])).to.equal(digest);
    expect(await store.putFile(path)).to.equal(digest);
    expect(await store.has(digest)).to.equal(true);
    expect(await readdir(folder)).to.deep.equal([cidOf(digest)]);
  });

  it("gives back what it was given", async () => {
    await store.put([text]);
    await store.fetchTo(digest, join(root, "copy"));
    expect(await readFile(join(root, "copy"))).to.deep.equal(text);
  });

  it("leaves nothing of a stream that breaks", async () => {
    async function* broken() {
      yield await Promise.resolve(text);
      throw new Error("the line broke");
    }
    expect(await failure(store.put(broken()))).to.have.property("message", "the line broke");
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("gives out nothing whose bytes changed on disk", async () => {
    await store.put([text]);
    const path = join(folder, cidOf(digest));
    await writeFile(path, "other content");
    const found = `0x${createHash("sha256").update("other content").digest("hex")}`;
    for (const use of [() => store.fetchTo(digest, join(root, "copy")), () => store.verify(digest)]) {
      const error = await failure(use());
      expect(error).to.be.instanceOf(ContentError);
      expect(error).to.have.property("message", `content ${digest}: the bytes in ${path} have the digest ${found}`);
    }
    expect(await readdir(root)).to.deep.equal(["content"]);
  });

  it("says which content it does not have, and what is no digest", async () => {
    const error = await failure(store.fetchTo(ZeroHash, join(root, "copy")));
    expect(error).to.be.instanceOf(ContentError);
    expect(error).to.have.property(
      "message",
      `content ${ZeroHash}: it is not in ${folder}; fetch it from another store`,
    );
    expect(await failure(store.has("0x00"))).to.be.instanceOf(InvalidArgumentError);
  });

  /** What a stranger can give the name of a content, none of which may hang, end or fool a reader. */
  const traps: readonly { what: string; lay: () => Promise<unknown>; reason: RegExp }[] = [
    { what: "a folder", lay: () => mkdir(place), reason: /is no file$/ },
    { what: "a named pipe", lay: () => Promise.resolve(execFileSync("mkfifo", [place])), reason: /is no file$/ },
    { what: "a link to nothing", lay: () => symlink(join(root, "nothing"), place), reason: /no file .*\(ELOOP\)$/ },
    { what: "a link to itself", lay: () => symlink(place, place), reason: /no file .*\(ELOOP\)$/ },
    { what: "a link to a device", lay: () => symlink("/dev/zero", place), reason: /no file .*\(ELOOP\)$/ },
    {
      what: "a link to the very bytes",
      lay: async () => {
        await writeFile(join(root, "bytes"), text);
        await symlink(join(root, "bytes"), place);
      },
      reason: /no file .*\(ELOOP\)$/,
    },
    {
      what: "a socket",
      lay: async () => {
        // Its name is short: more than 107 characters are cut.
        const server = createServer().listen({ path: `${root}/s` });
        await new Promise((resolve) => server.once("listening", resolve));
        execFileSync("mv", [`${root}/s`, place]);
        server.close();
      },
      reason: /no file .*\(ENXIO\)$/,
    },
    {
      what: "a file that nobody else may read",
      lay: () => writeFile(place, text, { mode: 0o000 }),
      reason: /no file .*\(EACCES\)$/,
    },
  ];

  for (const { what, lay, reason } of traps) {
    it(`does not have ${what} in the place of content`, async () => {
      await mkdir(folder);
      await lay();
      await as(0, async () => {
        expect(await store.has(digest)).to.equal(false);
        for (const use of [
          () => store.peek(digest, 10),
          () => store.verify(digest),
          () => store.fetchTo(digest, join(root, "copy")),
          () => store.announce("hand-overs", digest),
        ]) {
          const error = await failure(use());
          expect(error).to.be.instanceOf(ContentError).that.includes({ digest });
          expect((error as Error).message)
            .to.contain(`content ${digest}: what lies in ${place} `)
            .and.match(reason);
        }
      });
      expect(await readdir(folder)).to.deep.equal([cidOf(digest)]);
    });

    it(`puts content in the place of ${what}`, async () => {
      await mkdir(folder);
      await lay();
      expect(await store.put([text])).to.equal(digest);
      expect(await readFile(place)).to.deep.equal(text);
    });
  }

  it("puts content in the place of a folder with something in it, which it keeps", async () => {
    await mkdir(join(place, "something"), { recursive: true });
    expect(await store.put([text])).to.equal(digest);
    expect(await readFile(place)).to.deep.equal(text);
    const [aside = ""] = (await readdir(folder)).filter((name) => name.endsWith(".displaced"));
    expect(await readdir(join(folder, aside))).to.deep.equal(["something"]);
  });

  it("does not have content that becomes shorter while it is read", async () => {
    await mkdir(folder);
    await writeFile(place, "");
    await truncate(place, 1 << 30); // takes no room, and a second to read
    let isOver = false;
    const failing = failure(store.fetchTo(digest, join(root, "copy"))).finally(() => (isOver = true));
    // It is being read when the copy has begun.
    while (!(await readdir(root)).some((file) => file.startsWith("copy"))) {
      expect(isOver, "it ended before it read anything").to.equal(false);
      await new Promise(setImmediate);
    }
    await truncate(place, 0);
    const error = await failing;
    expect(error).to.be.instanceOf(ContentError);
    expect((error as Error).message).to.match(
      /: the file ended at byte \d+, expected 1073741824: it changed meanwhile$/,
    );
    expect(await readdir(root)).to.deep.equal(["content"]);
  });

  it("passes on what the machine itself fails with", async () => {
    const name = "x".repeat(300);
    const error = await failure(new FolderStore(join(root, name)).fetchTo(digest, join(root, "copy")));
    expect(error).not.to.be.instanceOf(ContentError);
    expect(error).to.have.property("code", "ENAMETOOLONG");
  });

  it("refuses content above its reader's limit for now, before a byte of it is read", async () => {
    await store.put([text]);
    await store.fetchTo(digest, join(root, "copy"), text.length);
    const error = await failure(store.fetchTo(digest, join(root, "other"), text.length - 1));
    expect(error).to.be.instanceOf(ContentError).and.not.instanceOf(OversizedContentError);
    expect(error).to.have.property(
      "message",
      `content ${digest}: it has ${text.length} bytes, above ${text.length - 1}`,
    );
    expect(await readdir(root)).to.have.members(["content", "copy"]);
  });

  it("neither follows nor changes what lies in the place of an announcement", async () => {
    const secret = join(root, "keystore");
    await writeFile(secret, "a key");
    await store.put([text]);
    await store.announce("hand-overs", digest);
    const mark = join(folder, `hand-overs.${cidOf(digest)}`);
    for (const target of [secret, join(root, "nothing")]) {
      await rm(mark);
      await symlink(target, mark);
      await store.announce("hand-overs", digest);
      expect(await store.announced("hand-overs")).to.deep.equal([digest]);
    }
    expect(await readFile(secret, "utf8")).to.equal("a key");
    expect(await readdir(root)).to.have.members(["content", "keystore"]);
  });

  for (const [mode, file, umask] of [
    [0o1777, "644", 0o077],
    [0o2775, "644", 0o077],
    [0o750, "640", 0o022],
    [0o700, "600", 0o000],
  ] as const) {
    it(`lets those read it who may read a folder of mode ${mode.toString(8)}`, async () => {
      await mkdir(folder);
      await chmod(folder, mode);
      const before = process.umask(umask);
      try {
        await store.put([text]);
        await store.announce("bulletins-1", digest);
        await store.fetchTo(digest, join(root, "copy"));
      } finally {
        process.umask(before);
      }
      expect(await modeOf(place)).to.equal(file);
      expect(await modeOf(join(root, "copy")), "a copy is its user's alone").to.equal("600");
    });
  }

  it("is shared by two users of a machine, neither of whom depends on a file of the other", async () => {
    await mkdir(folder);
    await chmod(folder, 0o1777);
    const others = Buffer.from("content of the other");
    await as(0, async () => {
      await store.put([text]);
      await store.announce("hand-overs", digest);
    });
    const other = await as(1, async () => {
      // The same content, twice, and its own.
      for (let times = 0; times < 2; ++times) {
        expect(await store.put([text])).to.equal(digest);
        await store.announce("hand-overs", digest);
      }
      const put = await store.put([others]);
      await store.announce("hand-overs", put);
      return put;
    });
    const [content, mark] = [cidOf(digest), `hand-overs.${cidOf(digest)}`];
    const names = [content, mark, cidOf(other), `hand-overs.${cidOf(other)}`];
    const second = (await readdir(folder)).filter((name) => !names.includes(name)).map((name) => name.slice(0, -17));
    expect(second.sort()).to.deep.equal(isRoot ? [content, mark].sort() : []);

    await as(0, async () => {
      expect(await store.announced("hand-overs")).to.have.members([digest, other]);
      for (const each of [digest, other]) await store.verify(each);
      if (isRoot) for (const each of [content, mark]) await rm(join(folder, each));
      expect(await store.has(digest)).to.equal(true);
      await store.fetchTo(digest, join(folder, "copy"));
      expect(await store.announced("hand-overs")).to.have.members([digest, other]);
    });
  });

  it("keeps content under another name where another user took its own and it cannot be replaced", async () => {
    for (const lay of [
      () => mkdir(place),
      () => symlink("/dev/zero", place),
      () => writeFile(place, "content SOME"), // of the same length
      async () => {
        await writeFile(place, "");
        await truncate(place, 2 ** 36); // takes no room, and minutes to read
      },
    ]) {
      for (const mode of [0o777, 0o1777]) {
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder);
        await chmod(folder, mode);
        await as(0, lay);
        await as(1, async () => {
          for (let times = 0; times < 2; ++times) expect(await store.put([text])).to.equal(digest);
          await store.announce("hand-overs", digest);
          await store.fetchTo(digest, join(folder, "copy"), text.length);
          expect(await readFile(join(folder, "copy"))).to.deep.equal(text);
        });
        const isTaken = isRoot && mode === 0o1777;
        const names = (await readdir(folder)).filter((name) => name.startsWith(cidOf(digest)));
        expect(names, `${mode}`).to.have.length(isTaken ? 2 : 1);
        for (const name of names) if (name !== cidOf(digest)) expect(await modeOf(join(folder, name))).to.equal("644");
      }
    }
  });

  it("takes no junk under another name for the content, and says what lies under its own", async () => {
    await store.put([text]);
    await writeFile(`${place}.0123456789abcdef`, "content SOME");
    await store.verify(digest);
    await writeFile(place, "");
    const error = await failure(store.verify(digest));
    expect(error).to.be.instanceOf(ContentError);
    expect((error as Error).message).to.contain(`content ${digest}: the bytes in ${place} have the digest `);
    await writeFile(`${place}.0123456789abcdee`, text);
    await store.verify(digest);
  });

  it("looks at one further name of each other user, who could add any number, and at its own first", async () => {
    await mkdir(folder);
    await chmod(folder, 0o1777);
    await as(0, async () => {
      await writeFile(place, "junk");
      for (const end of ["1", "2", "3"]) await writeFile(`${place}.000000000000000${end}`, "junk");
    });
    await as(1, async () => store.put([text]));
    if (isRoot) {
      const seen: number[] = [];
      const accepts = ({ size }: { size: number }): boolean => {
        seen.push(size);
        return false;
      };
      await as(1, async () => {
        expect(await failure(store.peek(digest, 4, accepts))).to.be.instanceOf(ContentError);
      });
      expect(seen).to.deep.equal([4, text.length, 4]);
    }
    await as(0, async () => {
      await rm(`${place}.0000000000000001`);
      await store.verify(digest);
    });
    expect(await store.peek(digest, 4, ({ size }) => size === text.length)).to.deep.equal({
      size: text.length,
      start: text.subarray(0, 4),
    });
  });

  it("puts no further copy beside a whole one of its own, whatever else of its own lies there", async () => {
    await mkdir(folder);
    await chmod(folder, 0o1777);
    await as(0, async () => writeFile(place, "junk"));
    await as(1, async () => {
      for (const end of ["1", "2"]) await writeFile(`${place}.000000000000000${end}`, "junk");
      await store.put([text]);
      const before = await readdir(folder);
      await store.put([text]);
      expect(await readdir(folder)).to.have.members(before);
    });
  });

  it("reads nothing above a limit to verify it", async () => {
    await store.put([text]);
    await store.verify(digest, text.length);
    const error = await failure(store.verify(digest, text.length - 1));
    expect(error).to.be.instanceOf(ContentError);
    expect((error as Error).message).to.contain(`it has ${text.length} bytes, above ${text.length - 1}`);
  });

  it("lets nobody read a content, and so know its digest, before it has its name", async () => {
    await mkdir(folder);
    await chmod(folder, 0o1777);
    const modes: string[] = [];
    async function* content() {
      yield await Promise.resolve(text);
      const [incoming = ""] = await readdir(folder);
      modes.push(await modeOf(join(folder, incoming)));
    }
    await store.put(content());
    expect([...modes, await modeOf(place)]).to.deep.equal(["600", "644"]);
  });

  it("announces where another user took the name of the mark, and may take it away again", async () => {
    await mkdir(folder);
    await chmod(folder, 0o1777);
    const mark = join(folder, `hand-overs.${cidOf(digest)}`);
    for (const lay of [() => mkdir(mark), () => symlink("/dev/zero", mark), () => writeFile(mark, "")]) {
      await as(0, lay);
      await as(1, async () => {
        await store.put([text]);
        for (let times = 0; times < 2; ++times) await store.announce("hand-overs", digest);
      });
      expect(await store.announced("hand-overs")).to.deep.equal([digest]);
      const marks = (await readdir(folder)).filter((name) => name.startsWith("hand-overs."));
      expect(marks).to.have.length(isRoot ? 2 : 1);
      await rm(mark, { recursive: true });
      expect(await store.announced("hand-overs")).to.deep.equal(isRoot ? [digest] : []);
    }
  });
});
