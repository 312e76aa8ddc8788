// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @notice A signed ERC-2612 permit for the contract that is called.
struct Permit {
    /// @dev Allowance that was signed, in units of the token.
    uint256 value;
    /// @dev Last second at which the permit is valid, in Unix seconds.
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @title Permits
library Permits {
    /// @notice Uses the caller's permit, if it still can be used.
    /// @dev A failure is ignored on purpose: a stranger may have submitted the same permit first (T4). What counts is
    /// the allowance, and the transfer that follows checks it.
    function tryUse(IERC20Permit token, Permit calldata permit) internal {
        try
            token.permit(msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s)
        {} catch {} // solhint-disable-line no-empty-blocks
    }
}
