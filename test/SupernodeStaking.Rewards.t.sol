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

    /// @dev Without commission and without a bond: what is paid in for voters is what drips.
    function _onlyVoters() private {
        shrinkBond(operator, 0);
        _withoutCommission();
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
        voteFor(operator, voter, BOND);
        payInTo(operator, 2_019); // half of it, rounded down, is the voters'
        assertEq(bondOf(operator), BOND + 1_010 + 100); // 10 %, rounded down
        assertEq(nodeOf(operator).incoming, 909);
    }

    function test_CommissionOfTheTimeOfThePayIn() public {
        voteFor(operator, voter, BOND);
        vm.prank(operator);
        staking.setCommission(0); // from epoch 1
        vm.warp(startOf(1) - 1);
        payInTo(operator, 2_000);
        assertEq(bondOf(operator), BOND + 1_000 + 100);
        assertEq(nodeOf(operator).incoming, 900);
        vm.warp(startOf(1));
        payInTo(operator, 2_000); // the bond is larger now, by less than a unit's worth
        assertEq(bondOf(operator), BOND + 1_100 + 1_001);
        assertEq(nodeOf(operator).incoming, 999);
        assertEq(nodeOf(operator).dripping, 900);
    }

    /// @dev No unit is lost or made, whatever is rounded.
    function testFuzz_BondAndVotersAreThePayIn(uint256 amount, uint256 votes, uint256 bond, uint16 commission) public {
        commission = uint16(bound(commission, 0, 10_000));
        _registerSecond(commission);
        votes = bound(votes, 1, 10_000_000 * VMT);
        bond = bound(bond, 0, BOND);
        voteFor(operatorOf(2), voter, votes);
        shrinkBond(operatorOf(2), bond);
        amount = bound(amount, 1, 10_000_000 * VMT);
        payInTo(operatorOf(2), amount);

        uint256 toVoters = votersPartOf(amount, bond, votes, commission);
        assertEq(bondOf(operatorOf(2)), bond + amount - toVoters);
        assertEq(nodeOf(operatorOf(2)).incoming, toVoters);
        assertEq(nodeOf(operatorOf(2)).pool.assets, votes);
        assertSolvent(2);
    }

    function _registerSecond(uint16 commission) private {
        ISupernodeStaking.Registration memory registration = registrationOf(2, BOND);
        registration.commission = commission;
        fundAndApprove(operatorOf(2), address(staking), BOND);
        vm.prank(operatorOf(2));
        staking.register(registration);
    }

    /* BOND AND POOL EARN BY THEIR SIZE */

    /// @dev C1: a thousandth of a billionth of a VMT, voted just before a report, took nine tenths of the reward.
    function test_DustOfVotesEarnsDust() public {
        voteFor(operator, voter, 1_000);
        payInTo(operator, 10_000 * VMT); // a tenth of the bond: 99.99… for a thousand units
        assertEq(nodeOf(operator).incoming, 99 - 9);
        assertEq(bondOf(operator), BOND + 10_000 * VMT - 90);

        warpToEpoch(2);
        // The virtual unit's part of the 90 is rounded away; it goes to the bond with the last voter.
        assertEq(staking.votesOf(operator, voter), 1_089);
        unvoteAll(operator, voter);
        assertEq(staking.ticketValueOf(operator, voter, epochOf(2)), 1_089);
        assertEq(bondOf(operator), BOND + 10_000 * VMT - 90 + 1);
        assertSolvent(1);
    }

    /// @dev However large the reward: a thousand units earn at most what a thousand units of the bond earn.
    function testFuzz_DustOfVotesEarnsDust(uint256 reward) public {
        reward = bound(reward, 1, 10_000_000 * VMT);
        voteFor(operator, voter, 1_000);
        payInTo(operator, reward);
        assertEq(nodeOf(operator).incoming, votersPartOf(reward, BOND, 1_000, 1_000));
        assertLe(uint256(nodeOf(operator).incoming) * BOND, reward * 1_000);
    }

    /// @dev Without commission a unit of the pool earns what a unit of the bond earns: reward / (bond + pool), but for one
    /// unit of rounding in sum, which is the bond's.
    function testFuzz_BondAndVotersEarnAlike(uint256 reward, uint256 votes, uint256 bond) public {
        _withoutCommission();
        votes = bound(votes, 1, 10_000_000 * VMT);
        bond = bound(bond, 0, BOND);
        reward = bound(reward, 1, 10_000_000 * VMT);
        voteFor(operator, voter, votes);
        shrinkBond(operator, bond);
        payInTo(operator, reward);

        uint256 toVoters = nodeOf(operator).incoming;
        uint256 toBond = bondOf(operator) - bond;
        assertLe(toVoters * (bond + votes), reward * votes);
        assertGt((toVoters + 1) * (bond + votes), reward * votes);
        assertGe(toBond * (bond + votes), reward * bond);
        assertLt(toBond * (bond + votes), reward * bond + bond + votes);

        // And that is what the pool grows by.
        warpToEpoch(3);
        assertEq(_poolNow(), votes + toVoters);
    }

    /// @dev The commission is a part of the voters' part alone: a voter earns nine tenths of what the bond earns for a VMT.
    function test_TheCommissionIsAPartOfTheVotersPart() public {
        voteFor(operator, voter, 3 * BOND);
        payInTo(operator, 40 * VMT);
        assertEq(nodeOf(operator).incoming, 27 * VMT);
        assertEq(bondOf(operator), BOND + 10 * VMT + 3 * VMT);
    }

    /// @dev By the size at the time of the pay-in, with what has dripped until then.
    function test_DrippedRewardsEarnAsVotes() public {
        _withoutCommission();
        voteFor(operator, voter, BOND);
        payInTo(operator, 2 * BOND);
        assertEq(bondOf(operator), 2 * BOND);
        vm.warp(startOf(2) + DAY / 2);
        payInTo(operator, 7 * VMT); // the pool is 3 / 2 of a bond now, the bond 2
        assertEq(nodeOf(operator).pool.assets, BOND + BOND / 2);
        assertEq(nodeOf(operator).dripping, BOND / 2);
        assertEq(nodeOf(operator).incoming, 3 * VMT);
        assertEq(bondOf(operator), 2 * BOND + 4 * VMT);
    }

    /// @dev A pool slashed to nothing has shares but no size.
    function test_APoolSlashedToNothingGetsNothing() public {
        voteFor(operator, voter, 1);
        slash(operator);
        assertEq(nodeOf(operator).pool.assets, 0);
        assertGt(nodeOf(operator).pool.shares, 0);
        uint256 bond = bondOf(operator);
        payInTo(operator, 10 * VMT);
        assertEq(nodeOf(operator).incoming, 0);
        assertEq(bondOf(operator), bond + 10 * VMT);
    }

    /// @dev Neither bond nor pool has a size: nothing is divided by zero, and the bond gets it.
    function test_WithoutBondAndVotersEverythingGoesToTheBond() public {
        shrinkBond(operator, 0);
        payInTo(operator, 10 * VMT);
        assertEq(nodeOf(operator).incoming, 0);
        assertEq(bondOf(operator), 10 * VMT);
    }

    function test_WithoutABondTheVotersGetTheirPartOfEverything() public {
        shrinkBond(operator, 0);
        voteFor(operator, voter, 1);
        payInTo(operator, 10 * VMT);
        assertEq(nodeOf(operator).incoming, 9 * VMT);
        assertEq(bondOf(operator), VMT);
    }

    /* DRIP: rewards of epoch n drip evenly over epoch n + 1 */

    function test_DripsEvenlyOverTheNextEpoch() public {
        _onlyVoters();
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
        voteFor(operator, voter, BOND);
        payInTo(operator, 20 * VMT); // 10 for the voters, less the commission
        vm.warp(startOf(1) - 1);
        assertEq(_poolNow(), BOND);
        vm.warp(startOf(1) + DAY / 2);
        assertEq(_poolNow(), BOND + 4.5 * 1e18);
    }

    function test_ASleepingPoolDripsEverythingAtOnce() public {
        _onlyVoters();
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
        _onlyVoters();
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
        _onlyVoters();
        voteFor(operator, voter, VMT);
        payInTo(operator, 24 * VMT);
        warpToEpoch(2);
        skip(6 hours);
        unvoteAll(operator, voter); // 6 of 24 have dripped; the virtual unit's part goes with the last voter to the bond
        assertApproxEqAbs(staking.ticketValueOf(operator, voter, epochOf(2)), 7 * VMT, 10);
        assertApproxEqAbs(bondOf(operator), 0, 10);
        skip(6 hours);
        voteFor(operator, voterOf(2), VMT);
        assertApproxEqAbs(bondOf(operator), 6 * VMT, 10);
        warpToEpoch(3);
        unvoteAll(operator, voterOf(2));
        assertApproxEqAbs(staking.ticketValueOf(operator, voterOf(2), epochOf(3)), 13 * VMT, 20);
        assertEq(nodeOf(operator).dripping, 0);
        assertEq(nodeOf(operator).pool.assets, 0);
        assertSolvent(1);
    }

    /// @dev What drips into an empty pool is not a weight of a resigned supernode: it is the operator's.
    function test_DripOfAnEmptyPoolWeighsWithTheBond() public {
        _onlyVoters();
        fundAndApprove(operator, address(staking), BOND);
        voteFor(operator, voter, VMT);
        payInTo(operator, 24 * VMT);
        vm.prank(operator);
        staking.addBond(BOND);
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
        _onlyVoters();
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
        shrinkBond(operator, VMT);
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
        _onlyVoters();
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
        warpToEpoch(1);
        voteFor(operator, voterOf(1), BOND); // stays, so that everything drips into the pool
        uint256 staked = BOND;
        uint256 bond = BOND;
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
                // A pay-in leaves the pool as it is.
                uint256 toVoters = votersPartOf(amount, bond, nodeOf(operator).pool.assets, 1_000);
                paidIn[currentEpoch()] += toVoters;
                bond += amount - toVoters;
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
        assertEq(bondOf(operator), bond, "nothing dripped to nobody");
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
        voteFor(operator, voter, 2 * BOND);
        payInTo(operator, 36 * VMT);
        for (uint256 hour = 1; hour <= 24; ++hour) {
            vm.warp(startOf(2) + hour * 1 hours);
            payInTo(operator, 2); // one unit for the voters
            uint256 dripped = _poolNow() - 2 * BOND;
            assertLe(dripped, hour * VMT);
            assertGe(dripped + hour, hour * VMT);
        }
        assertEq(_poolNow(), 2 * BOND + 24 * VMT);
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
        uint256 paid = bound(seed, 1, 1_000_000 * VMT);
        payInTo(operator, paid);
        uint256 reward = votersPartOf(paid, BOND, total, 0);
        warpToEpoch(3);
        for (uint256 i = 0; i < VOTERS; ++i) {
            uint256 exact = stakes[i] + (reward * stakes[i]) / total;
            uint256 worth = staking.votesOf(operator, voterOf(i + 1));
            assertLe(worth, exact);
            assertGe(worth + 2e6, exact);
        }
        for (uint256 i = 0; i < VOTERS; ++i) unvoteAll(operator, voterOf(i + 1));
        // All of it is in tickets now, but for the virtual shares' part, which is the bond's.
        assertEq(nodeOf(operator).tickets.assets + bondOf(operator) - BOND, total + paid);
        assertEq(nodeOf(operator).pool.shares, 0);
    }
}
