// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISubscriptions} from "../../contracts/interfaces/ISubscriptions.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {Allowlist} from "./Allowlist.sol";
import {SystemInvariants} from "./SystemInvariants.sol";

/// @notice The terms of production with 7 seats; the sale succeeds.
contract ProductionInvariantTest is SystemInvariants {
    function saleLimit() internal view override returns (uint256) {
        return sale.HARD_CAP();
    }
}

/// @notice Terms at their edges; the sale fails. Everything is soon over, slashes take half, one sale moves a price, and
/// emission is bound by its rate instead of by weight.
contract EdgeInvariantTest is SystemInvariants {
    function saleLimit() internal view override returns (uint256) {
        return sale.SOFT_CAP() - 1;
    }

    /// @dev For its first half the sale is open to an allowlist only.
    function saleTerms() internal view override returns (ITokenSale.Terms memory terms) {
        terms = super.saleTerms();
        terms.allowlistRoot = Allowlist.rootOf(saleActors);
        terms.allowlistEnd = (terms.start + terms.end) / 2;
    }

    function stakingParameters() internal pure override returns (ISupernodeStaking.Parameters memory) {
        return
            ISupernodeStaking.Parameters({
                minimumBond: 50_000e18,
                unbondingEpochs: 3,
                evidenceEpochs: 2,
                jailEpochs: 1,
                equivocationLimit: 4,
                slashShare: 5_000,
                bountyShare: 1_000,
                wrongKeyBountyShare: 5_000
            });
    }

    function poolParameters() internal pure override returns (IRewardPool.Parameters memory) {
        return
            IRewardPool.Parameters({
                emissionRate: 1e13 + 1,
                weightShare: 100,
                submittersShare: 7_501,
                supernodesShare: 1_500,
                storageShare: 999
            });
    }

    function marketParameters() internal view override returns (IDataMarket.Parameters memory parameters) {
        parameters = super.marketParameters();
        // Prices that no share divides.
        parameters.prices[0] = IDataMarket.PriceTerms({floor: 10e18 + 7, target: 1, scale: 2});
        parameters.prices[1] = IDataMarket.PriceTerms({floor: 3, target: 1, scale: 1});
        parameters.prices[2] = IDataMarket.PriceTerms({floor: 60_000e18 + 1, target: 1, scale: 40});
        parameters.maximumDelivery = uint32(epochLength());
    }

    function subscriptionParameters() internal pure override returns (ISubscriptions.Parameters memory) {
        return ISubscriptions.Parameters({floor: 100e18 + 1, target: 1, scale: 3, maximumEpochs: 7, poolShare: 3_333});
    }
}
