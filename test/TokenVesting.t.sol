// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {VestingWalletCliff} from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

import {TokenVesting} from "../contracts/TokenVesting.sol";
import {SaleSystem} from "./helpers/SaleSystem.sol";

/// @dev A2, with the terms of the developers' wallet.
contract TokenVestingTest is SaleSystem {
    uint64 private constant BEGIN = uint64(GENESIS);
    uint64 private constant DURATION = 48 * 30 days;
    uint64 private constant CLIFF = 12 * 30 days;
    uint256 private constant AMOUNT = SUPPLY / 10;
    address private constant BENEFICIARY = address(0xBE);

    TokenVesting private vesting;

    function setUp() public override {
        super.setUp();
        vesting = new TokenVesting(BENEFICIARY, BEGIN, DURATION, CLIFF);
        vm.prank(DEVELOPERS);
        token.transfer(address(vesting), AMOUNT);
    }

    /* CONSTRUCTOR */

    function test_RevertWhen_CliffIsLongerThanTheDuration() public {
        vm.expectRevert(
            abi.encodeWithSelector(VestingWalletCliff.InvalidCliffDuration.selector, DURATION + 1, DURATION)
        );
        new TokenVesting(BENEFICIARY, BEGIN, DURATION, DURATION + 1);
    }

    function test_RevertWhen_BeneficiaryIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new TokenVesting(address(0), BEGIN, DURATION, CLIFF);
    }

    function test_TermsCanBeRead() public view {
        assertEq(vesting.owner(), BENEFICIARY);
        assertEq(vesting.start(), BEGIN);
        assertEq(vesting.duration(), DURATION);
        assertEq(vesting.end(), BEGIN + DURATION);
        assertEq(vesting.cliff(), BEGIN + CLIFF);
    }

    /* RELEASE */

    function test_NothingIsReleasedBeforeTheCliff() public {
        vm.warp(BEGIN + CLIFF - 1);
        assertEq(vesting.releasable(address(token)), 0);
        vesting.release(address(token));
        assertEq(token.balanceOf(BENEFICIARY), 0);
    }

    function test_CliffReleasesWhatIsLinearSinceTheStart() public {
        vm.warp(BEGIN + CLIFF);
        vesting.release(address(token));
        assertEq(token.balanceOf(BENEFICIARY), AMOUNT / 4);

        vm.warp(BEGIN + CLIFF + 1);
        assertEq(vesting.releasable(address(token)), (AMOUNT * (CLIFF + 1)) / DURATION - AMOUNT / 4);
    }

    function test_EverythingIsReleasedAtTheEnd() public {
        vm.warp(BEGIN + DURATION - 1);
        vesting.release(address(token));
        assertEq(token.balanceOf(BENEFICIARY), (AMOUNT * (DURATION - 1)) / DURATION);

        vm.warp(BEGIN + DURATION);
        vesting.release(address(token));
        assertEq(token.balanceOf(BENEFICIARY), AMOUNT);
        assertEq(token.balanceOf(address(vesting)), 0);
    }

    /// @dev A2: whenever and however often anyone releases, the beneficiary has what the line says and no one else any.
    function testFuzz_ReleaseFollowsTheLine(uint256[8] memory steps, address caller) public {
        vm.assume(caller != BENEFICIARY);
        for (uint256 i = 0; i < steps.length; ++i) {
            skip(bound(steps[i], 0, DURATION / 4));
            vm.prank(caller);
            vesting.release(address(token));

            uint256 time = vm.getBlockTimestamp();
            uint256 expected =
                time < BEGIN + CLIFF
                    ? 0
                    : time >= BEGIN + DURATION
                        ? AMOUNT
                        : (AMOUNT * (time - BEGIN)) / DURATION;
            assertEq(token.balanceOf(BENEFICIARY), expected);
            assertEq(token.balanceOf(address(vesting)), AMOUNT - expected);
            assertEq(vesting.released(address(token)), expected);
        }
    }

    /// @dev A wallet without a cliff, as the supporters', starts at once.
    function test_WithoutACliffTheFirstSecondCounts() public {
        TokenVesting supporters = new TokenVesting(BENEFICIARY, BEGIN, 12 * 30 days, 0);
        vm.prank(SUPPORTERS);
        token.transfer(address(supporters), SUPPLY / 20);

        vm.warp(BEGIN);
        assertEq(supporters.releasable(address(token)), 0);
        vm.warp(BEGIN + 1);
        assertEq(supporters.releasable(address(token)), SUPPLY / 20 / (12 * 30 days));
    }

    /// @dev A donation joins the same line: it can neither delay nor advance what was promised, and only adds to it.
    function testFuzz_DonationTakesNothingAway(uint256 donation, uint256 time) public {
        donation = bound(donation, 1, SUPPLY / 2);
        time = bound(time, BEGIN, BEGIN + DURATION);
        vm.warp(time);
        uint256 before = vesting.releasable(address(token));

        vm.prank(MINING);
        token.transfer(address(vesting), donation);
        assertGe(vesting.releasable(address(token)), before);

        vm.warp(BEGIN + DURATION);
        vesting.release(address(token));
        assertEq(token.balanceOf(BENEFICIARY), AMOUNT + donation);
    }

    /// @dev Ether that was forced in is no one else's either.
    function test_EtherVestsToTheBeneficiaryToo() public {
        vm.deal(address(vesting), 4 ether);
        vm.warp(BEGIN + CLIFF - 1);
        assertEq(vesting.releasable(), 0);
        vm.warp(BEGIN + CLIFF);
        vm.expectEmit(address(vesting));
        emit VestingWallet.EtherReleased(1 ether);
        vesting.release();
        assertEq(BENEFICIARY.balance, 1 ether);
    }

    /* OWNERSHIP: the beneficiary's own right, and nobody else's */

    function testFuzz_RevertWhen_SomebodyElseMovesTheRight(address stranger) public {
        vm.assume(stranger != BENEFICIARY);
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vesting.transferOwnership(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vesting.renounceOwnership();
        vm.stopPrank();
        assertEq(vesting.owner(), BENEFICIARY);
    }

    function test_BeneficiaryMayPassOnTheRightButNotTheTime() public {
        vm.prank(BENEFICIARY);
        vesting.transferOwnership(address(0x4E1));

        vm.warp(BEGIN + CLIFF - 1);
        assertEq(vesting.releasable(address(token)), 0);
        vm.warp(BEGIN + CLIFF);
        vesting.release(address(token));
        assertEq(token.balanceOf(address(0x4E1)), AMOUNT / 4);
        assertEq(token.balanceOf(BENEFICIARY), 0);
    }
}
