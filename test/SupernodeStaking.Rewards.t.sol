// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Pay-ins, commission and the drip (K7).
contract SupernodeStakingRewardsTest is StakingSystem {
    uint256 private constant VOTERS = 3;
    uint256 private constant MODEL_EPOCHS = 64;

    address private operator;
    address private voter;

    /* MODEL of the drip: what was paid in for the pool, by epoch, as a sum of exact fractions */

    uint256[MODEL_EPOCHS] private paidIn;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
        voter = voterOf(1);
    }

    function _withoutCommission() private {
        vm.prank(operator);
        staking.setCommission(0);
        warpToEpoch(1);
    }

    function _poolNow() private view returns (uint256) {
        return staking.weightOf(operator) - bondOf(operator);
    }

    /* PAY-IN */

    function test_PaysEachOfSeveral() public {
        address[] memory supernodes = new address[](3);
        supernodes[0] = operator;
        supernodes[1] = registerSupernode(2, BOND);
        supernodes[2] = operator; // twice: paid twice
        fundAndApprove(PAYER, address(staking), 30 * VMT);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.RewardsPaidIn(PAYER, epochOf(0), 10 * VMT, supernodes);
        vm.prank(PAYER);
        staking.payIn(supernodes, 10 * VMT);

        assertEq(bondOf(operator), BOND + 20 * VMT);
        assertEq(bondOf(operatorOf(2)), BOND + 10 * VMT);
        assertEq(token.balanceOf(PAYER), 0);
        assertSolvent(2);
    }

    function test_RevertWhen_PayingNothing() public {
        vm.expectRevert(ISupernodeStaking.SupernodeStaking_ZeroAmount.selector);
        staking.payIn(new address[](0), 0);
    }

    function test_RevertWhen_PayingNoSupernode() public {
        address[] memory supernodes = new address[](2);
        supernodes[0] = operator;
        supernodes[1] = voter;
        fundAndApprove(PAYER, address(staking), 2);
        vm.prank(PAYER);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, voter));
        staking.payIn(supernodes, 1);
    }

    /// @dev No role: who pays in, pays himself.
    function test_RevertWhen_PayerHasNothing() public {
        address[] memory supernodes = new address[](1);
        supernodes[0] = operator;
        vm.prank(PAYER);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(staking), 0, VMT)
        );
        staking.payIn(supernodes, VMT);
    }

    /* COMMISSION: at the rate in force when the reward is paid in */

    function test_CommissionGoesToTheBond() public {
        voteFor(operator, voter, VMT);
        payInTo(operator, 1_009);
        assertEq(bondOf(operator), BOND + 100); // 10 %, rounded down
        assertEq(nodeOf(operator).incoming, 909);
    }

    function test_CommissionOfTheTimeOfThePayIn() public {
        voteFor(operator, voter, VMT);
        vm.prank(operator);
        staking.setCommission(0); // from epoch 1
        vm.warp(startOf(1) - 1);
        payInTo(operator, 1_000);
        assertEq(bondOf(operator), BOND + 100);
        vm.warp(startOf(1));
        payInTo(operator, 1_000);
        assertEq(bondOf(operator), BOND + 100);
        assertEq(nodeOf(operator).incoming, 1_000);
        assertEq(nodeOf(operator).dripping, 900);
    }

    function testFuzz_CommissionAndPoolAreThePayIn(uint256 amount, uint16 commission) public {
        ISupernodeStaking.Registration memory registration = registrationOf(2, BOND);
        registration.commission = uint16(bound(commission, 0, 10_000));
        fundAndApprove(operatorOf(2), address(staking), BOND);
        vm.prank(operatorOf(2));
        staking.register(registration);
        voteFor(operatorOf(2), voter, VMT);
        amount = bound(amount, 1, 10_000_000 * VMT);
        payInTo(operatorOf(2), amount);

        uint256 toBond = (amount * registration.commission) / 10_000;
        assertEq(bondOf(operatorOf(2)), BOND + toBond);
        assertEq(nodeOf(operatorOf(2)).incoming, amount - toBond);
        assertSolvent(2);
    }

    /* DRIP: rewards of epoch n drip evenly over epoch n + 1 */

    function test_DripsEvenlyOverTheNextEpoch() public {
        _withoutCommission();
        voteFor(operator, voter, 100 * VMT);
        warpToEpoch(2);
        payInTo(operator, DAY * VMT); // a VMT a second
        vm.warp(startOf(3) - 1);
        assertEq(staking.votesOf(operator, voter), 100 * VMT);
        vm.warp(startOf(3));
        assertEq(staking.votesOf(operator, voter), 100 * VMT);
        vm.warp(startOf(3) + 1);
        assertEq(_poolNow(), 101 * VMT);
        vm.warp(startOf(4) - 1);
        assertEq(_poolNow(), 100 * VMT + (DAY - 1) * VMT);
        vm.warp(startOf(4));
        assertEq(_poolNow(), 100 * VMT + DAY * VMT);
        vm.warp(startOf(5));
        assertEq(_poolNow(), 100 * VMT + DAY * VMT);
        // The virtual shares own less than a billionth of a VMT of it.
        assertApproxEqAbs(staking.votesOf(operator, voter), 100 * VMT + DAY * VMT, 1e9);
    }

    /// @dev Before genesis all time is epoch 0: what is paid in then drips over epoch 1.
    function test_RewardsOfEpochZeroDripOverEpochOne() public {
        voteFor(operator, voter, VMT);
        payInTo(operator, 10 * VMT);
        vm.warp(startOf(1) - 1);
        assertEq(_poolNow(), VMT);
        vm.warp(startOf(1) + DAY / 2);
        assertEq(_poolNow(), VMT + 4.5 * 1e18);
    }

    function test_ASleepingPoolDripsEverythingAtOnce() public {
        _withoutCommission();
        voteFor(operator, voter, VMT);
        payInTo(operator, 10 * VMT);
        warpToEpoch(2);
        payInTo(operator, 20 * VMT);
        warpToEpoch(367);
        assertEq(_poolNow(), 31 * VMT);
        voteFor(operator, voterOf(2), 31 * VMT);
        assertEq(staking.votesOf(operator, voterOf(2)), 31 * VMT - 1);
        assertSolvent(1);
    }

    /// @dev X4: a year asleep costs the caller what a day costs.
    function test_WakingUpCostsTheSameGas() public {
        _withoutCommission();
        voteFor(operator, voter, VMT);
        fundAndApprove(voter, address(staking), 2);
        uint256[2] memory used;
        uint256[2] memory sleeps = [uint256(2), 366];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 id = vm.snapshotState();
            payInTo(operator, 10 * VMT);
            warpToEpoch(1 + sleeps[i]);
            vm.prank(voter);
            uint256 start = gasleft();
            staking.vote(operator, 1);
            used[i] = start - gasleft();
            vm.revertToState(id);
        }
        assertApproxEqAbs(used[0], used[1], 100);
    }

    /* WITHOUT VOTERS everything goes to the bond */

    function test_WithoutVotersEverythingGoesToTheBond() public {
        payInTo(operator, 10 * VMT);
        assertEq(bondOf(operator), BOND + 10 * VMT);
        assertEq(nodeOf(operator).incoming, 0);
    }

    /// @dev Synthetix-style accounting loses what drips while nobody is staked. Here the operator gets it, and a voter who
    /// comes in the middle gets the rest.
    function test_NothingDripsToNobody() public {
        _withoutCommission();
        voteFor(operator, voter, VMT);
        payInTo(operator, 24 * VMT);
        warpToEpoch(2);
        skip(6 hours);
        unvoteAll(operator, voter); // 6 of 24 have dripped; the virtual unit's part goes with the last voter to the bond
        assertApproxEqAbs(staking.ticketValueOf(operator, voter, epochOf(2)), 7 * VMT, 10);
        assertApproxEqAbs(bondOf(operator), BOND, 10);
        skip(6 hours);
        voteFor(operator, voterOf(2), VMT);
        assertApproxEqAbs(bondOf(operator), BOND + 6 * VMT, 10);
        warpToEpoch(3);
        unvoteAll(operator, voterOf(2));
        assertApproxEqAbs(staking.ticketValueOf(operator, voterOf(2), epochOf(3)), 13 * VMT, 20);
        assertEq(nodeOf(operator).dripping, 0);
        assertEq(nodeOf(operator).pool.assets, 0);
        assertSolvent(1);
    }

    /// @dev What drips into an empty pool is not a weight of a resigned supernode: it is the operator's.
    function test_DripOfAnEmptyPoolWeighsWithTheBond() public {
        _withoutCommission();
        voteFor(operator, voter, VMT);
        payInTo(operator, 24 * VMT);
        warpToEpoch(2);
        unvoteAll(operator, voter);
        skip(6 hours);
        assertEq(staking.weightOf(operator), BOND + 6 * VMT);
        vm.prank(operator);
        staking.resign();
        assertEq(staking.weightOf(operator), 0);
    }

    /// @dev The resigned supernode's voters still earn, and still weigh.
    function test_DripOfAResignedSupernodeIsItsVoters() public {
        _withoutCommission();
        voteFor(operator, voter, VMT);
        vm.prank(operator);
        staking.resign();
        payInTo(operator, 24 * VMT);
        warpToEpoch(2);
        skip(12 hours);
        assertEq(staking.weightOf(operator), 13 * VMT);
        assertEq(staking.votesOf(operator, voter), 13 * VMT - 12);
    }

    /// @dev A resigned operator withdraws its bond and goes on earning commission, in turn withdrawn.
    function test_RewardsOfAResignedOperatorWithVoters() public {
        voteFor(operator, voter, VMT);
        vm.prank(operator);
        staking.resign();
        warpToEpoch(UNBONDING);
        vm.prank(operator);
        staking.withdrawBond();
        payInTo(operator, 10 * VMT);
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(token.balanceOf(operator), BOND + VMT);
        warpToEpoch(UNBONDING + 2);
        unvoteAll(operator, voter);
        assertApproxEqAbs(staking.ticketValueOf(operator, voter, epochOf(UNBONDING + 2)), 10 * VMT, 10);
        assertSolvent(1);
    }

    /* A DEPOSIT EARNS ONLY WHAT DRIPS WHILE IT IS STAKED */

    function testFuzz_DepositAndUnvoteInOneBlockEarnZero(uint256 reward, uint256 amount, uint256 time) public {
        _withoutCommission();
        voteFor(operator, voterOf(2), VMT);
        payInTo(operator, bound(reward, 1, 1_000_000 * VMT));
        vm.warp(startOf(1) + (time % (3 * DAY)));
        amount = bound(amount, VMT, 10_000_000 * VMT);

        voteFor(operator, voter, amount);
        payInTo(operator, 1_000_000 * VMT);
        unvoteAll(operator, voter);
        uint256 ticket = staking.ticketValueOf(operator, voter, epochOf(currentEpoch()));
        assertLe(ticket, amount);

        warpToEpoch(currentEpoch() + 5);
        assertLe(staking.ticketValueOf(operator, voter, epochOf(currentEpoch() - 5)), amount); // a ticket earns nothing
    }

    /// @dev Staked from second `from` to second `to` of the epoch of the drip, together with another's `others`.
    function testFuzz_EarnsItsPartOfWhatDripsMeanwhile(uint256 from, uint256 to, uint256 others, uint256 mine) public {
        _withoutCommission();
        others = bound(others, VMT, 1_000_000 * VMT);
        mine = bound(mine, VMT, 1_000_000 * VMT);
        voteFor(operator, voterOf(2), others);
        payInTo(operator, 864_000 * VMT); // ten VMT a second of epoch 2
        from = bound(from, 0, DAY - 1);
        to = bound(to, from, DAY);

        vm.warp(startOf(2) + from);
        voteFor(operator, voter, mine);
        uint256 othersThen = others + 10 * VMT * from;
        vm.warp(startOf(2) + to);
        uint256 worth = staking.votesOf(operator, voter);

        uint256 exact = mine + (10 * VMT * (to - from) * mine) / (othersThen + mine);
        assertLe(worth, exact);
        // A rounded second of the drip, and the virtual shares' part.
        assertGe(worth + 2e6, exact);
    }

    /* THE DRIP AGAINST THE MODEL */

    /// @dev The sum that an exact drip has released until now: all of the epochs before the last, and of the last epoch
    /// its part of this one. Rounded down once.
    function _exactlyDripped() private view returns (uint256 dripped) {
        uint256 now_ = currentEpoch();
        for (uint256 number = 0; number + 1 < now_; ++number) dripped += paidIn[number];
        if (now_ != 0) dripped += (paidIn[now_ - 1] * (block.timestamp - startOf(now_))) / DAY;
    }

    /// @dev Random pay-ins, votes, unvotes and pauses: what has dripped by any time depends on the pay-ins alone, and
    /// never runs ahead of the model, nor behind it by more than one unit for each call of the epoch.
    function testFuzz_DripFollowsTheModel(uint256 seed) public {
        _withoutCommission();
        voteFor(operator, voterOf(1), VMT); // stays, so that everything drips into the pool
        uint256 staked = VMT;
        uint256 calls;
        for (uint256 i = 0; i < 32; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 before = currentEpoch();
            skip(_pause(seed));
            if (currentEpoch() + 1 >= MODEL_EPOCHS) break;
            if (currentEpoch() != before) calls = 0;
            ++calls;
            uint256 amount = 1 + ((seed >> 16) % (10 ** ((seed >> 200) % 22)));
            if ((seed >> 8) % 3 == 0) {
                payInTo(operator, amount);
                paidIn[currentEpoch()] += amount;
            } else if ((seed >> 8) % 3 == 1) {
                fundAndApprove(voterOf(2), address(staking), amount + VMT);
                vm.prank(voterOf(2));
                staking.vote(operator, amount + VMT);
                staked += amount + VMT;
            } else if (staking.sharesOf(operator, voterOf(2)) != 0) {
                unvoteAll(operator, voterOf(2));
            } else {
                continue;
            }
            uint256 dripped = _poolNow() + nodeOf(operator).tickets.assets - staked;
            uint256 exact = _exactlyDripped();
            assertLe(dripped, exact, "ahead of the model");
            assertGe(dripped + calls, exact, "behind the model");
        }
        assertEq(bondOf(operator), BOND, "nothing dripped to nobody");
        assertSolvent(1);
        _assertEverythingDrips(staked);
    }

    /// @dev From a second to days, now and then exactly to a boundary.
    function _pause(uint256 seed) private view returns (uint256) {
        uint256 toBoundary = startOf(currentEpoch() + 1) - block.timestamp;
        uint256 kind = (seed >> 64) % 8;
        if (kind == 0) return 0;
        if (kind == 1) return toBoundary;
        if (kind == 2) return toBoundary - 1;
        if (kind == 3) return 1;
        if (kind == 4) return (seed >> 72) % (4 * DAY);
        return (seed >> 72) % (DAY / 4);
    }

    function _assertEverythingDrips(uint256 staked) private {
        uint256 total;
        for (uint256 number = 0; number < MODEL_EPOCHS; ++number) total += paidIn[number];
        warpToEpoch(currentEpoch() + 2);
        assertEq(_poolNow() + nodeOf(operator).tickets.assets - staked, total, "everything has dripped");
    }

    /// @dev A stranger who pays in a unit every hour moves nothing but his own unit.
    function test_DustPayInsNeitherDelayNorRestartADrip() public {
        _withoutCommission();
        voteFor(operator, voter, VMT);
        payInTo(operator, 24 * VMT);
        for (uint256 hour = 1; hour <= 24; ++hour) {
            vm.warp(startOf(2) + hour * 1 hours);
            payInTo(operator, 1);
            uint256 dripped = _poolNow() - VMT;
            assertLe(dripped, hour * VMT);
            assertGe(dripped + hour, hour * VMT);
        }
        assertEq(_poolNow(), 25 * VMT);
    }

    /// @dev Several voters who come and go: none takes out more than its exact part, all together take everything.
    function testFuzz_SharesOfTheDripAreFair(uint256 seed) public {
        _withoutCommission();
        uint256[VOTERS] memory stakes;
        uint256 total;
        for (uint256 i = 0; i < VOTERS; ++i) {
            stakes[i] = bound(uint256(keccak256(abi.encode(seed, i))), VMT, 1_000_000 * VMT);
            total += stakes[i];
            voteFor(operator, voterOf(i + 1), stakes[i]);
        }
        uint256 reward = bound(seed, 1, 1_000_000 * VMT);
        payInTo(operator, reward);
        warpToEpoch(3);
        for (uint256 i = 0; i < VOTERS; ++i) {
            uint256 exact = stakes[i] + (reward * stakes[i]) / total;
            uint256 worth = staking.votesOf(operator, voterOf(i + 1));
            assertLe(worth, exact);
            assertGe(worth + 2e6, exact);
        }
        for (uint256 i = 0; i < VOTERS; ++i) unvoteAll(operator, voterOf(i + 1));
        // All of it is in tickets now, but for the virtual shares' part, which is the bond's.
        assertEq(nodeOf(operator).tickets.assets + bondOf(operator) - BOND, total + reward);
        assertEq(nodeOf(operator).pool.shares, 0);
    }
}
