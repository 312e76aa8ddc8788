import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import TokenVesting from "./TokenVesting.js";

/** Mints the supply to the two wallets, and to the predicted addresses of the reward pool and the sale. */
export default buildModule("VirusMapToken", (m) => {
  const { developersVesting, supportersVesting } = m.useModule(TokenVesting);

  const allocation = {
    initialSupply: m.getParameter("initialSupply"),
    rewardPool: m.getParameter("rewardPool"),
    tokenSale: m.getParameter("tokenSale"),
    developers: developersVesting,
    supporters: supportersVesting,
    miningShare: m.getParameter("miningShare"),
    saleShare: m.getParameter("saleShare"),
    developersShare: m.getParameter("developersShare"),
    supportersShare: m.getParameter("supportersShare"),
  };
  const token = m.contract("VirusMapToken", [allocation], { after: [supportersVesting] });
  return { token };
});
