import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { emissionRate } from "../../sdk/emission/emissionRate.js";
import type { TokenYear } from "./TokenYear.js";

const YEARS = 20;
const STEPS = 12; // moments of a year
const YEAR_SECONDS = 31_557_600; // 365.25 days
const BASIS_POINTS = 10_000n;
const RATE_UNIT = 10n ** 18n;

/** What can circulate at most, month by month over the first 20 years, by the contracts' own integers. */
export function tokenYears({ clock, token, vesting, rewards }: DeploymentParameters): readonly TokenYear[] {
  const part = (share: number): bigint => (token.initialSupply * BigInt(share)) / BASIS_POINTS;
  const rate = emissionRate(BigInt(clock.epochLength), BigInt(rewards.halfLife));
  const vested = (wallet: keyof typeof vesting, total: bigint, time: number): bigint => {
    const { start, cliff, duration } = vesting[wallet];
    if (time < start + cliff) return 0n;
    return (total * BigInt(Math.min(time - start, duration))) / BigInt(duration);
  };

  const stock = part(token.miningShare);
  let left = stock;
  let epochs = 0;
  return Array.from({ length: YEARS * STEPS + 1 }, (_, step) => {
    const seconds = (step * YEAR_SECONDS) / STEPS;
    // Epoch n is paid by its report, in epoch n + 1.
    for (; (epochs + 1) * clock.epochLength <= seconds; epochs += 1) left -= (left * rate) / RATE_UNIT;
    const time = clock.genesis + seconds;
    return {
      years: step / STEPS,
      mining: stock - left,
      sale: part(token.saleShare),
      developers: vested("developers", part(token.developersShare), time),
      supporters: vested("supporters", part(token.supportersShare), time),
    };
  });
}
