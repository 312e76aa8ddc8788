const TOKEN_UNIT = 10n ** 18n;

/** A part of the allotment at one price. */
export interface ModelTranche {
  /** Units. */
  readonly tokens: bigint;
  /** Wei for 10^18 units. */
  readonly weiPerToken: bigint;
}

/**
 * What a sale in tranches has to sell, from its words and without divisions: a tranche costs the least wei that are not less
 * than its price; of a tranche that is paid for in part, as many tokens are sold as leave its missing wei able to pay
 * for the rest.
 */
export class SaleModel {
  raised = 0n;

  constructor(readonly tranches: readonly ModelTranche[]) {}

  get allotment(): bigint {
    return this.tranches.reduce((sum, { tokens }) => sum + tokens, 0n);
  }

  get hardCap(): bigint {
    return this.tranches.reduce((sum, tranche) => sum + costOf(tranche), 0n);
  }

  /** Units sold when `raised` wei have come in. */
  soldFor(raised: bigint): bigint {
    let [left, sold] = [raised, 0n];
    for (const tranche of this.tranches) {
      const cost = costOf(tranche);
      if (left < cost) return sold + partFor(tranche, cost - left);
      left -= cost;
      sold += tranche.tokens;
    }
    return sold;
  }

  /** What `wei` buy now, and what they cost. */
  quote(wei: bigint): { tokens: bigint; cost: bigint } {
    const room = this.hardCap - this.raised;
    const cost = wei < room ? wei : room;
    return { tokens: this.soldFor(this.raised + cost) - this.soldFor(this.raised), cost };
  }
}

/** The least wei whose worth in tokens is not below the tranche. */
function costOf({ tokens, weiPerToken }: ModelTranche): bigint {
  return least((wei) => wei * TOKEN_UNIT >= tokens * weiPerToken, tokens * weiPerToken);
}

/** The most tokens of a tranche that leave enough for its missing wei: the rest costs at least `missing`. */
function partFor({ tokens, weiPerToken }: ModelTranche, missing: bigint): bigint {
  const rest = least((units) => units === tokens || units * weiPerToken >= missing * TOKEN_UNIT, tokens);
  return tokens - rest;
}

/** The least number up to `maximum` for which `holds`, which holds from somewhere on. */
function least(holds: (candidate: bigint) => boolean, maximum: bigint): bigint {
  let [low, high] = [0n, maximum];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (holds(middle)) high = middle;
    else low = middle + 1n;
  }
  return low;
}
