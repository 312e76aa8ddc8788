// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISampleRegistry} from "../contracts/interfaces/ISampleRegistry.sol";
import {Kind} from "../contracts/libraries/Verdicts.sol";
import {SampleRegistry} from "../contracts/SampleRegistry.sol";
import {Test} from "./helpers/Test.sol";

contract SampleRegistryTest is Test {
    address private constant ALICE = address(0xA11CE);
    address private constant MALLORY = address(0x3A1);
    bytes32 private constant ROOT = keccak256("a tree of samples");
    uint256 private constant NOW = 1_800_000_000;

    SampleRegistry private registry;

    function setUp() public {
        registry = new SampleRegistry();
        vm.warp(NOW);
    }

    /* SUBMISSION */

    function test_RevertWhen_RootIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ISampleRegistry.SampleRegistry_EmptyRoot.selector));
        registry.submit(0);
    }

    /// @dev R2: the first time stays, and the error names it.
    function test_RevertWhen_SenderSubmittedTheRootBefore() public {
        vm.prank(ALICE);
        registry.submit(ROOT);

        skip(1);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(ISampleRegistry.SampleRegistry_AlreadySubmitted.selector, ALICE, ROOT, NOW)
        );
        registry.submit(ROOT);

        assertEq(registry.submittedAt(ALICE, ROOT), NOW);
    }

    function test_RevertWhen_SenderSubmitsTwiceInOneBlock() public {
        registry.submit(ROOT);
        vm.expectRevert(
            abi.encodeWithSelector(ISampleRegistry.SampleRegistry_AlreadySubmitted.selector, address(this), ROOT, NOW)
        );
        registry.submit(ROOT);
    }

    function test_SubmitRecordsTheTime() public {
        assertEq(registry.submittedAt(ALICE, ROOT), 0);

        vm.expectEmit(address(registry));
        emit ISampleRegistry.RootSubmitted(ALICE, ROOT);
        vm.prank(ALICE);
        registry.submit(ROOT);

        assertEq(registry.submittedAt(ALICE, ROOT), NOW);
    }

    /// @dev R1: a copy keeps its own time under the copier, whether it is mined before or after the original.
    function test_CopiedRootTakesNothing() public {
        vm.prank(MALLORY);
        registry.submit(ROOT);

        skip(1);
        vm.prank(ALICE);
        registry.submit(ROOT);

        assertEq(registry.submittedAt(ALICE, ROOT), NOW + 1);
        assertEq(registry.submittedAt(MALLORY, ROOT), NOW);
    }

    /// @dev R1: an instance knows nothing of what another one recorded.
    function test_ReplayInAnotherInstanceLeavesTheOriginalAlone() public {
        vm.prank(ALICE);
        registry.submit(ROOT);
        SampleRegistry other = new SampleRegistry();

        skip(1 days);
        assertEq(other.submittedAt(ALICE, ROOT), 0);
        vm.prank(MALLORY);
        other.submit(ROOT);
        vm.prank(ALICE);
        other.submit(ROOT);

        assertEq(registry.submittedAt(ALICE, ROOT), NOW);
        assertEq(registry.submittedAt(MALLORY, ROOT), 0);
        assertEq(other.submittedAt(ALICE, ROOT), NOW + 1 days);
    }

    /// @dev R1, R2: whoever submits what and when, each entry is the first time of its own sender.
    function testFuzz_FirstTimeStands(uint256 seed) public {
        address[3] memory senders = [ALICE, MALLORY, address(this)];
        uint256[3][3] memory expected;
        for (uint256 i = 0; i < 30; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 s = random % 3;
            uint256 r = (random >> 8) % 3;
            skip((random >> 16) % 3);
            bytes32 root = keccak256(abi.encode("root", r));

            vm.prank(senders[s]);
            if (expected[s][r] != 0) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        ISampleRegistry.SampleRegistry_AlreadySubmitted.selector,
                        senders[s],
                        root,
                        expected[s][r]
                    )
                );
            } else {
                expected[s][r] = vm.getBlockTimestamp();
            }
            registry.submit(root);

            for (uint256 j = 0; j < 9; ++j) {
                bytes32 each = keccak256(abi.encode("root", j % 3));
                assertEq(registry.submittedAt(senders[j / 3], each), expected[j / 3][j % 3]);
            }
        }
    }

    function testFuzz_AnyRootButZeroIsAccepted(address sender, bytes32 root) public {
        vm.assume(root != 0);
        vm.prank(sender);
        registry.submit(root);
        assertEq(registry.submittedAt(sender, root), NOW);
    }

    /* LEAF */

    function test_LeafIsTheDoubleHashOfItsFields() public view {
        ISampleRegistry.Sample memory sample = sampleOf(ALICE, "salt", "the bytes");
        bytes32 once = keccak256(
            abi.encode(sample.submitter, uint8(sample.kind), sample.contentHash, sample.possession, sample.policy)
        );
        assertEq(registry.leafOf(sample), keccak256(abi.encodePacked(once)));
    }

    /// @dev R1: another submitter, kind, content, proof of possession or policy is another leaf.
    function testFuzz_EveryFieldDecidesTheLeaf(address submitter, bytes32 content, bytes32 possession) public view {
        ISampleRegistry.Sample memory sample = ISampleRegistry.Sample({
            submitter: submitter,
            kind: Kind.FILE,
            contentHash: content,
            possession: possession,
            policy: 1
        });
        bytes32 leaf = registry.leafOf(sample);

        sample.submitter = address(uint160(submitter) ^ 1);
        assertNotEq(registry.leafOf(sample), leaf);
        sample.submitter = submitter;
        sample.kind = Kind.URL;
        assertNotEq(registry.leafOf(sample), leaf);
        sample.kind = Kind.FILE;
        sample.contentHash = content ^ bytes32(uint256(1));
        assertNotEq(registry.leafOf(sample), leaf);
        sample.contentHash = possession;
        sample.possession = content;
        assertEq(registry.leafOf(sample) == leaf, content == possession);
        sample.contentHash = content;
        sample.possession = possession ^ bytes32(uint256(1));
        assertNotEq(registry.leafOf(sample), leaf);
        sample.possession = possession;
        sample.policy = 9;
        assertNotEq(registry.leafOf(sample), leaf);
        sample.policy = 1;
        assertEq(registry.leafOf(sample), leaf);
    }

    /// @dev R1: who knows only the public hash has no salted hash that names himself. What he can copy from a leaf that
    /// was revealed names its submitter; under his own name it no longer matches the bytes.
    function testFuzz_PossessionNamesItsSubmitter(bytes memory content, bytes32 salt, address thief) public view {
        vm.assume(thief != ALICE);
        ISampleRegistry.Sample memory original = sampleOf(ALICE, salt, content);
        ISampleRegistry.Sample memory stolen = sampleOf(ALICE, salt, content);
        stolen.submitter = thief;

        assertNotEq(registry.leafOf(stolen), registry.leafOf(original));
        assertNotEq(stolen.possession, sampleOf(thief, salt, content).possession);
    }

    function sampleOf(
        address submitter,
        bytes32 salt,
        bytes memory content
    ) private pure returns (ISampleRegistry.Sample memory) {
        return
            ISampleRegistry.Sample({
                submitter: submitter,
                kind: Kind.FILE,
                contentHash: sha256(content),
                possession: sha256(abi.encodePacked(submitter, salt, content)),
                policy: 0
            });
    }
}
