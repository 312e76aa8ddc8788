// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Heartbeats and silence: who shows that he is there, and for how long (K8).
contract SupernodeCouncilPresenceTest is StakingSystem {
    address private holder;

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS); // heard in epoch 0, seated from epoch 1
        holder = operatorOf(1);
    }

    /// @dev Supernodes 1 to `count` sign the report of the epoch before this one.
    function _publish(uint256 count) private {
        publish(reportOf(0, 0, 0), count);
    }

    function _assertSilentFrom(uint256 seat, uint256 number) private {
        uint256 time = block.timestamp;
        vm.warp(startOf(number) - 1);
        assertFalse(council.isSilent(seat), "silent too early");
        vm.warp(startOf(number));
        assertTrue(council.isSilent(seat), "silent too late");
        vm.warp(startOf(number) + 1000 * DAY);
        assertTrue(council.isSilent(seat));
        vm.warp(time);
    }

    /* HEARTBEAT */

    function test_HeartbeatOfTheOperator() public {
        warpToEpoch(9);
        vm.expectEmit(address(council));
        emit ISupernodeCouncil.Heartbeat(holder, epochOf(13));
        vm.prank(holder);
        council.heartbeat(holder);
        assertEq(Epoch.unwrap(council.silentFrom(holder)), 13);
        _assertSilentFrom(0, 13);
    }

    function test_HeartbeatOfTheSignerOfThisEpoch() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(77, consentDigest(holder));
        vm.warp(startOf(9));
        vm.prank(holder);
        staking.setSigner(vm.addr(77), abi.encodePacked(r, s, v));

        vm.warp(startOf(10) - 1);
        _assertRefused(vm.addr(77));
        vm.prank(vm.addr(signerKeyOf(1)));
        council.heartbeat(holder);
        vm.warp(startOf(10));
        _assertRefused(vm.addr(signerKeyOf(1)));
        vm.prank(vm.addr(77));
        council.heartbeat(holder);
        assertEq(Epoch.unwrap(council.silentFrom(holder)), 14);
    }

    function _assertRefused(address caller) private {
        vm.prank(caller);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotTheSupernode.selector, caller, holder)
        );
        council.heartbeat(holder);
    }

    function test_RevertWhen_SomebodyElseBeats() public {
        warpToEpoch(1);
        _assertRefused(operatorOf(2));
        _assertRefused(vm.addr(signerKeyOf(2)));
        _assertRefused(address(this));
    }

    function test_HeartbeatKeepsTheSeatOfItsSupernode() public {
        warpToEpoch(1);
        vm.prank(holder);
        council.heartbeat(holder);
        (bool seated, uint256 seat) = council.seatOf(holder);
        assertTrue(seated);
        assertEq(seat, 0);
    }

    /* SILENCE */

    /// @dev Seated from epoch 1 and heard in epoch 0: three epochs after the first one, silence.
    function test_ANewHolderHasTimeToBeHeard() public {
        _assertSilentFrom(0, 5);
    }

    /// @dev In a report that was published in epoch 2: present in epochs 2 to 5.
    function test_ASignerOfAReportIsPresent() public {
        warpToEpoch(2);
        _publish(5);
        _assertSilentFrom(0, 6);
        _assertSilentFrom(4, 6);
        _assertSilentFrom(5, 5); // did not sign
        _assertSilentFrom(6, 5);
    }

    function test_ReportsKeepAHolderPresent() public {
        for (uint256 number = 2; number <= 12; number += 4) {
            vm.warp(startOf(number + 1) - 1);
            _publish(5);
        }
        _assertSilentFrom(0, 14);
        vm.warp(startOf(13));
        assertTrue(council.isSilent(6));
    }

    function test_TheLaterOfReportAndHeartbeatCounts() public {
        warpToEpoch(2);
        _publish(7);
        warpToEpoch(4);
        vm.prank(holder);
        council.heartbeat(holder);
        _assertSilentFrom(0, 8);
        _assertSilentFrom(1, 6);
        warpToEpoch(6);
        _publish(7);
        _assertSilentFrom(0, 10);
    }

    /// @dev A jailed holder's signature is skipped: it is no sign of life, and the seat is anybody's anyway.
    function test_ASkippedSignatureIsNoSignOfLife() public {
        warpToEpoch(2);
        slash(operatorOf(7));
        _publish(7);
        _assertSilentFrom(0, 6);
        _assertSilentFrom(6, 5);
    }

    /// @dev The bits of a seat speak for who held it: a former holder's signature keeps no new holder present.
    function test_AFormerHoldersSignatureIsNotTheNewHolders() public {
        address challenger = registerSupernode(9, 2 * BOND);
        warpToEpoch(2);
        vm.prank(challenger);
        council.heartbeat(challenger); // present through epoch 5
        council.takeSeat(0, challenger); // from epoch 3
        warpToEpoch(3);
        _publish(7); // the report of epoch 2, by the former holder
        _assertSilentFrom(0, 7); // 3 + 3 + 1, not 3 + 4 + 1
        assertEq(council.holderOf(0, epochOf(3)), challenger);
        _assertSilentFrom(1, 7);
    }

    /// @dev A silent holder who comes back before somebody takes the seat keeps it.
    function test_ASilentHolderCanComeBack() public {
        address candidate = registerSupernode(9, BOND);
        warpToEpoch(5);
        vm.prank(candidate);
        council.heartbeat(candidate);
        assertTrue(council.isSilent(0));
        vm.prank(holder);
        council.heartbeat(holder);
        assertFalse(council.isSilent(0));
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotStronger.selector, BOND, BOND));
        council.takeSeat(0, candidate);
        council.takeSeat(1, candidate);
    }

    /// @dev The newest report counts from the second in which it is published.
    function test_ASilentHolderIsBackWithItsSignature() public {
        warpToEpoch(5);
        assertTrue(council.isSilent(0));
        _publish(5);
        assertFalse(council.isSilent(0));
        assertTrue(council.isSilent(6)); // did not sign
        _assertSilentFrom(0, 9);
    }

    /// @dev X4: nobody is locked out after a year without a block: whoever beats first takes a seat.
    function test_ACouncilWakesUpAfterAYear() public {
        warpToEpoch(366);
        for (uint256 n = 1; n <= SEATS; ++n) {
            assertTrue(council.isSilent(n - 1));
            vm.prank(operatorOf(n));
            council.heartbeat(operatorOf(n));
        }
        warpToEpoch(367);
        _publish(7);
        assertEq(ledger.signersOf(epochOf(366)), 127);
    }
}
