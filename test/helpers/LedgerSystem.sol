// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Category, Kind, Verdict} from "../../contracts/libraries/Verdicts.sol";
import {System} from "./System.sol";

/// @notice What the tests of reports, rewards and equivocations share: signatures of chosen seats, faults, sample leaves.
abstract contract LedgerSystem is System {
    uint256 internal constant ROUND = DAY / 24;

    /* SIGNATURES */

    /// @dev Signatures of the supernodes 1 + seat for each seat in `bits`, in ascending order.
    function signaturesOf(
        bytes32 digest,
        uint256 bits
    ) internal pure returns (ISupernodeCouncil.Signature[] memory signatures) {
        uint256 count;
        for (uint256 seat = 0; bits >> seat != 0; ++seat) count += (bits >> seat) & 1;
        signatures = new ISupernodeCouncil.Signature[](count);
        uint256 used;
        for (uint256 seat = 0; bits >> seat != 0; ++seat) {
            if ((bits >> seat) & 1 == 1) signatures[used++] = signatureOf(seat + 1, digest);
        }
    }

    function publishBits(IVerdictLedger.Report memory report, uint256 bits) internal {
        ledger.publish(report, bits, signaturesOf(ledger.digestOf(report), bits));
    }

    function signWith(uint256 key, bytes32 digest) internal pure returns (ISupernodeCouncil.Signature memory) {
        (bytes32 r, bytes32 vs) = vm.signCompact(key, digest);
        return ISupernodeCouncil.Signature({r: r, vs: vs});
    }

    /// @dev Whose signature of `digest` the precompile takes it for.
    function recover(bytes32 digest, ISupernodeCouncil.Signature memory signature) internal pure returns (address) {
        uint256 vs = uint256(signature.vs);
        return ecrecover(digest, uint8(27 + (vs >> 255)), signature.r, bytes32((vs << 1) >> 1));
    }

    /* KEYS */

    function replacementKeyOf(uint256 n) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("replacement", n)));
    }

    /// @dev The operator of supernode `n` replaces its signing key by `replacementKeyOf(n)`.
    function rotateKey(uint256 n) internal {
        uint256 key = replacementKeyOf(n);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, consentDigest(operatorOf(n)));
        vm.prank(operatorOf(n));
        staking.setSigner(vm.addr(key), abi.encodePacked(r, s, v));
    }

    /* FAULTS */

    /// @dev Two reports of one epoch and round that differ in their `cid`.
    function conflicting(
        uint32 epoch,
        uint8 round
    ) internal pure returns (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) {
        first.epoch = Epoch.wrap(epoch);
        first.round = round;
        first.cid = keccak256("first");
        second = IVerdictLedger.Report({
            epoch: first.epoch,
            round: round,
            verdictsRoot: 0,
            rewardsRoot: 0,
            submitterTotal: 0,
            storageTotal: 0,
            cid: keccak256("second")
        });
    }

    /// @dev `reporter` proves that supernode `n` signed two reports of `epoch`, with the key of `signerKeyOf(n)`.
    function proveEquivocation(uint256 n, uint32 epoch, address reporter) internal {
        (IVerdictLedger.Report memory first, IVerdictLedger.Report memory second) = conflicting(epoch, 0);
        ISupernodeCouncil.Signature memory firstSignature = signatureOf(n, ledger.digestOf(first));
        ISupernodeCouncil.Signature memory secondSignature = signatureOf(n, ledger.digestOf(second));
        vm.prank(reporter);
        faults.prove(first, firstSignature, second, secondSignature);
    }

    /// @dev Jails supernode `n` for an equivocation of this epoch.
    function jail(uint256 n) internal {
        proveEquivocation(n, uint32(Epoch.unwrap(clock.currentEpoch())), address(0xCA11));
    }

    /* STAKE */

    /// @dev Raises the weight of supernode `n` by `amount` of its operator's money.
    function raiseBond(uint256 n, uint256 amount) internal {
        fund(operatorOf(n), amount);
        vm.prank(operatorOf(n));
        staking.addBond(amount);
    }

    function voteFor(uint256 n, address voter, uint256 amount) internal {
        fundAndApprove(voter, address(staking), amount);
        vm.prank(voter);
        staking.vote(operatorOf(n), amount);
    }

    /* LEAVES */

    function verdictLeaf(Verdict memory verdict) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(verdict))));
    }

    /// @dev Any verdict, a different one for each seed.
    function sampleVerdict(uint256 seed) internal pure returns (Verdict memory) {
        return
            Verdict({
                kind: Kind(seed % 3),
                contentHash: keccak256(abi.encode("content", seed)),
                category: Category(seed % 4),
                score: uint32(seed),
                reward: uint96(seed * 1e15),
                submitter: address(uint160(0x5AB0000 + (seed % 1_000))),
                detections: 41,
                engines: 70,
                policy: 1,
                labelsHash: keccak256(abi.encode("labels", seed)),
                ciphertextCid: keccak256(abi.encode("ciphertext", seed)),
                keyCommitment: keccak256(abi.encode("key", seed))
            });
    }
}
