// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice When a commission changes: a cut next epoch, a rise after 15 (K10). Where it goes is in the tests of rewards.
contract SupernodeStakingCommissionTest is StakingSystem {
    address private operator;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
    }

    function _setCommission(uint16 commission) private {
        vm.prank(operator);
        staking.setCommission(commission);
    }

    /// @dev Nothing was in force before it.
    function test_TheCommissionOfARegistrationIsInForceAtOnce() public view {
        assertEq(staking.commissionOf(operator), 1_000);
        assertEq(nodeOf(operator).commission, 1_000);
        assertEq(nodeOf(operator).nextCommission, 1_000);
    }

    function test_CutTakesEffectNextEpoch() public {
        warpToEpoch(5);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.CommissionChanged(operator, 999, epochOf(6));
        _setCommission(999);

        vm.warp(startOf(6) - 1);
        assertEq(staking.commissionOf(operator), 1_000);
        vm.warp(startOf(6));
        assertEq(staking.commissionOf(operator), 999);
    }

    function test_RiseTakesEffectAfterTheNotice() public {
        warpToEpoch(5);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.CommissionChanged(operator, 1_001, epochOf(20));
        _setCommission(1_001);

        vm.warp(startOf(20) - 1);
        assertEq(staking.commissionOf(operator), 1_000);
        vm.warp(startOf(20));
        assertEq(staking.commissionOf(operator), 1_001);
    }

    /// @dev A voter who sees the rise in its first epoch has left before it: a ticket earns nothing.
    function test_NoticeLetsAVoterLeaveFirst() public {
        voteFor(operator, voterOf(1), VMT);
        warpToEpoch(5);
        _setCommission(10_000);
        unvoteAll(operator, voterOf(1));
        vm.warp(startOf(20));
        assertEq(withdrawTicket(operator, voterOf(1), 5), VMT);
    }

    function test_ReplacedRiseNeverComes() public {
        warpToEpoch(5);
        _setCommission(5_000);
        warpToEpoch(19);
        _setCommission(900);

        warpToEpoch(20);
        assertEq(staking.commissionOf(operator), 900);
        warpToEpoch(40);
        assertEq(staking.commissionOf(operator), 900);
    }

    /// @dev A rise put on top of a rise starts its own notice, and takes the first one away.
    function test_ReplacedNoticeStartsAgain() public {
        warpToEpoch(5);
        _setCommission(2_000);
        warpToEpoch(19);
        _setCommission(9_000);

        vm.warp(startOf(34) - 1);
        assertEq(staking.commissionOf(operator), 1_000);
        vm.warp(startOf(34));
        assertEq(staking.commissionOf(operator), 9_000);
    }

    /// @dev A cut that was announced and taken back counts as a rise against nothing: what is in force stays.
    function test_ACutCanBeTakenBackBeforeItComes() public {
        warpToEpoch(5);
        _setCommission(0);
        _setCommission(1_000);
        warpToEpoch(6);
        assertEq(staking.commissionOf(operator), 1_000);
    }

    /// @dev The rate in force is no cut: asked for again, it comes after the notice, and takes an announced rise back.
    function test_TheSameCommissionIsNoCut() public {
        warpToEpoch(5);
        _setCommission(5_000);
        warpToEpoch(6);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.CommissionChanged(operator, 1_000, epochOf(21));
        _setCommission(1_000);

        warpToEpoch(40);
        assertEq(staking.commissionOf(operator), 1_000);
    }

    /// @dev However an operator plans and replans, no rate above the one in force was ever announced for less than the
    /// notice: the rate of epoch e is at most the highest that was in force or set 15 epochs before.
    function testFuzz_NoOperatorDodgesTheNotice(uint256 seed) public {
        uint256 last = 60;
        // announced[e]: the highest rate that a voter of epoch e can know of: in force then, or asked for by then.
        uint256[] memory inForce = new uint256[](last + 1);
        uint256[] memory lastSet = new uint256[](last + 1);
        uint256 set = 1_000;
        inForce[0] = 1_000;
        lastSet[0] = 1_000;
        for (uint256 number = 1; number <= last; ++number) {
            warpToEpoch(number);
            inForce[number] = staking.commissionOf(operator);
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 3 == 0) {
                set = (seed >> 8) % 10_001;
                _setCommission(uint16(set));
            }
            lastSet[number] = set;
            if (inForce[number] > inForce[number - 1]) {
                // A rise: it was set at least 15 epochs ago and never touched since.
                assertGe(number, UNBONDING);
                for (uint256 back = 1; back <= UNBONDING; ++back) {
                    assertEq(lastSet[number - back], inForce[number], "a rise without notice");
                }
            }
        }
    }

    function test_RevertWhen_NewCommissionExceedsTheWhole() public {
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_InvalidCommission.selector, 10_001, 10_000)
        );
        staking.setCommission(10_001);
    }

    function test_RevertWhen_CommissionIsSetByAStranger() public {
        vm.prank(voterOf(1));
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, voterOf(1)));
        staking.setCommission(1);
    }
}
