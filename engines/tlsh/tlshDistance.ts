const DIGEST = /^(?:T1)?[0-9A-Fa-f]{70}$/;

/**
 * How far two TLSH digests are apart: 0 for (nearly) equal content, below about 30 for near-duplicates, above 100 for
 * unrelated content; lengths count. Symmetric. Throws a RangeError for what is no digest.
 */
export function tlshDistance(left: string, right: string): number {
  const [a, b] = [parse(left), parse(right)];

  const lengthGap = circularGap(a.length, b.length, 256);
  const codeGap = a.code.reduce((sum, byte, index) => sum + pairsGap(byte, b.code[index] ?? 0), 0);
  return (
    (lengthGap <= 1 ? lengthGap : lengthGap * 12) +
    ratioGap(a.ratio1, b.ratio1) +
    ratioGap(a.ratio2, b.ratio2) +
    (a.checksum === b.checksum ? 0 : 1) +
    codeGap
  );
}

interface Parts {
  checksum: number;
  length: number;
  ratio1: number;
  ratio2: number;
  code: number[];
}

function parse(digest: string): Parts {
  if (!DIGEST.test(digest)) {
    throw new RangeError(
      `Not a TLSH digest: ${JSON.stringify(digest.slice(0, 80))}. Give 70 hex digits, with or without T1.`,
    );
  }
  const [checksum = 0, length = 0, ratios = 0, ...code] = Buffer.from(digest.slice(-70), "hex");
  // Nibbles are swapped in the header: the first ratio is written first.
  return { checksum, length: ((length & 0x0f) << 4) | (length >> 4), ratio1: ratios >> 4, ratio2: ratios & 0x0f, code };
}

function circularGap(left: number, right: number, size: number): number {
  const gap = Math.abs(left - right);
  return Math.min(gap, size - gap);
}

function ratioGap(left: number, right: number): number {
  const gap = circularGap(left, right, 16);
  return gap <= 1 ? gap : (gap - 1) * 12;
}

/** The gap of four two-bit levels; opposite ends of the scale count double. */
function pairsGap(left: number, right: number): number {
  let sum = 0;
  for (let shift = 0; shift < 8; shift += 2) {
    const gap = Math.abs(((left >> shift) & 3) - ((right >> shift) & 3));
    sum += gap === 3 ? 6 : gap;
  }
  return sum;
}
