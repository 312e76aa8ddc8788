// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EpochClock} from "../contracts/EpochClock.sol";
import {IEpochClock} from "../contracts/interfaces/IEpochClock.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {Test} from "./helpers/Test.sol";

contract EpochClockTest is Test {
    uint256 private constant GENESIS = 1_800_000_000;

    EpochClock private clock;

    function setUp() public {
        clock = new EpochClock(GENESIS, 1 days);
    }

    /* CONSTRUCTOR */

    function test_RevertWhen_LengthIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IEpochClock.EpochClock_InvalidLength.selector, 0, 24));
        new EpochClock(GENESIS, 0);
    }

    function test_RevertWhen_LengthIsOneSecondOffAMultipleOf24() public {
        vm.expectRevert(abi.encodeWithSelector(IEpochClock.EpochClock_InvalidLength.selector, 1 days - 1, 24));
        new EpochClock(GENESIS, 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IEpochClock.EpochClock_InvalidLength.selector, 1 days + 1, 24));
        new EpochClock(GENESIS, 1 days + 1);
    }

    function test_ShortestEpochHasRoundsOfOneSecond() public {
        EpochClock fastest = new EpochClock(GENESIS, 24);
        vm.warp(GENESIS + 47);
        assertEq(Epoch.unwrap(fastest.currentEpoch()), 2);
        vm.warp(GENESIS + 48);
        assertEq(Epoch.unwrap(fastest.currentEpoch()), 3);
    }

    function test_TermsCanBeRead() public view {
        assertEq(clock.GENESIS(), GENESIS);
        assertEq(clock.EPOCH_LENGTH(), 1 days);
    }

    /* CURRENT EPOCH */

    function test_EpochIsZeroUntilGenesis() public {
        vm.warp(0);
        assertEpoch(0);
        vm.warp(GENESIS - 1);
        assertEpoch(0);
        vm.warp(GENESIS);
        assertEpoch(1);
        vm.warp(GENESIS + 1);
        assertEpoch(1);
    }

    function test_EpochsAreHalfOpen() public {
        vm.warp(GENESIS + 1 days - 1);
        assertEpoch(1);
        vm.warp(GENESIS + 1 days);
        assertEpoch(2);
        vm.warp(GENESIS + 1 days + 1);
        assertEpoch(2);
    }

    /// @dev X4: a chain that stood still for a year wakes up in the right epoch.
    function test_EpochAfterAYearOfSilence() public {
        vm.warp(GENESIS + 365 days);
        assertEpoch(366);
    }

    function testFuzz_EpochMatchesItsDefinition(uint256 genesis, uint256 length, uint256 time) public {
        genesis = bound(genesis, 0, 2 ** 40);
        length = bound(length, 1, 100_000) * 24;
        time = bound(time, 0, 2 ** 36);
        EpochClock any = new EpochClock(genesis, length);

        vm.warp(time);
        uint256 epoch = Epoch.unwrap(any.currentEpoch());
        assertEq(epoch, time < genesis ? 0 : 1 + (time - genesis) / length);

        assertLe(any.epochStart(Epoch.wrap(uint32(epoch))), time);
        assertGt(any.epochStart(Epoch.wrap(uint32(epoch + 1))), time);
    }

    /// @dev X4: the last epoch of the type is reached, and what comes after it reverts instead of starting again at zero.
    function test_RevertWhen_EpochLeavesItsType() public {
        EpochClock fastest = new EpochClock(GENESIS, 24);
        uint256 end = GENESIS + uint256(type(uint32).max) * 24;
        vm.warp(end - 1);
        assertEq(Epoch.unwrap(fastest.currentEpoch()), type(uint32).max);
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSignature("SafeCastOverflowedUintDowncast(uint8,uint256)", 32, 2 ** 32));
        fastest.currentEpoch();
    }

    /* EPOCH START */

    function test_StartOfEpochs() public view {
        assertEq(clock.epochStart(Epoch.wrap(0)), 0);
        assertEq(clock.epochStart(Epoch.wrap(1)), GENESIS);
        assertEq(clock.epochStart(Epoch.wrap(2)), GENESIS + 1 days);
        assertEq(clock.epochStart(Epoch.wrap(type(uint32).max)), GENESIS + (uint256(type(uint32).max) - 1) * 1 days);
    }

    /* THE TYPE */

    function testFuzz_EpochsCompareLikeNumbers(uint32 a, uint32 b) public pure {
        assertEq(Epoch.wrap(a) == Epoch.wrap(b), a == b);
        assertEq(Epoch.wrap(a) != Epoch.wrap(b), a != b);
        assertEq(Epoch.wrap(a) < Epoch.wrap(b), a < b);
        assertEq(Epoch.wrap(a) <= Epoch.wrap(b), a <= b);
        assertEq(Epoch.wrap(a) > Epoch.wrap(b), a > b);
        assertEq(Epoch.wrap(a) >= Epoch.wrap(b), a >= b);
        assertEq(Epoch.wrap(a).since(Epoch.wrap(b)), a > b ? a - b : 0);
    }

    function testFuzz_PlusAddsEpochs(uint32 a, uint32 b) public pure {
        b = uint32(bound(b, 0, type(uint32).max - a));
        assertEq(Epoch.unwrap(Epoch.wrap(a).plus(b)), a + b);
    }

    function test_RevertWhen_PlusLeavesTheType() public {
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        this.plus(Epoch.wrap(type(uint32).max), 1);
    }

    /// @dev The runner expects a revert from the next call, so the sum is made in one.
    function plus(Epoch epoch, uint32 count) external pure returns (Epoch) {
        return epoch.plus(count);
    }

    function assertEpoch(uint256 epoch) private view {
        assertEq(Epoch.unwrap(clock.currentEpoch()), epoch);
    }
}
