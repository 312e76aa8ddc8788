// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {Permit} from "../contracts/libraries/Permits.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Votes, tickets and their payment, and the permits of all entry points.
contract SupernodeStakingVotesTest is StakingSystem {
    uint256 private constant PAR = 1e12; // shares of a unit in a pool that neither earned nor lost

    address private operator;
    address private voter;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
        voter = voterOf(1);
    }

    /* VOTE */

    function test_VoteBuysShares() public {
        fundAndApprove(voter, address(staking), 5 * VMT);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Voted(operator, voter, 5 * VMT, 5 * VMT * PAR);
        vm.prank(voter);
        assertEq(staking.vote(operator, 5 * VMT), 5 * VMT * PAR);

        assertEq(staking.sharesOf(operator, voter), 5 * VMT * PAR);
        assertEq(staking.votesOf(operator, voter), 5 * VMT);
        assertEq(staking.weightOf(operator), BOND + 5 * VMT);
        assertEq(token.balanceOf(voter), 0);
        assertSolvent(1);
    }

    function test_RevertWhen_VotingForNobody() public {
        vm.prank(voter);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, voter));
        staking.vote(voter, 1);
    }

    function test_RevertWhen_VotingForAResigned() public {
        vm.prank(operator);
        staking.resign();
        vm.prank(voter);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyResigned.selector, operator));
        staking.vote(operator, 1);
    }

    function test_RevertWhen_VotingWithNothing() public {
        vm.prank(voter);
        vm.expectRevert(ISupernodeStaking.SupernodeStaking_ZeroAmount.selector);
        staking.vote(operator, 0);
    }

    /// @dev A share must cost more than a unit for that: a trillion times the only voter's unit was paid in.
    function test_RevertWhen_VoteBuysNoShare() public {
        vm.prank(operator);
        staking.setCommission(0);
        shrinkBond(operator, 0);
        voteFor(operator, voterOf(2), 1);
        warpToEpoch(1);
        payInTo(operator, 2e12 - 1); // the pool will hold 2e12, so that a unit is 2e12 / (2e12 + 1) of a share
        warpToEpoch(3);
        fundAndApprove(voter, address(staking), 2);

        vm.startPrank(voter);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_TooSmall.selector, 1));
        staking.vote(operator, 1);
        assertEq(staking.vote(operator, 2), 1);
        vm.stopPrank();
    }

    function test_RevertWhen_VoterHasTooLittle() public {
        fundAndApprove(voter, address(staking), VMT);
        vm.prank(voter);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, voter, VMT, VMT + 1));
        staking.vote(operator, VMT + 1);
    }

    /* UNVOTE */

    function test_UnvoteOpensATicket() public {
        voteFor(operator, voter, 5 * VMT);
        warpToEpoch(3);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Unvoted(operator, voter, epochOf(3), 2 * VMT * PAR, 2 * VMT, 2 * VMT * PAR);
        vm.prank(voter);
        staking.unvote(operator, 2 * VMT * PAR);

        assertEq(staking.sharesOf(operator, voter), 3 * VMT * PAR);
        assertEq(staking.weightOf(operator), BOND + 3 * VMT);
        assertEq(staking.ticketOf(operator, voter, epochOf(3)), 2 * VMT * PAR);
        assertEq(staking.ticketValueOf(operator, voter, epochOf(3)), 2 * VMT);
        assertSolvent(1);
    }

    function test_RevertWhen_UnvotingNothing() public {
        voteFor(operator, voter, VMT);
        vm.prank(voter);
        vm.expectRevert(ISupernodeStaking.SupernodeStaking_ZeroAmount.selector);
        staking.unvote(operator, 0);
    }

    function test_RevertWhen_UnvotingMoreThanOwned() public {
        uint256 shares = voteFor(operator, voter, VMT);
        vm.prank(voter);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotEnoughShares.selector, shares + 1, shares)
        );
        staking.unvote(operator, shares + 1);
    }

    /// @dev K4, X2: shares, tickets and terms answer to their owner only.
    function test_RevertWhen_AStrangerUnvotes() public {
        uint256 shares = voteFor(operator, voter, VMT);
        vm.prank(voterOf(2));
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotEnoughShares.selector, shares, 0));
        staking.unvote(operator, shares);
    }

    function test_RevertWhen_AStrangerWithdrawsATicket() public {
        voteFor(operator, voter, VMT);
        unvoteAll(operator, voter);
        warpToEpoch(UNBONDING);
        vm.prank(voterOf(2));
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeStaking.SupernodeStaking_NoTicket.selector,
                operator,
                voterOf(2),
                epochOf(0)
            )
        );
        staking.withdraw(operator, epochOf(0));
    }

    /// @dev K3: what was unvoted weighs nothing, and to vote elsewhere takes the ticket's time.
    function test_AVoteMovesByATicketOnly() public {
        address other = registerSupernode(2, BOND);
        voteFor(operator, voter, VMT);
        uint256 shares = staking.sharesOf(operator, voter);
        vm.startPrank(voter);
        staking.unvote(operator, shares);
        assertEq(staking.weightOf(operator) + staking.weightOf(other), 2 * BOND);

        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, voter, 0, VMT));
        staking.vote(other, VMT);
        warpToEpoch(UNBONDING);
        staking.withdraw(operator, epochOf(0));
        staking.vote(other, VMT);
        vm.stopPrank();
        assertEq(staking.weightOf(other), BOND + VMT);
        assertSolvent(2);
    }

    function testFuzz_WeightsAreBondsAndPools(uint256 first, uint256 second, uint256 part) public {
        address other = registerSupernode(2, 2 * BOND);
        first = bound(first, 1, 20_000_000 * VMT);
        second = bound(second, 1, 20_000_000 * VMT);
        uint256 shares = voteFor(operator, voter, first);
        voteFor(other, voter, second);
        vm.prank(voter);
        staking.unvote(operator, bound(part, 1, shares));

        uint256 bonds = bondOf(operator) + bondOf(other);
        uint256 pools = uint256(nodeOf(operator).pool.assets) + nodeOf(other).pool.assets;
        assertEq(staking.weightOf(operator) + staking.weightOf(other), bonds + pools);
        assertEq(bonds, 3 * BOND);
        assertLe(staking.votesOf(operator, voter), nodeOf(operator).pool.assets);
        assertSolvent(2);
    }

    /* TICKETS (K4): of epoch t, paid from the first second of t + 15 */

    function test_TicketIsPaidFromTheFirstSecondOfItsEpoch() public {
        voteFor(operator, voter, VMT);
        warpToEpoch(3);
        unvoteAll(operator, voter);
        vm.warp(startOf(18) - 1);
        vm.startPrank(voter);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_TicketLocked.selector, epochOf(17), epochOf(18))
        );
        staking.withdraw(operator, epochOf(3));

        vm.warp(startOf(18));
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.TicketPaid(operator, voter, epochOf(3), VMT);
        staking.withdraw(operator, epochOf(3));
        vm.stopPrank();
        assertEq(token.balanceOf(voter), VMT);
        assertSolvent(1);
    }

    /// @dev Unvoted before genesis, in epoch 0, which has no fixed length.
    function test_TicketOfEpochZero() public {
        voteFor(operator, voter, VMT);
        unvoteAll(operator, voter);
        vm.warp(startOf(UNBONDING) - 1);
        vm.prank(voter);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_TicketLocked.selector, epochOf(14), epochOf(15))
        );
        staking.withdraw(operator, epochOf(0));
        vm.warp(startOf(UNBONDING));
        assertEq(withdrawTicket(operator, voter, 0), VMT);
    }

    function test_RevertWhen_ATicketIsPaidTwice() public {
        voteFor(operator, voter, VMT);
        unvoteAll(operator, voter);
        warpToEpoch(UNBONDING);
        withdrawTicket(operator, voter, 0);
        vm.prank(voter);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NoTicket.selector, operator, voter, epochOf(0))
        );
        staking.withdraw(operator, epochOf(0));
    }

    function test_TicketsOfOneEpochAreOne() public {
        uint256 shares = voteFor(operator, voter, 3 * VMT);
        warpToEpoch(3);
        vm.prank(voter);
        staking.unvote(operator, shares / 3);
        vm.warp(startOf(4) - 1);
        unvoteAll(operator, voter);
        assertEq(staking.ticketValueOf(operator, voter, epochOf(3)), 3 * VMT);
        warpToEpoch(18);
        assertEq(withdrawTicket(operator, voter, 3), 3 * VMT);
    }

    /// @dev K4: a new ticket, of mine or of others, delays no older one; their order does not matter.
    function test_ANewTicketDelaysNoOlderOne() public {
        uint256 shares = voteFor(operator, voter, 3 * VMT);
        voteFor(operator, voterOf(2), VMT);
        for (uint256 number = 1; number <= 3; ++number) {
            warpToEpoch(number);
            vm.prank(voter);
            staking.unvote(operator, shares / 3);
        }
        vm.warp(startOf(16) - 1);
        unvoteAll(operator, voterOf(2));
        vm.warp(startOf(16));
        assertEq(withdrawTicket(operator, voter, 1), VMT);
        warpToEpoch(18);
        assertEq(withdrawTicket(operator, voter, 3), VMT);
        assertEq(withdrawTicket(operator, voter, 2), VMT);
    }

    /// @dev Gas of a withdrawal does not know how many tickets there are (X5).
    function test_ManyTicketsCostNobody() public {
        uint256 shares = voteFor(operator, voter, 100 * VMT);
        voteFor(operator, voterOf(2), VMT);
        for (uint256 number = 1; number <= 60; ++number) {
            warpToEpoch(number);
            vm.prank(voter);
            staking.unvote(operator, shares / 100);
            if (number == 30) unvoteAll(operator, voterOf(2));
        }
        assertEq(withdrawTicket(operator, voterOf(2), 30), VMT);
        for (uint256 number = 1; number <= 45; ++number) assertEq(withdrawTicket(operator, voter, number), VMT);
        assertSolvent(1);
    }

    /// @dev X6: everybody else is gone, the epochs ran on for a year: two calls end a vote, two end a supernode.
    function test_EverybodyLeavesAfterAYearOfSilence() public {
        voteFor(operator, voter, VMT);
        warpToEpoch(365);
        unvoteAll(operator, voter);
        vm.prank(operator);
        staking.resign();
        warpToEpoch(380);
        assertEq(withdrawTicket(operator, voter, 365), VMT);
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(token.balanceOf(operator), BOND);
        assertEq(token.balanceOf(address(staking)), 0);
    }

    /* DEPOSIT AND WITHDRAWAL (K2) */

    function testFuzz_VoteThenUnvoteNeverProfits(uint256 others, uint256 reward, uint256 amount, uint256 time) public {
        shrinkBond(operator, 0); // so that the pool gets as much as it can
        voteFor(operator, voterOf(2), bound(others, 1, 5_000_000 * VMT));
        warpToEpoch(1);
        payInTo(operator, bound(reward, 1, 5_000_000 * VMT));
        vm.warp(startOf(2) + (time % DAY));
        amount = bound(amount, 1, 5_000_000 * VMT);
        fundAndApprove(voter, address(staking), amount);
        vm.prank(voter);
        try staking.vote(operator, amount) {
            unvoteAll(operator, voter);
            // A share of the pool is worth at most what was paid in over the shares of the first unit.
            uint256 worth = staking.ticketValueOf(operator, voter, epochOf(2));
            assertLe(worth, amount);
            assertGe(worth + 2 + (5_000_000 * VMT) / (2 * PAR), amount);
        } catch {
            assertLe(amount, (5_000_000 * VMT) / PAR, "refused, though it buys shares");
        }
        assertSolvent(1);
    }

    /// @dev The first voter locks one unit and pays in 600 million VMT, so that each share is dear. A bond would get nearly
    /// all of it.
    function test_FirstDepositorInflationWithAHugePayIn() public {
        shrinkBond(operator, 0);
        vm.prank(operator);
        staking.setCommission(0);
        voteFor(operator, voter, 1);
        warpToEpoch(1);
        uint256 huge = token.balanceOf(address(pool));
        vm.prank(address(pool));
        token.transfer(PAYER, huge);
        payInTo(operator, 1); // gives the allowance
        address[] memory supernodes = new address[](1);
        supernodes[0] = operator;
        vm.prank(PAYER);
        staking.payIn(supernodes, huge);
        warpToEpoch(3);

        voteFor(operator, voterOf(2), VMT);
        // At most one share: 6e26 / 2e12.
        assertGe(staking.votesOf(operator, voterOf(2)) + 3.1e14, VMT);
        unvoteAll(operator, voter);
        // The attacker gets half of what he spent, the other half waits for the last voter to leave.
        assertLt(staking.ticketValueOf(operator, voter, epochOf(3)), huge / 2 + VMT);
        unvoteAll(operator, voterOf(2));
        assertSolvent(1);
    }

    function test_DonationsChangeNothing() public {
        voteFor(operator, voter, VMT);
        fund(address(staking), 1_000 * VMT);
        assertEq(staking.votesOf(operator, voter), VMT);
        assertEq(staking.weightOf(operator), BOND + VMT);
        unvoteAll(operator, voter);
        warpToEpoch(UNBONDING);
        assertEq(withdrawTicket(operator, voter, 0), VMT);
    }

    /* PERMITS (T4) */

    uint256 private constant KEY = 0xA11CE;

    function _funded(uint256 amount) private returns (address owner) {
        owner = vm.addr(KEY);
        fund(owner, amount);
    }

    function _submitFirst(address owner, Permit memory permit) private {
        vm.prank(address(0xF407));
        token.permit(owner, address(staking), permit.value, permit.deadline, permit.v, permit.r, permit.s);
    }

    function testFuzz_VoteWithPermit(uint256 amount, bool submittedFirst) public {
        amount = bound(amount, 1, 1_000_000 * VMT);
        address owner = _funded(amount);
        Permit memory permit = permitOf(KEY, amount, block.timestamp);
        if (submittedFirst) _submitFirst(owner, permit);

        vm.prank(owner);
        assertEq(staking.voteWithPermit(operator, amount, permit), amount * PAR);

        assertEq(staking.votesOf(operator, owner), amount);
        assertEq(token.nonces(owner), 1);
        assertEq(token.allowance(owner, address(staking)), 0);
    }

    function testFuzz_RevertWhen_PermitOfAVoteIsTooSmall(uint256 amount, uint256 value, bool submittedFirst) public {
        amount = bound(amount, 1, 1_000_000 * VMT);
        value = bound(value, 0, amount - 1);
        address owner = _funded(amount);
        Permit memory permit = permitOf(KEY, value, block.timestamp);
        if (submittedFirst) _submitFirst(owner, permit);

        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), value, amount)
        );
        staking.voteWithPermit(operator, amount, permit);
    }

    function test_RevertWhen_PermitHasExpired() public {
        address owner = _funded(VMT);
        Permit memory permit = permitOf(KEY, VMT, block.timestamp - 1);
        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), 0, VMT)
        );
        staking.voteWithPermit(operator, VMT, permit);
    }

    /// @dev A stranger cannot spend somebody else's permit on a vote of his own.
    function test_RevertWhen_PermitIsOfSomebodyElse() public {
        _funded(VMT);
        Permit memory permit = permitOf(KEY, VMT, block.timestamp);
        vm.prank(voter);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), 0, VMT)
        );
        staking.voteWithPermit(operator, VMT, permit);
    }

    /// @dev An allowance that stands needs no working permit.
    function test_AllowanceServesWhenThePermitDoesNot() public {
        fundAndApprove(voter, address(staking), VMT);
        Permit memory none;
        vm.prank(voter);
        staking.voteWithPermit(operator, VMT, none);
        assertEq(staking.votesOf(operator, voter), VMT);
    }

    function _registrationOf(address owner) private view returns (ISupernodeStaking.Registration memory registration) {
        registration = registrationOf(2, BOND);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKeyOf(2), consentDigest(owner));
        registration.signerProof = abi.encodePacked(r, s, v);
    }

    function _assertRegistersWithPermit(bool submittedFirst) private {
        address owner = _funded(BOND);
        Permit memory permit = permitOf(KEY, BOND, block.timestamp);
        ISupernodeStaking.Registration memory registration = _registrationOf(owner);
        if (submittedFirst) _submitFirst(owner, permit);
        vm.prank(owner);
        staking.registerWithPermit(registration, permit);
        assertEq(bondOf(owner), BOND);
        assertTrue(staking.isEligible(owner));
    }

    function test_RegisterWithPermit() public {
        _assertRegistersWithPermit(false);
    }

    function test_RegisterWithPermitThatAStrangerSubmittedFirst() public {
        _assertRegistersWithPermit(true);
    }

    function test_RevertWhen_PermitOfARegistrationIsTooSmall() public {
        address owner = _funded(BOND);
        Permit memory permit = permitOf(KEY, BOND - 1, block.timestamp);
        ISupernodeStaking.Registration memory registration = _registrationOf(owner);
        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), BOND - 1, BOND)
        );
        staking.registerWithPermit(registration, permit);
    }

    function testFuzz_AddBondWithPermit(uint256 amount, bool submittedFirst) public {
        amount = bound(amount, 1, 1_000_000 * VMT);
        _assertRegistersWithPermit(false);
        address owner = _funded(amount);
        Permit memory permit = permitOf(KEY, amount, block.timestamp);
        if (submittedFirst) _submitFirst(owner, permit);
        vm.prank(owner);
        staking.addBondWithPermit(amount, permit);
        assertEq(bondOf(owner), BOND + amount);

        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), 0, amount)
        );
        staking.addBondWithPermit(amount, permit); // a replay
    }

    function testFuzz_PayInWithPermit(uint256 amount, bool submittedFirst) public {
        amount = bound(amount, 1, 1_000_000 * VMT);
        address owner = _funded(4 * amount);
        address[] memory supernodes = new address[](2);
        (supernodes[0], supernodes[1]) = (operator, operator);
        Permit memory permit = permitOf(KEY, 2 * amount, block.timestamp);
        if (submittedFirst) _submitFirst(owner, permit);
        vm.prank(owner);
        staking.payInWithPermit(supernodes, amount, permit);
        assertEq(token.balanceOf(owner), 2 * amount);

        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), 0, 2 * amount)
        );
        staking.payInWithPermit(supernodes, amount, permit); // a replay
    }
}
