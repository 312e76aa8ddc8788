// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Seats that are taken without weight, from holders that are not eligible or silent; and that absence is no lever
/// against others (K8).
contract SupernodeCouncilAbsenceTest is StakingSystem {
    uint256 private constant QUARTERS = 64_800; // seconds: three quarters of the epoch
    uint256 private constant PRICE = 10 * VMT; // of an order
    uint256 private constant DROP = 2 * PRICE; // what a wrong key costs the bond

    // Supernodes: 1 to 3 are in league and strong, 4 to 6 honest and stronger still, 7 to 11 in league with bare bonds, and
    // 12, the victim, is stronger than these and weaker than all others: the seventh of seven seats is its own.
    uint256 private constant LEVERS = 3;
    uint256 private constant WEAK = 7;
    uint256 private constant VICTIM = 12;

    /* What the league did, for the fuzz test. */

    uint256 private losses; // of strong members, to weaker ones
    mapping(uint256 lever => uint256) private unfitLosses; // of these, those of one that was not eligible
    mapping(uint256 lever => uint256) private lostFrom; // the epoch that the last of these lost
    mapping(uint256 lever => uint256) private equivocations;

    function setUp() public override {
        super.setUp();
        for (uint256 n = 1; n <= VICTIM; ++n) {
            registerSupernode(n, BOND);
            _beat(n);
        }
    }

    function _beat(uint256 n) private {
        vm.prank(operatorOf(n));
        council.heartbeat(operatorOf(n));
    }

    /// @dev Takes the supernode below the minimum, by a wrong key that it sold to itself.
    function _drop(uint256 n) private {
        shrinkBond(operatorOf(n), bondOf(operatorOf(n)) - DROP);
    }

    function _addBond(uint256 n, uint256 amount) private {
        fundAndApprove(operatorOf(n), address(staking), amount);
        vm.prank(operatorOf(n));
        staking.addBond(amount);
    }

    function _try(uint256 seat, uint256 n) private returns (bool) {
        try council.takeSeat(seat, operatorOf(n)) {
            return true;
        } catch {
            return false;
        }
    }

    function _isSeated(uint256 n) private view returns (bool seated) {
        (seated, ) = council.seatOf(operatorOf(n));
    }

    function _expectBarred(uint256 n, uint256 until) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_Barred.selector, operatorOf(n), epochOf(until))
        );
    }

    function _assertBarred(uint256 n, uint256 until) private view {
        assertEq(Epoch.unwrap(council.barredUntil(operatorOf(n))), until);
    }

    /* THE BAR */

    /// @dev Supernode 1 is in force in seat 0 in epoch 7, with votes, and drops below the minimum at `time`; supernode 8
    /// takes its seat without weight, and it is eligible again in the same second.
    function _replaceUnfit(uint256 time) private {
        warpToEpoch(6);
        for (uint256 n = 1; n <= VICTIM; ++n) _beat(n);
        voteFor(operatorOf(1), voterOf(1), 100 * VMT);
        council.takeSeat(0, operatorOf(1));
        vm.warp(time);
        _drop(1);
        council.takeSeat(0, operatorOf(8));
        _addBond(1, DROP);
    }

    function test_WhoIsReplacedUnfitSitsOutAnUnbonding() public {
        warpToEpoch(6);
        for (uint256 n = 1; n <= VICTIM; ++n) _beat(n);
        voteFor(operatorOf(1), voterOf(1), 100 * VMT);
        council.takeSeat(0, operatorOf(1));
        warpToEpoch(7);
        _drop(1);
        vm.expectEmit(address(council));
        emit ISupernodeCouncil.Barred(operatorOf(1), epochOf(8 + UNBONDING));
        vm.expectEmit(address(council));
        emit ISupernodeCouncil.SeatTaken(0, operatorOf(8), operatorOf(1), epochOf(8));
        council.takeSeat(0, operatorOf(8));
        _assertBarred(1, 8 + UNBONDING);
        _assertBarred(8, 0);
        assertEq(council.holderOf(0, epochOf(7)), operatorOf(1)); // it serves this epoch out
    }

    /// @dev Not in its own seat, not in one that is empty, not in one of a weaker holder: a second before it is possible, and
    /// then.
    function test_RevertWhen_TheBarredSitBeforeTheBarEnds() public {
        _replaceUnfit(startOf(7));
        council.takeSeat(1, operatorOf(9)); // weaker
        uint256 until = 8 + UNBONDING;
        // The first change that serves from `until`: in the last quarter of the epoch but one before it.
        uint256[3] memory times = [startOf(7), startOf(12), startOf(until - 2) + QUARTERS - 1];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            _beat(1);
            for (uint256 seat = 0; seat < 3; ++seat) {
                _expectBarred(1, until);
                council.takeSeat(seat, operatorOf(1));
            }
        }
        vm.warp(startOf(until - 2) + QUARTERS);
        council.takeSeat(0, operatorOf(1));
        assertEq(council.holderOf(0, epochOf(until - 1)), operatorOf(8));
        assertEq(council.holderOf(0, epochOf(until)), operatorOf(1));
    }

    /// @dev It served when it was replaced, and is no longer ready when the last word is spoken: not on its own seat, and not
    /// on a weaker newcomer's.
    function test_RevertWhen_TheBarredHaveTheLastWord() public {
        _replaceUnfit(startOf(7) + QUARTERS - 1);
        council.takeSeat(1, operatorOf(9)); // a newcomer as well
        uint256[2] memory times = [startOf(7) + QUARTERS, startOf(8) - 1];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            for (uint256 seat = 0; seat < 2; ++seat) {
                _expectBarred(1, 8 + UNBONDING);
                council.takeSeat(seat, operatorOf(1));
            }
        }
    }

    /// @dev The bar counts from the epoch that is lost: one more when the change is late.
    function test_ALateReplacementBarsFromTheEpochAfter() public {
        _replaceUnfit(startOf(7) + QUARTERS);
        assertEq(council.holderOf(0, epochOf(8)), operatorOf(1));
        assertEq(council.holderOf(0, epochOf(9)), operatorOf(8));
        _assertBarred(1, 9 + UNBONDING);
    }

    /// @dev A holder whose service has not begun loses it in the same way.
    function test_ANewcomerReplacedUnfitIsBarred() public {
        voteFor(operatorOf(1), voterOf(1), 100 * VMT);
        warpToEpoch(1);
        council.takeSeat(0, operatorOf(1)); // for epoch 2
        _drop(1);
        council.takeSeat(0, operatorOf(8)); // for epoch 2 as well
        _addBond(1, DROP);
        _expectBarred(1, 2 + UNBONDING);
        council.takeSeat(0, operatorOf(1));
    }

    function test_TheJailedAndTheResignedAreBarredToo() public {
        council.takeSeat(0, operatorOf(1));
        council.takeSeat(1, operatorOf(2));
        warpToEpoch(1);
        slash(operatorOf(1));
        vm.prank(operatorOf(2));
        staking.resign();
        _assertBarred(1, 0);
        council.takeSeat(0, operatorOf(8)); // heavier than the slashed bond: by weight
        council.takeSeat(1, operatorOf(9)); // a resigned bond weighs nothing: by weight
        _assertBarred(1, 0);
        _assertBarred(2, 0);

        voteFor(operatorOf(3), voterOf(3), BOND);
        voteFor(operatorOf(4), voterOf(4), BOND);
        council.takeSeat(2, operatorOf(3));
        council.takeSeat(3, operatorOf(4));
        slash(operatorOf(3));
        vm.prank(operatorOf(4));
        staking.resign();
        council.takeSeat(2, operatorOf(10));
        council.takeSeat(3, operatorOf(11));
        _assertBarred(3, 2 + UNBONDING);
        _assertBarred(4, 2 + UNBONDING);
    }

    /* NOBODY ELSE IS BARRED */

    /// @dev Who is replaced by more weight lost a contest, also while it was not eligible.
    function test_ReplacedByMoreWeightIsNotBarred() public {
        council.takeSeat(0, operatorOf(1));
        council.takeSeat(1, operatorOf(2));
        voteFor(operatorOf(8), voterOf(8), 1);
        council.takeSeat(0, operatorOf(8)); // by weight
        _assertBarred(1, 0);

        _drop(2);
        council.takeSeat(1, operatorOf(9)); // by DROP more, of one that is not eligible
        _assertBarred(2, 0);
        _addBond(2, DROP + 1);
        council.takeSeat(1, operatorOf(2));
        assertEq(council.holderOf(1, epochOf(1)), operatorOf(2));
    }

    /// @dev The border of weight: with as much as the holder the candidate has its seat for its absence alone, with a unit
    /// more for its weight.
    function test_AsMuchWeightBarsAUnitMoreDoesNot() public {
        voteFor(operatorOf(1), voterOf(1), DROP);
        council.takeSeat(0, operatorOf(1));
        _drop(1); // weighs BOND
        uint256 id = vm.snapshotState();
        council.takeSeat(0, operatorOf(8));
        _assertBarred(1, 1 + UNBONDING);
        vm.revertToState(id);
        voteFor(operatorOf(8), voterOf(8), 1);
        council.takeSeat(0, operatorOf(8));
        _assertBarred(1, 0);
    }

    /// @dev Who was silent for four epochs is replaced without weight, and comes back as soon as it is heard, against whom it
    /// outweighs: an operator that was away loses what it did not serve.
    function test_TheSilentComeBackAtOnce() public {
        voteFor(operatorOf(1), voterOf(1), 1);
        council.takeSeat(0, operatorOf(1)); // serves from epoch 1
        warpToEpoch(5);
        _beat(8);
        council.takeSeat(0, operatorOf(8));
        _assertBarred(1, 0);
        _beat(1);
        council.takeSeat(0, operatorOf(1)); // at once
        assertEq(council.holderOf(0, epochOf(6)), operatorOf(1));
    }

    /// @dev K8: and with the last word, when its seat was taken in the last second before the last quarter.
    function test_TheSilentHaveTheLastWord() public {
        voteFor(operatorOf(1), voterOf(1), 1);
        council.takeSeat(0, operatorOf(1));
        vm.warp(startOf(5) + QUARTERS - 1);
        _beat(8);
        council.takeSeat(0, operatorOf(8));
        vm.warp(startOf(6) - 1);
        _beat(1);
        council.takeSeat(0, operatorOf(1));
        assertEq(council.holderOf(0, epochOf(6)), operatorOf(1));
    }

    /// @dev A holder that is both is barred: its bond is its own affair.
    function test_UnfitAndSilentIsBarred() public {
        voteFor(operatorOf(1), voterOf(1), 100 * VMT);
        council.takeSeat(0, operatorOf(1));
        warpToEpoch(5);
        _drop(1);
        _beat(8);
        council.takeSeat(0, operatorOf(8));
        _assertBarred(1, 6 + UNBONDING);
    }

    /// @dev A drop below the minimum that is made good before anybody takes the seat costs nothing.
    function test_WhoIsFitAgainBeforeAnybodyCallsKeepsItsSeat() public {
        voteFor(operatorOf(1), voterOf(1), 1);
        council.takeSeat(0, operatorOf(1));
        _drop(1);
        _addBond(1, DROP);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotStronger.selector, BOND, BOND + 1)
        );
        council.takeSeat(0, operatorOf(8));
        _assertBarred(1, 0);
    }

    /* ABSENCE IS NO LEVER */

    /// @dev Weights of the actors named above. The league serves, with `levers` strong members and bare bonds, beside the
    /// honest ones.
    function _seatTheLeague(uint256 levers) private {
        for (uint256 n = 1; n <= LEVERS; ++n) voteFor(operatorOf(n), voterOf(n), 2_000_000 * VMT + n);
        for (uint256 n = 4; n < WEAK; ++n) voteFor(operatorOf(n), voterOf(n), 4_000_000 * VMT + n);
        voteFor(operatorOf(VICTIM), voterOf(VICTIM), 1_000_000 * VMT);
        for (uint256 seat = 0; seat < SEATS; ++seat) {
            uint256 n = seat + 1;
            council.takeSeat(seat, operatorOf(n > levers && n <= LEVERS ? WEAK + n : n));
        }
    }

    /// @dev Whether the victim stays out of the epoch after `number` while a bare bond serves.
    function _isHeldOff(uint256 number) private view returns (bool) {
        bool weak;
        for (uint256 seat = 0; seat < SEATS; ++seat) {
            address holder = council.holderOf(seat, epochOf(number + 1));
            if (holder == operatorOf(VICTIM)) return false;
            if (staking.weightOf(holder) == BOND) weak = true;
        }
        return weak;
    }

    function _seatTheVictim() private {
        for (uint256 seat = 0; seat < SEATS; ++seat) if (_try(seat, VICTIM)) return;
    }

    function _beatAll() private {
        for (uint256 n = 1; n <= VICTIM; ++n) _beat(n);
    }

    /// @dev In one second the strong member loses its seat to a bare bond and is eligible again.
    function _leave(uint256 n) private returns (bool left) {
        (, uint256 seat) = council.seatOf(operatorOf(n));
        _drop(n);
        for (uint256 weak = WEAK; weak < VICTIM && !left; ++weak) left = _try(seat, weak);
        _addBond(n, DROP);
    }

    function _hitTheVictim(uint256 n) private returns (bool) {
        (bool seated, uint256 seat) = council.seatOf(operatorOf(VICTIM));
        return seated && _try(seat, n);
    }

    /// @dev Each strong member in turn drops out, and takes the victim's seat as soon as it can: in the same second, the
    /// last before the last quarter, or with the last word. Returns how many epochs the victim was held off.
    function _heldOff(uint256 levers, bool lastWord, uint256 epochs) private returns (uint256 count) {
        _seatTheLeague(levers);
        for (uint256 number = 1; number <= epochs; ++number) {
            warpToEpoch(number);
            _beatAll();
            _seatTheVictim();
            vm.warp(startOf(number) + QUARTERS - 1);
            for (uint256 n = 1; n <= levers; ++n) {
                if (_isSeated(n) && _leave(n)) break; // one at a time: the others strike in other epochs
            }
            if (lastWord) vm.warp(startOf(number) + QUARTERS);
            for (uint256 n = 1; n <= levers; ++n) {
                if (!_isSeated(n) && _hitTheVictim(n)) break;
            }
            vm.warp(startOf(number + 1) - 1);
            _seatTheVictim(); // the last word, if it has it
            if (_isHeldOff(number)) ++count;
        }
    }

    /// @dev K8: who drops out and strikes in the same second strikes nobody; once in 16 epochs, when it has sat out, it enters
    /// once more.
    function test_AStrongerCandidateIsNotHeldOffBeforeTheLastQuarter() public {
        assertEq(_heldOff(1, false, 48), 3);
    }

    /// @dev K8: the last word is not with who dropped out.
    function test_AStrongerCandidateIsNotHeldOffByTheLastWord() public {
        assertEq(_heldOff(1, true, 48), 0);
    }

    /// @dev K8: three members in turn strike three times in 16 epochs, here in the epochs 16 to 18, 32 to 34 and 48 to 50.
    function test_MembersInTurnStrikeOnceInAnUnbondingEach() public {
        assertEq(_heldOff(3, false, 50), 9);
    }

    /// @dev K8: who leaves the victim's seat to a bare bond as soon as it has it leaves it to a newcomer: the victim, which
    /// served in the epochs of the bar, has the last word.
    function test_WhoStrikesAndDropsOutAtOnceStrikesNobody() public {
        _seatTheLeague(1);
        _leave(1); // from epoch 1 on
        uint256 strikes;
        for (uint256 number = 1; number <= 45; ++number) {
            warpToEpoch(number);
            _beatAll();
            _seatTheVictim();
            vm.warp(startOf(number) + QUARTERS - 1);
            if (_hitTheVictim(1) && _leave(1)) ++strikes;
            vm.warp(startOf(number + 1) - 1);
            _seatTheVictim();
            assertFalse(_isHeldOff(number), "K8: held off");
            for (uint256 seat = 0; seat < SEATS; ++seat) {
                assertNotEq(council.holderOf(seat, epochOf(number + 1)), operatorOf(1));
            }
        }
        assertEq(strikes, 3);
    }

    /// @dev K8: silence lasts for epochs. Who stays away for four, unpaid, waits until its replacement serves, which a newcomer
    /// would leave to the last word, and comes back by the victim's seat, strikes once in six.
    function test_WhoFallsSilentStrikesOnceInSixEpochs() public {
        _seatTheLeague(1);
        uint256 count;
        for (uint256 number = 1; number <= 40; ++number) {
            warpToEpoch(number);
            for (uint256 n = 2; n <= VICTIM; ++n) _beat(n);
            _seatTheVictim();
            vm.warp(startOf(number) + QUARTERS - 1);
            (bool seated, uint256 seat) = council.seatOf(operatorOf(1));
            for (uint256 weak = WEAK; weak < VICTIM && seated; ++weak) _try(seat, weak);
            if (!seated) {
                _beat(1);
                _hitTheVictim(1);
            }
            vm.warp(startOf(number + 1) - 1);
            _seatTheVictim();
            if (_isHeldOff(number)) ++count;
        }
        assertEq(count, 6); // in the epochs 6, 12, and so on
    }

    /// @dev K8, convergence against a league that does anything: drops bonds and adds to them, falls silent and is heard,
    /// goes to jail and leaves it, takes any seat for anyone of its own or for the victim, always in the second that suits
    /// it. Each epoch that keeps the victim out while a weaker one serves costs the league a seat that a strong member had
    /// lost, and a member that lost it for not being eligible serves in none of the 15 epochs after.
    function testFuzz_EachEpochOutCostsASeatThatAStrongOneLost(uint256 seed) public {
        uint256 epochs = 32;
        _seatTheLeague(LEVERS);
        uint256 count;
        for (uint256 number = 1; number <= epochs; ++number) {
            warpToEpoch(number);
            for (uint256 n = LEVERS + 1; n <= VICTIM; ++n) _beat(n);
            _seatTheVictim();
            seed = _plot(seed, 4, true);
            vm.warp(startOf(number) + QUARTERS - 1);
            _seatTheVictim();
            seed = _plot(seed, 8, false);
            vm.warp(startOf(number) + QUARTERS);
            seed = _plot(seed, 3, true);
            vm.warp(startOf(number + 1) - 1);
            _seatTheVictim();
            seed = _plot(seed, 3, false);
            if (_isHeldOff(number)) ++count;
        }
        assertLe(count, losses, "K8: held off without a loss");
        for (uint256 n = 1; n <= LEVERS; ++n) {
            assertLe(unfitLosses[n], 1 + epochs / UNBONDING, "K8: dropped out too often");
        }
    }

    /// @dev As many acts of the league; the victim answers each, or none.
    function _plot(uint256 seed, uint256 acts, bool answered) private returns (uint256) {
        for (uint256 i = 0; i < acts; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 lever = 1 + ((seed >> 8) % LEVERS);
            (bool seated, uint256 seat) = council.seatOf(operatorOf(lever));
            uint256 kind = seed % 8;
            if (kind == 0) _beat(lever);
            else if (kind == 1) _fall(lever, (seed >> 16) % 8 == 0);
            else if (kind == 2) _rise(lever);
            else if (kind == 3) _act((seed >> 16) % SEATS, 1 + ((seed >> 32) % VICTIM));
            else if (seated) _dropOut(lever, seat, (seed >> 16) % 4 == 0);
            else _strike(lever);
            if (answered) _seatTheVictim();
        }
        return seed;
    }

    function _fall(uint256 lever, bool intoJail) private {
        if (!staking.isEligible(operatorOf(lever))) return;
        if (!intoJail) return _drop(lever);
        if (equivocations[lever] == 2) return; // else it would not be stronger than the victim for long
        ++equivocations[lever];
        slash(operatorOf(lever));
    }

    function _rise(uint256 lever) private {
        if (bondOf(operatorOf(lever)) < BOND) _addBond(lever, BOND - bondOf(operatorOf(lever)));
        uint256 until = Epoch.unwrap(nodeOf(operatorOf(lever)).jailedUntil);
        if (until == 0 || currentEpoch() < until) return;
        vm.prank(operatorOf(lever));
        staking.unjail();
    }

    /// @dev Its seat goes to a bare bond, if it can be had; the member is back in the same second, or stays away.
    function _dropOut(uint256 lever, uint256 seat, bool stays) private {
        if (staking.isEligible(operatorOf(lever))) _drop(lever);
        for (uint256 weak = WEAK; weak < VICTIM; ++weak) {
            if (_act(seat, weak)) break;
        }
        if (!stays) _rise(lever);
    }

    function _strike(uint256 lever) private {
        _rise(lever);
        _beat(lever);
        (bool seated, uint256 seat) = council.seatOf(operatorOf(VICTIM));
        if (seated) _act(seat, lever);
    }

    /// @dev Takes the seat, if that can be done, and keeps the books.
    function _act(uint256 seat, uint256 n) private returns (bool) {
        (address holder, ) = council.latestHolderOf(seat);
        bool unfit = !staking.isEligible(holder);
        bool weaker = staking.weightOf(operatorOf(n)) <= staking.weightOf(holder);
        if (!_try(seat, n)) return false;
        (, Epoch epoch) = council.latestHolderOf(seat);
        uint256 from = Epoch.unwrap(epoch);
        if (n <= LEVERS && lostFrom[n] != 0) assertGe(from, lostFrom[n] + UNBONDING, "K8: back too soon");
        uint256 loser = uint160(holder) - uint160(operatorOf(0));
        if (loser > LEVERS || !weaker) return true;
        ++losses;
        if (!unfit) return true;
        ++unfitLosses[loser];
        lostFrom[loser] = from;
        return true;
    }
}
