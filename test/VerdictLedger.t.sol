// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IRewardPool} from "../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {IVerdictLedger} from "../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {Category, Kind, Verdict} from "../contracts/libraries/Verdicts.sol";
import {RewardPool} from "../contracts/RewardPool.sol";
import {VerdictLedger} from "../contracts/VerdictLedger.sol";
import {LedgerSystem} from "./helpers/LedgerSystem.sol";
import {LedgerTree} from "./helpers/LedgerTree.sol";

/// @notice Seven supernodes sit since epoch 1; the tests begin in the first second of epoch 2, in which the report of
/// epoch 1 is published.
contract VerdictLedgerTest is LedgerSystem {
    uint256 private constant ALL = 0x7F;
    uint256 private constant FIRST_FIVE = 0x1F;
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    event ReportPublished(
        Epoch indexed epoch,
        uint8 round,
        bytes32 verdictsRoot,
        bytes32 rewardsRoot,
        uint96 submitterTotal,
        uint96 storageTotal,
        bytes32 cid,
        uint256 signers
    );
    event VerdictRecorded(
        Kind indexed kind,
        bytes32 indexed contentHash,
        Epoch indexed epoch,
        IVerdictLedger.RecordedVerdict verdict
    );

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS);
        warpToEpoch(2);
    }

    /* CONSTRUCTION */

    function test_RevertWhen_TheCouncilNamesAnotherLedger() public {
        address deployed = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectRevert(
            abi.encodeWithSelector(
                IVerdictLedger.VerdictLedger_NotTheCouncilsLedger.selector,
                address(ledger),
                deployed
            )
        );
        new VerdictLedger(council, pool);
    }

    function test_ConstructionReadsItsCounterparts() public view {
        assertEq(address(ledger.COUNCIL()), address(council));
        assertEq(address(ledger.REWARD_POOL()), address(pool));
        assertEq(ledger.GENESIS(), clock.GENESIS());
        assertEq(ledger.EPOCH_LENGTH(), clock.EPOCH_LENGTH());
    }

    /* PUBLICATION */

    function test_PublishStoresTheReportAndOpensItsRewards() public {
        Verdict memory verdict = sampleVerdict(1);
        IVerdictLedger.Report memory report = reportOf(verdictLeaf(verdict), rewardLeaf(address(0x5AB), 3e18), 3e18);
        report.storageTotal = 1e18;
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);

        vm.expectEmit(address(ledger));
        emit ReportPublished(
            report.epoch,
            report.round,
            report.verdictsRoot,
            report.rewardsRoot,
            3e18,
            1e18,
            report.cid,
            ALL
        );
        vm.prank(address(0xA11));
        ledger.publish(report, bits, signatures);

        IVerdictLedger.Publication memory publication = ledger.publicationOf(report.epoch);
        assertEq(publication.verdictsRoot, report.verdictsRoot);
        assertEq(publication.signers, ALL);
        assertEq(publication.publishedAt, block.timestamp);
        assertEq(ledger.signersOf(report.epoch), ALL);
        assertEq(pool.rewardsOf(report.epoch).root, report.rewardsRoot);
        assertEq(pool.rewardsOf(report.epoch).unclaimed, 4e18);
        assertTrue(ledger.verify(report.epoch, verdict, new bytes32[](0)));
    }

    /// @dev R3: the first second of the epoch that follows, in its first round.
    function test_PublishesInTheFirstSecondAfterTheEpoch() public {
        publish(reportOf(0, 0, 0), QUORUM);
        assertEq(ledger.publicationOf(Epoch.wrap(1)).publishedAt, clock.epochStart(Epoch.wrap(2)));
    }

    /// @dev R3: the last second of the epoch that follows, in its last round.
    function test_PublishesInTheLastSecondOfTheEpochThatFollows() public {
        vm.warp(clock.epochStart(Epoch.wrap(3)) - 1);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        assertEq(report.round, 23);
        publish(report, QUORUM);
        assertEq(ledger.signersOf(Epoch.wrap(1)), FIRST_FIVE);
    }

    /// @dev R3
    function test_RevertWhen_TheEpochHasNotEnded() public {
        vm.warp(clock.epochStart(Epoch.wrap(2)) - 1);
        _expectWrongEpoch(1, 1, 23);
    }

    /// @dev R3
    function test_RevertWhen_TheEpochIsInTheFuture() public {
        _expectWrongEpoch(3, 2, 0);
        _expectWrongEpoch(type(uint32).max, 2, 0);
    }

    /// @dev R3
    function test_RevertWhen_TheReportIsTwoEpochsLate() public {
        warpToEpoch(3);
        _expectWrongEpoch(1, 3, 0);
    }

    /// @dev R3: epoch 0 has no council, although it is the epoch before epoch 1.
    function test_RevertWhen_TheReportIsOfEpochZero() public {
        warpToEpoch(1);
        _expectWrongEpoch(0, 1, 0);
        vm.warp(clock.GENESIS() - 1);
        _expectWrongEpoch(0, 0, 0);
        _expectWrongEpoch(1, 0, 0);
    }

    function _expectWrongEpoch(uint32 epoch, uint32 current, uint8 round) private {
        (IVerdictLedger.Report memory report, ) = conflicting(epoch, round);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_WrongEpoch.selector, epoch, current));
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3: a round is an hour, its first second included and the next one's excluded.
    function testFuzz_ReportIsAcceptedDuringItsOwnRoundOnly(uint256 seed) public {
        uint256 round = bound(seed, 0, 23);
        uint256 start = clock.epochStart(Epoch.wrap(2)) + round * ROUND;
        vm.warp(start);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        assertEq(report.round, round);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);

        if (round != 0) {
            vm.warp(start - 1);
            _expectWrongRound(round, round - 1);
            ledger.publish(report, bits, signatures);
        }
        if (round != 23) {
            vm.warp(start + ROUND);
            _expectWrongRound(round, round + 1);
            ledger.publish(report, bits, signatures);
        }
        uint256 before = vm.snapshotState();
        vm.warp(start + ROUND - 1);
        ledger.publish(report, bits, signatures);
        vm.revertToState(before);
        vm.warp(start);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3: no second is of round 24 or 255.
    function test_RevertWhen_TheRoundDoesNotExist() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        report.round = 24;
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        _expectWrongRound(24, 0);
        ledger.publish(report, bits, signatures);
    }

    function _expectWrongRound(uint256 round, uint256 current) private {
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_WrongRound.selector, round, current));
    }

    /// @dev R3: neither the same report nor another one, in the same round or a later one.
    function test_RevertWhen_AReportOfTheEpochWasPublished() public {
        IVerdictLedger.Report memory report = reportOf(keccak256("verdicts"), 0, 0);
        publish(report, QUORUM);
        _expectAlreadyPublished(report);

        report.verdictsRoot = keccak256("others");
        _expectAlreadyPublished(report);

        skip(ROUND);
        report.round = 1;
        _expectAlreadyPublished(report);
        assertEq(ledger.publicationOf(Epoch.wrap(1)).verdictsRoot, keccak256("verdicts"));
    }

    function _expectAlreadyPublished(IVerdictLedger.Report memory report) private {
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_AlreadyPublished.selector, report.epoch));
        ledger.publish(report, bits, signatures);
    }

    function test_RevertWhen_ATotalIsOverItsBudget() public {
        IRewardPool.Budget memory budget = pool.budgetOf(QUORUM * BOND);
        IVerdictLedger.Report memory report = reportOf(0, keccak256("rewards"), budget.submitters + 1);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRewardPool.RewardPool_SubmittersOverBudget.selector,
                budget.submitters + 1,
                budget.submitters
            )
        );
        ledger.publish(report, bits, signatures);

        report = reportOf(0, keccak256("rewards"), 0);
        report.storageTotal = uint96(budget.storageNodes + 1);
        (bits, signatures) = signReport(report, QUORUM);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRewardPool.RewardPool_StorageOverBudget.selector,
                budget.storageNodes + 1,
                budget.storageNodes
            )
        );
        ledger.publish(report, bits, signatures);

        report = reportOf(0, keccak256("rewards"), budget.submitters);
        report.storageTotal = uint96(budget.storageNodes);
        publish(report, QUORUM);
        assertEq(pool.rewardsOf(report.epoch).unclaimed, budget.submitters + budget.storageNodes);
    }

    /// @dev P1: the weight is that of the second of publication. A report at the very limit of its budget is refused once
    /// any voter has left; one with room to spare is not. Whoever builds reports leaves such room.
    function test_AReportAtItsLimitBearsNoLossOfWeight() public {
        address voter = address(0xE1);
        voteFor(1, voter, BOND);
        uint256 total = pool.budgetOf(SEATS * BOND + BOND).submitters;
        IVerdictLedger.Report memory report = reportOf(0, keccak256("rewards"), total);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        uint256 shares = staking.sharesOf(operatorOf(1), voter) / 1e9;
        vm.prank(voter);
        staking.unvote(operatorOf(1), shares);
        uint256 left = pool.budgetOf(SEATS * BOND + BOND - BOND / 1e9).submitters;
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_SubmittersOverBudget.selector, total, left));
        ledger.publish(report, bits, signatures);

        publish(reportOf(0, keccak256("rewards"), (total * 99) / 100), SEATS);
        assertEq(ledger.signersOf(Epoch.wrap(1)), ALL);
    }

    /// @dev R4
    function test_NothingThatHappensLaterChangesAReport() public {
        bytes32 root = verdictLeaf(sampleVerdict(1));
        publish(reportOf(root, rewardLeaf(address(0x5AB), 3e18), 3e18), QUORUM);
        bytes32 publication = keccak256(abi.encode(ledger.publicationOf(Epoch.wrap(1))));
        bytes32 rewards = keccak256(abi.encode(pool.rewardsOf(Epoch.wrap(1))));

        // Every signer is slashed and jailed, its key replaced and its seat lost; the next council reports, and waits.
        for (uint256 n = 1; n <= SEATS; ++n) {
            jail(n);
            rotateKey(n);
            address successor = registerSupernode(n + SEATS, 2 * BOND);
            vm.prank(successor);
            council.heartbeat(successor);
            council.takeSeat(n - 1, successor);
        }
        warpToEpoch(4);
        IVerdictLedger.Report memory next = reportOf(keccak256("next"), rewardLeaf(address(0xE11), 1), 1);
        publishBits(next, FIRST_FIVE, SEATS);
        warpToEpoch(400);

        assertEq(keccak256(abi.encode(ledger.publicationOf(Epoch.wrap(1)))), publication);
        assertEq(keccak256(abi.encode(pool.rewardsOf(Epoch.wrap(1)))), rewards);
        assertTrue(ledger.verify(Epoch.wrap(1), sampleVerdict(1), new bytes32[](0)));
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(1), amount: 3e18, proof: new bytes32[](0)});
        pool.claim(address(0x5AB), claims);
        assertEq(token.balanceOf(address(0x5AB)), 3e18);
    }

    /// @dev `publishBits` for the supernodes that came `offset` numbers after the first holders of the seats.
    function publishBits(IVerdictLedger.Report memory report, uint256 bits, uint256 offset) private {
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](QUORUM);
        for (uint256 i = 0; i < QUORUM; ++i) signatures[i] = signatureOf(offset + i + 1, digest);
        ledger.publish(report, bits, signatures);
    }

    /// @dev X4: after a year without a block the epoch before this one can be reported, by the council of then.
    function test_AChainThatStoodStillForAYearWakesUp() public {
        publish(reportOf(0, 0, 0), QUORUM);
        warpToEpoch(367);
        _expectWrongEpoch(2, 367, 0);
        IVerdictLedger.Report memory report = reportOf(keccak256("awake"), 0, 0);
        publish(report, QUORUM);
        assertEq(ledger.publicationOf(Epoch.wrap(366)).verdictsRoot, keccak256("awake"));
    }

    /* QUORUM */

    /// @dev R3: quorum - 1, quorum, all.
    function test_RevertWhen_SignaturesAreFewerThanTheQuorum() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM - 1);
        _expectNoQuorum(QUORUM - 1);
        ledger.publish(report, bits, signatures);

        _expectNoQuorum(0);
        ledger.publish(report, 0, new ISupernodeCouncil.Signature[](0));

        publish(report, QUORUM);
        assertEq(ledger.signersOf(report.epoch), FIRST_FIVE);
    }

    /// @dev R3: any five seats are a quorum, no four are.
    function testFuzz_AnyQuorumOfSeatsCounts(uint256 bits) public {
        bits = bound(bits, 0, ALL);
        uint256 count;
        for (uint256 seat = 0; seat < SEATS; ++seat) count += (bits >> seat) & 1;
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(ledger.digestOf(report), bits);

        if (count < QUORUM) _expectNoQuorum(count);
        ledger.publish(report, bits, signatures);
        assertEq(ledger.signersOf(report.epoch), count < QUORUM ? 0 : bits);
    }

    /// @dev R3: a jailed signer is skipped and counts for nothing: neither in the quorum, nor in the weight, nor in the pay.
    function test_RevertWhen_AJailedSignerIsNeededForTheQuorum() public {
        jail(2);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        _expectNoQuorum(QUORUM - 1);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3
    function test_AJailedSignerIsSkipped() public {
        jail(2);
        uint256 jailedBond = staking.supernodeOf(operatorOf(2)).bond;
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(digest, 0x3F);

        (address[] memory signers, uint256 counted, uint256 weight) = council.verify(
            report.epoch,
            digest,
            0x3F,
            signatures
        );
        assertEq(signers.length, QUORUM);
        assertEq(signers[0], operatorOf(1));
        for (uint256 i = 1; i < QUORUM; ++i) assertEq(signers[i], operatorOf(i + 2));
        assertEq(counted, 0x3D);
        assertEq(weight, QUORUM * BOND);

        uint256 reward = pool.budgetOf(weight).supernodes / SEATS;
        ledger.publish(report, 0x3F, signatures);
        assertEq(ledger.signersOf(report.epoch), 0x3D);
        assertEq(staking.supernodeOf(operatorOf(2)).bond, jailedBond);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, BOND + reward);
    }

    /// @dev R3: skipped is not the same as unchecked.
    function test_RevertWhen_TheSignatureOfAJailedSignerIsWrong() public {
        jail(2);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(digest, 0x3F);
        signatures[1] = signWith(0xBAD, digest);
        _expectWrongSigner(1, vm.addr(0xBAD), 1);
        ledger.publish(report, 0x3F, signatures);
    }

    /// @dev R3: seven seats bear two in jail, not three.
    function test_RevertWhen_MoreAreJailedThanTheQuorumCanSpare() public {
        jail(1);
        jail(7);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        uint256 before = vm.snapshotState();
        publish(report, SEATS);
        assertEq(ledger.signersOf(report.epoch), 0x3E);
        vm.revertToState(before);

        jail(4);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        _expectNoQuorum(4);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3
    function test_RevertWhen_OneSignatureIsGivenForTwoSeats() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[1] = signatures[0];
        _expectWrongSigner(1, vm.addr(signerKeyOf(1)), 1);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3
    function test_RevertWhen_SignaturesAreNotInTheOrderOfTheSeats() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        (signatures[2], signatures[3]) = (signatures[3], signatures[2]);
        _expectWrongSigner(2, vm.addr(signerKeyOf(4)), 1);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3
    function test_RevertWhen_TheSignerIsUnknown() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[4] = signWith(0xBAD, ledger.digestOf(report));
        _expectWrongSigner(4, vm.addr(0xBAD), 1);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3: registered, with more stake than anyone, and in no seat.
    function test_RevertWhen_TheSignerHasNoSeat() public {
        warpToEpoch(1);
        registerSupernode(8, 5 * BOND);
        warpToEpoch(3);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[0] = signatureOf(8, ledger.digestOf(report));
        _expectWrongSigner(0, vm.addr(signerKeyOf(8)), 2);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3: the bit of a seat in which nobody sits.
    function test_RevertWhen_TheSeatIsEmpty() public {
        setUpWithSixSeatsFilled();
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](QUORUM);
        for (uint256 i = 0; i < QUORUM; ++i) signatures[i] = signatureOf(i + 1, digest);
        _expectWrongSigner(6, vm.addr(signerKeyOf(5)), 1);
        ledger.publish(report, 0x4F, signatures);

        // A key of nobody is not the signer of an empty seat either.
        signatures[4] = signWith(0xBAD, digest);
        _expectWrongSigner(6, vm.addr(0xBAD), 1);
        ledger.publish(report, 0x4F, signatures);
    }

    function setUpWithSixSeatsFilled() private {
        super.setUp();
        seatSupernodes(SEATS - 1);
        warpToEpoch(2);
    }

    /// @dev R3: number 8 takes the first seat in epoch 2 and serves from epoch 3. The report of epoch 2 is number 1's to
    /// sign, also in epoch 3; that of epoch 3 is number 8's.
    function test_RevertWhen_TheSignerIsAFutureOrFormerHolder() public {
        address successor = registerSupernode(8, 2 * BOND);
        vm.prank(successor);
        council.heartbeat(successor);
        council.takeSeat(0, successor);

        warpToEpoch(3);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[0] = signatureOf(8, ledger.digestOf(report));
        _expectWrongSigner(0, vm.addr(signerKeyOf(8)), 2);
        ledger.publish(report, bits, signatures);
        publish(report, QUORUM);

        warpToEpoch(4);
        report = reportOf(0, 0, 0);
        (bits, signatures) = signReport(report, QUORUM);
        _expectWrongSigner(0, vm.addr(signerKeyOf(1)), 3);
        ledger.publish(report, bits, signatures);
        signatures[0] = signatureOf(8, ledger.digestOf(report));
        ledger.publish(report, bits, signatures);
        assertEq(ledger.signersOf(Epoch.wrap(3)), FIRST_FIVE);
    }

    /// @dev R3: a key replaced in epoch 2 signs for epoch 2, and the new one from epoch 3.
    function test_RevertWhen_TheKeyIsNotTheOneOfTheEpoch() public {
        rotateKey(1);

        warpToEpoch(3);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[0] = signWith(replacementKeyOf(1), ledger.digestOf(report));
        _expectWrongSigner(0, vm.addr(replacementKeyOf(1)), 2);
        ledger.publish(report, bits, signatures);
        publish(report, QUORUM);

        warpToEpoch(4);
        report = reportOf(0, 0, 0);
        (bits, signatures) = signReport(report, QUORUM);
        _expectWrongSigner(0, vm.addr(signerKeyOf(1)), 3);
        ledger.publish(report, bits, signatures);
        signatures[0] = signWith(replacementKeyOf(1), ledger.digestOf(report));
        ledger.publish(report, bits, signatures);
        assertEq(ledger.signersOf(Epoch.wrap(3)), FIRST_FIVE);
    }

    /// @dev R3: signatures for another epoch say nothing for this one.
    function test_RevertWhen_TheSignaturesAreForAnotherEpoch() public {
        IVerdictLedger.Report memory signed = reportOf(0, 0, 0);
        signed.epoch = Epoch.wrap(2);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        _expectSignaturesRefused(report, ledger.digestOf(signed));
    }

    /// @dev R3
    function test_RevertWhen_TheSignaturesAreForAnotherChain() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 here = ledger.digestOf(report);
        vm.chainId(block.chainid + 1);
        _expectSignaturesRefused(report, here);
    }

    /// @dev R3
    function test_RevertWhen_TheSignaturesAreForAnotherContract() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        _expectSignaturesRefused(
            report,
            _typedDigest(domainSeparator("VirusMap VerdictLedger", address(0xE15E)), report)
        );
    }

    /// @dev R3: whichever field is changed after signing, the signatures are of nobody.
    function testFuzz_RevertWhen_AFieldIsChangedAfterSigning(uint256 field, uint256 change) public {
        IVerdictLedger.Report memory report = reportOf(keccak256("verdicts"), keccak256("rewards"), 1e18);
        bytes32 signed = ledger.digestOf(report);
        field = bound(field, 0, 4);
        uint256 narrow = bound(change, 1, 1_000);
        if (change == 0) change = 1;
        if (field == 0) report.verdictsRoot ^= bytes32(change);
        if (field == 1) report.rewardsRoot ^= bytes32(change);
        if (field == 2) report.submitterTotal += uint96(narrow);
        if (field == 3) report.storageTotal += uint96(narrow);
        if (field == 4) report.cid ^= bytes32(change);
        _expectSignaturesRefused(report, signed);
    }

    function _expectSignaturesRefused(IVerdictLedger.Report memory report, bytes32 signed) private {
        bytes32 digest = ledger.digestOf(report);
        assertNotEq(digest, signed);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(signed, FIRST_FIVE);
        _expectNobody(0, digest, signatures[0]);
        ledger.publish(report, FIRST_FIVE, signatures);
    }

    /// @dev The signature of a seat in the report of epoch 1 is malformed, or of a key that nobody registered.
    function _expectNobody(uint256 seat, bytes32 digest, ISupernodeCouncil.Signature memory signature) private {
        uint256 s = (uint256(signature.vs) << 1) >> 1;
        address recovered = recover(digest, signature);
        if (s > HALF_ORDER) vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, s));
        else if (recovered == address(0)) vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        else _expectWrongSigner(seat, recovered, 1);
    }

    /// @dev R3: one seat beyond the last.
    function test_RevertWhen_TheSeatsAreMoreThanThereAre() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory signatures = signaturesOf(digest, 0xFF);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoSuchSeats.selector, 0xFF, SEATS));
        ledger.publish(report, 0xFF, signatures);

        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoSuchSeats.selector, type(uint256).max, SEATS)
        );
        ledger.publish(report, type(uint256).max, signatures);
    }

    /// @dev R3: one too few and one too many.
    function test_RevertWhen_SignaturesAndSeatsDifferInNumber() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature[] memory five = signaturesOf(digest, FIRST_FIVE);
        _expectSignatureCount(0x3F, 5);
        ledger.publish(report, 0x3F, five);
        _expectSignatureCount(0x0F, 5);
        ledger.publish(report, 0x0F, five);
        _expectSignatureCount(0, 5);
        ledger.publish(report, 0, five);
        _expectSignatureCount(FIRST_FIVE, 0);
        ledger.publish(report, FIRST_FIVE, new ISupernodeCouncil.Signature[](0));
    }

    function _expectSignatureCount(uint256 bits, uint256 count) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_SignatureCount.selector, bits, count)
        );
    }

    /// @dev R3: the compact form has 255 bits for `s`; what of them lies above half of the order is refused.
    function test_RevertWhen_SIsInTheUpperHalf() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[0].vs = bytes32(HALF_ORDER + 1);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, HALF_ORDER + 1));
        ledger.publish(report, bits, signatures);

        signatures[0].vs = bytes32(type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, type(uint256).max >> 1));
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3: the mirrored signature (order - s, other parity) does not fit the form, and recovers nobody who sits.
    function testFuzz_RevertWhen_TheSignatureIsMirrored(uint256 n) public {
        n = bound(n, 1, QUORUM);
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        uint256 vs = uint256(signatures[n - 1].vs);
        uint256 parity = vs >> 255;
        unchecked {
            signatures[n - 1].vs = bytes32(order - ((vs << 1) >> 1) + ((1 - parity) << 255));
        }
        _expectNobody(n - 1, ledger.digestOf(report), signatures[n - 1]);
        ledger.publish(report, bits, signatures);
    }

    /// @dev R3
    function test_RevertWhen_ASignatureIsEmpty() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, QUORUM);
        signatures[4] = ISupernodeCouncil.Signature({r: 0, vs: 0});
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        ledger.publish(report, bits, signatures);
    }

    function _expectNoQuorum(uint256 signers) private {
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, signers, QUORUM));
    }

    function _expectWrongSigner(uint256 seat, address signer, uint32 epoch) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector, seat, signer, epoch)
        );
    }

    /* ROUNDS AND DIGESTS */

    function test_RoundsCountHoursOfAnEpoch() public {
        uint256 start = clock.epochStart(Epoch.wrap(9));
        for (uint256 round = 0; round < 24; ++round) {
            vm.warp(start + round * ROUND);
            assertEq(ledger.currentRound(), round);
            vm.warp(start + (round + 1) * ROUND - 1);
            assertEq(ledger.currentRound(), round);
        }
        vm.warp(clock.GENESIS() - 1);
        assertEq(ledger.currentRound(), 0);
        vm.warp(clock.GENESIS());
        assertEq(ledger.currentRound(), 0);
    }

    /// @dev Every seat has its turn in any seven rounds, and an epoch begins one seat further than the one before.
    function testFuzz_ProposersRotate(uint32 epoch, uint256 round) public view {
        epoch = uint32(bound(epoch, 0, type(uint32).max - 1));
        round = bound(round, 0, 17);
        uint256 turns;
        for (uint256 i = 0; i < SEATS; ++i) turns |= 1 << ledger.proposerOf(Epoch.wrap(epoch), round + i);
        assertEq(turns, ALL);
        assertEq(ledger.proposerOf(Epoch.wrap(epoch + 1), 0), (ledger.proposerOf(Epoch.wrap(epoch), 0) + 1) % SEATS);
    }

    /// @dev The digest is EIP-712's, worked out here from the type's text.
    function testFuzz_DigestIsTypedData(IVerdictLedger.Report memory report) public view {
        assertEq(
            ledger.digestOf(report),
            _typedDigest(domainSeparator("VirusMap VerdictLedger", address(ledger)), report)
        );
    }

    function _typedDigest(bytes32 domain, IVerdictLedger.Report memory report) private pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Report(uint32 epoch,uint8 round,bytes32 verdictsRoot,bytes32 rewardsRoot,uint96 submitterTotal,uint96 storageTotal,bytes32 cid)"
        );
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash,
                Epoch.unwrap(report.epoch),
                report.round,
                report.verdictsRoot,
                report.rewardsRoot,
                report.submitterTotal,
                report.storageTotal,
                report.cid
            )
        );
        return keccak256(bytes.concat("\x19\x01", domain, structHash));
    }

    /* VERDICTS */

    /// @dev R5: in a tree of any size each leaf is proven, and nothing else.
    function testFuzz_VerifyAcceptsExactlyTheLeaves(uint256 size, uint256 index, uint256 other) public {
        size = bound(size, 1, 33);
        index = bound(index, 0, size - 1);
        other = bound(other, 0, size - 1);
        bytes32[] memory leaves = _publishVerdicts(size);
        bytes32[] memory proof = LedgerTree.proofOf(leaves, index);

        assertTrue(ledger.verify(Epoch.wrap(1), sampleVerdict(index), proof));
        // An outsider, another leaf under this proof, another epoch, a longer proof, a shorter one.
        assertFalse(ledger.verify(Epoch.wrap(1), sampleVerdict(size), proof));
        if (other != index) assertFalse(ledger.verify(Epoch.wrap(1), sampleVerdict(other), proof));
        assertFalse(ledger.verify(Epoch.wrap(0), sampleVerdict(index), proof));
        assertFalse(ledger.verify(Epoch.wrap(2), sampleVerdict(index), proof));
        assertFalse(ledger.verify(Epoch.wrap(1), sampleVerdict(index), LedgerTree.append(proof, leaves[other])));
        assertEq(ledger.verify(Epoch.wrap(1), sampleVerdict(index), new bytes32[](0)), size == 1);
    }

    /// @dev R5: a proof is of its epoch alone, although the next epoch's tree is just as deep.
    function test_AProofOfAnotherEpochIsRefused() public {
        bytes32[] memory first = _publishVerdicts(4);
        warpToEpoch(3);
        bytes32[] memory second = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) second[i] = verdictLeaf(sampleVerdict(100 + i));
        publish(reportOf(LedgerTree.rootOf(second), 0, 0), QUORUM);

        bytes32[] memory proof = LedgerTree.proofOf(first, 2);
        assertTrue(ledger.verify(Epoch.wrap(1), sampleVerdict(2), proof));
        assertFalse(ledger.verify(Epoch.wrap(2), sampleVerdict(2), proof));
    }

    /// @dev R5: no leaf hashed once, as its two halves would let an inner node pass for it.
    function test_ALeafHashedOnceIsRefused() public {
        publish(reportOf(keccak256(abi.encode(sampleVerdict(1))), 0, 0), QUORUM);
        assertFalse(ledger.verify(Epoch.wrap(1), sampleVerdict(1), new bytes32[](0)));
    }

    /// @dev R5: the root of an epoch without verdicts or without a report is zero.
    function testFuzz_NoProofLeadsToTheRootZero(uint256 seed, bytes32[] memory proof, uint32 epoch) public {
        Verdict memory verdict = sampleVerdict(seed % type(uint64).max);
        publish(reportOf(0, 0, 0), QUORUM);
        assertFalse(ledger.verify(Epoch.wrap(1), verdict, proof));
        assertFalse(ledger.verify(Epoch.wrap(epoch), verdict, proof));
        assertFalse(ledger.verify(Epoch.wrap(1), verdict, new bytes32[](0)));
    }

    /// @dev The ABI refuses an enum outside its range: no verdict has two encodings.
    function test_RevertWhen_AnEnumIsOutOfRange() public {
        publish(reportOf(verdictLeaf(sampleVerdict(1)), 0, 0), QUORUM);
        bytes memory call = abi.encodeCall(ledger.verify, (Epoch.wrap(1), sampleVerdict(1), new bytes32[](0)));
        (bool accepted, ) = address(ledger).staticcall(call);
        assertTrue(accepted);
        call[4 + 63] = 0x03; // kind
        (accepted, ) = address(ledger).staticcall(call);
        assertFalse(accepted);
        call[4 + 63] = 0x01;
        call[4 + 127] = 0x04; // category
        (accepted, ) = address(ledger).staticcall(call);
        assertFalse(accepted);
    }

    function test_RecordPutsAProvenVerdictOnChain() public {
        bytes32[] memory leaves = _publishVerdicts(5);
        Verdict memory verdict = sampleVerdict(3);
        IVerdictLedger.RecordedVerdict memory expected = IVerdictLedger.RecordedVerdict({
            epoch: Epoch.wrap(1),
            category: verdict.category,
            score: verdict.score,
            detections: verdict.detections,
            engines: verdict.engines
        });

        vm.expectEmit(address(ledger));
        emit VerdictRecorded(verdict.kind, verdict.contentHash, Epoch.wrap(1), expected);
        vm.prank(address(0xA11));
        ledger.record(Epoch.wrap(1), verdict, LedgerTree.proofOf(leaves, 3));

        IVerdictLedger.RecordedVerdict memory recorded = ledger.verdictOf(verdict.kind, verdict.contentHash);
        assertEq(keccak256(abi.encode(recorded)), keccak256(abi.encode(expected)));
        // Nothing of another kind, or of another content.
        assertEq(Epoch.unwrap(ledger.verdictOf(Kind.URL, verdict.contentHash).epoch), 0);
        assertEq(Epoch.unwrap(ledger.verdictOf(verdict.kind, sampleVerdict(2).contentHash).epoch), 0);
    }

    function test_RevertWhen_TheProofDoesNotLeadToTheVerdicts() public {
        bytes32[] memory leaves = _publishVerdicts(5);
        bytes32[] memory proof = LedgerTree.proofOf(leaves, 3);
        _expectInvalidProof(1, sampleVerdict(2));
        ledger.record(Epoch.wrap(1), sampleVerdict(2), proof);
        _expectInvalidProof(2, sampleVerdict(3));
        ledger.record(Epoch.wrap(2), sampleVerdict(3), proof);
        _expectInvalidProof(0, sampleVerdict(3));
        ledger.record(Epoch.wrap(0), sampleVerdict(3), proof);
    }

    function _expectInvalidProof(uint32 epoch, Verdict memory verdict) private {
        vm.expectRevert(
            abi.encodeWithSelector(IVerdictLedger.VerdictLedger_InvalidProof.selector, epoch, verdictLeaf(verdict))
        );
    }

    function test_TheNewestEpochWins() public {
        (Verdict memory older, Verdict memory newer) = _publishTwoScans();
        ledger.record(Epoch.wrap(1), older, new bytes32[](0));
        assertEq(uint8(ledger.verdictOf(older.kind, older.contentHash).category), uint8(Category.UNDETERMINED));
        ledger.record(Epoch.wrap(2), newer, new bytes32[](0));
        assertEq(uint8(ledger.verdictOf(older.kind, older.contentHash).category), uint8(Category.MALICIOUS));
        assertEq(Epoch.unwrap(ledger.verdictOf(older.kind, older.contentHash).epoch), 2);
    }

    function test_RevertWhen_AsNewAVerdictIsRecorded() public {
        (Verdict memory older, Verdict memory newer) = _publishTwoScans();
        ledger.record(Epoch.wrap(2), newer, new bytes32[](0));

        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_NotNewer.selector, 1, 2));
        ledger.record(Epoch.wrap(1), older, new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_NotNewer.selector, 2, 2));
        ledger.record(Epoch.wrap(2), newer, new bytes32[](0));
        assertEq(Epoch.unwrap(ledger.verdictOf(newer.kind, newer.contentHash).epoch), 2);
    }

    /// @dev Leaves of the report of epoch 1: the first `size` sample verdicts.
    function _publishVerdicts(uint256 size) private returns (bytes32[] memory leaves) {
        leaves = new bytes32[](size);
        for (uint256 i = 0; i < size; ++i) leaves[i] = verdictLeaf(sampleVerdict(i));
        publish(reportOf(LedgerTree.rootOf(leaves), 0, 0), QUORUM);
    }

    /// @dev One content in epoch 1 and again in epoch 2.
    function _publishTwoScans() private returns (Verdict memory older, Verdict memory newer) {
        older = sampleVerdict(4);
        newer = sampleVerdict(4);
        newer.category = Category.MALICIOUS;
        newer.reward = 0;
        publish(reportOf(verdictLeaf(older), 0, 0), QUORUM);
        warpToEpoch(3);
        publish(reportOf(verdictLeaf(newer), 0, 0), QUORUM);
    }

    /* FAILURES OF OTHERS */

    /// @dev PolySwarm commitments: a commitment built with XOR opened to both verdicts. Here a leaf opens to one verdict:
    /// whatever field of it is changed, the proof fails.
    function testFuzz_Peer_ACommitmentOpensToOneVerdictOnly(uint256 field, uint256 change) public {
        bytes32[] memory leaves = _publishVerdicts(8);
        bytes32[] memory proof = LedgerTree.proofOf(leaves, 6);
        Verdict memory verdict = sampleVerdict(6);
        field = bound(field, 0, 11);
        if (change == 0) change = 1;
        uint8 small = uint8(bound(change, 1, type(uint8).max));
        if (field == 0) verdict.kind = Kind.URL;
        if (field == 1) verdict.contentHash ^= bytes32(change);
        if (field == 2) verdict.category = Category.MALICIOUS;
        if (field == 3) verdict.score ^= small;
        if (field == 4) verdict.reward ^= small;
        if (field == 5) verdict.submitter = address(uint160(verdict.submitter) ^ small);
        if (field == 6) verdict.detections ^= small;
        if (field == 7) verdict.engines ^= small;
        if (field == 8) verdict.policy ^= small;
        if (field == 9) verdict.labelsHash ^= bytes32(change);
        if (field == 10) verdict.ciphertextCid ^= bytes32(change);
        if (field == 11) verdict.keyCommitment ^= bytes32(change);
        assertFalse(ledger.verify(Epoch.wrap(1), verdict, proof));
    }

    /// @dev PolySwarm parameters: fees and windows were read at settlement, so that a change robbed earlier users. Here a
    /// report keeps its totals whatever becomes of the budgets after it.
    function test_Peer_LaterBudgetsDoNotReachEarlierReports() public {
        uint256 total = pool.budgetOf(QUORUM * BOND).submitters;
        publish(reportOf(0, rewardLeaf(address(0x5AB), total), total), QUORUM);
        // The budget falls to a part of it: every signer is slashed.
        for (uint256 n = 1; n <= SEATS; ++n) jail(n);
        assertLt(pool.budgetOf(staking.weightOf(operatorOf(1)) * QUORUM).submitters, total);

        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(1), amount: total, proof: new bytes32[](0)});
        pool.claim(address(0x5AB), claims);
        assertEq(token.balanceOf(address(0x5AB)), total);
    }

    /// @dev PolySwarm channels: signed state without the channel's identity was replayed. Here the signatures of one
    /// deployment are worth nothing in another one with the same council, epoch and round.
    function test_Peer_SignaturesOfOneDeploymentAreNothingInAnother() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 signed = ledger.digestOf(report);
        publish(report, QUORUM);

        address earlier = address(ledger);
        super.setUp();
        seatSupernodes(SEATS);
        warpToEpoch(2);
        assertNotEq(address(ledger), earlier);
        _expectSignaturesRefused(report, signed);
        publish(report, QUORUM);
    }

    /// @dev PolySwarm channels: one donated wei made closing impossible. Here donations change no figure of a report.
    function test_Peer_DonationsDoNotStopAReport() public {
        fund(address(pool), 1);
        fund(address(staking), 1);
        fund(address(ledger), 1);
        vm.deal(address(pool), 1);
        vm.deal(address(ledger), 1);
        uint256 total = pool.budgetOf(QUORUM * BOND).submitters;
        publish(reportOf(0, rewardLeaf(address(0x5AB), total), total), QUORUM);
        assertEq(pool.rewardsOf(Epoch.wrap(1)).unclaimed, total);
        assertEq(address(RewardPool(address(ledger.REWARD_POOL()))), address(pool));
    }
}

