// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Category, Verdict} from "../../contracts/libraries/Verdicts.sol";
import {LedgerSystem} from "../helpers/LedgerSystem.sol";
import {MarketSystem} from "../helpers/MarketSystem.sol";

/// @notice What supernodes in league would take from the reward pool, with the production's 21 seats, and what they are
/// left with: a quorum of 15, one less, and a third.
contract CoalitionAttacksTest is LedgerSystem {
    uint256 private constant COUNCIL = 21;
    uint256 private constant MAJORITY = 15; // its quorum
    uint256 private constant THIRD = 7;
    uint256 private constant EVERYBODY = (1 << COUNCIL) - 1;
    uint256 private constant LEAGUE = (1 << MAJORITY) - 1; // seats 0 to 14 are in league
    address private constant LOOT = address(0x1007);
    address private constant ALICE = address(0xA11CE);
    bytes4 private constant NO_QUORUM = ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector;

    function seats() internal pure override returns (uint256) {
        return COUNCIL;
    }

    function setUp() public override {
        super.setUp();
        seatSupernodes(COUNCIL);
        warpToEpoch(2);
    }

    /* A QUORUM */

    /// @dev They would gain: the whole emission of their epochs. P6 and P1 concede 85 % by the leaves and 15 / 21 of
    /// the supernodes' 15 %, and bound the emission by 1 % of their own weight. Left with: 14,357 VMT an epoch for
    /// bonds of 1,500,000 VMT, which they can lose; the pool keeps what they leave the others out of.
    function test_AQuorumTakes957ThousandthsOfTheEmissionOfItsEpochs() public {
        uint256 held = pool.available();
        uint256 emission = (MAJORITY * BOND) / 100;
        assertEq(emission, 15_000e18);
        uint256 loot = _loot(LEAGUE, MAJORITY * BOND);
        uint256 bonds;
        for (uint256 n = 1; n <= MAJORITY; ++n) bonds += staking.supernodeOf(operatorOf(n)).bond - BOND;
        assertEq(loot, (emission * 8_500) / 10_000);
        assertApproxEqAbs(bonds, (emission * 1_500 * MAJORITY) / (10_000 * COUNCIL), COUNCIL);
        assertEq((loot + bonds) / 1e18, 14_357); // 95.7 %
        assertEq(held - pool.available(), loot + bonds);
        for (uint256 n = MAJORITY + 1; n <= COUNCIL; ++n) assertEq(staking.supernodeOf(operatorOf(n)).bond, BOND);
    }

    /// @dev They would gain: the stock of the pool. P4 stops them: with all weight in the world, an epoch releases the
    /// rate, 0.0474 % of what is left. Left with, of 600,000,000 VMT: 272,395 VMT the first day, 1.35 % in thirty days.
    function test_NoWeightReleasesMoreThanTheRate() public {
        uint256 stock = pool.available();
        for (uint256 n = 1; n <= MAJORITY; ++n) raiseBond(n, 2_500_000e18); // 39,000,000 VMT: the rate binds
        uint256 first;
        for (uint256 i = 0; i < 30; ++i) {
            uint256 before = pool.available();
            _loot(LEAGUE, _weightOf(LEAGUE));
            if (i == 0) first = before - pool.available();
            assertLe(before - pool.available(), (before * 474_320_862_749_585) / 1e18);
            warpToNextEpoch();
        }
        assertEq(first / 1e18, 272_395);
        assertEq(((stock - pool.available()) * 10_000) / stock, 135); // basis points
    }

    /// @dev They would gain: a larger emission for a moment, by votes shown in the second of the publication. P1 lets
    /// the votes count, and K4 locks them. Left with: less than 1 % of what they lock for 15 epochs.
    function test_WeightShownAtThePublicationIsLocked() public {
        uint256 extra = 10_000_000e18;
        voteFor(1, LOOT, extra);
        uint256 loot = _loot(LEAGUE, MAJORITY * BOND + extra);
        assertEq(loot, ((MAJORITY * BOND + extra) * 85) / 10_000);
        assertLt(loot - (MAJORITY * BOND * 85) / 10_000, extra / 100);
        uint256 shares = staking.sharesOf(operatorOf(1), LOOT);
        vm.startPrank(LOOT);
        staking.unvote(operatorOf(1), shares);
        warpToEpoch(17);
        vm.warp(vm.getBlockTimestamp() - 1);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_TicketLocked.selector, 16, 17));
        staking.withdraw(operatorOf(1), Epoch.wrap(2));
        vm.stopPrank();
    }

    /// @dev They would gain: what submitters have earned already, by a second report, by totals above the budget or by
    /// leaves above the totals. P6, R4 and P1 stop them. Left with: the emission of their own epoch; Alice has all of
    /// hers.
    function testFuzz_WhatWasEarnedStaysEarned(uint96 submitterTotal, uint96 storageTotal, uint256 amount) public {
        publishBits(reportOf(0, rewardLeaf(ALICE, 5_000e18), 5_000e18), EVERYBODY);
        _assertRefused(
            LEAGUE,
            reportFor(1, rewardLeaf(LOOT, amount), submitterTotal),
            abi.encodeWithSelector(IVerdictLedger.VerdictLedger_AlreadyPublished.selector, 1)
        );
        warpToEpoch(3);
        uint256 held = token.balanceOf(address(pool));
        uint256 emission = _weightOf(LEAGUE) / 100;
        IRewardPool.Budget memory budget = pool.budgetOf(_weightOf(LEAGUE));
        IVerdictLedger.Report memory report = reportOf(0, 0, bound(submitterTotal, 0, 2 * budget.submitters));
        report.storageTotal = uint96(bound(storageTotal, 0, 2 * budget.storageNodes));
        uint256 totals = uint256(report.submitterTotal) + report.storageTotal;
        bool inBudget = report.submitterTotal <= budget.submitters && report.storageTotal <= budget.storageNodes;
        amount = bound(amount, 0, 2 * totals);
        report.rewardsRoot = rewardLeaf(LOOT, amount);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(ledger.digestOf(report), LEAGUE);
        (bool published, ) = address(ledger).call(abi.encodeCall(ledger.publish, (report, LEAGUE, signatures)));
        assertEq(published, inBudget);
        (bool claimed, ) = address(this).call(abi.encodeCall(this.claimFor, (LOOT, 2, amount)));
        assertEq(claimed, inBudget && amount <= totals);

        assertEq(token.balanceOf(LOOT), claimed ? amount : 0);
        assertLe(held - token.balanceOf(address(pool)), emission);
        claimFor(ALICE, 1, 5_000e18);
        assertEq(token.balanceOf(ALICE), 5_000e18);
    }

    /// @dev They would gain: two truths for one epoch, each signed by the same quorum and shown to other readers. K9
    /// stops them: who signs two reports is slashed, whoever shows them. Left with: 90 % of their bonds, in jail for 14
    /// epochs and without a quorum; the reporter has 1 % of each bond.
    function test_AQuorumThatSignsTwoReportsIsSlashed() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(2, 0);
        bytes32 digest = ledger.digestOf(first);
        bytes32 other = ledger.digestOf(second);
        warpToEpoch(3);
        publishBits(first, LEAGUE);
        uint256 paid = staking.supernodeOf(operatorOf(1)).bond - BOND;
        for (uint256 n = 1; n <= MAJORITY; ++n) {
            vm.prank(ALICE);
            faults.prove(first, signatureOf(n, digest), second, signatureOf(n, other));
            assertEq(staking.supernodeOf(operatorOf(n)).bond, BOND + paid - (BOND + paid + 9) / 10);
        }
        assertEq(token.balanceOf(ALICE) / 1e18, 15_016);
        warpToEpoch(4);
        _assertRefused(
            LEAGUE,
            reportOf(0, 0, 0),
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, 0, MAJORITY)
        );
    }

    /// @dev They would gain: for ever a lie on chain, by recording a false verdict. The newest epoch wins. R4 and R5
    /// leave them the time until an honest council scans again. Left with: nothing on chain; the older verdict cannot
    /// come back.
    function test_AFalseVerdictLastsUntilTheNextScan() public {
        Verdict memory verdict = sampleVerdict(2);
        verdict.category = Category.HARMLESS;
        IVerdictLedger.Report memory report = reportOf(verdictLeaf(verdict), 0, 0);
        publishBits(report, LEAGUE);
        ledger.record(Epoch.wrap(1), verdict, new bytes32[](0));
        assertEq(uint256(ledger.verdictOf(verdict.kind, verdict.contentHash).category), uint256(Category.HARMLESS));

        warpToEpoch(3);
        Verdict memory honest = sampleVerdict(2);
        honest.category = Category.MALICIOUS;
        publishBits(reportOf(verdictLeaf(honest), 0, 0), EVERYBODY);
        ledger.record(Epoch.wrap(2), honest, new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_NotNewer.selector, 1, 2));
        ledger.record(Epoch.wrap(1), verdict, new bytes32[](0));
        assertEq(uint256(ledger.verdictOf(verdict.kind, verdict.contentHash).category), uint256(Category.MALICIOUS));
    }

    /// @dev They would gain: destruction, by a root that nobody can claim or by totals without leaves. P6 stops them at
    /// the emission of their epochs. Left with: nothing; 85 % of an epoch's emission is out of reach for everybody.
    function test_ARootThatNobodyCanClaimLocksOneEpochsEmission() public {
        IRewardPool.Budget memory budget = pool.budgetOf(MAJORITY * BOND);
        IVerdictLedger.Report memory report = reportOf(0, 0, budget.submitters);
        report.storageTotal = uint96(budget.storageNodes);
        uint256 before = pool.available();
        publishBits(report, LEAGUE);
        assertEq(pool.rewardsOf(Epoch.wrap(1)).unclaimed, (15_000e18 * 85) / 100);
        assertLe(before - pool.available(), 15_000e18);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_InvalidProof.selector, 1, LOOT, 1));
        this.claimFor(LOOT, 1, 1);
    }

    /// @dev They would gain: reports too dear to publish, by as many signatures as there are seats. X5 stops them: 21
    /// are counted. Left with: a transaction below a tenth of its cap.
    function test_GasOfAReportWithAllSignaturesIsATenthOfATransaction() public {
        IVerdictLedger.Report memory report = reportOf(0, rewardLeaf(ALICE, 1e18), 1e18);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(ledger.digestOf(report), EVERYBODY);
        uint256 left = gasleft();
        ledger.publish(report, EVERYBODY, signatures);
        assertLt(left - gasleft(), 16_777_216 / uint256(10)); // EIP-7825
    }

    /* BELOW THE QUORUM */

    /// @dev They would gain: the emission with one seat less than a quorum, by signing twice, for an empty seat, for
    /// seats of others or with former keys. R3 stops them: 15 distinct holders of 21 seats. Left with: nothing.
    function test_FourteenOfTwentyOnePublishNothing() public {
        IVerdictLedger.Report memory report = reportOf(0, rewardLeaf(LOOT, 1e18), 1e18);
        bytes32 digest = ledger.digestOf(report);
        uint256 bits = LEAGUE >> 1;
        _assertRefused(bits, report, abi.encodeWithSelector(NO_QUORUM, MAJORITY - 1, MAJORITY));

        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](MAJORITY);
        for (uint256 n = 1; n < MAJORITY; ++n) signatures[n - 1] = signatureOf(n, digest);
        for (uint256 seat = MAJORITY - 1; seat < COUNCIL; ++seat) {
            signatures[MAJORITY - 1] = signatureOf(1 + (seat % (MAJORITY - 1)), digest); // one of them again
            address signer = vm.addr(signerKeyOf(1 + (seat % (MAJORITY - 1))));
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector, seat, signer, 1)
            );
            ledger.publish(report, bits | (1 << seat), signatures);
        }
        assertEq(ledger.signersOf(Epoch.wrap(1)), 0);
        assertEq(pool.available(), 600_000_000e18);
    }

    /// @dev They would gain: a quorum of fewer seats, by having honest seats emptied or jailed. R3 stops them: the
    /// quorum is fixed by the number of seats. Left with: no report, like everybody, until the seats are filled.
    function test_JailedSeatsMakeNoSmallerQuorum() public {
        for (uint256 n = MAJORITY; n <= COUNCIL; ++n) jail(n);
        IVerdictLedger.Report memory report = reportOf(0, rewardLeaf(LOOT, 1e18), 1e18);
        _assertRefused(EVERYBODY, report, abi.encodeWithSelector(NO_QUORUM, MAJORITY - 1, MAJORITY));
        assertEq(pool.available(), 600_000_000e18);
    }

    /* A THIRD */

    /// @dev They would gain: a ransom, by never signing. P3 stops the robbery, not the standstill: without seven of 21
    /// seats there is no report. Left with: no pay either; nothing of the pool is lost, the content is rewarded later.
    /// While they send heartbeats, only more weight removes them.
    function test_AThirdStopsReportsAndEarnsNothing() public {
        uint256 honest = (EVERYBODY >> THIRD) << THIRD;
        for (uint256 epoch = 2; epoch <= 10; ++epoch) {
            warpToEpoch(epoch);
            for (uint256 n = 1; n <= COUNCIL; ++n) {
                vm.prank(operatorOf(n));
                council.heartbeat(operatorOf(n));
            }
            _assertRefused(honest, reportOf(0, 0, 0), abi.encodeWithSelector(NO_QUORUM, MAJORITY - 1, MAJORITY));
        }
        assertEq(pool.available(), 600_000_000e18);
        for (uint256 n = 1; n <= THIRD; ++n) assertEq(staking.supernodeOf(operatorOf(n)).bond, BOND);

        // One candidate with a unit more than one of them ends it: it is the fifteenth.
        address candidate = registerSupernode(22, BOND + 1);
        vm.prank(candidate);
        council.heartbeat(candidate);
        council.takeSeat(0, candidate);
        warpToEpoch(12);
        IVerdictLedger.Report memory report = reportOf(0, rewardLeaf(ALICE, 9_000e18), 9_000e18);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](MAJORITY);
        signatures[0] = signatureOf(22, digest);
        for (uint256 n = THIRD + 1; n <= COUNCIL; ++n) signatures[n - THIRD] = signatureOf(n, digest);
        ledger.publish(report, honest | 1, signatures);
        claimFor(ALICE, 11, 9_000e18);
    }

    /// @dev They would gain: the same without any presence. K8 stops them: after four epochs of silence any eligible
    /// candidate takes their seats, with less weight too. Left with: no seats.
    function test_ASilentThirdLosesItsSeats() public {
        for (uint256 n = 1; n <= THIRD; ++n) raiseBond(n, BOND); // twice the weight of anybody else
        for (uint256 epoch = 2; epoch <= 5; ++epoch) {
            warpToEpoch(epoch);
            for (uint256 n = THIRD + 1; n <= COUNCIL; ++n) {
                vm.prank(operatorOf(n));
                council.heartbeat(operatorOf(n));
            }
        }
        for (uint256 n = 1; n <= THIRD; ++n) {
            address candidate = registerSupernode(COUNCIL + n, BOND);
            vm.prank(candidate);
            council.heartbeat(candidate);
            council.takeSeat(n - 1, candidate);
            assertEq(council.holderOf(n - 1, Epoch.wrap(6)), candidate);
        }
    }

    /// @dev They would gain: the standstill with six seats. R3 stops them: the other fifteen are a quorum. Left with:
    /// no pay for what they do not sign.
    function test_SixOfTwentyOneStopNothing() public {
        uint256 honest = (EVERYBODY >> 6) << 6;
        publishBits(reportOf(0, rewardLeaf(ALICE, 9_000e18), 9_000e18), honest);
        claimFor(ALICE, 1, 9_000e18);
        for (uint256 n = 1; n <= 6; ++n) assertEq(staking.supernodeOf(operatorOf(n)).bond, BOND);
        assertGt(staking.supernodeOf(operatorOf(7)).bond, BOND);
    }

    /* ELECTIONS */

    /// @dev They would gain: a quorum for an epoch, with votes shown for one transaction, in the last second before the
    /// last quarter, in which nobody else's change serves the next epoch any more. K8 stops them: who serves now and
    /// loses his seat has the last word. Left with: no seat, and every unit that they showed locked for 15 epochs.
    function test_VotesShownBeforeTheLastQuarterSeatNobody() public {
        warpToEpoch(3);
        for (uint256 n = 1; n <= COUNCIL; ++n) {
            vm.prank(operatorOf(n));
            council.heartbeat(operatorOf(n));
            raiseBond(n, 1); // stronger than a candidate without votes
        }
        _registerLeague();
        vm.warp(clock.epochStart(Epoch.wrap(4)) - DAY / 4 - 1);
        for (uint256 i = 1; i <= MAJORITY; ++i) _seatForAMoment(COUNCIL + i, i - 1, BOND);
        for (uint256 i = 1; i <= MAJORITY; ++i) {
            assertEq(council.holderOf(i - 1, Epoch.wrap(4)), operatorOf(COUNCIL + i)); // until somebody answers
        }

        vm.warp(clock.epochStart(Epoch.wrap(4)) - 1); // the last second will do
        for (uint256 i = 1; i <= MAJORITY; ++i) council.takeSeat(i - 1, operatorOf(i));
        warpToEpoch(4);
        for (uint256 i = 1; i <= COUNCIL; ++i) assertEq(council.holderOf(i - 1, Epoch.wrap(4)), operatorOf(i));
        uint256 locked;
        for (uint256 i = 1; i <= MAJORITY; ++i) {
            locked += staking.ticketValueOf(operatorOf(COUNCIL + i), LOOT, Epoch.wrap(3));
        }
        assertEq(locked, MAJORITY * BOND);
        assertEq(token.balanceOf(LOOT), 0);
    }

    /// @dev They would gain: a seat kept against a stronger newcomer, by votes shown in the last second of an epoch.
    /// The last word concedes it for one epoch; K4 makes each moment cost what holding the seat openly costs, since the
    /// votes of the moment before are locked. Left with: three epochs for three times the votes, where once would have
    /// done.
    function test_ASeatHeldByMomentsCostsItsVotesEachEpoch() public {
        address member = operatorOf(1);
        address newcomer = registerSupernode(COUNCIL + 1, 2 * BOND);
        uint256 shown;
        for (uint256 epoch = 3; epoch < 6; ++epoch) {
            warpToEpoch(epoch);
            vm.prank(member);
            council.heartbeat(member);
            vm.prank(newcomer);
            council.heartbeat(newcomer);
            council.takeSeat(0, newcomer);
            vm.warp(clock.epochStart(Epoch.wrap(uint32(epoch + 1))) - 1);
            _seatForAMoment(1, 0, BOND + 1);
            shown += BOND + 1;
            assertEq(council.holderOf(0, Epoch.wrap(uint32(epoch + 1))), member);
        }
        assertEq(token.balanceOf(LOOT), 0);
        for (uint256 epoch = 3; epoch < 6; ++epoch) {
            shown -= staking.ticketValueOf(member, LOOT, Epoch.wrap(uint32(epoch)));
        }
        assertEq(shown, 0); // all of it, three times

        warpToEpoch(6); // and without a fourth moment the newcomer has it
        vm.prank(newcomer);
        council.heartbeat(newcomer);
        council.takeSeat(0, newcomer);
        assertEq(council.holderOf(0, Epoch.wrap(7)), newcomer);
    }

    /// @dev They would gain: for a bare bond the seat of a candidate that is stronger. In the last second before the last
    /// quarter a strong member sells itself a wrong key, a bare bond takes its seat without weight, and, eligible again in
    /// the same second, it takes the candidate's. K8 stops them: who drops out serves in none of the 15 epochs after. Left
    /// with: the candidate's seat for three epochs of 48, for which the member gave up its own for 45. It paid three wrong keys.
    function test_ADropForAMomentCostsTheMembersOwnSeat() public {
        (uint256 out, uint256 strongOut, uint256 drops) = _holdOff(DAY / 4 + 1);
        assertEq(out, 3);
        assertEq(strongOut, 45);
        assertEq(drops, 3);
    }

    /// @dev They would gain: the same with the last word, which was the member's when it dropped out of a seat that it
    /// served in. K8 stops them: the last word is not with the barred. Left with: no seat for any epoch of the member's 45.
    function test_ADropForAMomentLeavesNoLastWord() public {
        (uint256 out, uint256 strongOut, ) = _holdOff(DAY / 4);
        assertEq(out, 0);
        assertGt(strongOut, 40);
    }

    /// @dev They would gain: a council bought while it is cheap, with bonds alone. P1 and K8 leave them the epochs
    /// until stronger candidates come. Left with: 1 % of their bonds an epoch, and no seat from the epoch after on.
    function test_ACheapCouncilLastsUntilStrongerCandidatesCome() public {
        warpToEpoch(3);
        uint256 loot = _loot(LEAGUE, MAJORITY * BOND);
        assertEq(loot, (MAJORITY * BOND * 85) / 10_000);
        for (uint256 i = 1; i <= MAJORITY; ++i) {
            address honest = registerSupernode(COUNCIL + i, 2 * BOND);
            vm.prank(honest);
            council.heartbeat(honest);
            council.takeSeat(i - 1, honest);
        }
        warpToEpoch(4);
        _loot(LEAGUE, _weightOf(LEAGUE)); // the report of epoch 3, in which they still served
        warpToEpoch(5);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        _assertRefused(
            LEAGUE,
            report,
            abi.encodeWithSelector(
                ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector,
                0,
                vm.addr(signerKeyOf(1)),
                4
            )
        );
    }

    /// @dev For 48 epochs, supernode 2 is the strong member, with a bare bond and votes, 1 and 22 its bare bonds, 23 the
    /// candidate, and everybody else stronger than all of these. The member drops out in the last second before the last
    /// quarter, and takes the candidate's seat `before` the end of the epoch, in seconds.
    function _holdOff(uint256 before) private returns (uint256 out, uint256 strongOut, uint256 drops) {
        voteFor(2, LOOT, 5 * BOND);
        for (uint256 n = 3; n <= COUNCIL; ++n) raiseBond(n, 9 * BOND);
        registerSupernode(22, BOND);
        registerSupernode(23, 3 * BOND);
        for (uint256 epoch = 3; epoch < 51; ++epoch) {
            warpToEpoch(epoch);
            _beatThrough(23);
            _seatAnywhere(23);
            uint256 end = clock.epochStart(Epoch.wrap(uint32(epoch + 1)));
            vm.warp(end - DAY / 4 - 1);
            (bool seated, uint256 seat) = council.seatOf(operatorOf(2));
            if (seated && _dropOut(seat)) ++drops;
            vm.warp(end - before);
            (seated, seat) = council.seatOf(operatorOf(23));
            if (seated) _sits(seat, 2);
            vm.warp(end - 1);
            _seatAnywhere(23);
            if (!_serves(23, epoch + 1)) ++out;
            if (!_serves(2, epoch + 1)) ++strongOut;
        }
    }

    function _beatThrough(uint256 last) private {
        for (uint256 n = 1; n <= last; ++n) {
            vm.prank(operatorOf(n));
            council.heartbeat(operatorOf(n));
        }
    }

    /// @dev The strong member's wrong key, the bare bond that takes its seat, and what makes it eligible again.
    function _dropOut(uint256 seat) private returns (bool) {
        vm.prank(address(market));
        staking.slashWrongKey(operatorOf(2), 20e18, LOOT);
        bool lost = _sits(seat, 22) || _sits(seat, 1);
        raiseBond(2, 20e18);
        return lost;
    }

    function _seatAnywhere(uint256 n) private {
        for (uint256 seat = 0; seat < COUNCIL; ++seat) if (_sits(seat, n)) return;
    }

    function _sits(uint256 seat, uint256 n) private returns (bool success) {
        (success, ) = address(council).call(abi.encodeCall(council.takeSeat, (seat, operatorOf(n))));
    }

    function _serves(uint256 n, uint256 epoch) private view returns (bool) {
        for (uint256 seat = 0; seat < COUNCIL; ++seat) {
            if (council.holderOf(seat, Epoch.wrap(uint32(epoch))) == operatorOf(n)) return true;
        }
        return false;
    }

    /// @dev Registers candidates after the 21 that sit, one for each seat of a quorum.
    function _registerLeague() private {
        for (uint256 i = 1; i <= MAJORITY; ++i) {
            address candidate = registerSupernode(COUNCIL + i, BOND);
            vm.prank(candidate);
            council.heartbeat(candidate);
        }
    }

    /// @dev Votes with `amount`, takes the seat and unvotes.
    function _seatForAMoment(uint256 n, uint256 seat, uint256 amount) private {
        voteFor(n, LOOT, amount);
        council.takeSeat(seat, operatorOf(n));
        uint256 shares = staking.sharesOf(operatorOf(n), LOOT);
        vm.prank(LOOT);
        staking.unvote(operatorOf(n), shares);
    }

    /* SHARED */

    /// @dev The seats in `bits` give themselves the whole budget of the epoch before this one, and claim it.
    function _loot(uint256 bits, uint256 weight) private returns (uint256 loot) {
        IRewardPool.Budget memory budget = pool.budgetOf(weight);
        loot = budget.submitters + budget.storageNodes;
        IVerdictLedger.Report memory report = reportOf(0, rewardLeaf(LOOT, loot), budget.submitters);
        report.storageTotal = uint96(budget.storageNodes);
        publishBits(report, bits);
        claimFor(LOOT, Epoch.unwrap(report.epoch), loot);
    }

    function claimFor(address account, uint256 epoch, uint256 amount) public {
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(uint32(epoch)), amount: amount, proof: new bytes32[](0)});
        pool.claim(account, claims);
    }

    function reportFor(
        uint32 epoch,
        bytes32 rewardsRoot,
        uint96 submitterTotal
    ) private view returns (IVerdictLedger.Report memory report) {
        report = reportOf(0, rewardsRoot, submitterTotal);
        report.epoch = Epoch.wrap(epoch);
    }

    function _weightOf(uint256 bits) private view returns (uint256 weight) {
        for (uint256 seat = 0; bits >> seat != 0; ++seat) {
            if ((bits >> seat) & 1 == 1) weight += staking.weightOf(operatorOf(seat + 1));
        }
    }

    function _assertRefused(uint256 bits, IVerdictLedger.Report memory report, bytes memory reason) private {
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(ledger.digestOf(report), bits);
        vm.expectRevert(reason);
        ledger.publish(report, bits, signatures);
    }
}

