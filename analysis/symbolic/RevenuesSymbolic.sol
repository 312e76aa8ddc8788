// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Revenue, Revenues} from "../../contracts/libraries/Revenues.sol";
import {Vm} from "../../test/helpers/Test.sol";

/// @notice What the market and the subscriptions earn (E1), for all totals of 128 bits and amounts of 96 bits.
contract RevenuesSymbolic {
    using Revenues for Revenue;

    Vm private constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    Revenue private _revenue;

    /// @dev (E1) What is flushed is exactly what was earned and not flushed before, and nothing remains due.
    function check_E1_FlushPaysWhatWasEarned(Revenue calldata start, uint96 toPool, uint96 toBurn) external {
        VM.assume(start.poolPaid <= start.poolEarned && start.burnPaid <= start.burnEarned);
        _revenue = start;
        (uint256 poolBefore, uint256 burnBefore) = _revenue.due();
        _revenue.accrue(toPool, toBurn);
        (uint256 pool, uint256 burned) = _revenue.flush();
        assert(pool == poolBefore + toPool);
        assert(burned == burnBefore + toBurn);
        (pool, burned) = _revenue.due();
        assert(pool == 0);
        assert(burned == 0);
    }
}
