import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { scoringRule } from "./scoringRule.js";

const DIGEST_BYTES = 35; // checksum, length, quartile ratios, 32 bytes of body
const BODY = 3; // offset of the body
const SEGMENTS = 16; // of two bytes each
const SEGMENT_VALUES = 65_536;
const BUCKET_CAPACITY = 32;
const NOBODY = -1;

/** Body distance of two bytes, each of four values of two bits; 0 against 3 counts twice. */
const BYTE_DISTANCES = byteDistances();
/** Every segment at body distance 1 or less from a segment, itself first; a fixed stride, ended by NOBODY. */
const STRIDE = 18;
const NEIGHBOURS = neighbours();

interface Neighbour {
  /** In the order of adding, from 0. */
  readonly index: number;
  /** TLSH distance. */
  readonly distance: number;
}

/**
 * Finds the nearest of many TLSH digests within `scoringRule.nearDistance` without comparing all of them.
 *
 * The body of a digest is cut into 16 segments of two bytes. The distance of two bodies is the sum over the segments,
 * so digests at most 31 apart have a segment at most 1 apart: looking into the buckets of the 13 or so such values of
 * each segment finds every near-duplicate. A bucket keeps the first 32 digests that fall into it, which bounds any search
 * by 18 · 16 · 32 looks whatever is submitted. Random bodies fill a bucket at about two million digests. Beyond a full
 * bucket a near-duplicate may be missed, if it is missed in each of the 16 segments; it then counts as new. The result
 * is the same for everybody who adds the same digests in the same order.
 */
export class SimilarityIndex {
  private readonly digests: Uint8Array;
  private readonly newest = new Int32Array(SEGMENTS * SEGMENT_VALUES).fill(NOBODY);
  private readonly filled = new Uint8Array(SEGMENTS * SEGMENT_VALUES);
  /** Entry `index · SEGMENTS + segment`: the digest added before into the same bucket. */
  private readonly older: Int32Array;
  /** The search that last looked at a digest: one that shares many segments is compared once. */
  private readonly seenBy: Int32Array;
  private readonly wanted = new Uint8Array(DIGEST_BYTES);
  private searches = 0;
  private count = 0;

  /** @param capacity most digests that will be added; memory is about 100 bytes each and 10 MiB in all */
  constructor(readonly capacity: number) {
    this.digests = new Uint8Array(capacity * DIGEST_BYTES);
    this.older = new Int32Array(capacity * SEGMENTS);
    this.seenBy = new Int32Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  /**
   * Adds a digest and returns its index.
   *
   * @param digest 70 hexadecimal digits, with or without the prefix `T1`
   * @throws {InvalidArgumentError} when it is no such digest, or the index is full
   */
  add(digest: string): number {
    if (this.count === this.capacity) {
      throw new InvalidArgumentError("size of the index", String(this.count + 1), `at most ${this.capacity}`);
    }
    const index = this.count;
    const offset = index * DIGEST_BYTES;
    parse(digest, this.digests, offset);
    this.count += 1;

    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const bucket = segment * SEGMENT_VALUES + segmentOf(this.digests, offset, segment);
      const filled = at(this.filled, bucket);
      if (filled === BUCKET_CAPACITY) continue;
      this.filled[bucket] = filled + 1;
      this.older[index * SEGMENTS + segment] = at(this.newest, bucket);
      this.newest[bucket] = index;
    }
    return index;
  }

