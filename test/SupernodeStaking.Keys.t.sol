// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {KeyExchange, PublicKey} from "../contracts/libraries/KeyExchange.sol";
import {SupernodeStaking} from "../contracts/SupernodeStaking.sol";
import {Secp256k1} from "./helpers/Secp256k1.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Signing keys, who consents to them and when they count, and encryption keys (K10).
contract SupernodeStakingKeysTest is StakingSystem {
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

    function _setSigner(uint256 key) private {
        bytes memory consent = _consent(key, operator);
        vm.prank(operator);
        staking.setSigner(vm.addr(key), consent);
    }

    /* CONSENT OF THE SIGNER (K10) */

    function _assertNoConsent(ISupernodeStaking.Registration memory registration, address recovered) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeStaking.SupernodeStaking_NoConsent.selector,
                registration.signer,
                recovered
            )
        );
        _register(registration);
    }

    function test_RevertWhen_AnotherKeySigned() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.signerProof = _consent(77, operator);
        _assertNoConsent(registration, vm.addr(77));
    }

    function test_RevertWhen_ProofIsEmpty() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.signerProof = "";
        _assertNoConsent(registration, address(0));
    }

    /// @dev A failed recovery yields the address zero, which must not pass for the signer zero.
    function test_RevertWhen_SignerIsZero() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.signer = address(0);
        registration.signerProof = "";
        _assertNoConsent(registration, address(0));
    }

    function _recoveredFrom(bytes32 digest, bytes memory proof) private pure returns (address) {
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := mload(add(proof, 32))
            s := mload(add(proof, 64))
            v := byte(0, mload(add(proof, 96)))
        }
        return ecrecover(digest, v, r, s);
    }

    function test_RevertWhen_ConsentIsForAnotherOperator() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.signerProof = _consent(signerKeyOf(1), operatorOf(2));
        _assertNoConsent(registration, _recoveredFrom(consentDigest(operator), registration.signerProof));
    }

    function test_RevertWhen_ConsentIsReplayedOnAnotherChain() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        vm.chainId(8_453);
        _assertNoConsent(registration, _recoveredFrom(consentDigest(operator), registration.signerProof));
    }

    function test_RevertWhen_ConsentIsReplayedOnAnotherContract() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        bytes memory proof = registration.signerProof;
        staking = new SupernodeStaking(token, clock, address(1), address(2), stakingParameters());
        _assertNoConsent(registration, _recoveredFrom(consentDigest(operator), proof));
    }

    /// @dev The copied call of a stranger names his address and not the operator's.
    function test_RevertWhen_StrangerCopiesARegistration() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        address stranger = operatorOf(2);
        address recovered = _recoveredFrom(consentDigest(stranger), registration.signerProof);

        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeStaking.SupernodeStaking_NoConsent.selector,
                registration.signer,
                recovered
            )
        );
        staking.register(registration);
    }

    function test_RevertWhen_SignerOfARegistrationIsUsed() public {
        registerSupernode(2, BOND);
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        registration.signer = vm.addr(signerKeyOf(2));
        registration.signerProof = _consent(signerKeyOf(2), operator);

        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeStaking.SupernodeStaking_SignerUsed.selector,
                registration.signer,
                operatorOf(2)
            )
        );
        _register(registration);
    }

    /* SIGNER (K10) */

    function test_SignerChangesWithTheNextEpoch() public {
        _register();
        warpToEpoch(5);
        address first = vm.addr(signerKeyOf(1));
        address second = vm.addr(77);

        bytes memory consent = _consent(77, operator);
        vm.expectEmit(address(staking));
        emit ISupernodeStaking.SignerChanged(operator, second, epochOf(6));
        vm.prank(operator);
        staking.setSigner(second, consent);

        vm.warp(startOf(6) - 1);
        assertTrue(staking.isSigner(operator, first));
        assertFalse(staking.isSigner(operator, second));
        warpToEpoch(6);
        assertFalse(staking.isSigner(operator, first));
        assertTrue(staking.isSigner(operator, second));
        assertEq(staking.supernodeOf(operator).signer, second);
    }

    function test_FirstSignerSignsFromTheNextEpoch() public {
        warpToEpoch(5);
        _register();
        address first = vm.addr(signerKeyOf(1));
        assertFalse(staking.isSigner(operator, first));
        (address before, , ) = staking.signerStatus(first, epochOf(5));
        (address from, , ) = staking.signerStatus(first, epochOf(6));
        assertEq(before, address(0));
        assertEq(from, operator);
    }

    function test_OldFaultsStayAttributable() public {
        _register();
        warpToEpoch(5);
        _setSigner(77);
        warpToEpoch(40);

        (address old, , uint256 weight) = staking.signerStatus(vm.addr(signerKeyOf(1)), epochOf(5));
        assertEq(old, operator);
        assertEq(weight, BOND);
        (address after_, , ) = staking.signerStatus(vm.addr(signerKeyOf(1)), epochOf(6));
        assertEq(after_, address(0));
        ISupernodeStaking.SigningKey memory key = staking.signingKey(vm.addr(signerKeyOf(1)));
        assertEq(key.supernode, operator);
        assertEq(Epoch.unwrap(key.from), 1);
        assertEq(Epoch.unwrap(key.until), 6);
    }

    /// @dev The key between is used up without ever having signed; each epoch has exactly one.
    function test_TwoRotationsInOneEpoch() public {
        _register();
        warpToEpoch(5);
        _setSigner(77);
        _setSigner(78);

        for (uint32 number = 1; number <= 10; ++number) {
            (address first, , ) = staking.signerStatus(vm.addr(signerKeyOf(1)), Epoch.wrap(number));
            (address second, , ) = staking.signerStatus(vm.addr(77), Epoch.wrap(number));
            (address third, , ) = staking.signerStatus(vm.addr(78), Epoch.wrap(number));
            assertEq(first, number <= 5 ? operator : address(0));
            assertEq(second, address(0));
            assertEq(third, number > 5 ? operator : address(0));
        }
        bytes memory consent = _consent(77, operator);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_SignerUsed.selector, vm.addr(77), operator)
        );
        staking.setSigner(vm.addr(77), consent);
    }

    function test_RevertWhen_AUsedKeyReturns() public {
        _register();
        warpToEpoch(5);
        _setSigner(77);
        warpToEpoch(50);
        address first = vm.addr(signerKeyOf(1));
        bytes memory consent = consentOf(1);

        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_SignerUsed.selector, first, operator)
        );
        staking.setSigner(first, consent);
    }

    function test_RevertWhen_NewSignerDidNotConsent() public {
        _register();
        bytes memory consent = _consent(78, operator);

        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NoConsent.selector, vm.addr(77), vm.addr(78))
        );
        staking.setSigner(vm.addr(77), consent);
    }

    function test_RevertWhen_SignerIsSetByAStranger() public {
        bytes memory consent = _consent(77, operator);

        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, operator));
        staking.setSigner(vm.addr(77), consent);
    }

    function test_RevertWhen_SignerIsSetAfterResignation() public {
        _register();
        bytes memory consent = _consent(77, operator);
        vm.startPrank(operator);
        staking.resign();
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_AlreadyResigned.selector, operator));
        staking.setSigner(vm.addr(77), consent);
        vm.stopPrank();
    }

    /// @dev K5: no signature outlives the bond that answers for it.
    function test_TheKeyEndsWithTheEpochOfTheResignation() public {
        _register();
        warpToEpoch(5);
        _setSigner(77); // would sign from epoch 6
        vm.prank(operator);
        staking.resign();

        assertTrue(staking.isSigner(operator, vm.addr(signerKeyOf(1))));
        for (uint32 number = 1; number <= 30; ++number) {
            (address first, , ) = staking.signerStatus(vm.addr(signerKeyOf(1)), Epoch.wrap(number));
            (address second, , ) = staking.signerStatus(vm.addr(77), Epoch.wrap(number));
            assertEq(first, number <= 5 ? operator : address(0));
            assertEq(second, address(0));
        }
    }

    function test_UnknownKeysSignForNobody() public view {
        assertFalse(staking.isSigner(address(0), address(0xDEAD)));
        (address supernode, bool jailed, uint256 weight) = staking.signerStatus(address(0), epochOf(0));
        assertEq(supernode, address(0));
        assertFalse(jailed);
        assertEq(weight, 0);
    }

    /// @dev R3: of many keys at once the same as of each alone: unknown ones count for nobody, weights of the jailed not at all.
    function testFuzz_ManyKeysAsEachAlone(uint256 seed) public {
        for (uint256 n = 1; n <= 5; ++n) {
            registerSupernode(n, BOND + n);
            if ((seed >> n) & 1 == 1) voteFor(operatorOf(n), voterOf(n), n * VMT);
            if ((seed >> (8 + n)) & 1 == 1) slash(operatorOf(n));
        }
        warpToEpoch(1);
        address[] memory keys = new address[](8);
        for (uint256 i = 0; i < 8; ++i) keys[i] = vm.addr(signerKeyOf(1 + ((seed >> (16 + 3 * i)) % 8)));

        (address[] memory supernodes, uint256 jailed, uint256 weight) = staking.signersAt(epochOf(1), keys);

        assertEq(supernodes.length, 8);
        uint256 sum;
        uint256 places;
        for (uint256 i = 0; i < 8; ++i) {
            (address supernode, bool isJailed, uint256 alone) = staking.signerStatus(keys[i], epochOf(1));
            assertEq(supernodes[i], supernode);
            if (isJailed) places |= 1 << i;
            else sum += alone;
        }
        assertEq(jailed, places);
        assertEq(weight, sum);
    }

    /// @dev Exactly one key signs for a supernode in each epoch, however its operator rotates them.
    function testFuzz_OneKeyAnEpoch(uint256 seed) public {
        _register();
        uint256 keys = 1;
        for (uint256 number = 1; number <= 8; ++number) {
            warpToEpoch(number);
            for (uint256 changes = (seed >> (number * 4)) % 3; changes != 0; --changes) _setSigner(1_000 + keys++);
        }

        for (uint32 number = 1; number <= 9; ++number) {
            uint256 signing;
            (address supernode, , ) = staking.signerStatus(vm.addr(signerKeyOf(1)), Epoch.wrap(number));
            if (supernode == operator) ++signing;
            for (uint256 i = 1; i < keys; ++i) {
                (supernode, , ) = staking.signerStatus(vm.addr(1_000 + i), Epoch.wrap(number));
                if (supernode == operator) ++signing;
            }
            assertEq(signing, 1);
        }
    }

    /* ENCRYPTION KEY */

    function test_RevertWhen_RegisteredEncryptionKeyIsOffTheCurve() public {
        ISupernodeStaking.Registration memory registration = registrationOf(1, BOND);
        PublicKey memory key = registration.encryptionKey;
        registration.encryptionKey = PublicKey(key.x, key.y ^ 1);

        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_InvalidEncryptionKey.selector, key.x, key.y ^ 1)
        );
        _register(registration);
    }

    function test_EncryptionKeyChangesAtOnce() public {
        _register();
        PublicKey memory key = Secp256k1.publicKey(4_242);

        vm.expectEmit(address(staking));
        emit ISupernodeStaking.EncryptionKeyChanged(operator, key);
        vm.prank(operator);
        staking.setEncryptionKey(key);

        (uint256 x, uint8 parity) = staking.encryptionKeyOf(operator);
        assertEq(x, key.x);
        assertEq(parity, key.y & 1);
    }

    function test_RevertWhen_NewEncryptionKeyIsInvalid() public {
        _register();
        PublicKey[3] memory keys = [
            PublicKey(0, 0),
            PublicKey(KeyExchange.GENERATOR_X, Secp256k1.GENERATOR_Y + 1),
            PublicKey(KeyExchange.N, 1)
        ];
        for (uint256 i = 0; i < keys.length; ++i) {
            vm.prank(operator);
            vm.expectRevert(
                abi.encodeWithSelector(
                    ISupernodeStaking.SupernodeStaking_InvalidEncryptionKey.selector,
                    keys[i].x,
                    keys[i].y
                )
            );
            staking.setEncryptionKey(keys[i]);
        }
    }

    function test_RevertWhen_EncryptionKeyIsSetByAStranger() public {
        PublicKey memory key = Secp256k1.publicKey(4_242);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeStaking.SupernodeStaking_NotRegistered.selector, operator));
        staking.setEncryptionKey(key);
    }
}
