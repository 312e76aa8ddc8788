import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { normalizeTlsh } from "./normalizeTlsh.js";
import { scoringRule } from "./scoringRule.js";

const DIGEST_BYTES = 35; // checksum, length, quartile ratios, 32 bytes of body
const BODY = 3; // offset of the body
const SEGMENTS = 16; // of two bytes each
const SEGMENT_VALUES = 65_536;
const BUCKETS = SEGMENTS * SEGMENT_VALUES;
const BUCKET_CAPACITY = 32;
const NOBODY = -1;

/** Body distance of two bytes, each of four values of two bits; 0 against 3 counts twice. */
const BYTE_DISTANCES = byteDistances();
/** Distance of two lengths by their difference, modulo 256. */
const LENGTH_DISTANCES = lengthDistances();
/** Distance of two bytes, each of two ratios. */
const RATIO_DISTANCES = ratioDistances();

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
 *
 * Nearly all looks are at unlike digests, so a bucket holds the headers (length and ratios) of its digests side by side,
 * at most 64 bytes. A header too far away by itself is passed over, and the digest is not read from elsewhere in memory.
 */
export class SimilarityIndex {
  private readonly digests: Uint8Array;
  /** How many digests each bucket holds. */
  private readonly filled = new Uint8Array(BUCKETS);
  /** Most digests that a bucket can hold. */
  private readonly stride: number;
  /** Entry `bucket · stride + place`: a digest's header, and its index. */
  private readonly headers: Uint16Array;
  private readonly indices: Int32Array;
  /** The search that last looked at a digest: one that shares many segments is compared once. */
  private readonly seenBy: Int32Array;
  private readonly wanted = new Uint8Array(DIGEST_BYTES);
  private searches = 0;
  private count = 0;
  /** Of the search that is under way. */
  private nearestIndex = NOBODY;
  private nearestDistance = 0;

  /** @param capacity most digests that will be added; memory is about 40 bytes each and, as they fill it, 193 MiB */
  constructor(readonly capacity: number) {
    this.digests = new Uint8Array(capacity * DIGEST_BYTES);
    this.stride = Math.min(BUCKET_CAPACITY, capacity);
    this.headers = new Uint16Array(BUCKETS * this.stride);
    this.indices = new Int32Array(BUCKETS * this.stride);
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
      this.headers[bucket * this.stride + filled] = headerOf(this.digests, offset);
      this.indices[bucket * this.stride + filled] = index;
      this.filled[bucket] = filled + 1;
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
    this.nearestIndex = NOBODY;
    this.nearestDistance = scoringRule.nearDistance;
    const header = headerOf(this.wanted, 0);

    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const bucket = segment * SEGMENT_VALUES + segmentOf(this.wanted, 0, segment);
      this.lookInto(bucket, header);
      // The values at body distance 1: one step in one of the eight pairs of bits.
      for (let shift = 0; shift < 16; shift += 2) {
        const pair = (bucket >> shift) & 3;
        if (pair > 0) this.lookInto(bucket - (1 << shift), header);
        if (pair < 3) this.lookInto(bucket + (1 << shift), header);
      }
    }
    return this.nearestIndex === NOBODY ? null : { index: this.nearestIndex, distance: this.nearestDistance };
  }

  private lookInto(bucket: number, header: number): void {
    const first = bucket * this.stride;
    const end = first + at(this.filled, bucket);
    for (let entry = first; entry < end; entry += 1) {
      const apart = headerDistance(at(this.headers, entry), header);
      if (apart <= this.nearestDistance) this.compare(at(this.indices, entry), apart);
    }
  }

  /** Takes a digest as the nearest so far if it is, unless this search has compared it. */
  private compare(index: number, apart: number): void {
    if (this.seenBy[index] === this.searches) return;
    this.seenBy[index] = this.searches;
    const distance = this.distanceTo(index, apart);
    if (distance > this.nearestDistance) return;
    if (distance === this.nearestDistance && this.nearestIndex !== NOBODY && index > this.nearestIndex) return;
    this.nearestIndex = index;
    this.nearestDistance = distance;
  }

  /** The distance of the wanted digest to one, headers `apart`; or some number above the nearest if it is larger. */
  private distanceTo(index: number, apart: number): number {
    const { digests, wanted, nearestDistance } = this;
    const offset = index * DIGEST_BYTES;
    let distance = apart + (digests[offset] === wanted[0] ? 0 : 1);
    for (let i = BODY; i < DIGEST_BYTES && distance <= nearestDistance; i += 1) {
      distance += at(BYTE_DISTANCES, (at(digests, offset + i) << 8) | at(wanted, i));
    }
    return distance;
  }
}

function parse(digest: string, target: Uint8Array, offset: number): void {
  target.set(Buffer.from(normalizeTlsh(digest).slice(2), "hex"), offset);
  // The digest carries the length with its halves swapped.
  const length = at(target, offset + 1);
  target[offset + 1] = ((length & 15) << 4) | (length >> 4);
}

/** An element that is there: no index in this file leads outside. */
function at(numbers: Uint8Array | Uint16Array | Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

function segmentOf(digests: Uint8Array, offset: number, segment: number): number {
  const first = offset + BODY + 2 * segment;
  return (at(digests, first) << 8) | at(digests, first + 1);
}

/** Length, then both ratios, in 16 bits. */
function headerOf(digests: Uint8Array, offset: number): number {
  return (at(digests, offset + 1) << 8) | at(digests, offset + 2);
}

function headerDistance(a: number, b: number): number {
  return at(LENGTH_DISTANCES, ((a >> 8) - (b >> 8)) & 255) + at(RATIO_DISTANCES, ((a & 255) << 8) | (b & 255));
}

/** Lengths count on a circle of 256 values. */
function lengthDistances(): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, difference) => {
    const apart = Math.min(difference, 256 - difference);
    return apart <= 1 ? apart : apart * 12;
  });
}

/** Ratios count on a circle of 16 values. */
function ratioDistances(): Uint8Array {
  const distance = (a: number, b: number): number => {
    const apart = Math.min((a - b) & 15, (b - a) & 15);
    return apart <= 1 ? apart : (apart - 1) * 12;
  };
  return Uint8Array.from({ length: 256 * 256 }, (_, both) => {
    const [a, b] = [both >> 8, both & 255];
    return distance(a >> 4, b >> 4) + distance(a & 15, b & 15);
  });
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