  /**
   * The nearest digest within `scoringRule.nearDistance`, of equally near ones the one added first; `null` without any.
   *
   * @throws {InvalidArgumentError} when `digest` is no digest
   */
  nearest(digest: string): Neighbour | null {
    parse(digest, this.wanted, 0);
    this.searches += 1;
    let index = NOBODY;
    let distance: number = scoringRule.nearDistance;

    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const buckets = segment * SEGMENT_VALUES;
      const first = segmentOf(this.wanted, 0, segment) * STRIDE;
      for (let i = first, value = at(NEIGHBOURS, i); value !== NOBODY; value = at(NEIGHBOURS, ++i)) {
        let candidate = at(this.newest, buckets + value);
        while (candidate !== NOBODY) {
          if (this.seenBy[candidate] !== this.searches) {
            this.seenBy[candidate] = this.searches;
            const found = this.distanceTo(candidate, distance);
            if (found < distance || (found === distance && (index === NOBODY || candidate < index))) {
              index = candidate;
              distance = found;
            }
          }
          candidate = at(this.older, candidate * SEGMENTS + segment);
        }
      }
    }
    return index === NOBODY ? null : { index, distance };
  }

  /** The distance of the wanted digest to the one at `index`, or some number above `limit` if it is larger. */
  private distanceTo(index: number, limit: number): number {
    const { digests, wanted } = this;
    const offset = index * DIGEST_BYTES;
    const ratios = at(digests, offset + 2);
    let distance =
      lengthDistance(at(digests, offset + 1), at(wanted, 1)) +
      ratioDistance(ratios >> 4, at(wanted, 2) >> 4) +
      ratioDistance(ratios & 15, at(wanted, 2) & 15) +
      (digests[offset] === wanted[0] ? 0 : 1);
    for (let i = BODY; i < DIGEST_BYTES && distance <= limit; i += 1) {
      distance += at(BYTE_DISTANCES, (at(digests, offset + i) << 8) | at(wanted, i));
    }
    return distance;
  }
}

function parse(digest: string, target: Uint8Array, offset: number): void {
  const hex = /^(?:T1)?([0-9a-f]{70})$/i.exec(digest)?.[1];
  if (hex === undefined) {
    throw new InvalidArgumentError("TLSH digest", JSON.stringify(digest), "70 hexadecimal digits, with or without T1");
  }
  target.set(Buffer.from(hex, "hex"), offset);
  // The digest carries the length with its halves swapped.
  const length = at(target, offset + 1);
  target[offset + 1] = ((length & 15) << 4) | (length >> 4);
}

/** An element that is there: no index in this file leads outside. */
function at(numbers: Uint8Array | Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

function segmentOf(digests: Uint8Array, offset: number, segment: number): number {
  const first = offset + BODY + 2 * segment;
  return (at(digests, first) << 8) | at(digests, first + 1);
}

/** Both numbers count on a circle: of 256 values for lengths, of 16 for ratios. */
function lengthDistance(a: number, b: number): number {
  const apart = Math.min((a - b) & 255, (b - a) & 255);
  return apart <= 1 ? apart : apart * 12;
}

function ratioDistance(a: number, b: number): number {
  const apart = Math.min((a - b) & 15, (b - a) & 15);
  return apart <= 1 ? apart : (apart - 1) * 12;
}

function byteDistances(): Uint8Array {
  const distances = new Uint8Array(256 * 256);
  for (let a = 0; a < 256; a += 1) {
    for (let b = 0; b < 256; b += 1) {
      let distance = 0;
      for (let shift = 0; shift < 8; shift += 2) {
        const apart = Math.abs(((a >> shift) & 3) - ((b >> shift) & 3));
        distance += apart === 3 ? 6 : apart;
      }
      distances[(a << 8) | b] = distance;
    }
  }
  return distances;
}

function neighbours(): Int32Array {
  const all = new Int32Array(SEGMENT_VALUES * STRIDE).fill(NOBODY);
  for (let value = 0; value < SEGMENT_VALUES; value += 1) {
    let next = value * STRIDE;
    all[next++] = value;
    for (let shift = 0; shift < 16; shift += 2) {
      const pair = (value >> shift) & 3;
      if (pair > 0) all[next++] = value - (1 << shift);
      if (pair < 3) all[next++] = value + (1 << shift);
    }
  }
  return all;
}
