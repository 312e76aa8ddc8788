/** The parts of the npm package tlsh that our own implementation is tested against. */
declare module "tlsh" {
  /** `data`: one character a byte. Throws when the data is too short or too uniform. */
  export default function tlsh(data: string): string;
}

declare module "tlsh/lib/digests/digest-hash-builder.js" {
  interface Digest {
    calculateDifference(other: Digest, withLength: boolean): number;
  }
  export default function DigestHashBuilder(): { withHash(hash: string): { build(): Digest } };
}
