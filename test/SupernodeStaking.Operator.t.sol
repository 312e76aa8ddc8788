// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {SupernodeStaking} from "../contracts/SupernodeStaking.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice From registration to the withdrawal of the bond.
contract SupernodeStakingOperatorTest is StakingSystem {
    address private operator;

    function setUp() public override {
        super.setUp();
        operator = operatorOf(1);
        fundAndApprove(operator, address(staking), 10 * BOND);
    }

    function _register(ISupernodeStaking.Registration memory registration) private {
        vm.prank(operator);
        staking.register(registration);
    }

    function _register() private {
        _register(registrationOf(1, BOND));
    }

    function _consent(uint256 key, address operator_) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, consentDigest(operator_));
        return abi.encodePacked(r, s, v);
    }

    /* DEPLOYMENT */

    function test_ParametersCanBeRead() public view {
        assertEq(address(staking.TOKEN()), address(token));
        assertEq(staking.EQUIVOCATION_FAULTS(), address(faults));
        assertEq(staking.DATA_MARKET(), address(market));
        assertEq(staking.MINIMUM_BOND(), BOND);
        assertEq(staking.UNBONDING_EPOCHS(), UNBONDING);
        assertEq(staking.EVIDENCE_EPOCHS(), 14);
        assertEq(staking.JAIL_EPOCHS(), JAIL);
        assertEq(staking.EQUIVOCATION_LIMIT(), 16);
        assertEq(staking.SLASH_SHARE(), 1_000);
        assertEq(staking.BOUNTY_SHARE(), 1_000);
        assertEq(staking.WRONG_KEY_BOUNTY_SHARE(), 5_000);
        assertEq(staking.GENESIS(), genesis());
        assertEq(staking.EPOCH_LENGTH(), epochLength());
    }

    function _assertRefused(ISupernodeStaking.Parameters memory parameters) private {
        vm.expectRevert(ISupernodeStaking.SupernodeStaking_InvalidParameters.selector);
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    function test_RevertWhen_MinimumBondIsZero() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.minimumBond = 0;
        _assertRefused(parameters);
    }

    function test_RevertWhen_EvidenceTimeIsZero() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.evidenceEpochs = 0;
        _assertRefused(parameters);
    }

    function test_RevertWhen_StakeCouldLeaveBeforeItsEvidence() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.unbondingEpochs = parameters.evidenceEpochs;
        _assertRefused(parameters);
        parameters.unbondingEpochs = parameters.evidenceEpochs + 1;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    function test_RevertWhen_JailIsZeroOrEndless() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.jailEpochs = 0;
        _assertRefused(parameters);
        parameters.jailEpochs = 10_001;
        _assertRefused(parameters);
        parameters.jailEpochs = 10_000;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    function test_RevertWhen_UnbondingIsEndless() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.unbondingEpochs = 10_001;
        _assertRefused(parameters);
        parameters.unbondingEpochs = 10_000;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    function test_RevertWhen_ASlashIsMoreThanHalf() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.slashShare = 5_001;
        _assertRefused(parameters);
        parameters.slashShare = 5_000;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    /// @dev The limit and the evidence time together bound the slashes of one supernode: a supply of 2^90 units leaves the
    /// shares room for 30 doublings, and 256 bits would not notice a shift beyond them.
    function test_RevertWhen_SlashesCouldOutgrowTheShares() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.equivocationLimit = 0;
        _assertRefused(parameters);
        parameters.equivocationLimit = 17;
        _assertRefused(parameters);
        parameters.evidenceEpochs = 13;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
        parameters.equivocationLimit = 255;
        parameters.evidenceEpochs = 9_999;
        parameters.unbondingEpochs = 10_000;
        _assertRefused(parameters);
    }

    /// @dev With the whole as bounty, who reports himself would lose nothing.
    function test_RevertWhen_BountyIsTheWhole() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.bountyShare = 10_000;
        _assertRefused(parameters);
        parameters.bountyShare = 9_999;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    function test_RevertWhen_WrongKeyBountyExceedsTheWhole() public {
        ISupernodeStaking.Parameters memory parameters = stakingParameters();
        parameters.wrongKeyBountyShare = 10_001;
        _assertRefused(parameters);
        parameters.wrongKeyBountyShare = 10_000;
        new SupernodeStaking(token, clock, address(1), address(2), parameters);
    }

    /* REGISTRATION */

    function test_RegistersAndTakesTheBond() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Registered(
            operator,
            registration.signer,
            registration.encryptionKey,
            registration.commission,
            registration.metadataURI
        );
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.SignerChanged(operator, registration.signer, epochOf(1));
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.BondAdded(operator, BOND);
        _register(registration);

        ISupernodeStaking.Supernode memory node = staking.supernodeOf(operator);
        assertEq(node.bond, BOND);
        assertEq(node.signer, registration.signer);
        assertEq(node.encryptionKeyX, registration.encryptionKey.x);
        assertEq(node.encryptionKeyParity, registration.encryptionKey.y & 1);
        assertEq(staking.commissionOf(operator), 1_000);
        assertEq(staking.weightOf(operator), BOND);
        assertTrue(staking.isEligible(operator));
        assertFalse(staking.isJailed(operator));
        assertEq(token.balanceOf(address(staking)), BOND);
    }

    function test_RevertWhen_AlreadyRegistered() public {
        _register();
        ISupernodeStaking.Registration memory again = registrationOf(1, BOND);

        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyRegistered.selector, operator)
        );
        _register(again);
    }

    /// @dev A resigned operator comes back under another address only.
    function test_RevertWhen_RegisteringAfterResignation() public {
        _register();
        vm.prank(operator);
        staking.resign();
        warpToEpoch(20);
        vm.prank(operator);
        staking.withdrawBond();
        ISupernodeStaking.Registration memory again = registrationOf(1, BOND);
        again.signer = vm.addr(77);
        again.signerProof = _consent(77, operator);

        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyRegistered.selector, operator)
        );
        _register(again);
    }

    function test_RevertWhen_BondIsOneUnitTooSmall() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND - 1);

        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_BondTooSmall.selector, BOND - 1, BOND)
        );
        _register(registration);
    }

    function test_RevertWhen_BondExceeds96Bits() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, uint256(type(uint96).max) + 1);

        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, uint256(type(uint96).max) + 1)
        );
        _register(registration);
    }

    function test_CommissionOfTheWholeIsAllowed() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.commission = 10_000;
        _register(registration);
        assertEq(staking.commissionOf(operator), 10_000);
    }

    function test_RevertWhen_RegisteredCommissionExceedsTheWhole() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.commission = 10_001;

        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_InvalidCommission.selector, 10_001, 10_000)
        );
        _register(registration);
    }

    /* BOND */

    function test_AddsToTheBond() public {
        _register();

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.BondAdded(operator, 1);
        vm.prank(operator);
        staking.addBond(1);

        assertEq(bondOf(operator), BOND + 1);
        assertEq(staking.weightOf(operator), BOND + 1);
        assertSolvent(1);
    }

    function test_RevertWhen_AddingNothing() public {
        _register();
        vm.prank(operator);
        vm.expectRevert(ISupernodeStaking.SupernodeStaking_ZeroAmount.selector);
        staking.addBond(0);
    }

    function test_RevertWhen_AddingToNoSupernode() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, operator));
        staking.addBond(1);
    }

    function test_RevertWhen_AddingAfterResignation() public {
        _register();
        vm.startPrank(operator);
        staking.resign();
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyResigned.selector, operator));
        staking.addBond(1);
        vm.stopPrank();
    }

    function test_RevertWhen_BondWouldExceed96Bits() public {
        _register();
        uint256 amount = uint256(type(uint96).max) - BOND + 1;
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, amount + BOND));
        staking.addBond(amount);
    }

    /* RESIGNATION: the bond of epoch t is paid from the first second of t + 15 (K10, X6) */

    function test_ResignedBondStopsVotingAtOnce() public {
        _register();
        warpToEpoch(3);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Resigned(operator, epochOf(3 + UNBONDING));
        vm.prank(operator);
        staking.resign();

        assertEq(staking.weightOf(operator), 0);
        assertFalse(staking.isEligible(operator));
    }

    function test_RevertWhen_ResigningTwice() public {
        _register();
        vm.startPrank(operator);
        staking.resign();
        warpToEpoch(10);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyResigned.selector, operator));
        staking.resign();
        vm.stopPrank();
    }

    function test_RevertWhen_AStrangerResigns() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, operator));
        staking.resign();
    }

    function test_BondIsPaidFromTheFirstSecondOfItsEpoch() public {
        _register();
        warpToEpoch(3);
        vm.startPrank(operator);
        staking.resign();
        vm.warp(startOf(18) - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_BondLocked.selector, epochOf(17), epochOf(18))
        );
        staking.withdrawBond();

        vm.warp(startOf(18));
        uint256 before = token.balanceOf(operator);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.BondWithdrawn(operator, BOND);
        staking.withdrawBond();
        vm.stopPrank();
        assertEq(token.balanceOf(operator) - before, BOND);
        assertSolvent(1);
    }

    function test_RevertWhen_WithdrawingWithoutResignation() public {
        _register();
        warpToEpoch(100);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotResigned.selector, operator));
        staking.withdrawBond();
    }

    function test_RevertWhen_WithdrawingTheBondTwice() public {
        _register();
        vm.startPrank(operator);
        staking.resign();
        warpToEpoch(UNBONDING);
        staking.withdrawBond();
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NothingToWithdraw.selector, operator)
        );
        staking.withdrawBond();
        vm.stopPrank();
    }

    /// @dev Rewards of the last reports arrive after the bond has left: they can be withdrawn in turn.
    function test_RewardsThatArriveAfterTheBondLeft() public {
        _register();
        vm.prank(operator);
        staking.resign();
        warpToEpoch(UNBONDING);
        vm.prank(operator);
        staking.withdrawBond();
        payInTo(operator, 7 * VMT);

        uint256 before = token.balanceOf(operator);
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(token.balanceOf(operator) - before, 7 * VMT);
        assertEq(token.balanceOf(address(staking)), 0);
    }

    /// @dev What was dripping when the last voter left is the bond's, also after it was withdrawn.
    function test_DripThatIsLeftBehindGoesToTheResignedOperator() public {
        _register();
        voteFor(operator, voterOf(1), BOND);
        warpToEpoch(1);
        payInTo(operator, 20 * VMT); // 10 and 1 to the bond, 9 drip in epoch 2
        assertEq(bondOf(operator), BOND + 11 * VMT);
        warpToEpoch(2);
        unvoteAll(operator, voterOf(1));
        vm.prank(operator);
        staking.resign();
        warpToEpoch(2 + UNBONDING);

        uint256 before = token.balanceOf(operator);
        vm.prank(operator);
        staking.withdrawBond();
        assertEq(token.balanceOf(operator) - before, BOND + 20 * VMT);
        assertEq(withdrawTicket(operator, voterOf(1), 2), BOND);
        assertEq(token.balanceOf(address(staking)), 0);
    }

    /* DESCRIPTION */

    function test_DescriptionMoves() public {
        _register();
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.MetadataChanged(operator, "ipfs://other");
        vm.prank(operator);
        staking.setMetadataURI("ipfs://other");
    }

    function test_RevertWhen_DescriptionIsMovedByAStranger() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, operator));
        staking.setMetadataURI("ipfs://other");
    }

    /* JAIL */

    function test_JailEndsWithItsEpochsAndTheOperatorsCall() public {
        _register();
        warpToEpoch(2);
        slash(operator);
        fundAndApprove(operator, address(staking), BOND);
        vm.startPrank(operator);
        staking.addBond(BOND);

        assertTrue(staking.isJailed(operator));
        assertFalse(staking.isEligible(operator));
        vm.warp(startOf(16) - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_StillJailed.selector, epochOf(15), epochOf(16))
        );
        staking.unjail();

        vm.warp(startOf(16));
        assertTrue(staking.isJailed(operator)); // until the operator says that it is back
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.Unjailed(operator);
        staking.unjail();
        assertFalse(staking.isJailed(operator));
        assertTrue(staking.isEligible(operator));
        vm.stopPrank();
    }

    function test_UnjailedWithTooSmallABondIsNotEligible() public {
        _register();
        slash(operator);
        warpToEpoch(JAIL);
        vm.startPrank(operator);
        staking.unjail();
        assertFalse(staking.isEligible(operator));

        staking.addBond(BOND / 10 - 1);
        assertFalse(staking.isEligible(operator));
        staking.addBond(1);
        assertTrue(staking.isEligible(operator));
        vm.stopPrank();
    }

    function test_RevertWhen_NotJailed() public {
        _register();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotJailed.selector, operator));
        staking.unjail();
    }

    function test_ASecondFaultStartsTheJailAgain() public {
        _register();
        warpToEpoch(2);
        slash(operator);
        warpToEpoch(10);
        slash(operator);
        warpToEpoch(23);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_StillJailed.selector, epochOf(23), epochOf(24))
        );
        staking.unjail();
    }

    function test_StrangersAreNotEligible() public view {
        assertFalse(staking.isEligible(operator));
        assertEq(staking.weightOf(operator), 0);
    }
}
