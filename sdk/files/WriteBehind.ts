import type { FileHandle } from "node:fs/promises";

/** Appends to a file while the next bytes are being computed: one piece is on its way to the disk, never more. */
export class WriteBehind {
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly file: FileHandle) {}

  /** Takes `bytes`, which must not change any more, once the piece before is written. Throws what that one failed with. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.writing;
    this.writing = this.file.writeFile(bytes);
    // Whoever calls next sees the failure; until then it is nobody's.
    this.writing.catch(() => undefined);
  }

  /** Waits for the last piece. */
  async end(): Promise<void> {
    await this.writing;
  }
}
