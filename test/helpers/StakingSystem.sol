// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {System} from "./System.sol";

/// @notice What tests of staking and council say often: voters, pay-ins, slashes, and the count of all VMT.
abstract contract StakingSystem is System {
    uint256 internal constant VMT = 1e18;
    uint256 internal constant UNBONDING = 15; // epochs
    uint256 internal constant JAIL = 14; // epochs

    address internal constant PAYER = address(0xFA1E5);
    address internal constant REPORTER = address(0x5EE4);

    /* ACTORS */

    /// @dev Voter number `n`, without any VMT until it votes.
    function voterOf(uint256 n) internal pure returns (address) {
        return address(uint160(0x0F0000 + n));
    }

    function voteFor(address supernode, address voter, uint256 amount) internal returns (uint256 shares) {
        fundAndApprove(voter, address(staking), amount);
        vm.prank(voter);
        return staking.vote(supernode, amount);
    }

    /// @dev Turns everything that `voter` has behind `supernode` into a ticket.
    function unvoteAll(address supernode, address voter) internal {
        uint256 shares = staking.sharesOf(supernode, voter);
        vm.prank(voter);
        staking.unvote(supernode, shares);
    }

    function withdrawTicket(address supernode, address voter, uint256 opened) internal returns (uint256 paid) {
        uint256 before = token.balanceOf(voter);
        vm.prank(voter);
        staking.withdraw(supernode, Epoch.wrap(uint32(opened)));
        return token.balanceOf(voter) - before;
    }

    function payInTo(address supernode, uint256 amount) internal {
        address[] memory supernodes = new address[](1);
        supernodes[0] = supernode;
        fundAndApprove(PAYER, address(staking), amount);
        vm.prank(PAYER);
        staking.payIn(supernodes, amount);
    }

    /// @dev Leaves `supernode` a bond of `rest`, by a wrong key as the market reports it. Without a bond, and without a
    /// commission, its voters get the whole of a pay-in.
    function shrinkBond(address supernode, uint256 rest) internal {
        uint256 excess = bondOf(supernode) - rest;
        vm.prank(address(market));
        staking.slashWrongKey(supernode, excess, REPORTER);
    }

    /// @dev A proven equivocation, as the prover reports it.
    function slash(address supernode) internal {
        vm.prank(address(faults));
        staking.slashEquivocation(supernode, REPORTER);
    }

    /// @dev The permit of the account with `privateKey` for the staking contract, with its next nonce.
    function permitOf(uint256 privateKey, uint256 value, uint256 deadline) internal view returns (Permit memory) {
        return permitOf(privateKey, address(staking), value, deadline);
    }

    /* MODEL */

    /// @dev What of a reward waits to drip to the voters: the bond takes its part of the whole, rounded up, then the
    /// commission, in basis points of the rest, rounded down.
    function votersPartOf(
        uint256 reward,
        uint256 bond,
        uint256 votes,
        uint256 commission
    ) internal pure returns (uint256 toVoters) {
        if (votes == 0) return 0;
        uint256 whole = bond + votes;
        uint256 toBond = (reward * bond + whole - 1) / whole;
        toBond += ((reward - toBond) * commission) / 10_000;
        return reward - toBond;
    }

    /* READING */

    function nodeOf(address supernode) internal view returns (ISupernodeStaking.Supernode memory) {
        return staking.supernodeOf(supernode);
    }

    function bondOf(address supernode) internal view returns (uint256) {
        return staking.supernodeOf(supernode).bond;
    }

    function currentEpoch() internal view returns (uint256) {
        return Epoch.unwrap(clock.currentEpoch());
    }

    function epochOf(uint256 number) internal pure returns (Epoch) {
        return Epoch.wrap(uint32(number));
    }

    /// @dev The first second of the epoch with this number, in Unix seconds.
    function startOf(uint256 number) internal view returns (uint256) {
        return clock.epochStart(epochOf(number));
    }

    /// @dev All VMT that the staking contract counts for `supernode`.
    function countedOf(address supernode) internal view returns (uint256) {
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(supernode);
        return uint256(node.bond) + node.pool.assets + node.tickets.assets + node.dripping + node.incoming;
    }

    /// @dev K1: what is counted for the supernodes 1 to `count` is exactly what is held, when nobody donated.
    function assertSolvent(uint256 count) internal view {
        uint256 counted;
        for (uint256 n = 1; n <= count; ++n) counted += countedOf(operatorOf(n));
        assertEq(token.balanceOf(address(staking)), counted, "K1: held = counted");
    }
}
