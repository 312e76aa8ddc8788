// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EquivocationFaults} from "../../contracts/EquivocationFaults.sol";
import {IEquivocationFaults} from "../../contracts/interfaces/IEquivocationFaults.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {VerdictLedger} from "../../contracts/VerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {KeyExchange} from "../../contracts/libraries/KeyExchange.sol";
import {LedgerSystem} from "../helpers/LedgerSystem.sol";

/// @notice What a reporter of faults would take from supernodes, guilty or not, and what he is left with.
contract ReporterAttacksTest is LedgerSystem {
    address private constant MALLORY = address(0xBAD);

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS);
        warpToEpoch(3);
    }

    /* FORGED EVIDENCE */

    /// @dev He would gain: a bounty from an honest supernode, by making two signatures of one: the same with another s
    /// and v, or with bits changed, under a second report of his own. K9 stops him: nobody's key yields them. Left
    /// with: nothing.
    function testFuzz_OneSignatureMakesNoSecond(uint256 n, uint256 change, bytes32 cid) public {
        n = bound(n, 1, SEATS);
        vm.assume(cid != keccak256("report"));
        IVerdictLedger.Report memory signed = reportOf(0, 0, 0);
        IVerdictLedger.Report memory forged = reportOf(0, 0, 0);
        forged.cid = cid;
        ISupernodeCouncil.Signature memory signature = signatureOf(n, ledger.digestOf(signed));
        ISupernodeCouncil.Signature memory other = ISupernodeCouncil.Signature({r: signature.r, vs: signature.vs});
        if (change % 4 == 1) other.vs = bytes32(uint256(other.vs) ^ (1 << 255)); // the other parity
        if (change % 4 == 2) other.vs = bytes32(uint256(other.vs) ^ (change >> 4));
        if (change % 4 == 3) other.r = bytes32(uint256(other.r) ^ (change >> 4));
        _assertUnproven(signed, signature, forged, other);
        _assertUnproven(signed, signature, signed, other); // and no second form of the same
        _assertUnproven(forged, other, forged, other);
        _assertUntouched(n);
    }

    /// @dev He would gain: the same by the upper half of s: the curve's symmetry makes a second signature of each. K9
    /// stops him: it is of the same report. Left with: nothing.
    function test_TheMirroredSignatureIsNoSecondReport() public {
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        bytes32 digest = ledger.digestOf(report);
        ISupernodeCouncil.Signature memory signature = signatureOf(1, digest);
        uint256 s = uint256(signature.vs) & (type(uint256).max >> 1);
        uint256 parity = uint256(signature.vs) >> 255;
        uint256 mirrored = KeyExchange.N - s;
        assertEq(ecrecover(digest, uint8(28 - parity), signature.r, bytes32(mirrored)), vm.addr(signerKeyOf(1)));
        // Only the lowest of the mirrored values leave the top bit free for the parity; this one loses it.
        bytes32 vs = bytes32(mirrored | ((1 - parity) << 255));
        _assertUnproven(report, signature, report, ISupernodeCouncil.Signature({r: signature.r, vs: vs}));
        _assertUntouched(1);
    }

    /// @dev He would gain: bounties from everybody who signed the same epoch for two deployments or two chains. K9
    /// stops him: a signature names chain and contract. Left with: nothing.
    function test_ReportsOfOtherDeploymentsAndChainsAreNoEvidence() public {
        IVerdictLedger.Report memory here = reportOf(0, 0, 0);
        IVerdictLedger.Report memory there = reportOf(keccak256("there"), 0, 0);
        address second = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.mockCall(address(council), abi.encodeCall(council.LEDGER, ()), abi.encode(second));
        VerdictLedger other = new VerdictLedger(council, pool);
        vm.clearMockedCalls();
        bytes32 otherDigest = other.digestOf(there);
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        bytes32 chainDigest = ledger.digestOf(there);
        vm.chainId(chain);
        assertNotEq(otherDigest, ledger.digestOf(there));
        assertNotEq(chainDigest, ledger.digestOf(there));

        for (uint256 n = 1; n <= SEATS; ++n) {
            ISupernodeCouncil.Signature memory signature = signatureOf(n, ledger.digestOf(here));
            _assertUnproven(here, signature, there, signatureOf(n, otherDigest));
            _assertUnproven(here, signature, there, signatureOf(n, chainDigest));
            _assertUntouched(n);
        }
    }

    /// @dev He would gain: a bounty from a supernode that signed for two rounds or two epochs, as it must. K9 stops
    /// him: a fault is two reports of one epoch and round. Left with: nothing.
    function testFuzz_HonestReportsOfAWholeYearProveNothing(uint256 seed) public {
        IVerdictLedger.Report[2] memory reports;
        for (uint256 i = 0; i < 2; ++i) {
            reports[i] = reportOf(keccak256(abi.encode(seed, i)), 0, 0);
            reports[i].epoch = Epoch.wrap(uint32(1 + ((seed >> (8 * i)) % 3)));
            reports[i].round = uint8((seed >> (64 + 8 * i)) % 24);
        }
        vm.assume(reports[0].epoch != reports[1].epoch || reports[0].round != reports[1].round);
        uint256 n = 1 + ((seed >> 128) % SEATS);
        _assertUnproven(
            reports[0],
            signatureOf(n, ledger.digestOf(reports[0])),
            reports[1],
            signatureOf(n, ledger.digestOf(reports[1]))
        );
        _assertUntouched(n);
    }

    /// @dev He would gain: a bounty from one supernode for what another signed, by one report of each. K9 stops him:
    /// one key signs both. Left with: nothing.
    function test_TwoSignersAreNoEquivocation() public {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(2, 0);
        ISupernodeCouncil.Signature memory a = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory b = signatureOf(2, ledger.digestOf(second));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_DifferentSigners.selector,
                vm.addr(signerKeyOf(1)),
                vm.addr(signerKeyOf(2))
            )
        );
        faults.prove(first, a, second, b);
        _assertUntouched(1);
        _assertUntouched(2);
    }

    /// @dev He would gain: a slash from a key that is nobody's in that epoch, his own or a former one. K10 and K9 stop
    /// him: a key answers for the epochs in which it signs. Left with: nothing.
    function test_AKeyOutsideItsEpochsProvesNothing() public {
        rotateKey(1); // from epoch 4 on
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(3, 0);
        uint256[2] memory keys = [replacementKeyOf(1), uint256(keccak256("mallory"))];
        for (uint256 i = 0; i < 2; ++i) {
            ISupernodeCouncil.Signature memory a = signWith(keys[i], ledger.digestOf(first));
            ISupernodeCouncil.Signature memory b = signWith(keys[i], ledger.digestOf(second));
            vm.expectRevert(
                abi.encodeWithSelector(
                    IEquivocationFaults.EquivocationFaults_UnknownSigner.selector,
                    vm.addr(keys[i]),
                    3
                )
            );
            faults.prove(first, a, second, b);
        }
        _assertUntouched(1);
    }

    /* EVIDENCE THAT IS TRUE */

    /// @dev He would gain: the bounty of one fault many times: turned round, with a third report, of another round, by
    /// another account. K9 stops him: one slash for each supernode and epoch. Left with: one bounty, 1 % of the bond.
    function test_OneEpochPaysOneBounty() public {
        IVerdictLedger.Report[3] memory reports;
        ISupernodeCouncil.Signature[3] memory signatures;
        for (uint256 round = 0; round < 2; ++round) {
            for (uint256 i = 0; i < 3; ++i) {
                reports[i] = reportOf(keccak256(abi.encode(i)), 0, 0);
                reports[i].round = uint8(round);
                signatures[i] = signatureOf(1, ledger.digestOf(reports[i]));
            }
            for (uint256 i = 0; i < 9; ++i) {
                if (i / 3 == i % 3) continue;
                vm.prank(MALLORY);
                (bool proven, ) = address(faults).call(
                    abi.encodeCall(faults.prove, (reports[i / 3], signatures[i / 3], reports[i % 3], signatures[i % 3]))
                );
                assertEq(proven, round == 0 && i == 1);
            }
        }
        assertEq(token.balanceOf(MALLORY), BOND / 100);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, (BOND * 9) / 10);
    }

    /// @dev He would gain: the bounty of another reporter, whose evidence he copies from the queue. The design concedes
    /// it: who proves first is paid. K9 leaves the slash the same. Left with: the bounty; the other with the gas of a
    /// refused call.
    function test_CopiedEvidencePaysWhoIsFirstAndSlashesOnce() public {
        proveEquivocation(1, 2, MALLORY);
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(2, 0);
        ISupernodeCouncil.Signature memory a = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory b = signatureOf(1, ledger.digestOf(second));
        vm.prank(address(0xA11CE));
        vm.expectRevert(
            abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_AlreadyProven.selector, operatorOf(1), 2)
        );
        faults.prove(first, a, second, b);
        assertEq(token.balanceOf(MALLORY), BOND / 100);
        assertEq(staking.supernodeOf(operatorOf(1)).bond, (BOND * 9) / 10);
    }

    /// @dev He would gain: a bounty of the voters' money, by waiting until many stand behind the guilty one, or by
    /// voting for it himself first. K9 stops him: the bounty is of the bond's loss alone. Left with: 1 % of the bond,
    /// less a tenth of his votes.
    function testFuzz_MoreVotesMakeNoLargerBounty(uint256 votes) public {
        votes = bound(votes, 10, 20_000_000e18);
        voteFor(1, MALLORY, votes);
        warpToEpoch(16); // the last epoch of the evidence of epoch 2
        proveEquivocation(1, 2, MALLORY);
        assertEq(token.balanceOf(MALLORY), BOND / 100);
        assertLe(staking.votesOf(operatorOf(1), MALLORY), votes - votes / 10);
    }

    /// @dev He would gain: a bounty where nothing is left, or after the time. K10 and K9 stop him. Left with: nothing;
    /// a bond that left pays nobody, and the call does not fail for want of it.
    function test_EvidenceAfterItsTimeOrAgainstNothingPaysNothing() public {
        vm.prank(operatorOf(1));
        staking.resign();
        warpToEpoch(17);
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(2, 0);
        ISupernodeCouncil.Signature memory a = signatureOf(2, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory b = signatureOf(2, ledger.digestOf(second));
        vm.expectRevert(abi.encodeWithSelector(IEquivocationFaults.EquivocationFaults_TooLate.selector, 17, 16));
        faults.prove(first, a, second, b);
        _assertUntouched(2);

        vm.startPrank(address(market)); // takes the whole bond of supernode 1
        staking.slashWrongKey(operatorOf(1), type(uint256).max, address(0xB1));
        vm.stopPrank();
        proveEquivocation(1, 3, MALLORY);
        assertEq(token.balanceOf(MALLORY), 0);
        assertTrue(faults.isProven(operatorOf(1), Epoch.wrap(3)));
    }

    /// @dev He would gain: slashes at will, by a prover of his own or by calling the staking contract himself. X2 stops
    /// him: the prover is fixed. Left with: nothing.
    function test_AProverOfHisOwnProvesNothing() public {
        address self = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEquivocationFaults.EquivocationFaults_NotTheStakingsProver.selector,
                address(faults),
                self
            )
        );
        new EquivocationFaults(ledger);
        _assertUntouched(1);
    }

    /* SHARED */

    function _assertUnproven(
        IVerdictLedger.Report memory first,
        ISupernodeCouncil.Signature memory a,
        IVerdictLedger.Report memory second,
        ISupernodeCouncil.Signature memory b
    ) private {
        vm.prank(MALLORY);
        (bool proven, ) = address(faults).call(abi.encodeCall(faults.prove, (first, a, second, b)));
        assertFalse(proven, "K9: slashed without a fault");
    }

    function _assertUntouched(uint256 n) private view {
        assertEq(staking.supernodeOf(operatorOf(n)).bond, BOND);
        assertFalse(staking.isJailed(operatorOf(n)));
        assertEq(token.balanceOf(MALLORY), 0);
    }
}
