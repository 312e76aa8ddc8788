// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SampleRegistry} from "../../contracts/SampleRegistry.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISampleRegistry} from "../../contracts/interfaces/ISampleRegistry.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Category, Kind, Verdict} from "../../contracts/libraries/Verdicts.sol";
import {LedgerSystem} from "../helpers/LedgerSystem.sol";
import {LedgerTree} from "../helpers/LedgerTree.sol";

/// @notice What a submitter would take from other submitters and from the pool, and what he is left with.
contract SubmitterAttacksTest is LedgerSystem {
    address private constant MALLORY = address(0xBAD);
    address private constant ALICE = address(0xA11CE);
    uint256 private constant HERS = 4_000e18; // of each report below, in units of VMT
    uint256 private constant HIS = 1_000e18;

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS);
    }

    /* PRIORITY */

    /// @dev He would gain: the priority of a sample that he sees in the queue, by submitting its root first. R1 and R2
    /// stop him: the record is his sender's, and the leaf names Alice. Left with: gas spent on a record that is worth
    /// nothing.
    function test_ACopiedRootTakesNoPriority() public {
        bytes32 leaf = registry.leafOf(_sample(ALICE));
        vm.warp(START + 100);
        vm.prank(MALLORY);
        registry.submit(leaf); // a tree of one leaf
        vm.warp(START + 200);
        vm.prank(ALICE);
        registry.submit(leaf);
        assertEq(registry.submittedAt(ALICE, leaf), START + 200);
        assertNotEq(registry.leafOf(_sample(MALLORY)), leaf);
        assertEq(registry.submittedAt(ALICE, registry.leafOf(_sample(MALLORY))), 0);
    }

    /// @dev He would gain: a time before the sample was known to him, by a root that he fills later, or by the same
    /// root again. R2 and R1 stop him: a root fixes its leaves, and `possession` needs the bytes. Left with: the time
    /// at which he had them.
    function testFuzz_NoLeafFitsAnEarlierRoot(bytes32 root, bytes32 possession) public {
        vm.assume(root != 0);
        vm.startPrank(MALLORY);
        registry.submit(root);
        vm.warp(START + 5 days);
        vm.expectRevert(
            abi.encodeWithSelector(ISampleRegistry.SampleRegistry_AlreadySubmitted.selector, MALLORY, root, START)
        );
        registry.submit(root);
        vm.stopPrank();
        ISampleRegistry.Sample memory sample = _sample(MALLORY);
        sample.possession = possession;
        assertNotEq(registry.leafOf(sample), root);
        assertEq(registry.submittedAt(MALLORY, registry.leafOf(sample)), 0);
    }

    /// @dev He would gain: Alice's time in another registry or on another chain. R1 stops him: records of one contract
    /// say nothing in another, and there the record is his own too. Left with: the time of his own call.
    function test_ARootReplayedElsewhereNamesItsSender() public {
        bytes32 leaf = registry.leafOf(_sample(ALICE));
        vm.prank(ALICE);
        registry.submit(leaf);
        SampleRegistry other = new SampleRegistry();
        vm.prank(MALLORY);
        other.submit(leaf);
        assertEq(other.submittedAt(ALICE, leaf), 0);
        assertEq(registry.submittedAt(MALLORY, leaf), 0);
    }

    /* REWARDS */

    /// @dev He would gain: his reward twice, by the same leaf twice in one call, in two calls, or by another's call. P2
    /// stops him. Left with: his reward once, Alice with hers.
    function test_OneLeafIsPaidOnce() public {
        _publishPair(2);
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](2);
        claims[0] = _claimOf(1, HIS, rewardLeaf(ALICE, HERS));
        claims[1] = claims[0];
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_AlreadyClaimed.selector, 1, MALLORY));
        pool.claim(MALLORY, claims);
        _claim(MALLORY, claims[0]);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_AlreadyClaimed.selector, 1, MALLORY));
        _claim(MALLORY, claims[0]);
        _claim(ALICE, _claimOf(1, HERS, rewardLeaf(MALLORY, HIS)));
        assertEq(token.balanceOf(MALLORY), HIS);
        assertEq(token.balanceOf(ALICE), HERS);
        assertEq(pool.rewardsOf(Epoch.wrap(1)).unclaimed, 0);
    }

    /// @dev He would gain: Alice's reward, or more than his, by her leaf under his name, another amount, or a proof of
    /// another epoch. R5 and P2 stop him. Left with: his reward.
    function testFuzz_NoOtherLeafIsPaid(address account, uint256 amount, uint256 epoch) public {
        _publishPair(2);
        _publishPair(3);
        vm.assume(account != ALICE && account != MALLORY);
        epoch = bound(epoch, 1, 3);
        _assertInvalid(account, epoch, amount, rewardLeaf(ALICE, HERS));
        _assertInvalid(MALLORY, epoch, HERS, rewardLeaf(MALLORY, HIS));
        if (amount != HIS) _assertInvalid(MALLORY, epoch, amount, rewardLeaf(ALICE, HERS));
        if (epoch == 3) _assertInvalid(MALLORY, 3, HIS, rewardLeaf(ALICE, HERS));
        assertEq(token.balanceOf(MALLORY), 0);
        assertEq(pool.rewardsOf(Epoch.wrap(1)).unclaimed, HIS + HERS);
    }

    /// @dev He would gain: a reward made of nothing, by an inner node taken for a leaf, whose two halves read as
    /// account and amount, or by a leaf taken for an inner node. R5 stops him: a leaf is hashed twice, an inner node
    /// once. Left with: nothing.
    function test_AnInnerNodeIsNoReward() public {
        bytes32[] memory leaves = new bytes32[](4);
        leaves[0] = rewardLeaf(MALLORY, HIS);
        leaves[1] = rewardLeaf(ALICE, HERS);
        leaves[2] = rewardLeaf(address(3), 3);
        leaves[3] = rewardLeaf(address(4), 4);
        warpToEpoch(2);
        publish(reportOf(0, LedgerTree.rootOf(leaves), HIS + HERS + 7), SEATS);
        bytes32 left = nodeOf(leaves[0], leaves[1]);
        (bytes32 a, bytes32 b) = leaves[0] < leaves[1] ? (leaves[0], leaves[1]) : (leaves[1], leaves[0]);
        // The 64 bytes under the inner node are not an account: the first twelve are not zero.
        assertEq(left, keccak256(abi.encode(a, b)));
        assertNotEq(uint256(a) >> 160, 0);
        address account = address(uint160(uint256(a)));
        _assertInvalid(account, 1, uint256(b), nodeOf(leaves[2], leaves[3]));

        IRewardPool.Claim memory entry = _claimOf(1, HIS, leaves[1]); // a proof that stops at an inner node
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_InvalidProof.selector, 1, MALLORY, HIS));
        _claim(MALLORY, entry);
        assertEq(token.balanceOf(account) + token.balanceOf(MALLORY), 0);
    }

    /// @dev He would gain: two rewards by two leaves of his in one report. P2 stops him: an account is paid once an
    /// epoch. Left with: the one that is claimed first; a stranger may choose the smaller, the other stays unpaid.
    function test_TwoLeavesOfOneAccountPayOne() public {
        bytes32[2] memory leaves = [rewardLeaf(MALLORY, HIS), rewardLeaf(MALLORY, HERS)];
        warpToEpoch(2);
        publish(reportOf(0, nodeOf(leaves[0], leaves[1]), HIS + HERS), SEATS);
        vm.prank(ALICE);
        _claim(MALLORY, _claimOf(1, HIS, leaves[1]));
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_AlreadyClaimed.selector, 1, MALLORY));
        _claim(MALLORY, _claimOf(1, HERS, leaves[0]));
        assertEq(token.balanceOf(MALLORY), HIS);
    }

    /// @dev He would gain: what others have not claimed yet, by leaves above the totals of a report that a careless
    /// council signed. P1 stops him at the totals of that report. Left with: nothing above them; other epochs are
    /// untouched.
    function test_LeavesAboveTheTotalsTakeFromNoOtherEpoch() public {
        _publishPair(2);
        warpToEpoch(3);
        bytes32[2] memory leaves = [rewardLeaf(MALLORY, HERS), rewardLeaf(MALLORY, HIS)];
        publish(reportOf(0, nodeOf(leaves[0], leaves[1]), HIS), SEATS);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_TotalExceeded.selector, 2, HERS, HIS));
        _claim(MALLORY, _claimOf(2, HERS, leaves[1]));
        _claim(MALLORY, _claimOf(2, HIS, leaves[0]));
        _claim(ALICE, _claimOf(1, HERS, rewardLeaf(MALLORY, HIS)));
        assertEq(token.balanceOf(ALICE), HERS);
        assertEq(token.balanceOf(MALLORY), HIS);
    }

    /* VERDICTS */

    /// @dev He would gain: a better verdict of his own file on chain, by any field changed, or by the verdict of
    /// another epoch under this one's number. R5 stops him. Left with: what the quorum signed.
    function testFuzz_NoOtherVerdictIsProven(uint256 seed, uint256 field, uint256 change) public {
        Verdict memory verdict = sampleVerdict(seed % 1_000);
        Verdict memory forged = sampleVerdict(seed % 1_000);
        field = field % 12;
        change = bound(change, 1, type(uint8).max);
        if (field == 0) forged.kind = Kind((uint256(verdict.kind) + 1 + (change % 2)) % 3);
        if (field == 1) forged.contentHash ^= bytes32(change);
        if (field == 2) forged.category = Category((uint256(verdict.category) + 1 + (change % 3)) % 4);
        if (field == 3) forged.score ^= uint32(change);
        if (field == 4) forged.reward ^= uint96(change);
        if (field == 5) forged.submitter = address(uint160(forged.submitter) ^ uint160(change));
        if (field == 6) forged.detections ^= uint16(change);
        if (field == 7) forged.engines ^= uint16(change);
        if (field == 8) forged.policy ^= uint8(change);
        if (field == 9) forged.labelsHash ^= bytes32(change);
        if (field == 10) forged.ciphertextCid ^= bytes32(change);
        if (field == 11) forged.keyCommitment ^= bytes32(change);
        warpToEpoch(2);
        publish(reportOf(verdictLeaf(verdict), 0, 0), SEATS);
        warpToEpoch(3);
        publish(reportOf(verdictLeaf(sampleVerdict(1_001)), 0, 0), SEATS);
        bytes32[] memory proof = new bytes32[](0);
        assertTrue(ledger.verify(Epoch.wrap(1), verdict, proof));
        assertFalse(ledger.verify(Epoch.wrap(2), verdict, proof));
        vm.expectRevert(
            abi.encodeWithSelector(IVerdictLedger.VerdictLedger_InvalidProof.selector, 1, verdictLeaf(forged))
        );
        ledger.record(Epoch.wrap(1), forged, proof);
        assertEq(Epoch.unwrap(ledger.verdictOf(forged.kind, forged.contentHash).epoch), 0);
    }

    /* SHARED */

    function _sample(address submitter) private pure returns (ISampleRegistry.Sample memory) {
        return
            ISampleRegistry.Sample({
                submitter: submitter,
                kind: Kind.FILE,
                contentHash: sha256("content"),
                possession: sha256(abi.encodePacked(submitter, bytes32("salt"), "content")),
                policy: 0
            });
    }

    /// @dev In `epoch`, a report of the epoch before it: one leaf of his, one of hers.
    function _publishPair(uint256 epoch) private {
        warpToEpoch(epoch);
        publish(reportOf(0, nodeOf(rewardLeaf(MALLORY, HIS), rewardLeaf(ALICE, HERS)), HIS + HERS), SEATS);
    }

    function _claimOf(uint256 epoch, uint256 amount, bytes32 sibling) private pure returns (IRewardPool.Claim memory) {
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = sibling;
        return IRewardPool.Claim({epoch: Epoch.wrap(uint32(epoch)), amount: amount, proof: proof});
    }

    function _claim(address account, IRewardPool.Claim memory entry) private {
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = entry;
        pool.claim(account, claims);
    }

    function _assertInvalid(address account, uint256 epoch, uint256 amount, bytes32 sibling) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_InvalidProof.selector, epoch, account, amount));
        _claim(account, _claimOf(epoch, amount, sibling));
    }
}
