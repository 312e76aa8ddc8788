import { expect } from "chai";

import { Category } from "../../sdk/types/Category.js";
import { Kind } from "../../sdk/types/Kind.js";
import { createYaraEngine } from "./createYaraEngine.js";
import { createYaraXEngine } from "./createYaraXEngine.js";
import { SCAN_WINDOW } from "./SCAN_WINDOW.js";

const MARKER = Buffer.from("VIRUSMAP-DEMO-PACKER-03");

for (const engine of [createYaraEngine(), createYaraXEngine()]) {
  describe(`${engine.name} at the border of a window`, function () {
    this.timeout(20_000);
    after(() => engine.close());

    const isFound = async (length: number, at: number): Promise<boolean> => {
      const bytes = Buffer.alloc(length, ".");
      MARKER.copy(bytes, at);
      const { category } = await engine.scan({ kind: Kind.FILE, sha256: "0".repeat(64), bytes });
      return category === Category.SUSPICIOUS;
    };

    for (const difference of [-1, 0, 1]) {
      it(`finds a marker at the end of a file of one window ${difference < 0 ? "-" : "+"} ${Math.abs(difference)}`, async () => {
        const length = SCAN_WINDOW.bytes + difference;
        expect(await isFound(length, length - MARKER.length)).to.equal(true);
      });
    }

    it("finds a marker that straddles the border at any byte", async () => {
      for (let inside = 0; inside <= MARKER.length; inside++) {
        expect(await isFound(2 * SCAN_WINDOW.bytes, SCAN_WINDOW.bytes - inside), `${inside} before`).to.equal(true);
      }
      const second = 2 * SCAN_WINDOW.bytes - SCAN_WINDOW.overlapBytes;
      expect(await isFound(3 * SCAN_WINDOW.bytes, second - 5)).to.equal(true);
    });

    it("does not join the end of a file with bytes of an earlier window", async () => {
      const bytes = Buffer.alloc(SCAN_WINDOW.bytes + 3, ".");
      MARKER.copy(bytes, SCAN_WINDOW.overlapBytes + 3, 5);
      MARKER.copy(bytes, bytes.length - 5, 0, 5);
      const { label } = await engine.scan({ kind: Kind.FILE, sha256: "0".repeat(64), bytes });
      expect(label).to.equal(null);
    });
  });
}