/// @notice The production council: 21 seats, 15 of them a quorum. All have voters, and were paid for the report before.
contract VerdictLedgerFullCouncilTest is LedgerSystem {
    /// @dev A tenth of what a transaction may use (EIP-7825). Far above the cost, so that instrumented code passes too.
    uint256 private constant GAS_LIMIT = 16_777_216 / uint256(10);

    function seats() internal pure override returns (uint256) {
        return 21;
    }

    function setUp() public override {
        super.setUp();
        seatSupernodes(21);
        for (uint256 n = 1; n <= 21; ++n) voteFor(n, address(uint160(0xE0000 + n)), BOND);
        warpToEpoch(2);
        publish(reportOf(keccak256("verdicts"), keccak256("rewards"), 1e18), 15);
        warpToEpoch(3);
    }

    /// @dev R3: floor(2 * 21 / 3) + 1 = 15.
    function test_FifteenOfTwentyOneAreAQuorum() public {
        assertEq(council.QUORUM(), 15);
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, 14);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, 14, 15));
        ledger.publish(report, bits, signatures);
        publish(report, 15);
    }

    /// @dev X5: nothing but the digest was touched in this transaction before.
    function test_PublicationStaysWithinItsGas() public {
        IVerdictLedger.Report memory report = reportOf(keccak256("verdicts"), keccak256("rewards"), 1e18);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, 15);
        bytes memory call = abi.encodeCall(ledger.publish, (report, bits, signatures));
        uint256 used = gasleft();
        (bool success, ) = address(ledger).call(call);
        used = used - gasleft() + 21_000 + call.length * 16; // the transaction's own, and its calldata at most
        assertTrue(success);
        assertLe(used, GAS_LIMIT);
    }
}
