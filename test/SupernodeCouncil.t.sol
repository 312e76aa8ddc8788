// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {SupernodeCouncil} from "../contracts/SupernodeCouncil.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Who takes which seat, and from when (K8).
contract SupernodeCouncilTest is StakingSystem {
    uint256 private constant CANDIDATES = 12;
    uint256 private constant QUARTERS = 64_800; // seconds: three quarters of the epoch

    /* MODEL: every change that was made, for each seat, in order */

    struct Change {
        uint256 from;
        address holder;
    }

    mapping(uint256 seat => Change[]) private changes;

    function setUp() public override {
        super.setUp();
        for (uint256 n = 1; n <= CANDIDATES; ++n) {
            registerSupernode(n, BOND);
            _beat(n);
        }
    }

    function _beat(uint256 n) private {
        vm.prank(operatorOf(n));
        council.heartbeat(operatorOf(n));
    }

    /// @dev Votes, so that supernode `n` weighs `weight` more than its bond.
    function _support(uint256 n, uint256 weight) private {
        voteFor(operatorOf(n), voterOf(n), weight);
    }

    function _assertHolders(uint256 seat, address before, uint256 from, address after_) private view {
        assertEq(council.holderOf(seat, epochOf(from - 1)), before);
        assertEq(council.holderOf(seat, epochOf(from)), after_);
        assertEq(council.holderOf(seat, epochOf(from + 10)), after_);
    }

    /* DEPLOYMENT */

    function test_ParametersCanBeRead() public view {
        assertEq(address(council.STAKING()), address(staking));
        assertEq(address(council.LEDGER()), address(ledger));
        assertEq(council.SEATS(), SEATS);
        assertEq(council.QUORUM(), QUORUM);
        assertEq(council.SILENCE_EPOCHS(), 3);
        assertEq(council.GENESIS(), genesis());
        assertEq(council.EPOCH_LENGTH(), epochLength());
    }

    function test_RevertWhen_SeatsAreNoneOrTooMany() public {
        uint256[3] memory numbers = [uint256(0), 65, type(uint256).max];
        for (uint256 i = 0; i < numbers.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_InvalidSeats.selector, numbers[i], 64)
            );
            new SupernodeCouncil(staking, ledger, numbers[i], 3);
        }
    }

    function test_RevertWhen_SilenceIsNoneOrTooLong() public {
        uint32[3] memory numbers = [0, 31, type(uint32).max];
        for (uint256 i = 0; i < numbers.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_InvalidSilence.selector, numbers[i], 30)
            );
            new SupernodeCouncil(staking, ledger, 7, numbers[i]);
        }
        new SupernodeCouncil(staking, ledger, 7, 30);
    }

    function test_QuorumIsTwoThirdsAndOne() public {
        uint256[6] memory seatCounts = [uint256(1), 2, 3, 7, 21, 64];
        uint256[6] memory quorums = [uint256(1), 2, 3, 5, 15, 43];
        for (uint256 i = 0; i < 6; ++i) {
            assertEq(new SupernodeCouncil(staking, ledger, seatCounts[i], 3).QUORUM(), quorums[i]);
        }
    }

    /* TAKING AN EMPTY SEAT */

    function test_TakesAnEmptySeatFromTheNextEpoch() public {
        warpToEpoch(4);
        _beat(1);
        vm.expectEmit(address(council));
        emit ISupernodeCouncil.SeatTaken(3, operatorOf(1), address(0), epochOf(5));
        council.takeSeat(3, operatorOf(1)); // by anyone

        _assertHolders(3, address(0), 5, operatorOf(1));
        (bool seated, uint256 seat) = council.seatOf(operatorOf(1));
        assertTrue(seated);
        assertEq(seat, 3);
        (address latest, Epoch from) = council.latestHolderOf(3);
        assertEq(latest, operatorOf(1));
        assertEq(Epoch.unwrap(from), 5);
    }

    function test_NobodyIsSeatedAtFirst() public view {
        (bool seated, uint256 seat) = council.seatOf(operatorOf(1));
        assertFalse(seated);
        assertEq(seat, 0);
        assertEq(council.holderOf(0, epochOf(0)), address(0));
        assertEq(council.holderOf(0, epochOf(9)), address(0));
    }

    function test_RevertWhen_ThereIsNoSuchSeat() public {
        council.takeSeat(SEATS - 1, operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoSuchSeat.selector, SEATS, SEATS));
        council.takeSeat(SEATS, operatorOf(2));
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoSuchSeat.selector, SEATS + 1, SEATS)
        );
        council.takeSeat(SEATS + 1, operatorOf(2));
    }

    /* ELIGIBLE CANDIDATES ONLY */

    function _assertNotEligible(address candidate) private {
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotEligible.selector, candidate));
        council.takeSeat(0, candidate);
    }

    function test_RevertWhen_CandidateIsNotRegistered() public {
        _assertNotEligible(address(0));
        vm.prank(TEAM);
        council.heartbeat(TEAM); // harmless
        _assertNotEligible(TEAM);
    }

    function test_RevertWhen_CandidateIsJailed() public {
        slash(operatorOf(1));
        fundAndApprove(operatorOf(1), address(staking), BOND);
        vm.prank(operatorOf(1));
        staking.addBond(BOND);
        _assertNotEligible(operatorOf(1));
    }

    function test_RevertWhen_CandidateIsUnderBonded() public {
        vm.prank(address(market));
        staking.slashWrongKey(operatorOf(1), 1, REPORTER);
        _assertNotEligible(operatorOf(1));

        fundAndApprove(operatorOf(1), address(staking), 1);
        vm.prank(operatorOf(1));
        staking.addBond(1);
        council.takeSeat(0, operatorOf(1));
    }

    function test_RevertWhen_CandidateHasResigned() public {
        vm.prank(operatorOf(1));
        staking.resign();
        _assertNotEligible(operatorOf(1));
    }

    function test_RevertWhen_CandidateIsSilent() public {
        vm.warp(startOf(4) - 1); // heard in epoch 0: present through epoch 3
        council.takeSeat(0, operatorOf(1));
        vm.warp(startOf(4));
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_Silent.selector, operatorOf(2), epochOf(4))
        );
        council.takeSeat(1, operatorOf(2));
    }

    function test_RevertWhen_CandidateWasNeverHeard() public {
        registerSupernode(20, BOND);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_Silent.selector, operatorOf(20), epochOf(0))
        );
        council.takeSeat(0, operatorOf(20));
    }

    function test_RevertWhen_CandidateHasASeat() public {
        council.takeSeat(5, operatorOf(1));
        for (uint256 seat = 5; seat < 7; ++seat) {
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_AlreadySeated.selector, operatorOf(1), 5)
            );
            council.takeSeat(seat, operatorOf(1));
        }
    }

    /* FROM A HOLDER */

    function test_RevertWhen_NotStronger() public {
        _support(1, VMT);
        _support(2, VMT - 1);
        council.takeSeat(0, operatorOf(1));
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotStronger.selector, BOND + VMT - 1, BOND + VMT)
        );
        council.takeSeat(0, operatorOf(2));

        voteFor(operatorOf(2), voterOf(2), 1); // equal
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotStronger.selector, BOND + VMT, BOND + VMT)
        );
        council.takeSeat(0, operatorOf(2));

        voteFor(operatorOf(2), voterOf(2), 1); // one unit more
        council.takeSeat(0, operatorOf(2));
        (address latest, ) = council.latestHolderOf(0);
        assertEq(latest, operatorOf(2));
    }

    function test_TheReplacedHolderServesItsEpochAndCanSitElsewhere() public {
        warpToEpoch(1);
        council.takeSeat(0, operatorOf(1));
        warpToEpoch(2);
        _support(2, 1);
        vm.expectEmit(address(council));
        emit ISupernodeCouncil.SeatTaken(0, operatorOf(2), operatorOf(1), epochOf(3));
        council.takeSeat(0, operatorOf(2));
        _assertHolders(0, operatorOf(1), 3, operatorOf(2));

        (bool seated, ) = council.seatOf(operatorOf(1));
        assertFalse(seated);
        council.takeSeat(1, operatorOf(1));
        _assertHolders(1, address(0), 3, operatorOf(1));
    }

    function _assertTakenByAWeaker(uint256 from) private {
        council.takeSeat(0, operatorOf(2));
        assertEq(council.holderOf(0, epochOf(from)), operatorOf(2));
        assertEq(council.holderOf(0, epochOf(from - 1)), operatorOf(1));
    }

    function _seatAStrongHolder() private {
        _support(1, 1_000 * VMT);
        council.takeSeat(0, operatorOf(1));
        warpToEpoch(1);
    }

    function test_JailedHolderIsReplacedByAWeaker() public {
        _seatAStrongHolder();
        slash(operatorOf(1));
        fundAndApprove(operatorOf(1), address(staking), BOND);
        vm.prank(operatorOf(1));
        staking.addBond(BOND);
        _assertTakenByAWeaker(2);
    }

    function test_UnderBondedHolderIsReplacedByAWeaker() public {
        _seatAStrongHolder();
        vm.prank(address(market));
        staking.slashWrongKey(operatorOf(1), 1, REPORTER);
        _assertTakenByAWeaker(2);
    }

    function test_ResignedHolderIsReplacedByAWeaker() public {
        _seatAStrongHolder();
        vm.prank(operatorOf(1));
        staking.resign();
        _assertTakenByAWeaker(2);
    }

    function test_SilentHolderIsReplacedByAWeaker() public {
        _seatAStrongHolder();
        vm.warp(startOf(5) - 1);
        _beat(2);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotStronger.selector, BOND, BOND + 1_000 * VMT)
        );
        council.takeSeat(0, operatorOf(2));
        vm.warp(startOf(5)); // in the seat since epoch 1: silent from 1 + 3 + 1
        _assertTakenByAWeaker(6);
    }

    /// @dev A vote counts at once but is locked: taken back, it has elected somebody who can be challenged at once.
    function test_BorrowedVotesElectNobody() public {
        _support(1, VMT);
        council.takeSeat(0, operatorOf(1));
        _support(2, 1_000_000 * VMT);
        council.takeSeat(0, operatorOf(2));
        unvoteAll(operatorOf(2), voterOf(2));
        assertEq(token.balanceOf(voterOf(2)), 0);
        council.takeSeat(0, operatorOf(1));
        assertEq(council.holderOf(0, epochOf(1)), operatorOf(1));
    }

    /* FROM WHEN */

    function _assertEffective(uint256 time, uint256 from) private {
        uint256 id = vm.snapshotState();
        vm.warp(time);
        _beat(1);
        council.takeSeat(0, operatorOf(1));
        (, Epoch effective) = council.latestHolderOf(0);
        assertEq(Epoch.unwrap(effective), from);
        _assertHolders(0, address(0), from, operatorOf(1));
        vm.revertToState(id);
    }

    function test_AChangeInTheLastQuarterWaitsOneMoreEpoch() public {
        _assertEffective(startOf(7), 8);
        _assertEffective(startOf(7) + QUARTERS - 1, 8);
        _assertEffective(startOf(7) + QUARTERS, 9);
        _assertEffective(startOf(8) - 1, 9);
        _assertEffective(startOf(8), 9);
    }

    /// @dev The quarter is counted back from the start of the next epoch, so that epoch 0, which has no fixed length, has one.
    function test_EpochZeroHasALastQuarter() public {
        _assertEffective(START, 1);
        _assertEffective(genesis() - DAY / 4 - 1, 1);
        _assertEffective(genesis() - DAY / 4, 2);
        _assertEffective(genesis() - 1, 2);
        _assertEffective(genesis(), 2);
    }

    /// @dev What came in the last quarter is answered in the first three of the next epoch, before it serves.
    function test_AStrongerCandidateAnswersALateChange() public {
        warpToEpoch(1);
        council.takeSeat(0, operatorOf(1));
        vm.warp(startOf(3) - 1);
        _support(2, 1);
        council.takeSeat(0, operatorOf(2)); // from epoch 4
        vm.warp(startOf(3) + QUARTERS - 1);
        _support(3, 2);
        council.takeSeat(0, operatorOf(3)); // from epoch 4 as well

        assertEq(council.holderOf(0, epochOf(2)), operatorOf(1));
        assertEq(council.holderOf(0, epochOf(3)), operatorOf(1));
        assertEq(council.holderOf(0, epochOf(4)), operatorOf(3));
        (bool seated, ) = council.seatOf(operatorOf(2));
        assertFalse(seated);
    }

    /* THE LAST WORD of those who serve and lose their seats (K8) */

    /// @dev Supernode 1 is in force in seat 0, in epoch 7. Supernode 2 is seated by weight shown in one transaction.
    function _snipe(uint256 time) private {
        warpToEpoch(6);
        for (uint256 n = 1; n <= 5; ++n) _beat(n);
        _support(1, VMT);
        council.takeSeat(0, operatorOf(1));
        vm.warp(time);
        _support(2, 2 * VMT);
        council.takeSeat(0, operatorOf(2));
        unvoteAll(operatorOf(2), voterOf(2));
    }

    /// @dev The four holders that must be known in epoch 7.
    function _assertAroundSeven(uint256 seat, address before, address now_, address next, address last) private view {
        assertEq(council.holderOf(seat, epochOf(6)), before, "the epoch before");
        assertEq(council.holderOf(seat, epochOf(7)), now_, "this epoch");
        assertEq(council.holderOf(seat, epochOf(8)), next, "the next epoch");
        assertEq(council.holderOf(seat, epochOf(9)), last, "the epoch after it");
    }

    /// @dev C2: nobody could answer a change made one second before the last quarter, whatever weight was left behind it.
    function test_TheHolderInForceAnswersASniper() public {
        uint256[2] memory answers = [startOf(7) + QUARTERS, startOf(8) - 1];
        for (uint256 i = 0; i < answers.length; ++i) {
            uint256 id = vm.snapshotState();
            _snipe(startOf(7) + QUARTERS - 1);
            _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(2), operatorOf(2));

            vm.warp(answers[i]);
            vm.expectEmit(address(council));
            emit ISupernodeCouncil.SeatTaken(0, operatorOf(1), operatorOf(2), epochOf(8));
            vm.prank(TEAM); // by anyone
            council.takeSeat(0, operatorOf(1));
            _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(1), operatorOf(1));
            (bool seated, ) = council.seatOf(operatorOf(2));
            assertFalse(seated);
            vm.revertToState(id);
        }
    }

    /// @dev From the first second of the next epoch the sniper is in force, and the answer serves one epoch later.
    function test_AnAnswerInTheNextEpochComesTooLate() public {
        _snipe(startOf(7) + QUARTERS - 1);
        vm.warp(startOf(8));
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(2), operatorOf(1));
    }

    function _expectSeatChanges(uint256 seat, uint256 from) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_SeatChanges.selector, seat, epochOf(from))
        );
    }

    function _expectSeatLost(uint256 n, uint256 from) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_SeatLost.selector, operatorOf(n), epochOf(from))
        );
    }

    /// @dev K8: a change by another for the epoch after would close the answer. Made one second later, when the next epoch has
    /// begun, it serves from the same epoch.
    function test_RevertWhen_ANewcomerTakesASeatThatChanges() public {
        _snipe(startOf(7) + QUARTERS - 1);
        _support(3, 10 * VMT);
        uint256[2] memory times = [startOf(7) + QUARTERS, startOf(8) - 1];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            _expectSeatChanges(0, 8);
            council.takeSeat(0, operatorOf(3));
        }
        vm.warp(startOf(8));
        council.takeSeat(0, operatorOf(3));
        _assertHolders(0, operatorOf(2), 9, operatorOf(3));
    }

    /// @dev K8: the holder of the epoch before, replaced since, does not serve now.
    function test_RevertWhen_AFormerHolderAnswers() public {
        warpToEpoch(5);
        _beat(3);
        council.takeSeat(0, operatorOf(3)); // serves in epoch 6
        _snipe(startOf(7) + QUARTERS - 1);
        vm.warp(startOf(7) + QUARTERS);
        _support(3, 10 * VMT);
        _expectSeatChanges(0, 8);
        council.takeSeat(0, operatorOf(3));
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, operatorOf(3), operatorOf(1), operatorOf(1), operatorOf(1));
    }

    /// @dev Supernodes 1 and 4 are in force in the seats 0 and 1, in epoch 7, whose last quarter begins with the next
    /// second. Supernode 4 is the weaker one; supernode 2 has shown weight for a moment and has the first's seat.
    function _snipeTheStronger() private {
        warpToEpoch(6);
        _beat(4);
        council.takeSeat(1, operatorOf(4));
        _support(4, VMT / 2);
        _snipe(startOf(7) + QUARTERS - 1);
    }

    /// @dev K8: who moves the victim into the seat of a weaker holder hands the answer to that one.
    function test_AMovedVictimLeavesTheAnswerToWhomItDisplaced() public {
        _snipeTheStronger();
        council.takeSeat(1, operatorOf(1)); // by the intruder, in the same second
        vm.warp(startOf(8) - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_AlreadySeated.selector, operatorOf(1), 1)
        );
        council.takeSeat(0, operatorOf(1));
        council.takeSeat(0, operatorOf(4));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(4), operatorOf(4));
        _assertAroundSeven(1, address(0), operatorOf(4), operatorOf(1), operatorOf(1));
    }

    /// @dev K8: in the last quarter nobody can move the victim away, into a seat that does not change or an empty one.
    function test_RevertWhen_AVictimIsMovedAwayInTheLastQuarter() public {
        _snipeTheStronger();
        uint256[2] memory times = [startOf(7) + QUARTERS, startOf(8) - 1];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            for (uint256 seat = 1; seat < 3; ++seat) {
                _expectSeatLost(1, 8);
                council.takeSeat(seat, operatorOf(1));
            }
        }
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(1), operatorOf(1));

        warpToEpoch(8); // who lost its seat waits for the epoch, and serves no later for it
        council.takeSeat(2, operatorOf(2));
        _assertHolders(2, address(0), 9, operatorOf(2));
    }

    /// @dev K8: who serves now, answered or moved, is safe in the seat that it has for the next epoch.
    function test_RevertWhen_ASettledSeatIsTaken() public {
        _snipeTheStronger();
        council.takeSeat(1, operatorOf(1)); // displaces 4
        vm.warp(startOf(8) - 1);
        _support(4, 10 * VMT); // shown for a moment
        _expectSeatChanges(1, 8);
        council.takeSeat(1, operatorOf(4));
        council.takeSeat(0, operatorOf(4));

        _support(2, 20 * VMT);
        for (uint256 seat = 0; seat < 2; ++seat) {
            _expectSeatChanges(seat, 8);
            council.takeSeat(seat, operatorOf(2));
        }
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(4), operatorOf(4));
        _assertAroundSeven(1, address(0), operatorOf(4), operatorOf(1), operatorOf(1));
    }

    /// @dev K8: who lost its seat to a truly stronger one may take any newcomer's, not only its own.
    function test_WhoeverServesMayAnswerInAnotherSeat() public {
        _snipeTheStronger();
        voteFor(operatorOf(2), voterOf(2), 10 * VMT); // 2 is stronger than 1 after all
        _support(5, VMT);
        council.takeSeat(1, operatorOf(5)); // displaces 4
        voteFor(operatorOf(1), voterOf(1), VMT);
        vm.warp(startOf(8) - 1);
        council.takeSeat(1, operatorOf(1));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(2), operatorOf(2));
        _assertAroundSeven(1, address(0), operatorOf(4), operatorOf(1), operatorOf(1));
    }

    /// @dev A newcomer that was displaced by another before either served has no last word: its seat was never its own.
    function test_RevertWhen_ADisplacedNewcomerAnswers() public {
        _snipe(startOf(7) + QUARTERS - 1);
        _support(3, 1);
        council.takeSeat(0, operatorOf(3)); // for epoch 8 as well
        _support(2, 10 * VMT);
        vm.warp(startOf(7) + QUARTERS);
        _expectSeatChanges(0, 8);
        council.takeSeat(0, operatorOf(2));
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(1), operatorOf(1));
    }

    /// @dev The last word of one that is weaker is none.
    function test_RevertWhen_TheHolderInForceIsWeaker() public {
        _snipe(startOf(7) + QUARTERS - 1);
        voteFor(operatorOf(2), voterOf(2), VMT + 1); // a unit more
        vm.warp(startOf(8) - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotStronger.selector, BOND + VMT, BOND + VMT + 1)
        );
        council.takeSeat(0, operatorOf(1));
    }

    /// @dev K8: a tie is the holder's: of two that weigh the same, who serves now goes on.
    function test_TheLastWordWinsATie() public {
        _snipe(startOf(7) + QUARTERS - 1);
        voteFor(operatorOf(2), voterOf(2), VMT); // equal
        vm.warp(startOf(8) - 1);
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(1), operatorOf(1));
    }

    /// @dev Without the last word a tie changes nothing: neither before the last quarter, nor in it for the epoch after the
    /// next.
    function test_RevertWhen_ATieIsNoAnswer() public {
        _snipe(startOf(7));
        voteFor(operatorOf(2), voterOf(2), VMT); // equal
        bytes memory reason = abi.encodeWithSelector(
            ISupernodeCouncil.SupernodeCouncil_NotStronger.selector,
            BOND + VMT,
            BOND + VMT
        );
        vm.expectRevert(reason);
        council.takeSeat(0, operatorOf(1));
        vm.warp(startOf(8) + QUARTERS);
        vm.expectRevert(reason);
        council.takeSeat(0, operatorOf(1));
    }

    function test_RevertWhen_TheHolderInForceIsNotEligible() public {
        _snipe(startOf(7) + QUARTERS - 1);
        slash(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotEligible.selector, operatorOf(1)));
        council.takeSeat(0, operatorOf(1));
    }

    /// @dev Who was replaced by a change of the last quarter serves the next epoch anyway: its answer only undoes that change.
    function test_AnAnswerToALateChangeServesWhenThatChangeWould() public {
        _snipe(startOf(7) + QUARTERS); // from epoch 9
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(1), operatorOf(2));
        vm.expectEmit(address(council));
        emit ISupernodeCouncil.SeatTaken(0, operatorOf(1), operatorOf(2), epochOf(9));
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, address(0), operatorOf(1), operatorOf(1), operatorOf(1));
    }

    /// @dev The ring of former holders through an answer and the changes after it.
    function test_HoldersStayKnownThroughAnAnswer() public {
        warpToEpoch(5);
        _beat(3);
        council.takeSeat(0, operatorOf(3));
        _snipe(startOf(7) + QUARTERS - 1);
        _assertAroundSeven(0, operatorOf(3), operatorOf(1), operatorOf(2), operatorOf(2));
        vm.warp(startOf(7) + QUARTERS);
        council.takeSeat(0, operatorOf(1));
        _assertAroundSeven(0, operatorOf(3), operatorOf(1), operatorOf(1), operatorOf(1));
        warpToEpoch(8);
        _support(5, 3 * VMT);
        council.takeSeat(0, operatorOf(5)); // from epoch 9
        assertEq(council.holderOf(0, epochOf(7)), operatorOf(1));
        vm.warp(startOf(10) - 1);
        _support(2, 4 * VMT);
        council.takeSeat(0, operatorOf(2)); // from epoch 11
        assertEq(council.holderOf(0, epochOf(8)), operatorOf(1));
        assertEq(council.holderOf(0, epochOf(9)), operatorOf(5));
        assertEq(council.holderOf(0, epochOf(10)), operatorOf(5));
        assertEq(council.holderOf(0, epochOf(11)), operatorOf(2));
    }

    /// @dev K8: replaced by a change for the epoch after the next, one serves in the next anyway, and answers later.
    function test_RevertWhen_WhoServesInTheNextEpochTakesAnotherSeatForIt() public {
        _snipeTheStronger();
        vm.warp(startOf(7) + QUARTERS);
        _support(3, 2 * VMT);
        council.takeSeat(1, operatorOf(3)); // displaces 4 from epoch 9
        _support(4, 10 * VMT);
        _expectSeatChanges(0, 8);
        council.takeSeat(0, operatorOf(4));

        council.takeSeat(2, operatorOf(4));
        _assertAroundSeven(1, address(0), operatorOf(4), operatorOf(4), operatorOf(3));
        _assertAroundSeven(2, address(0), address(0), address(0), operatorOf(4));
    }

    /// @dev In epoch 0 nobody serves, so that nobody has the last word: what is chosen for epoch 1 stands.
    function test_NobodyHasTheLastWordBeforeGenesis() public {
        vm.warp(genesis() - DAY / 4 - 1);
        council.takeSeat(0, operatorOf(1)); // from epoch 1
        _support(2, 1);
        council.takeSeat(0, operatorOf(2)); // from epoch 1 as well
        _support(1, 2);
        uint256[2] memory times = [genesis() - DAY / 4, genesis() - 1];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            _expectSeatChanges(0, 1);
            council.takeSeat(0, operatorOf(1));
        }
        vm.warp(genesis());
        council.takeSeat(0, operatorOf(1));
        assertEq(council.holderOf(0, epochOf(0)), address(0));
        assertEq(council.holderOf(0, epochOf(1)), operatorOf(2));
        assertEq(council.holderOf(0, epochOf(2)), operatorOf(1));
    }

    /// @dev K8, whatever a coalition did before, with weight shown for a moment, moving whom it likes: at the end of an
    /// epoch, after those who lose their seats have answered, each newcomer that serves is stronger than all of them.
    function testFuzz_NoWeakerNewcomerServesUnanswered(uint256 seed) public {
        vm.warp(startOf(1));
        for (uint256 number = 1; number <= 6; ++number) {
            for (uint256 i = 0; i < 12; ++i) {
                seed = uint256(keccak256(abi.encode(seed)));
                // A third of the acts at the last second before the last quarter, a third in it.
                uint256[3] memory times = [startOf(number), startOf(number) + QUARTERS - 1, startOf(number) + QUARTERS];
                if (block.timestamp < times[i / 4]) vm.warp(times[i / 4]);
                _flash((seed >> 8) % 4, 1 + ((seed >> 16) % CANDIDATES), 1 + ((seed >> 128) % VMT), seed % 3 == 0);
            }
            vm.warp(startOf(number + 1) - 1);
            for (uint256 i = 0; i < 4; ++i) {
                for (uint256 n = 1; n <= CANDIDATES; ++n) {
                    _beat(n);
                    if (_servesIn(operatorOf(n), number)) for (uint256 seat = 0; seat < 4; ++seat) _try(seat, n);
                }
            }
            _assertNoWeakerNewcomer(number);
            warpToNextEpoch();
        }
    }

    /// @dev Votes, seats and, unless `stays`, takes the votes back.
    function _flash(uint256 seat, uint256 n, uint256 amount, bool stays) private {
        _beat(n);
        _support(n, amount);
        _try(seat, n);
        if (!stays) unvoteAll(operatorOf(n), voterOf(n));
    }

    function _servesIn(address supernode, uint256 number) private view returns (bool) {
        for (uint256 seat = 0; seat < 4; ++seat) {
            if (council.holderOf(seat, epochOf(number)) == supernode) return true;
        }
        return false;
    }

    function _assertNoWeakerNewcomer(uint256 number) private view {
        for (uint256 lost = 0; lost < 4; ++lost) {
            address loser = council.holderOf(lost, epochOf(number));
            if (loser == address(0) || _servesIn(loser, number + 1)) continue;
            for (uint256 seat = 0; seat < 4; ++seat) {
                address newcomer = council.holderOf(seat, epochOf(number + 1));
                if (newcomer == address(0) || _servesIn(newcomer, number)) continue;
                assertLt(
                    staking.weightOf(loser),
                    staking.weightOf(newcomer),
                    "K8: a newcomer serves that is no stronger"
                );
            }
        }
    }

    /* WHO SERVES WHEN, after changes in every epoch */

    /// @dev A change in each of several epochs, in the first or the last quarter: at any time the holders of the epoch
    /// before, of this one and of the two after it are known. A late change waits for an epoch; an early one in that epoch,
    /// for the same first epoch of service, replaces it.
    function testFuzz_AChangeInEveryEpoch(uint256 seed) public {
        address[12] memory served; // by epoch
        uint256 next = 1;
        for (uint256 number = 1; number <= 8; ++number) {
            warpToEpoch(number);
            served[number + 1] = served[number + 1] == address(0) ? served[number] : served[number + 1];
            bool early = (seed >> number) & 1 == 1;
            if (!early) vm.warp(startOf(number) + QUARTERS);
            (, Epoch from) = council.latestHolderOf(0);
            if (!early && from == epochOf(number + 1)) continue; // the seat changes with the next epoch
            _challenge(0, next);
            served[number + (early ? 1 : 2)] = operatorOf(next++);
            _assertServed(served, number);
        }
    }

    /// @dev Strengthens candidate `n` beyond the holder, and seats it.
    function _challenge(uint256 seat, uint256 n) private {
        _beat(n);
        (address latest, ) = council.latestHolderOf(seat);
        uint256 lead = latest == address(0) ? 0 : staking.weightOf(latest) - staking.weightOf(operatorOf(n)) + 1;
        if (lead != 0) _support(n, lead);
        council.takeSeat(seat, operatorOf(n));
    }

    function _assertServed(address[12] memory served, uint256 now_) private view {
        assertEq(council.holderOf(0, epochOf(now_ - 1)), served[now_ - 1], "the epoch before");
        assertEq(council.holderOf(0, epochOf(now_)), served[now_], "this epoch");
        assertEq(council.holderOf(0, epochOf(now_ + 1)), served[now_ + 1], "the next epoch");
        address after_ = served[now_ + 2] == address(0) ? served[now_ + 1] : served[now_ + 2];
        assertEq(council.holderOf(0, epochOf(now_ + 2)), after_, "the epoch after it");
    }

    /// @dev Random challenges at random times over many epochs, against a model that forgets nothing. Every other one is
    /// made for a supernode in force.
    function testFuzz_HoldersFollowTheModel(uint256 seed) public {
        vm.warp(startOf(1) - 10 hours);
        for (uint256 i = 0; i < 28; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip((seed >> 8) % (DAY / 3));
            uint256 seat = (seed >> 32) % 3;
            address inForce = _modelHolder(seat, currentEpoch());
            bool back = (seed >> 48) % 2 == 0 && inForce != address(0);
            uint256 n = back ? uint160(inForce) - uint160(operatorOf(0)) : 1 + ((seed >> 64) % 6);
            address[3] memory serving = _serving();
            _tryToSit(seat, n, seed >> 128);
            assertEq(abi.encode(_serving()), abi.encode(serving), "K8: the running epoch changed");
            _assertModel();
        }
    }

    function _serving() private view returns (address[3] memory holders) {
        for (uint256 seat = 0; seat < 3; ++seat) holders[seat] = council.holderOf(seat, epochOf(currentEpoch()));
    }

    function _tryToSit(uint256 seat, uint256 n, uint256 amount) private {
        address candidate = operatorOf(n);
        _beat(n);
        _support(n, 1 + (amount % VMT));
        (address latest, ) = council.latestHolderOf(seat);
        (bool seated, ) = council.seatOf(candidate);
        (bool possible, uint256 from) = _modelEffective(seat, candidate);
        if (seated) possible = false;
        // The answer of one that serves now wins ties.
        bool answers = possible && from == currentEpoch() + 1 && _isLate();
        bool wins = _isStronger(candidate, latest) || (answers && _isEqual(candidate, latest));
        if (latest != address(0) && !wins && !council.isSilent(seat)) possible = false;
        try council.takeSeat(seat, candidate) {
            assertTrue(possible, "seated against the rules");
        } catch {
            assertFalse(possible, "refused against the rules");
            return;
        }
        changes[seat].push(Change(from, candidate));
    }

    /// @dev The next epoch, unless it begins within a quarter. Then a seat that changes with it is only for one who serves now
    /// and not then, against one who does not serve now; any other seat, from one epoch later, is for everybody else.
    function _modelEffective(uint256 seat, address candidate) private view returns (bool possible, uint256 from) {
        uint256 now_ = currentEpoch();
        if (!_isLate()) return (true, now_ + 1);
        uint256 made = changes[seat].length;
        bool loses = _modelServes(candidate, now_) && !_modelServes(candidate, now_ + 1);
        if (made != 0 && changes[seat][made - 1].from == now_ + 1) {
            return (loses && !_modelServes(changes[seat][made - 1].holder, now_), now_ + 1);
        }
        return (!loses, now_ + 2);
    }

    function _modelServes(address supernode, uint256 number) private view returns (bool) {
        for (uint256 seat = 0; seat < 3; ++seat) {
            if (_modelHolder(seat, number) == supernode) return true;
        }
        return false;
    }

    function _isLate() private view returns (bool) {
        return block.timestamp >= startOf(currentEpoch() + 1) - DAY / 4;
    }

    function _isStronger(address candidate, address holder) private view returns (bool) {
        return staking.weightOf(candidate) > staking.weightOf(holder);
    }

    function _isEqual(address candidate, address holder) private view returns (bool) {
        return staking.weightOf(candidate) == staking.weightOf(holder);
    }

    function _assertModel() private view {
        uint256 now_ = currentEpoch();
        for (uint256 number = now_ == 0 ? 0 : now_ - 1; number <= now_ + 3; ++number) {
            address[3] memory holders;
            for (uint256 seat = 0; seat < 3; ++seat) {
                holders[seat] = council.holderOf(seat, epochOf(number));
                assertEq(holders[seat], _modelHolder(seat, number), "K8: the holder of the epoch");
            }
            // Nobody sits twice in one epoch.
            assertTrue(holders[0] == address(0) || (holders[0] != holders[1] && holders[0] != holders[2]));
            assertTrue(holders[1] == address(0) || holders[1] != holders[2]);
        }
    }

    /// @dev The last change that is in force in the epoch. A change is never in force before an older one.
    function _modelHolder(uint256 seat, uint256 number) private view returns (address holder) {
        Change[] storage log = changes[seat];
        for (uint256 i = 0; i < log.length; ++i) {
            if (log[i].from <= number) holder = log[i].holder;
        }
    }

    /// @dev An old epoch may be forgotten, never remembered wrongly.
    function testFuzz_OldEpochsAreForgottenNotChanged(uint256 seed) public {
        warpToEpoch(1);
        for (uint256 number = 1; number <= 5; ++number) {
            warpToEpoch(number);
            if ((seed >> number) & 1 == 1) {
                _challenge(0, number);
                changes[0].push(Change(number + 1, operatorOf(number)));
            }
        }
        for (uint256 number = 0; number <= 8; ++number) {
            address holder = council.holderOf(0, epochOf(number));
            if (holder != address(0)) assertEq(holder, _modelHolder(0, number));
        }
    }

    /* CONVERGENCE */

    /// @dev Whoever calls, in whatever order: in the end the strongest sit.
    function testFuzz_SeatsConvergeToTheTopCandidates(uint256 seed) public {
        uint256[] memory weights = new uint256[](CANDIDATES + 1);
        for (uint256 n = 1; n <= CANDIDATES; ++n) {
            weights[n] = 1 + (uint256(keccak256(abi.encode(seed, n))) % 1_000) * 1_000 + n; // all different
            _support(n, weights[n]);
        }
        for (uint256 i = 0; i < 30; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _try((seed >> 8) % SEATS, 1 + ((seed >> 16) % CANDIDATES));
        }
        bool moved = true;
        uint256 sweeps;
        while (moved) {
            moved = false;
            ++sweeps;
            assertLe(sweeps, CANDIDATES + 1, "no end");
            for (uint256 i = 0; i < CANDIDATES * SEATS; ++i) {
                uint256 pair = (i * 5 + seed) % (CANDIDATES * SEATS); // 5 is prime to 84
                if (_try(pair % SEATS, 1 + pair / SEATS)) moved = true;
            }
        }
        for (uint256 n = 1; n <= CANDIDATES; ++n) {
            uint256 stronger;
            for (uint256 m = 1; m <= CANDIDATES; ++m) if (weights[m] > weights[n]) ++stronger;
            (bool seated, uint256 seat) = council.seatOf(operatorOf(n));
            assertEq(seated, stronger < SEATS, "the strongest sit, and nobody else");
            if (seated) assertEq(council.holderOf(seat, epochOf(1)), operatorOf(n));
        }
    }

    function _try(uint256 seat, uint256 n) private returns (bool) {
        try council.takeSeat(seat, operatorOf(n)) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev All candidates may move up at once: a single sweep by the weakest seat seats the top, from one epoch on.
    function test_EveryCandidateMovesUpInOneEpoch() public {
        for (uint256 n = 1; n <= 5; ++n) council.takeSeat(n - 1, operatorOf(n));
        warpToEpoch(1);
        for (uint256 n = 6; n <= 10; ++n) {
            _support(n, n);
            council.takeSeat(n - 6, operatorOf(n));
        }
        for (uint256 seat = 0; seat < 5; ++seat) _assertHolders(seat, operatorOf(seat + 1), 2, operatorOf(seat + 6));
    }

    /* GAS (K8, X4, X5) */

    function _gasOfTakeSeat(uint256 seat, uint256 n) private returns (uint256 used) {
        uint256 id = vm.snapshotState();
        uint256 start = gasleft();
        council.takeSeat(seat, operatorOf(n));
        used = start - gasleft();
        vm.revertToState(id);
    }

    function test_GasKnowsNeitherCandidatesNorVotersNorTime() public {
        warpToEpoch(1);
        council.takeSeat(0, operatorOf(1));
        warpToEpoch(3);
        _support(2, VMT);
        uint256 few = _gasOfTakeSeat(0, 2);
        for (uint256 n = 21; n <= 30; ++n) {
            registerSupernode(n, BOND);
            _beat(n);
        }
        for (uint256 n = 100; n < 150; ++n) voteFor(operatorOf(2), voterOf(n), VMT);
        // A loop over them would read ten or fifty slots more; what differs is memory of this test.
        assertApproxEqAbs(_gasOfTakeSeat(0, 2), few, 500);

        // A chain that halts for a year: the silent holder's replacement costs what it costs after four epochs.
        warpToEpoch(6);
        _beat(3);
        uint256 soon = _gasOfTakeSeat(0, 3);
        warpToEpoch(371);
        _beat(3);
        assertApproxEqAbs(_gasOfTakeSeat(0, 3), soon, 500);
        assertLt(soon, 120_000);
    }

    /// @dev X5: three holders of a seat are remembered. To ask about a forgotten epoch costs the same however often the
    /// seat has changed since.
    function test_GasOfAForgottenEpochKnowsNoNumberOfChanges() public {
        for (uint256 number = 1; number <= 4; ++number) {
            warpToEpoch(number);
            _challenge(0, number);
        }
        uint256 few = _gasOfAForgottenEpoch();
        for (uint256 number = 5; number <= 10; ++number) {
            warpToEpoch(number);
            _challenge(0, number);
        }
        assertApproxEqAbs(_gasOfAForgottenEpoch(), few, 100);
    }

    function _gasOfAForgottenEpoch() private view returns (uint256 used) {
        assertEq(council.holderOf(0, epochOf(2)), address(0)); // what it reads is warm from here on
        used = gasleft();
        council.holderOf(0, epochOf(2));
        used -= gasleft();
    }
}
