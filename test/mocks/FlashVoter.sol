// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SupernodeCouncil} from "../../contracts/SupernodeCouncil.sol";
import {SupernodeStaking} from "../../contracts/SupernodeStaking.sol";
import {VirusMapToken} from "../../contracts/VirusMapToken.sol";
import {FlashLender, IFlashBorrower} from "./FlashLender.sol";

/// @notice Borrows VMT to seat a supernode, takes the votes back at once and repays what it then has.
contract FlashVoter is IFlashBorrower {
    SupernodeStaking private immutable STAKING;
    SupernodeCouncil private immutable COUNCIL;
    VirusMapToken private immutable TOKEN;
    address private immutable SUPERNODE;
    uint256 private immutable SEAT;

    constructor(SupernodeCouncil council, address supernode, uint256 seat) {
        COUNCIL = council;
        STAKING = SupernodeStaking(address(council.STAKING()));
        TOKEN = VirusMapToken(address(council.STAKING().TOKEN()));
        SUPERNODE = supernode;
        SEAT = seat;
    }

    function onLoan(uint256 amount) external override {
        TOKEN.approve(address(STAKING), amount);
        STAKING.vote(SUPERNODE, amount);
        COUNCIL.takeSeat(SEAT, SUPERNODE);
        STAKING.unvote(SUPERNODE, STAKING.sharesOf(SUPERNODE, address(this)));
        TOKEN.transfer(msg.sender, TOKEN.balanceOf(address(this)));
    }

    function borrow(FlashLender lender) external {
        lender.lend(this);
    }
}