/// @notice What a captured quorum would take from the market, from stakes and from subscriptions, and what it is left
/// with.
contract CoalitionMarketAttacksTest is MarketSystem {
    uint256 private constant WEALTH = 1_000_000e18; // of BUYER, in units of VMT
    address private constant VOTER = address(0xF07E);
    address private constant VENDOR = address(0x7E4D0);

    /// @dev They would gain: the royalty of content that others submitted, by a verdict that names them. The market
    /// accepts verdicts of every epoch. E5 leaves them the orders of buyers who choose that verdict. Left with: 60 % of
    /// those; orders by the verdict of the first scan pay the submitter as ever.
    function test_AFalseSubmitterEarnsOnlyByTheFalseVerdict() public {
        IDataMarket.Request memory request = requestOf(0);
        Verdict memory verdict = request.verdict;
        verdict.submitter = operatorOf(2);
        Epoch epoch = _publishCaptured(verdict);
        IDataMarket.Order memory honest = buy(requestOf(0), 0);
        IDataMarket.Order memory captured = _buyCaptured(epoch, verdict);
        deliver(honest, CONTENT_KEY);
        deliver(captured, CONTENT_KEY);
        vm.startPrank(BUYER);
        market.accept(honest);
        market.accept(captured);
        vm.stopPrank();
        assertEq(token.balanceOf(SUBMITTER), 6e18);
        assertEq(token.balanceOf(operatorOf(2)), 6e18);
    }

    /// @dev They would gain: prices for nothing, by a verdict whose key commitment is of a key that opens nothing,
    /// which is what their provider delivers. No dispute proves it: the key is the committed one. E5 leaves them one
    /// price an order, of buyers who choose that verdict and that provider. Left with: 85 % of it; 15 % go to the pool
    /// and the burn. The buyer loses the price, at most what he named.
    function test_ACommitmentToNothingCostsTheBuyerOnePrice() public {
        Verdict memory verdict = requestOf(0).verdict;
        verdict.submitter = operatorOf(1);
        verdict.keyCommitment = keccak256(abi.encode(WRONG_KEY));
        Epoch epoch = _publishCaptured(verdict);
        IDataMarket.Order memory order = _buyCaptured(epoch, verdict);
        bytes32 maskedKey = deliver(order, WRONG_KEY);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_KeyIsCorrect.selector, idOf(order)));
        market.dispute(order, maskedKey, BUYER_SCALAR);
        skip(1 days);
        market.settle(order);
        assertEq(token.balanceOf(BUYER), WEALTH - PRICE);
        assertEq(token.balanceOf(operatorOf(1)), (PRICE * 85) / 100);
    }

    /// @dev They would gain: the bond of a provider that they do not own, by ordering from it under a commitment that
    /// its key fails. K9 stops them, if it looks: a key is delivered for its own commitment only, and an order that is
    /// not served costs nothing. Left with: their price back. A provider that delivers without looking loses twice the
    /// price.
    function test_AFalseCommitmentSlashesNobodyWhoLooks() public {
        Verdict memory verdict = requestOf(0).verdict;
        verdict.keyCommitment = keccak256("known to nobody");
        Epoch epoch = _publishCaptured(verdict);
        IDataMarket.Order memory order = _buyCaptured(epoch, verdict);
        uint256 bond = staking.supernodeOf(order.provider).bond;
        uint256 snapshot = vm.snapshotState();
        assertNotEq(keccak256(abi.encode(CONTENT_KEY)), order.keyCommitment); // what it sees: it keeps the key
        vm.warp(order.deadline);
        market.refund(order);
        assertEq(staking.supernodeOf(order.provider).bond, bond);
        assertEq(token.balanceOf(BUYER), WEALTH);

        vm.revertToState(snapshot);
        bytes32 maskedKey = deliver(order, CONTENT_KEY);
        market.dispute(order, maskedKey, BUYER_SCALAR);
        assertEq(staking.supernodeOf(order.provider).bond, bond - 2 * PRICE);
    }

    /// @dev They would gain: what others hold: orders, stakes, tickets, subscriptions, by any report. P6, R4 and E7
    /// stop them: no report reaches these. Left with: the emission; each of the others ends his position with all of
    /// it, while the council signs whatever it likes and nothing else.
    function testFuzz_NoReportReachesOrdersStakesOrSubscriptions(IVerdictLedger.Report memory report) public {
        fundAndApprove(VOTER, address(staking), 50_000e18);
        fundAndApprove(VENDOR, address(subscriptions), 1_000e18);
        vm.startPrank(VOTER);
        staking.vote(operatorOf(1), 50_000e18);
        staking.unvote(operatorOf(1), staking.sharesOf(operatorOf(1), VOTER) / 2);
        vm.stopPrank();
        vm.prank(VENDOR);
        subscriptions.subscribe(10, type(uint256).max);
        IDataMarket.Order memory undelivered = buy();
        skip(1);
        (IDataMarket.Order memory served, ) = delivered(CONTENT_KEY);

        IRewardPool.Budget memory budget = pool.budgetOf(SEATS * BOND);
        report.submitterTotal = uint96(bound(report.submitterTotal, 0, budget.submitters));
        report.storageTotal = uint96(bound(report.storageTotal, 0, budget.storageNodes));
        report.round = 0;
        for (uint32 epoch = 3; epoch < 8; ++epoch) {
            warpToEpoch(epoch);
            report.epoch = Epoch.wrap(epoch - 1);
            publish(report, SEATS);
        }

        market.refund(undelivered);
        market.settle(served);
        assertEq(token.balanceOf(BUYER), WEALTH - PRICE);
        assertEq(token.balanceOf(SUBMITTER), 6e18);
        vm.prank(VENDOR);
        subscriptions.cancel();
        assertEq(token.balanceOf(VENDOR), 400e18); // epochs 2 to 7 have begun
        uint256 votes = staking.votesOf(operatorOf(1), VOTER);
        assertGe(votes, 25_000e18 - 1); // and what it earned
        warpToEpoch(17);
        vm.prank(VOTER);
        staking.withdraw(operatorOf(1), Epoch.wrap(2));
        assertApproxEqAbs(token.balanceOf(VOTER), 25_000e18, 1);
    }

    function _publishCaptured(Verdict memory verdict) private returns (Epoch epoch) {
        warpToEpoch(3);
        bytes32[] memory leaves = new bytes32[](1);
        leaves[0] = leafOf(verdict);
        publishVerdicts(leaves);
        return Epoch.wrap(2);
    }

    function _buyCaptured(Epoch epoch, Verdict memory verdict) private returns (IDataMarket.Order memory order) {
        IDataMarket.Request memory request = requestOf(0);
        request.epoch = epoch;
        request.verdict = verdict;
        order = orderOf(request);
        vm.prank(BUYER);
        market.purchase(request, new bytes32[](0));
    }
}
