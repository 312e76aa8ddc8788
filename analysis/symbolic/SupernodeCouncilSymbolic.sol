// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SupernodeCouncil} from "../../contracts/SupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {World} from "./helpers/World.sol";

/// @notice The quorum (R3): its formula for every number of seats.
contract SupernodeCouncilSymbolic {
    /// @dev (R3) More than two thirds, and never more than all: two quorums share more than a third of the seats.
    function check_R3_QuorumIsMoreThanTwoThirds(uint8 seats) external {
        World world = new World(0, seats);
        ISupernodeStaking staking = ISupernodeStaking(address(world));
        SupernodeCouncil council = new SupernodeCouncil(staking, IVerdictLedger(address(world)), seats, 3);
        uint256 quorum = council.QUORUM();
        assert(3 * quorum > 2 * uint256(seats));
        assert(quorum <= seats);
        assert(3 * (quorum - 1) <= 2 * uint256(seats));
    }
}
