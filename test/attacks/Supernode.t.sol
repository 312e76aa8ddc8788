// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {StakingSystem} from "../helpers/StakingSystem.sol";

/// @notice What an operator would take from its voters, from rivals and from its own punishment, and what it is left
/// with.
contract SupernodeAttacksTest is StakingSystem {
    address private constant ALICE = address(0xA11CE);
    uint256 private constant STAKE = 900_000 * VMT;
    uint256 private constant REWARD = 1_000 * VMT;

    address private operator;
    address private rival;

    function setUp() public override {
        super.setUp();
        operator = registerSupernode(1, BOND);
        rival = registerSupernode(2, BOND);
        voteFor(operator, ALICE, STAKE);
        voteFor(rival, voterOf(2), STAKE);
        warpToEpoch(1);
    }

    /* SLASHING ITSELF */

    /// @dev It would gain: a bounty out of its voters' stake, by accusing itself. K9 stops it: the bounty is a tenth of
    /// what its bond alone lost. Left with: 9 % of the bond lost for one fault; its voters lose a tenth, which is
    /// burned.
    function test_AccusingItselfLosesNinePercentOfTheBond() public {
        uint256 supply = token.totalSupply();
        _equivocate(1, operator);
        assertEq(token.balanceOf(operator), 1_000 * VMT);
        assertEq(bondOf(operator), 90_000 * VMT);
        assertEq(staking.votesOf(operator, ALICE), 810_000 * VMT);
        assertEq(supply - token.totalSupply(), 99_000 * VMT);
    }

    /// @dev It would gain: more bounty from more faults, all that the evidence time holds. K9 stops it: each is a tenth
    /// of what is left. Left with: 28,530 VMT of a bond of 100,000, the rest burned; its voters with a fifth of their
    /// stake.
    function test_FifteenFaultsAtOnceBurnSevenTenthsOfTheBond() public {
        warpToEpoch(15);
        for (uint32 epoch = 1; epoch <= 15; ++epoch) _equivocate(epoch, operator);
        uint256 bond = bondOf(operator);
        assertEq(bond / VMT, 20_589); // 0.9^15
        assertEq((bond + token.balanceOf(operator)) / VMT, 28_530);
        assertEq(staking.votesOf(operator, ALICE) / VMT, 185_302);
    }

    /// @dev It would gain: its bond, by resigning as soon as it is at fault. K5 stops it: the bond stays one epoch
    /// longer than the evidence. Left with: what the slash leaves, in the last second too.
    function test_ResigningAfterTheFaultEscapesNothing() public {
        vm.prank(operator);
        staking.resign();
        vm.warp(startOf(16) - 1); // the last second of the evidence of epoch 1
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_BondLocked.selector, 15, 16));
        staking.withdrawBond();
        _equivocate(1, REPORTER);
        vm.warp(startOf(16));
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(token.balanceOf(operator), 90_000 * VMT);
    }

    /// @dev It would gain: faults without a culprit, by a key of one epoch that it replaces before the evidence. K10
    /// stops it: a key names its supernode for ever. Left with: the slash.
    function test_ReplacingTheKeyHidesNoFault() public {
        _replaceKey(1, "second");
        warpToEpoch(2);
        _replaceKey(1, "third");
        warpToEpoch(10);
        _equivocate(1, REPORTER); // by the first key
        assertEq(bondOf(operator), 90_000 * VMT);
        assertTrue(staking.isJailed(operator));
    }

    /// @dev It would gain: a seat again before its time, by unjailing early, by a second registration, or by a new
    /// supernode with the same key. K10 stops it. Left with: 14 epochs without pay.
    function test_NoWayOutOfJail() public {
        _equivocate(1, REPORTER);
        ISupernodeStaking.Registration memory again = registrationOf(1, BOND);
        fundAndApprove(operator, address(staking), 2 * BOND);
        vm.startPrank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyRegistered.selector, operator)
        );
        staking.register(again);
        staking.addBond(BOND);
        vm.stopPrank();
        assertFalse(staking.isEligible(operator));
        address second = operatorOf(99);
        again = registrationOf(99, BOND);
        address key = vm.addr(signerKeyOf(1));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKeyOf(1), consentDigest(second));
        (again.signer, again.signerProof) = (key, abi.encodePacked(r, s, v));
        fundAndApprove(second, address(staking), BOND);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_SignerUsed.selector, key, operator));
        staking.register(again);

        vm.warp(startOf(15) - 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_StillJailed.selector, 14, 15));
        staking.unjail();
    }

    /* COMMISSION */

    /// @dev It would gain: its voters' reward, by a commission of everything just before the pay-in. K10 stops it: a
    /// rise takes 15 epochs, and the rate in force at the pay-in counts. Left with: its tenth.
    function testFuzz_ARiseJustBeforeThePayInTakesNothing(uint16 commission, uint256 calls) public {
        commission = uint16(bound(commission, 1_000, 10_000));
        for (uint256 i = 0; i < 1 + (calls % 5); ++i) {
            vm.prank(operator);
            staking.setCommission(commission);
        }
        payInTo(operator, REWARD);
        assertEq(nodeOf(operator).incoming, 810 * VMT);
        warpToEpoch(3);
        assertApproxEqAbs(staking.votesOf(operator, ALICE), STAKE + 810 * VMT, 1);
    }

    /// @dev It would gain: voters by a low commission that it takes back, or a rise that comes early because it was
    /// scheduled, cut and raised again. K10 stops it: any schedule leaves at least 15 epochs between the call that
    /// raises and the rise. Left with: at each pay-in, at most the greatest rate that was announced 15 epochs before.
    function testFuzz_NoScheduleRaisesWithoutNotice(uint256 seed) public {
        uint16[60] memory announced; // by epoch, the greatest rate that was in force or asked for in it
        for (uint256 epoch = 1; epoch < 45; ++epoch) {
            warpToEpoch(epoch);
            announced[epoch] = staking.commissionOf(operator);
            for (uint256 i = 0; i < 3; ++i) {
                seed = uint256(keccak256(abi.encode(seed)));
                if (seed % 3 != 0) continue;
                uint16 rate = uint16((seed >> 8) % 10_001);
                vm.prank(operator);
                staking.setCommission(rate);
                if (rate > announced[epoch]) announced[epoch] = rate;
            }
            uint16 notified = 1_000; // at registration
            for (uint256 past = 1; past + 15 <= epoch; ++past) {
                if (announced[past] > notified) notified = announced[past];
            }
            assertLe(staking.commissionOf(operator), notified, "K10: a rise needs 15 epochs");
        }
    }

    /// @dev It would gain: its voters' part of a reward, by more bond just before the pay-in and out again after it. K7
    /// and K4 stop it: bond earns by its size and leaves by resigning alone. Left with: what that much stake earns in
    /// one epoch, and no supernode.
    function test_BondShownAtThePayInEndsTheSupernode() public {
        fundAndApprove(operator, address(staking), STAKE);
        vm.prank(operator);
        staking.addBond(STAKE);
        payInTo(operator, REWARD);
        vm.prank(operator);
        staking.resign();
        uint256 part = (REWARD * STAKE * 9) / 10 / (2 * STAKE + BOND); // of the pool, after commission
        assertApproxEqAbs(nodeOf(operator).incoming, part, 1);
        vm.warp(startOf(16) - 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_BondLocked.selector, 15, 16));
        staking.withdrawBond();
        assertFalse(staking.isEligible(operator));
    }

    /* RIVALS */

    /// @dev It would gain: a rival's key, by registering it first with the consent that the rival shows in its own
    /// transaction. K10 stops it: consent names the operator. Left with: nothing; the rival registers as it meant to.
    function test_ACopiedConsentRegistersNobody() public {
        address mallory = address(0xBAD);
        ISupernodeStaking.Registration memory registration = registrationOf(3, BOND);
        fundAndApprove(mallory, address(staking), BOND);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKeyOf(3), consentDigest(operatorOf(3)));
        address recovered = ecrecover(consentDigest(mallory), v, r, s);
        vm.prank(mallory);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeStaking.SupernodeStaking_NoConsent.selector,
                registration.signer,
                recovered
            )
        );
        staking.register(registration);
        assertEq(token.balanceOf(mallory), BOND);
        assertTrue(staking.isEligible(registerSupernode(3, BOND)));
    }

    /// @dev It would gain: a rival out of office: its signer, commission, description, bond, voters or presence
    /// changed. X2 stops it: each is the operator's own call. Left with: its own record alone changed.
    function test_ARivalsTermsAreTheRivals() public {
        ISupernodeStaking.Supernode memory before = nodeOf(rival);
        vm.startPrank(operator);
        staking.setCommission(10_000);
        staking.setMetadataURI("ipfs://other");
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NotTheSupernode.selector, operator, rival)
        );
        council.heartbeat(rival);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotEquivocationFaults.selector, operator)
        );
        staking.slashEquivocation(rival, operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotDataMarket.selector, operator));
        staking.slashWrongKey(rival, BOND, operator);
        staking.resign();
        vm.stopPrank();
        assertEq(keccak256(abi.encode(nodeOf(rival))), keccak256(abi.encode(before)));
    }

    /// @dev It would gain: a second vote in the quorum, by two seats or by one seat twice. K8 and R3 stop it: nobody
    /// sits twice, and seats are bits. Left with: one signature.
    function test_ASupernodeCountsOnce() public {
        for (uint256 n = 3; n <= QUORUM; ++n) registerSupernode(n, BOND);
        for (uint256 n = 1; n <= QUORUM; ++n) {
            vm.prank(operatorOf(n));
            council.heartbeat(operatorOf(n));
            council.takeSeat(n - 1, operatorOf(n));
        }
        for (uint256 seat = 0; seat < SEATS; ++seat) {
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_AlreadySeated.selector, operator, 0)
            );
            council.takeSeat(seat, operator);
        }
        warpToEpoch(3);
        IVerdictLedger.Report memory report = reportOf(keccak256("mine"), 0, 0);
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](QUORUM);
        for (uint256 n = 1; n < QUORUM; ++n) signatures[n - 1] = signatureOf(n, ledger.digestOf(report));
        signatures[QUORUM - 1] = signatures[0];
        address signer = vm.addr(signerKeyOf(1));
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector, 4, signer, 2));
        ledger.publish(report, 31, signatures);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector, 5, signer, 2));
        ledger.publish(report, 47, signatures); // seat 5 is empty
    }

    /// @dev It would gain: voters that can never leave, and their weight for ever, by slashing itself until shares
    /// overflow. K6 stops it: the sixteenth equivocation ends it. Left with: no candidacy; voters leave with what the
    /// slashes left.
    function test_VotersCannotBeLockedIn() public {
        voteFor(operator, operator, 1);
        for (uint256 i = 0; i < 16; ++i) slash(operator);
        assertTrue(nodeOf(operator).releaseEpoch != epochOf(0));
        unvoteAll(operator, ALICE);
        for (uint256 i = 0; i < 14; ++i) slash(operator); // what the evidence time can still bring
        warpToEpoch(16);
        assertEq(withdrawTicket(operator, ALICE, 1) / VMT, 38_152); // 0.9^30
        assertEq(token.balanceOf(operator), 0);
    }

    /* SHARED */

    function _equivocate(uint32 epoch, address reporter) private {
        IVerdictLedger.Report memory first;
        first.epoch = epochOf(epoch);
        IVerdictLedger.Report memory second;
        second.epoch = first.epoch;
        second.cid = keccak256("second");
        ISupernodeCouncil.Signature memory a = signatureOf(1, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory b = signatureOf(1, ledger.digestOf(second));
        vm.prank(reporter);
        faults.prove(first, a, second, b);
    }

    function _replaceKey(uint256 n, string memory name) private {
        uint256 key = uint256(keccak256(bytes(name)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, consentDigest(operatorOf(n)));
        vm.prank(operatorOf(n));
        staking.setSigner(vm.addr(key), abi.encodePacked(r, s, v));
    }
}
