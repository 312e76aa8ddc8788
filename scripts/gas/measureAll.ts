import { GasSystem } from "./GasSystem.js";
import { Meter } from "./Meter.js";
import { electCouncil } from "./scenarios/electCouncil.js";
import { measureAllowlist } from "./scenarios/measureAllowlist.js";
import { measureCouncil } from "./scenarios/measureCouncil.js";
import { measureFaults } from "./scenarios/measureFaults.js";
import { measureIdleness } from "./scenarios/measureIdleness.js";
import { measureMarket } from "./scenarios/measureMarket.js";
import { measureRegistry } from "./scenarios/measureRegistry.js";
import { measureReports } from "./scenarios/measureReports.js";
import { measureSale } from "./scenarios/measureSale.js";
import { measureStaking } from "./scenarios/measureStaking.js";
import { measureSubscriptions } from "./scenarios/measureSubscriptions.js";
import { measureToken } from "./scenarios/measureToken.js";
import { measureVesting } from "./scenarios/measureVesting.js";

/** Measures every operation on the production deployment. Two runs give the same to the last unit of gas. */
export async function measureAll(): Promise<{ meter: Meter; system: GasSystem }> {
  const meter = new Meter();
  await measureAllowlist(meter);

  const system = await GasSystem.deploy();
  await measureSale(meter, system);
  await measureToken(meter, system);
  await measureRegistry(meter, system);
  await measureVesting(meter, system);
  await electCouncil(meter, system);
  const verdicts = await measureReports(meter, system);
  await measureStaking(meter, system);
  await measureCouncil(meter, system);
  await measureFaults(meter, system);
  await measureMarket(meter, system, verdicts);
  await measureSubscriptions(meter, system);
  const [verdict] = verdicts;
  if (verdict === undefined) throw new Error("No verdict was published");
  await measureIdleness(meter, system, verdict);
  return { meter, system };
}
