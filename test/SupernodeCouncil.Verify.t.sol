// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {StakingSystem} from "./helpers/StakingSystem.sol";

/// @notice Which signatures of a council count, for which epoch (R3, K10).
contract SupernodeCouncilVerifyTest is StakingSystem {
    bytes32 private constant DIGEST = keccak256("digest");

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS);
        warpToEpoch(2);
    }

    /// @dev Signatures of the seats in `seatBits`, each by the supernode that was seated there first.
    function _sign(uint256 seatBits) private pure returns (ISupernodeCouncil.Signature[] memory signatures) {
        uint256 count;
        for (uint256 seat = 0; seat < 64; ++seat) count += (seatBits >> seat) & 1;
        signatures = new ISupernodeCouncil.Signature[](count);
        count = 0;
        for (uint256 seat = 0; seat < 64; ++seat) {
            if ((seatBits >> seat) & 1 == 1) signatures[count++] = signatureOf(seat + 1, DIGEST);
        }
    }

    function _verify(
        uint256 number,
        uint256 seatBits
    ) private view returns (address[] memory signers, uint256 counted, uint256 weight) {
        return council.verify(epochOf(number), DIGEST, seatBits, _sign(seatBits));
    }

    function _expectWrongSigner(uint256 seat, uint256 key, uint256 number) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector,
                seat,
                vm.addr(key),
                epochOf(number)
            )
        );
    }

    /* COUNTING */

    function test_CountsSeatsAndWeights() public {
        voteFor(operatorOf(3), voterOf(1), 5 * VMT);
        (address[] memory signers, uint256 counted, uint256 weight) = _verify(1, 0x7D); // all but seat 1
        assertEq(signers.length, 6);
        assertEq(signers[0], operatorOf(1));
        assertEq(signers[1], operatorOf(3));
        assertEq(signers[5], operatorOf(7));
        assertEq(counted, 0x7D);
        assertEq(weight, 6 * BOND + 5 * VMT);
    }

    function test_QuorumByExactlyItsSeats() public {
        (address[] memory signers, , ) = _verify(1, 0x1F);
        assertEq(signers.length, QUORUM);

        ISupernodeCouncil.Signature[] memory signatures = _sign(0x0F);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, QUORUM - 1, QUORUM)
        );
        council.verify(epochOf(1), DIGEST, 0x0F, signatures);
    }

    function test_RevertWhen_NobodySigned() public {
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, 0, QUORUM));
        council.verify(epochOf(1), DIGEST, 0, new ISupernodeCouncil.Signature[](0));
    }

    function test_RevertWhen_SignaturesAreFewerThanSeats() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_SignatureCount.selector, 0x3F, 5));
        council.verify(epochOf(1), DIGEST, 0x3F, signatures);
    }

    function test_RevertWhen_SignaturesAreMoreThanSeats() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x3F);
        vm.expectRevert(abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_SignatureCount.selector, 0x1F, 6));
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    function test_RevertWhen_ASeatDoesNotExist() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x7F);
        uint256[2] memory sets = [uint256(0x80), type(uint256).max];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoSuchSeats.selector, sets[i], SEATS)
            );
            council.verify(epochOf(1), DIGEST, sets[i], signatures);
        }
    }

    /* JAILED HOLDERS ARE SKIPPED, NOT REFUSED */

    function test_AJailedHolderIsSkipped() public {
        slash(operatorOf(2));
        (address[] memory signers, uint256 counted, uint256 weight) = _verify(1, 0x3F);
        assertEq(signers.length, 5);
        assertEq(signers[0], operatorOf(1));
        assertEq(signers[1], operatorOf(3));
        assertEq(counted, 0x3D);
        assertEq(weight, 5 * BOND);
        assertEq(council.holderOf(1, epochOf(2)), operatorOf(2)); // stays in the set
    }

    function test_RevertWhen_QuorumNeedsAJailedHolder() public {
        slash(operatorOf(2));
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        vm.expectRevert(
            abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, QUORUM - 1, QUORUM)
        );
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    /* WHOSE SIGNATURE */

    function test_RevertWhen_SignaturesAreNotInTheOrderOfTheSeats() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        (signatures[1], signatures[2]) = (signatures[2], signatures[1]);
        _expectWrongSigner(1, signerKeyOf(3), 1);
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    /// @dev One supernode, one seat: the same signature does not count for a second seat.
    function test_RevertWhen_OneSignatureIsGivenTwice() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        signatures[4] = signatures[3];
        _expectWrongSigner(4, signerKeyOf(4), 1);
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    function test_RevertWhen_TheSeatIsEmpty() public {
        // Epoch 0 has no council.
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        _expectWrongSigner(0, signerKeyOf(1), 0);
        council.verify(epochOf(0), DIGEST, 0x1F, signatures);
    }

    function test_RevertWhen_AStrangerSigned() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        signatures[0] = signatureOf(99, DIGEST);
        _expectWrongSigner(0, signerKeyOf(99), 1);
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    function testFuzz_RevertWhen_AnotherDigestWasSigned(bytes32 digest) public {
        vm.assume(digest != DIGEST);
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        vm.expectPartialRevert(ISupernodeCouncil.SupernodeCouncil_WrongSigner.selector);
        council.verify(epochOf(1), digest, 0x1F, signatures);
    }

    function test_RevertWhen_TheSignatureIsNoSignature() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        signatures[2].r = 0;
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    /// @dev Above half of the group's order, the other solution of a signature: the compact form leaves room for a few.
    function test_RevertWhen_SIsHigh() public {
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x1F);
        signatures[0].vs = bytes32(uint256(type(uint256).max >> 1));
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, type(uint256).max >> 1));
        council.verify(epochOf(1), DIGEST, 0x1F, signatures);
    }

    /* OF WHICH EPOCH */

    /// @dev A new signer signs for its first epoch on, the old one for the epochs before, also when they are checked later.
    function test_SignersOfTheirEpoch() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKeyOf(99), consentDigest(operatorOf(1)));
        vm.prank(operatorOf(1));
        staking.setSigner(vm.addr(signerKeyOf(99)), abi.encodePacked(r, s, v)); // from epoch 3
        warpToEpoch(3);
        _verify(2, 0x7F);
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x7F);
        _expectWrongSigner(0, signerKeyOf(1), 3);
        council.verify(epochOf(3), DIGEST, 0x7F, signatures);

        signatures[0] = signatureOf(99, DIGEST);
        council.verify(epochOf(3), DIGEST, 0x7F, signatures);
        _expectWrongSigner(0, signerKeyOf(99), 2);
        council.verify(epochOf(2), DIGEST, 0x7F, signatures);
    }

    /// @dev R4, K8: while epoch 3 decides who serves in 4 and 5, the holders of 2 still sign for 2 and no challenger does.
    function test_TheSetOfAnEpochStandsWhateverChangesAfterIt() public {
        for (uint256 n = 8; n <= 10; ++n) {
            address challenger = registerSupernode(n, n * BOND);
            vm.prank(challenger);
            council.heartbeat(challenger);
        }
        council.takeSeat(0, operatorOf(8)); // from epoch 3
        uint256 id = vm.snapshotState();

        vm.warp(startOf(3) + 1);
        council.takeSeat(0, operatorOf(9)); // from epoch 4
        _assertSigners([uint256(1), 8, 9, 9]);
        vm.revertToState(id);

        vm.warp(startOf(4) - 1);
        council.takeSeat(0, operatorOf(10)); // from epoch 5
        _assertSigners([uint256(1), 8, 8, 10]);
    }

    /// @dev Who alone signs for seat 0 in the epochs 2 to 5.
    function _assertSigners(uint256[4] memory holders) private {
        for (uint256 number = 2; number <= 5; ++number) {
            ISupernodeCouncil.Signature[] memory signatures = _sign(0x7F);
            for (uint256 i = 0; i < 4; ++i) {
                signatures[0] = signatureOf(holders[i], DIGEST);
                if (holders[i] == holders[number - 2]) {
                    (address[] memory signers, , ) = council.verify(epochOf(number), DIGEST, 0x7F, signatures);
                    assertEq(signers[0], operatorOf(holders[i]));
                } else {
                    _expectWrongSigner(0, signerKeyOf(holders[i]), number);
                    council.verify(epochOf(number), DIGEST, 0x7F, signatures);
                }
            }
        }
    }

    /// @dev A holder that was replaced cannot sign for its successor's epochs.
    function test_RevertWhen_AFormerHolderSigned() public {
        address challenger = registerSupernode(8, 2 * BOND);
        vm.prank(challenger);
        council.heartbeat(challenger);
        council.takeSeat(0, challenger);
        warpToEpoch(4);
        ISupernodeCouncil.Signature[] memory signatures = _sign(0x7F);
        _expectWrongSigner(0, signerKeyOf(1), 3);
        council.verify(epochOf(3), DIGEST, 0x7F, signatures);
    }

    /// @dev Any set of seats counts exactly its members, and only from the quorum on.
    function testFuzz_AnySetOfSeats(uint256 seatBits, uint256 jailed) public {
        seatBits = bound(seatBits, 0, 0x7F);
        jailed = bound(jailed, 0, SEATS);
        if (jailed != 0) slash(operatorOf(jailed));
        uint256 expected = jailed == 0 ? seatBits : seatBits & ~(1 << (jailed - 1));
        uint256 count;
        for (uint256 seat = 0; seat < SEATS; ++seat) count += (expected >> seat) & 1;
        ISupernodeCouncil.Signature[] memory signatures = _sign(seatBits);

        if (count < QUORUM) {
            vm.expectRevert(
                abi.encodeWithSelector(ISupernodeCouncil.SupernodeCouncil_NoQuorum.selector, count, QUORUM)
            );
            council.verify(epochOf(1), DIGEST, seatBits, signatures);
            return;
        }
        (address[] memory signers, uint256 counted, ) = council.verify(epochOf(1), DIGEST, seatBits, signatures);
        assertEq(signers.length, count);
        assertEq(counted, expected);
    }
}
