import type { ContentSource } from "../input/ContentSource.js";
import { inputChunks } from "../input/inputChunks.js";
import { PEARSON_TABLE } from "./PEARSON_TABLE.js";

const MIN_BYTES = 512;
const BUCKETS_USED = 128;
const MIN_FILLED_BUCKETS = 65;

/**
 * The TLSH digest of an input (128 buckets, one byte of checksum: `T1` and 70 upper-case hex digits), or null when
 * the input is shorter than 512 bytes or too uniform to have one. It reads the input once, in chunks. The npm package
 * `tlsh`, to which the tests hold it equal, needs the whole input as one string.
 */
export async function tlshDigest(source: ContentSource): Promise<string | null> {
  const buckets = new TripletCounter();
  for await (const chunk of inputChunks(source)) buckets.add(chunk);
  return buckets.digest();
}

class TripletCounter {
  // Doubles count exactly, far beyond any file's size.
  readonly #buckets = new Float64Array(256);
  #length = 0;
  #checksum = 0;
  // The last four bytes, the latest first.
  #recent: [number, number, number, number] = [0, 0, 0, 0];

  /** Counts, for each byte, the six triplets that it forms with the four bytes before it. */
  add(chunk: Uint8Array): void {
    const buckets = this.#buckets;
    let [b1, b2, b3, b4] = this.#recent;
    let checksum = this.#checksum;
    // The first four bytes of an input complete no window.
    const warmUp = Math.max(0, 4 - this.#length);
    for (let index = 0; index < chunk.length; index++) {
      const b0 = chunk[index] ?? 0;
      if (index >= warmUp) {
        // Each first number is the table's entry for the triplet's salt: 0, 2, 3, 5, 7, 11, 13.
        checksum = pearson(1, b0, b1, checksum);
        increment(buckets, pearson(49, b0, b1, b2));
        increment(buckets, pearson(12, b0, b1, b3));
        increment(buckets, pearson(178, b0, b2, b3));
        increment(buckets, pearson(166, b0, b2, b4));
        increment(buckets, pearson(84, b0, b1, b4));
        increment(buckets, pearson(230, b0, b3, b4));
      }
      b4 = b3;
      b3 = b2;
      b2 = b1;
      b1 = b0;
    }

    this.#recent = [b1, b2, b3, b4];
    this.#checksum = checksum;
    this.#length += chunk.length;
  }

  digest(): string | null {
    const used = this.#buckets.subarray(0, BUCKETS_USED);
    if (this.#length < MIN_BYTES || used.filter((count) => count > 0).length < MIN_FILLED_BUCKETS) return null;

    const sorted = used.toSorted();
    const [q1 = 0, q2 = 0, q3 = 0] = [sorted[31], sorted[63], sorted[95]];
    const ratio = (quartile: number): number => Math.floor((quartile * 100) / q3) % 16;

    const code = Array.from({ length: BUCKETS_USED / 4 }, (_, index) => {
      const levels = used.subarray(4 * index, 4 * index + 4);
      return levels.reduce((byte, count, place) => byte | (level(count, q1, q2, q3) << (2 * place)), 0);
    });

    // The header's bytes are written low nibble first, the code from its end.
    const header = [this.#checksum, lengthByte(this.#length), ratio(q1) | (ratio(q2) << 4)].map(swapNibbles);
    return `T1${Buffer.from([...header, ...code.reverse()])
      .toString("hex")
      .toUpperCase()}`;
  }
}

function level(count: number, q1: number, q2: number, q3: number): number {
  if (count > q3) return 3;
  if (count > q2) return 2;
  return count > q1 ? 1 : 0;
}

/** The length on a logarithmic scale, in the three ranges and with the rounded constants that TLSH is defined with. */
function lengthByte(length: number): number {
  const scaled =
    length <= 656
      ? Math.log(length) / 0.4054651
      : length <= 3199
        ? Math.log(length) / 0.26236426 - 8.72777
        : Math.log(length) / 0.09531018 - 62.5472;
  return Math.floor(scaled) & 0xff;
}

function swapNibbles(byte: number): number {
  return ((byte & 0x0f) << 4) | (byte >> 4);
}

/** Pearson's hash of three bytes, from the entry of its salt on. The table is full, so the fallback is never used. */
function pearson(salted: number, first: number, second: number, third: number): number {
  return PEARSON_TABLE[(PEARSON_TABLE[(PEARSON_TABLE[salted ^ first] ?? 0) ^ second] ?? 0) ^ third] ?? 0;
}

function increment(buckets: Float64Array, bucket: number): void {
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
}
