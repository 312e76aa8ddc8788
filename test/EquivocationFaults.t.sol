// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {EquivocationFaults} from "../contracts/EquivocationFaults.sol";
import {IEquivocationFaults} from "../contracts/interfaces/IEquivocationFaults.sol";
import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {LedgerSystem} from "./helpers/LedgerSystem.sol";

/// @notice Seven supernodes sit since epoch 1; the tests begin in the first second of epoch 2.
contract EquivocationFaultsTest is LedgerSystem {
    address private constant REPORTER = address(0xE9);
    address private constant VOTER = address(0xE1);

    event EquivocationProven(address indexed supernode, Epoch indexed epoch, uint8 round, address indexed reporter);

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS);
        warpToEpoch(2);
    }

    /* CONSTRUCTION */

    function test_RevertWhen_StakingNamesAnotherProver() public {
        address deployed = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_NotTheStakingsProver.selector,
                address(faults),
                deployed
            )
        );
        new EquivocationFaults(ledger);
    }

    function test_ConstructionReadsItsCounterparts() public view {
        assertEq(address(faults.LEDGER()), address(ledger));
        assertEq(address(faults.STAKING()), address(staking));
        assertEq(faults.GENESIS(), clock.GENESIS());
        assertEq(faults.EPOCH_LENGTH(), clock.EPOCH_LENGTH());
    }

    /* PROOF */

    function test_ProofSlashesJailsAndPays() public {
        voteFor(1, VOTER, 30_000e18);
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 7);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(1, ledger.digestOf(second));
        uint256 supply = token.totalSupply();

        vm.expectEmit(address(faults));
        emit EquivocationProven(operatorOf(1), Epoch.wrap(1), 7, REPORTER);
        vm.prank(REPORTER);
        faults.prove(first, firstSignature, second, secondSignature);

        assertTrue(faults.isProven(operatorOf(1), Epoch.wrap(1)));
        assertFalse(faults.isProven(operatorOf(1), Epoch.wrap(2)));
        assertFalse(faults.isProven(operatorOf(2), Epoch.wrap(1)));
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(operatorOf(1));
        assertEq(node.bond, 90_000e18);
        assertEq(node.pool.assets, 27_000e18);
        assertTrue(staking.isJailed(operatorOf(1)));
        assertFalse(staking.isEligible(operatorOf(1)));
        assertEq(token.balanceOf(REPORTER), 1_000e18);
        assertEq(token.totalSupply(), supply - 12_000e18);
    }

    /// @dev Any field but epoch and round makes another report.
    function testFuzz_AnyDifferenceIsAnEquivocation(uint256 field) public {
        (IVerdictLedger.Report memory first, ) = conflicting(1, 3);
        (IVerdictLedger.Report memory second, ) = conflicting(1, 3);
        field = bound(field, 0, 4);
        if (field == 0) second.verdictsRoot = bytes32(uint256(1));
        if (field == 1) second.rewardsRoot = bytes32(uint256(1));
        if (field == 2) second.submitterTotal = 1;
        if (field == 3) second.storageTotal = 1;
        if (field == 4) second.cid ^= bytes32(uint256(1));
        _prove(3, first, second);
        assertTrue(faults.isProven(operatorOf(3), Epoch.wrap(1)));
    }

    /// @dev Neither of the two needs to have been published, or the supernode to have a seat.
    function test_ASupernodeWithoutASeatCanEquivocate() public {
        registerSupernode(8, BOND);
        warpToEpoch(3);
        proveEquivocation(8, 3, REPORTER);
        assertTrue(staking.isJailed(operatorOf(8)));
    }

    function test_RevertWhen_TheReportsAreOfDifferentEpochs() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        second.epoch = Epoch.wrap(2);
        _expectProofRefused(
            1,
            first,
            second,
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_DifferentEpochs.selector, 1, 2)
        );
    }

    function test_RevertWhen_TheReportsAreOfDifferentRounds() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 4);
        second.round = 5;
        _expectProofRefused(
            1,
            first,
            second,
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_DifferentRounds.selector, 4, 5)
        );
    }

    function test_RevertWhen_TheReportsAreTheSame() public {
        (IVerdictLedger.Report memory first, ) = conflicting(1, 0);
        _expectProofRefused(
            1,
            first,
            first,
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_SameReport.selector, ledger.digestOf(first))
        );
    }

    /// @dev K9: whatever two signatures of one report are brought, one of them mirrored or made anew, it is one report.
    function testFuzz_RevertWhen_OneReportHasTwoSignatures(bytes32 r, bytes32 vs) public {
        (IVerdictLedger.Report memory first, ) = conflicting(1, 0);
        bytes32 digest = ledger.digestOf(first);
        ISupernodeCouncil.Signature memory signature = signatureOf(1, digest);
        vm.expectRevert(abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_SameReport.selector, digest));
        faults.prove(first, signature, first, ISupernodeCouncil.Signature({r: r, vs: vs}));
    }

    function test_RevertWhen_TheEpochHasNotBegun() public {
        _expectFutureEpoch(3, 2);
        _expectFutureEpoch(type(uint32).max - 14, 2);
        _expectFutureEpoch(type(uint32).max - 13, 2);
        _expectFutureEpoch(type(uint32).max, 2);

        vm.warp(clock.epochStart(Epoch.wrap(3)) - 1);
        _expectFutureEpoch(3, 2);
        skip(1);
        proveEquivocation(1, 3, REPORTER);
        assertTrue(faults.isProven(operatorOf(1), Epoch.wrap(3)));
    }

    function _expectFutureEpoch(uint32 epoch, uint32 current) private {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(epoch, 0);
        _expectProofRefused(
            1,
            first,
            second,
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_FutureEpoch.selector, epoch, current)
        );
    }

    /// @dev K10: through the last second of e + 14, and not one second longer.
    function test_EvidenceIsAcceptedToTheLastSecondOfTheFourteenthEpoch() public {
        vm.warp(clock.epochStart(Epoch.wrap(16)) - 1);
        proveEquivocation(1, 1, REPORTER);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, 90_000e18);
    }

    /// @dev K10
    function test_RevertWhen_TheEvidenceIsTooLate() public {
        warpToEpoch(16);
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        _expectProofRefused(
            1,
            first,
            second,
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_TooLate.selector, 16, 15)
        );
        proveEquivocation(1, 2, REPORTER);
    }

    function test_RevertWhen_TheSignaturesAreByTwoKeys() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(2, ledger.digestOf(second));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_DifferentSigners.selector,
                vm.addr(signerKeyOf(1)),
                vm.addr(signerKeyOf(2))
            )
        );
        faults.prove(first, firstSignature, second, secondSignature);
    }

    function test_RevertWhen_TheKeyIsNobodys() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        ISupernodeCouncil.Signature memory firstSignature = signWith(0xBAD, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signWith(0xBAD, ledger.digestOf(second));
        _expectUnknownSigner(vm.addr(0xBAD), 1);
        faults.prove(first, firstSignature, second, secondSignature);
    }

    /// @dev No key signs for epoch 0, not even that of a supernode that registered in it.
    function test_RevertWhen_TheEpochIsZero() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(0, 0);
        _expectProofRefused(
            1,
            first,
            second,
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_UnknownSigner.selector,
                vm.addr(signerKeyOf(1)),
                0
            )
        );
    }

    /// @dev K10: an old fault stays attributable after a key change, and a key is nobody's for epochs that are not its own.
    function test_OldFaultsStayAttributableAfterAKeyChange() public {
        rotateKey(1);
        warpToEpoch(4);

        // The old key signed two reports of epoch 3, for which the new one signs, and the new one two of epoch 2.
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(3, 0);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(1, ledger.digestOf(second));
        _expectUnknownSigner(vm.addr(signerKeyOf(1)), 3);
        faults.prove(first, firstSignature, second, secondSignature);

        (first, second) = conflicting(2, 0);
        firstSignature = signWith(replacementKeyOf(1), ledger.digestOf(first));
        secondSignature = signWith(replacementKeyOf(1), ledger.digestOf(second));
        _expectUnknownSigner(vm.addr(replacementKeyOf(1)), 2);
        faults.prove(first, firstSignature, second, secondSignature);

        proveEquivocation(1, 2, REPORTER);
        assertTrue(faults.isProven(operatorOf(1), Epoch.wrap(2)));

        (first, second) = conflicting(3, 0);
        firstSignature = signWith(replacementKeyOf(1), ledger.digestOf(first));
        secondSignature = signWith(replacementKeyOf(1), ledger.digestOf(second));
        faults.prove(first, firstSignature, second, secondSignature);
        assertTrue(faults.isProven(operatorOf(1), Epoch.wrap(3)));
    }

    function _expectUnknownSigner(address signer, uint32 epoch) private {
        vm.expectRevert(
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_UnknownSigner.selector, signer, epoch)
        );
    }

    /// @dev K9: once for each supernode and epoch, also with other reports, of another round, by another reporter.
    function test_RevertWhen_TheFaultWasProven() public {
        proveEquivocation(1, 1, REPORTER);
        uint256 bond = staking.supernodeOf(operatorOf(1)).bond;
        bytes memory refusal = abi.encodeWithSelector(
            IEquivocationFaults.EquivocationFaults_AlreadyProven.selector,
            operatorOf(1),
            1
        );
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        _expectProofRefused(1, first, second, refusal);
        _expectProofRefused(1, second, first, refusal);
        (first, second) = conflicting(1, 9);
        _expectProofRefused(1, first, second, refusal);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, bond);

        // Another epoch is another fault.
        proveEquivocation(1, 2, REPORTER);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, bond - bond / 10);
    }

    /* SIGNATURES */

    function test_RevertWhen_ASignatureIsMalformed() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature;
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        faults.prove(first, firstSignature, second, secondSignature);

        secondSignature.vs = bytes32(type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, type(uint256).max >> 1));
        faults.prove(first, firstSignature, second, secondSignature);
    }

    /// @dev K9: nobody can turn a signature of another chain, contract or protocol into one of a second report.
    function test_RevertWhen_ASignatureIsOfAnotherChain() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        vm.chainId(block.chainid + 1);
        bytes32 elsewhere = ledger.digestOf(second);
        vm.chainId(block.chainid - 1);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(1, elsewhere);
        address recovered = recover(ledger.digestOf(second), secondSignature);
        assertNotEq(recovered, address(0));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_DifferentSigners.selector,
                vm.addr(signerKeyOf(1)),
                recovered
            )
        );
        faults.prove(first, firstSignature, second, secondSignature);
    }

    /* PROPERTIES */

    /// @dev K9: one report in each round of an epoch, each different, and nobody can slash for any two of them.
    function testFuzz_OneReportARoundIsNoFault(uint8 one, uint8 other) public {
        one = uint8(bound(one, 0, 23));
        other = uint8(bound(other, 0, 23));
        (IVerdictLedger.Report memory first, ) = conflicting(1, one);
        (IVerdictLedger.Report memory second, ) = conflicting(1, other);
        first.cid = keccak256(abi.encode(one));
        second.cid = keccak256(abi.encode(other));
        bytes memory refusal =
            one == other
                ? abi.encodeWithSelector(
                    IEquivocationFaults.EquivocationFaults_SameReport.selector,
                    ledger.digestOf(first)
                )
                : abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_DifferentRounds.selector, one, other);
        _expectProofRefused(1, first, second, refusal);
    }

    /// @dev K9: nor can what it signed be passed off as being of another round or epoch: the signer is then somebody else.
    function testFuzz_RevertWhen_TheRoundIsForged(uint8 one, uint8 other) public {
        one = uint8(bound(one, 0, 23));
        other = uint8(bound(other, 0, 23));
        if (other == one) other = (one + 1) % 24;
        (IVerdictLedger.Report memory first, ) = conflicting(1, one);
        (, IVerdictLedger.Report memory second) = conflicting(1, other);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(1, ledger.digestOf(second));
        second.round = one;
        address recovered = recover(ledger.digestOf(second), secondSignature);
        if (recovered == address(0)) vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        else
            vm.expectRevert(
                abi.encodeWithSelector(
                    IEquivocationFaults.EquivocationFaults_DifferentSigners.selector,
                    vm.addr(signerKeyOf(1)),
                    recovered
                )
            );
        faults.prove(first, firstSignature, second, secondSignature);
    }

    /// @dev K9: whatever the bond, the voters' stake and the tickets, who reports himself is poorer than before, and the
    /// bounty is at most a tenth of what the bond lost.
    function testFuzz_SelfAccusationLoses(uint256 bond, uint256 votes, uint256 ownVotes) public {
        bond = bound(bond, 0, 100_000e18);
        votes = bound(votes, 1e18, 1_000_000e18);
        ownVotes = bound(ownVotes, 1e18, 100_000e18);
        raiseBond(1, bond + 1);
        address operator = operatorOf(1);
        voteFor(1, VOTER, votes);
        voteFor(1, operator, ownVotes);
        uint256 half = staking.sharesOf(operator, operator) / 2;
        vm.prank(operator);
        staking.unvote(operator, half);
        uint256 before = _wealth(operator, Epoch.wrap(2));
        uint256 bondBefore = staking.supernodeOf(operator).bond;

        proveEquivocation(1, 2, operator);

        uint256 lost = bondBefore - staking.supernodeOf(operator).bond;
        assertLt(_wealth(operator, Epoch.wrap(2)), before);
        assertLe(token.balanceOf(operator) * 10, lost);
        assertGt(token.balanceOf(operator), 0);
    }

    function _wealth(address operator, Epoch ticket) private view returns (uint256) {
        return
            token.balanceOf(operator) +
            staking.supernodeOf(operator).bond +
            staking.votesOf(operator, operator) +
            staking.ticketValueOf(operator, operator, ticket);
    }

    /// @dev K9: who accuses himself on the way out leaves with less.
    function test_SelfAccusationOnTheWayOutLoses() public {
        address operator = operatorOf(1);
        vm.prank(operator);
        staking.resign();
        warpToEpoch(16);
        proveEquivocation(1, 2, operator);
        uint256 bounty = token.balanceOf(operator);
        warpToEpoch(17);
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(token.balanceOf(operator), bounty + 90_000e18);
        assertLt(token.balanceOf(operator), BOND);
    }

    /// @dev K9: a supernode that resigned pays for what it signed until its bond leaves, and its voters' tickets with it.
    function test_ASupernodeThatLeftIsSlashed() public {
        address operator = operatorOf(1);
        voteFor(1, VOTER, 50_000e18);
        vm.prank(operator);
        staking.resign();
        uint256 shares = staking.sharesOf(operator, VOTER);
        vm.prank(VOTER);
        staking.unvote(operator, shares);

        vm.warp(clock.epochStart(Epoch.wrap(17)) - 1); // the last second in which bond and ticket of epoch 2 are locked
        proveEquivocation(1, 2, REPORTER);
        assertEq(token.balanceOf(REPORTER), 1_000e18);
        skip(1);
        vm.prank(operator);
        staking.withdrawBond();
        vm.prank(VOTER);
        staking.withdraw(operator, Epoch.wrap(2));
        assertEq(token.balanceOf(operator), 90_000e18);
        assertEq(token.balanceOf(VOTER), 45_000e18);
    }

    /// @dev K9: a supernode whose bond is gone (a wrong key can cost all of it) is jailed without a bounty, and its voters
    /// are slashed all the same. Nothing is gained by accusing oneself then.
    function test_ASupernodeWithoutABondIsSlashedWithoutABounty() public {
        address operator = operatorOf(1);
        voteFor(1, VOTER, 50_000e18);
        vm.prank(address(market));
        staking.slashWrongKey(operator, BOND, REPORTER);
        uint256 before = token.balanceOf(operator);
        proveEquivocation(1, 2, operator);
        assertEq(token.balanceOf(operator), before);
        assertEq(staking.supernodeOf(operator).bond, 0);
        assertEq(staking.supernodeOf(operator).pool.assets, 45_000e18);
        assertTrue(staking.isJailed(operator));
    }

    /// @dev K9: evidence never fails for want of funds, however often the supernode was slashed before.
    function test_FifteenEpochsOfFaultsAreProvenInARow() public {
        warpToEpoch(15);
        uint256 expected = BOND;
        for (uint32 epoch = 1; epoch <= 15; ++epoch) {
            proveEquivocation(1, epoch, REPORTER);
            expected -= (expected + 9) / 10;
            assertEq(staking.supernodeOf(operatorOf(1)).bond, expected);
        }
        assertLe(token.balanceOf(REPORTER) * 10, BOND - expected);
    }

    /// @dev The Graph: one fault was disputed several times. Here the order of the reports, their round and the reporter
    /// make no second fault of it: one slash an epoch.
    function test_Peer_OneFaultIsPunishedOnce() public {
        proveEquivocation(1, 1, REPORTER);
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(1, 0);
        second.submitterTotal = 77;
        _expectProofRefused(
            1,
            second,
            first,
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_AlreadyProven.selector, operatorOf(1), 1)
        );
        assertEq(staking.supernodeOf(operatorOf(1)).bond, 90_000e18);
    }

    function _prove(uint256 n, IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) private {
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(n, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(n, ledger.digestOf(second));
        faults.prove(first, firstSignature, second, secondSignature);
    }

    function _expectProofRefused(
        uint256 n,
        IVerdictLedger.Report memory first,
        IVerdictLedger.Report memory second,
        bytes memory refusal
    ) private {
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(n, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(n, ledger.digestOf(second));
        vm.expectRevert(refusal);
        faults.prove(first, firstSignature, second, secondSignature);
    }
}
