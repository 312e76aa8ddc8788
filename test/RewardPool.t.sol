// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IRewardPool} from "../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../contracts/interfaces/ISupernodeCouncil.sol";
import {IVerdictLedger} from "../contracts/interfaces/IVerdictLedger.sol";
import {IVirusMapToken} from "../contracts/interfaces/IVirusMapToken.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {Permit} from "../contracts/libraries/Permits.sol";
import {RewardPool} from "../contracts/RewardPool.sol";
import {LedgerSystem} from "./helpers/LedgerSystem.sol";
import {LedgerTree} from "./helpers/LedgerTree.sol";
import {LedgerCounterparts} from "./mocks/LedgerCounterparts.sol";

/// @notice Seven supernodes sit since epoch 1; the tests begin in the first second of epoch 2.
contract RewardPoolTest is LedgerSystem {
    uint256 private constant ALL = 0x7F;
    uint256 private constant MINING = 600_000_000e18;
    uint256 private constant RATE_UNIT = 1e18;
    address private constant ALICE = address(0xA11CE);
    address private constant BOB = address(0xB0B);
    address private constant STRANGER = address(0x57A);

    event EpochOpened(Epoch indexed epoch, bytes32 root, uint256 reserved, uint256 supernodeReward, uint256 signers);
    event Claimed(Epoch indexed epoch, address indexed account, uint256 amount);
    event Deposited(address indexed payer, uint256 amount);
    event Transfer(address indexed from, address indexed to, uint256 value);

    function setUp() public override {
        super.setUp();
        seatSupernodes(SEATS);
        warpToEpoch(2);
    }

    /* CONSTRUCTION */

    function test_RevertWhen_TheTokenNamesAnotherPool() public {
        address deployed = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        IRewardPool.Parameters memory parameters = poolParameters();
        vm.expectRevert(
            abi.encodeWithSelector(IRewardPool.RewardPool_NotTheTokensPool.selector, address(pool), deployed)
        );
        new RewardPool(token, ledger, parameters);
    }

    function test_RevertWhen_TheLedgerNamesAnotherPool() public {
        LedgerCounterparts tokenOnly = new LedgerCounterparts(MINING, SEATS);
        address deployed = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        tokenOnly.name(deployed);
        IRewardPool.Parameters memory parameters = poolParameters();
        vm.expectRevert(
            abi.encodeWithSelector(IRewardPool.RewardPool_NotTheLedgersPool.selector, address(pool), deployed)
        );
        new RewardPool(IVirusMapToken(address(tokenOnly)), ledger, parameters);
    }

    /// @dev A pool of another token than the one staked could never pay a signer: no report could be published.
    function test_RevertWhen_TheStakedTokenIsAnother() public {
        LedgerCounterparts tokenOnly = new LedgerCounterparts(MINING, SEATS);
        LedgerCounterparts parts = new LedgerCounterparts(MINING, SEATS);
        address deployed = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        tokenOnly.name(deployed);
        parts.name(deployed);
        IRewardPool.Parameters memory parameters = poolParameters();
        vm.expectRevert(
            abi.encodeWithSelector(
                IRewardPool.RewardPool_NotTheStakedToken.selector,
                address(parts),
                address(tokenOnly)
            )
        );
        new RewardPool(IVirusMapToken(address(tokenOnly)), IVerdictLedger(address(parts)), parameters);
    }

    /// @dev The least and the greatest rate are 1 and one below the whole.
    function test_RevertWhen_TheRateIsOutOfRange() public {
        IRewardPool.Parameters memory parameters = poolParameters();
        parameters.emissionRate = 0;
        _expectRefused(parameters, abi.encodeWithSelector(IRewardPool.RewardPool_InvalidRate.selector, 0, RATE_UNIT));
        parameters.emissionRate = RATE_UNIT;
        _expectRefused(
            parameters,
            abi.encodeWithSelector(IRewardPool.RewardPool_InvalidRate.selector, RATE_UNIT, RATE_UNIT)
        );
        parameters.emissionRate = type(uint256).max;
        _expectRefused(
            parameters,
            abi.encodeWithSelector(IRewardPool.RewardPool_InvalidRate.selector, type(uint256).max, RATE_UNIT)
        );
        parameters.emissionRate = 1;
        assertEq(_deploy(MINING, SEATS, parameters).EMISSION_RATE(), 1);
        parameters.emissionRate = RATE_UNIT - 1;
        assertEq(_deploy(MINING, SEATS, parameters).EMISSION_RATE(), RATE_UNIT - 1);
    }

    /// @dev The least and the greatest part are 1 and all of the weight.
    function test_RevertWhen_TheShareOfTheWeightIsOutOfRange() public {
        IRewardPool.Parameters memory parameters = poolParameters();
        parameters.weightShare = 0;
        _expectRefused(
            parameters,
            abi.encodeWithSelector(IRewardPool.RewardPool_InvalidWeightShare.selector, 0, 10_000)
        );
        parameters.weightShare = 10_001;
        _expectRefused(
            parameters,
            abi.encodeWithSelector(IRewardPool.RewardPool_InvalidWeightShare.selector, 10_001, 10_000)
        );
        parameters.weightShare = 1;
        assertEq(_deploy(MINING, SEATS, parameters).WEIGHT_SHARE(), 1);
        parameters.weightShare = 10_000;
        assertEq(_deploy(MINING, SEATS, parameters).WEIGHT_SHARE(), 10_000);
    }

    function test_RevertWhen_TheSharesDoNotSum() public {
        IRewardPool.Parameters memory parameters = poolParameters();
        parameters.storageShare -= 1;
        _expectRefused(
            parameters,
            abi.encodeWithSelector(IRewardPool.RewardPool_SharesDoNotSum.selector, 9_999, 10_000)
        );
        parameters.storageShare += 2;
        _expectRefused(
            parameters,
            abi.encodeWithSelector(IRewardPool.RewardPool_SharesDoNotSum.selector, 10_001, 10_000)
        );
    }

    function test_ConstructionReadsItsCounterparts() public view {
        assertEq(address(pool.TOKEN()), address(token));
        assertEq(address(pool.LEDGER()), address(ledger));
        assertEq(address(pool.STAKING()), address(staking));
        assertEq(pool.SEATS(), SEATS);
        assertEq(pool.EMISSION_RATE(), poolParameters().emissionRate);
        assertEq(pool.WEIGHT_SHARE(), 100);
        assertEq(pool.SUBMITTERS_SHARE(), 7_500);
        assertEq(pool.SUPERNODES_SHARE(), 1_500);
        assertEq(pool.STORAGE_SHARE(), 1_000);
        assertEq(pool.GENESIS(), clock.GENESIS());
        assertEq(pool.EPOCH_LENGTH(), clock.EPOCH_LENGTH());
        assertEq(pool.available(), MINING);
        assertEq(token.balanceOf(address(pool)), MINING);
    }

    function _expectRefused(IRewardPool.Parameters memory parameters, bytes memory refusal) private {
        LedgerCounterparts parts = new LedgerCounterparts(MINING, SEATS);
        parts.name(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        vm.expectRevert(refusal);
        new RewardPool(IVirusMapToken(address(parts)), IVerdictLedger(address(parts)), parameters);
    }

    function _deploy(
        uint256 mining,
        uint256 seatCount,
        IRewardPool.Parameters memory parameters
    ) private returns (RewardPool) {
        LedgerCounterparts parts = new LedgerCounterparts(mining, seatCount);
        parts.name(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        return new RewardPool(IVirusMapToken(address(parts)), IVerdictLedger(address(parts)), parameters);
    }

    /* BUDGET */

    /// @dev P1: with any parameters, the parts are the model's to the unit, and their sum is never more than the emission.
    function testFuzz_BudgetIsTheModels(
        uint256 mining,
        uint256 weight,
        uint256 rate,
        uint256 weightShare,
        uint256 submittersShare,
        uint256 storageShare
    ) public {
        IRewardPool.Parameters memory parameters;
        mining = bound(mining, 0, type(uint96).max);
        weight = bound(weight, 0, type(uint96).max);
        parameters.emissionRate = bound(rate, 1, RATE_UNIT - 1);
        parameters.weightShare = bound(weightShare, 1, 10_000);
        parameters.submittersShare = bound(submittersShare, 0, 10_000);
        parameters.storageShare = bound(storageShare, 0, 10_000 - parameters.submittersShare);
        parameters.supernodesShare = 10_000 - parameters.submittersShare - parameters.storageShare;
        RewardPool tested = _deploy(mining, SEATS, parameters);

        uint256 byRate = (mining * parameters.emissionRate) / RATE_UNIT;
        uint256 byWeight = (weight * parameters.weightShare) / 10_000;
        uint256 emission = byRate < byWeight ? byRate : byWeight;
        IRewardPool.Budget memory budget = tested.budgetOf(weight);
        assertEq(budget.submitters, (emission * parameters.submittersShare) / 10_000);
        assertEq(budget.supernodes, (emission * parameters.supernodesShare) / 10_000);
        assertEq(budget.storageNodes, (emission * parameters.storageShare) / 10_000);
        uint256 sum = budget.submitters + budget.supernodes + budget.storageNodes;
        assertLe(sum, emission);
        assertLe(emission, sum + 2);
    }

    /// @dev P1: whatever is used of the budgets, exactly that is taken: reserved, or paid to the signers.
    function testFuzz_OpeningTakesWhatItReservesAndPays(
        uint256 mining,
        uint256 weight,
        uint256 submitterTotal,
        uint256 storageTotal,
        uint256 signers
    ) public {
        mining = bound(mining, 0, type(uint96).max);
        weight = bound(weight, 0, type(uint96).max);
        signers = bound(signers, 0, SEATS);
        RewardPool tested = _deploy(mining, SEATS, poolParameters());
        LedgerCounterparts parts = LedgerCounterparts(address(tested.LEDGER()));
        IRewardPool.Budget memory budget = tested.budgetOf(weight);
        submitterTotal = bound(submitterTotal, 0, budget.submitters);
        storageTotal = bound(storageTotal, 0, budget.storageNodes);

        parts.open(tested, 1, submitterTotal, storageTotal, signers, weight);

        uint256 paid = (budget.supernodes / SEATS) * signers;
        assertEq(parts.paidIn(), paid);
        assertEq(tested.rewardsOf(Epoch.wrap(1)).unclaimed, submitterTotal + storageTotal);
        assertEq(tested.available(), mining - submitterTotal - storageTotal - paid);
        assertLe(mining - tested.available(), (weight * 100) / 10_000);
    }

    /// @dev P1: 1 % of the weight binds up to the weight of which it is the emission, and not above.
    function test_TheCapByWeightMeetsTheRate() public view {
        uint256 byRate = (MINING * poolParameters().emissionRate) / RATE_UNIT;
        uint256 weight = byRate * 100;
        uint256 most = (byRate * 7_500) / 10_000;
        assertEq(pool.budgetOf(0).submitters, 0);
        assertEq(pool.budgetOf(99).submitters, 0);
        assertEq(pool.budgetOf(weight - 10_000).submitters, ((byRate - 100) * 7_500) / 10_000);
        assertEq(pool.budgetOf(weight).submitters, most);
        assertEq(pool.budgetOf(weight + 10_000).submitters, most);
        assertEq(pool.budgetOf(type(uint128).max).submitters, most);
    }

    /// @dev P4: four half-lives of 1461 epochs in which everything is released. What is left is never below the half,
    /// the quarter, the eighth, the sixteenth, and above it by rounding alone.
    function test_FullEpochsFollowTheHalfLife() public {
        RewardPool tested = _deploy(MINING, SEATS, poolParameters());
        LedgerCounterparts parts = LedgerCounterparts(address(tested.LEDGER()));
        uint32 epoch;
        for (uint256 halves = 1; halves <= 4; ++halves) {
            for (uint256 i = 0; i < 1_461; ++i) _openInFull(tested, parts, ++epoch);
            assertGe(tested.available(), MINING >> halves);
            // The rate is rounded down to a whole number of 1e-18: each epoch leaves less than that part too much.
            assertApproxEqRel(tested.available(), MINING >> halves, epoch);
        }
    }

    function _openInFull(RewardPool tested, LedgerCounterparts parts, uint32 epoch) private {
        IRewardPool.Budget memory budget = tested.budgetOf(type(uint128).max);
        parts.open(tested, epoch, budget.submitters, budget.storageNodes, SEATS, type(uint128).max);
    }

    /// @dev P4: k steps, each of which uses any part of its budget, never release more than the model of k full ones. The
    /// model is exact up to 2^-100 of a unit, rounded towards a smaller rest.
    function testFuzz_SmallStepsNeverReleaseMoreThanTheModel(uint256 seed, uint256 rate, uint256 mining) public {
        IRewardPool.Parameters memory parameters = poolParameters();
        parameters.emissionRate = bound(rate, 1, RATE_UNIT / 2);
        mining = bound(mining, 0, MINING);
        RewardPool tested = _deploy(mining, SEATS, parameters);
        LedgerCounterparts parts = LedgerCounterparts(address(tested.LEDGER()));
        uint256 model = mining << 100;
        for (uint32 step = 1; step <= 64; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            IRewardPool.Budget memory budget = tested.budgetOf(type(uint128).max);
            parts.open(
                tested,
                step,
                bound(seed, 0, budget.submitters),
                bound(seed >> 128, 0, budget.storageNodes),
                seed % (SEATS + 1),
                type(uint128).max
            );
            model = (model / RATE_UNIT) * (RATE_UNIT - parameters.emissionRate);
            assertGe(tested.available() << 100, model);
        }
    }

    /* OPENING */

    function test_RevertWhen_TheCallerIsNotTheLedger() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_NotLedger.selector, address(this)));
        pool.open(Epoch.wrap(1), 0, 0, 0, new address[](0), 0);
        vm.prank(address(council));
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_NotLedger.selector, address(council)));
        pool.open(Epoch.wrap(1), 0, 0, 0, new address[](0), 0);
    }

    /// @dev P1: the budget, and one unit more. Seven bonds of 100,000 VMT let 7,000 VMT out: 5,250, 1,050 and 700.
    function test_RevertWhen_TheSubmittersTotalIsOverItsBudget() public {
        address[] memory signers = _operators(SEATS);
        vm.prank(address(ledger));
        vm.expectRevert(
            abi.encodeWithSelector(
                IRewardPool.RewardPool_SubmittersOverBudget.selector,
                5_250e18 + 1,
                uint256(5_250e18)
            )
        );
        pool.open(Epoch.wrap(1), 0, 5_250e18 + 1, 0, signers, 7 * BOND);
        vm.prank(address(ledger));
        pool.open(Epoch.wrap(1), 0, 5_250e18, 0, signers, 7 * BOND);
    }

    /// @dev P1
    function test_RevertWhen_TheStorageTotalIsOverItsBudget() public {
        address[] memory signers = _operators(SEATS);
        vm.prank(address(ledger));
        vm.expectRevert(
            abi.encodeWithSelector(IRewardPool.RewardPool_StorageOverBudget.selector, 700e18 + 1, uint256(700e18))
        );
        pool.open(Epoch.wrap(1), 0, 0, 700e18 + 1, signers, 7 * BOND);
        vm.prank(address(ledger));
        pool.open(Epoch.wrap(1), 0, 0, 700e18, signers, 7 * BOND);
    }

    /// @dev P1: one unit of weight less than a multiple of 100 costs a whole unit of emission.
    function test_TheCapByWeightRoundsDown() public view {
        assertEq(pool.budgetOf(7 * BOND).submitters, 5_250e18);
        assertLt(pool.budgetOf(7 * BOND - 1).submitters, 5_250e18);
        assertEq(pool.budgetOf(7 * BOND + 99).submitters, 5_250e18);
    }

    function test_OpeningReservesAndPaysTheSigners() public {
        IVerdictLedger.Report memory report = reportOf(0, keccak256("rewards"), 5_250e18);
        report.storageTotal = 700e18;
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        vm.expectEmit(address(pool));
        emit EpochOpened(Epoch.wrap(1), keccak256("rewards"), 5_950e18, 150e18, SEATS);
        ledger.publish(report, bits, signatures);

        assertEq(pool.available(), MINING - 7_000e18);
        assertEq(pool.rewardsOf(Epoch.wrap(1)).root, keccak256("rewards"));
        assertEq(pool.rewardsOf(Epoch.wrap(1)).unclaimed, 5_950e18);
        assertEq(token.balanceOf(address(pool)), MINING - 1_050e18);
        for (uint256 n = 1; n <= SEATS; ++n) assertEq(staking.supernodeOf(operatorOf(n)).bond, BOND + 150e18);
    }

    /// @dev A report whose signers weigh nothing can be opened: it releases nothing, and pays in nothing.
    function test_OpeningWithoutWeightReleasesNothing() public {
        address[] memory signers = _operators(SEATS);
        vm.prank(address(ledger));
        pool.open(Epoch.wrap(1), 0, 0, 0, signers, 0);
        assertEq(pool.available(), MINING);
    }

    /// @dev P5: each signer gets the same part of seven, whoever else signed: leaving one out pays nobody more.
    function testFuzz_LeavingSignaturesOutRaisesNobodysPay(uint256 bits) public {
        bits = bound(bits, 0, ALL);
        uint256 count;
        for (uint256 seat = 0; seat < SEATS; ++seat) count += (bits >> seat) & 1;
        if (count < QUORUM) bits = ALL;
        IVerdictLedger.Report memory report = reportOf(0, 0, 0);
        uint256 before = vm.snapshotState();
        publishBits(report, ALL);
        uint256 fullPay = staking.supernodeOf(operatorOf(1)).bond - BOND;
        assertEq(fullPay, 150e18);
        vm.revertToState(before);

        publishBits(report, bits);
        for (uint256 seat = 0; seat < SEATS; ++seat) {
            uint256 pay = staking.supernodeOf(operatorOf(seat + 1)).bond - BOND;
            assertLe(pay, fullPay);
            assertEq(pay == 0, (bits >> seat) & 1 == 0);
        }
    }

    function _operators(uint256 count) private pure returns (address[] memory operators) {
        operators = new address[](count);
        for (uint256 n = 1; n <= count; ++n) operators[n - 1] = operatorOf(n);
    }

    /* SKIPPED EPOCHS */

    /// @dev P3: three skipped epochs or a thousand: the same budget, and the same gas.
    function test_SkippedEpochsReleaseLoseAndCostNothing() public {
        publish(reportOf(0, 0, 0), SEATS);
        uint256 start = vm.snapshotState();
        (uint256 gasOnce, , ) = _publishAfter(6); // touches every account and slot for the two runs that are compared
        assertGt(gasOnce, 0);
        vm.revertToState(start);
        (uint256 gasOfThree, uint256 left, uint256 budget) = _publishAfter(6);
        vm.revertToState(start);
        (uint256 gasOfThousand, uint256 leftLater, uint256 budgetLater) = _publishAfter(1_003);

        assertApproxEqAbs(gasOfThousand, gasOfThree, 100); // the memory of this test itself
        assertEq(leftLater, left);
        assertEq(budgetLater, budget);
    }

    /// @dev Publishes the report of the epoch before `epoch`: its gas, what was available before it, and its budget.
    function _publishAfter(uint256 epoch) private returns (uint256 used, uint256 left, uint256 budget) {
        warpToEpoch(epoch);
        left = pool.available();
        budget = pool.budgetOf(7 * BOND).submitters;
        IVerdictLedger.Report memory report = reportOf(0, keccak256("rewards"), 1e18);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        bytes memory call = abi.encodeCall(ledger.publish, (report, bits, signatures));
        used = gasleft();
        (bool success, ) = address(ledger).call(call);
        used -= gasleft();
        assertTrue(success);
    }

    /// @dev P5: what epoch 1 would have earned is rewarded by the report of epoch 2, once.
    function test_ASkippedEpochsContentIsRewardedLater() public {
        warpToEpoch(3);
        bytes32 root = rewardLeaf(ALICE, 5e18);
        publish(reportOf(0, root, 5e18), QUORUM);
        _expectInvalidProof(1, ALICE, 5e18);
        _claim(ALICE, 1, 5e18, new bytes32[](0));
        _claim(ALICE, 2, 5e18, new bytes32[](0));
        assertEq(token.balanceOf(ALICE), 5e18);
    }

    /* CLAIM */

    function test_ClaimPaysTheAccountWhoeverCalls() public {
        publish(reportOf(0, rewardLeaf(ALICE, 5e18), 5e18), QUORUM);
        assertFalse(pool.isClaimed(Epoch.wrap(1), ALICE));

        vm.expectEmit(address(pool));
        emit Claimed(Epoch.wrap(1), ALICE, 5e18);
        vm.expectEmit(address(token));
        emit Transfer(address(pool), ALICE, 5e18);
        vm.prank(STRANGER);
        assertEq(_claim(ALICE, 1, 5e18, new bytes32[](0)), 5e18);

        assertTrue(pool.isClaimed(Epoch.wrap(1), ALICE));
        assertFalse(pool.isClaimed(Epoch.wrap(2), ALICE));
        assertFalse(pool.isClaimed(Epoch.wrap(1), STRANGER));
        assertEq(token.balanceOf(ALICE), 5e18);
        assertEq(token.balanceOf(STRANGER), 0);
        assertEq(pool.rewardsOf(Epoch.wrap(1)).unclaimed, 0);
        assertEq(pool.available(), token.balanceOf(address(pool)));
    }

    /// @dev P2: five epochs, each with a tree of its own, in one transfer.
    function testFuzz_ClaimOfManyEpochsIsOneTransfer(uint256 seed) public {
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](5);
        uint256 expected;
        for (uint32 epoch = 1; epoch <= 5; ++epoch) {
            warpToEpoch(epoch + 1);
            (bytes32[] memory leaves, uint256 total, uint256 amount) = _leaves(seed, epoch);
            publish(reportOf(0, LedgerTree.rootOf(leaves), total), QUORUM);
            // Not in the order of the epochs, which means nothing.
            claims[(epoch * 3) % 5] = IRewardPool.Claim({
                epoch: Epoch.wrap(epoch),
                amount: amount,
                proof: LedgerTree.proofOf(leaves, 2)
            });
            expected += amount;
        }
        uint256 held = token.balanceOf(address(pool));
        assertEq(pool.claim(ALICE, claims), expected);
        assertEq(token.balanceOf(ALICE), expected);
        assertEq(token.balanceOf(address(pool)), held - expected);
        for (uint32 epoch = 1; epoch <= 5; ++epoch) {
            assertTrue(pool.isClaimed(Epoch.wrap(epoch), ALICE));
            vm.expectRevert(
                abi.encodeWithSelector(IRewardPool.RewardPool_AlreadyClaimed.selector, claims[epoch - 1].epoch, ALICE)
            );
            _claim(ALICE, Epoch.unwrap(claims[epoch - 1].epoch), claims[epoch - 1].amount, claims[epoch - 1].proof);
        }
    }

    /// @dev Six leaves, of which the third is Alice's.
    function _leaves(
        uint256 seed,
        uint256 epoch
    ) private pure returns (bytes32[] memory leaves, uint256 total, uint256 amount) {
        leaves = new bytes32[](6);
        for (uint256 i = 0; i < 6; ++i) {
            amount = uint256(keccak256(abi.encode(seed, epoch, i))) % 500e18;
            total += amount;
            leaves[i] = rewardLeaf(i == 2 ? ALICE : address(uint160(0xCA0000 + i)), amount);
        }
        amount = uint256(keccak256(abi.encode(seed, epoch, uint256(2)))) % 500e18;
    }

    function test_ClaimOfNothingPaysNothing() public {
        assertEq(pool.claim(ALICE, new IRewardPool.Claim[](0)), 0);
        assertEq(token.balanceOf(ALICE), 0);
    }

    function test_RevertWhen_TheEpochIsClaimed() public {
        publish(reportOf(0, rewardLeaf(ALICE, 5e18), 10e18), QUORUM);
        _claim(ALICE, 1, 5e18, new bytes32[](0));
        _expectAlreadyClaimed(1, ALICE);
        _claim(ALICE, 1, 5e18, new bytes32[](0));
    }

    /// @dev P2: one leaf twice in one claim.
    function test_RevertWhen_AnEpochIsTwiceInOneClaim() public {
        publish(reportOf(0, rewardLeaf(ALICE, 5e18), 10e18), QUORUM);
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](2);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(1), amount: 5e18, proof: new bytes32[](0)});
        claims[1] = claims[0];
        _expectAlreadyClaimed(1, ALICE);
        pool.claim(ALICE, claims);
        assertEq(token.balanceOf(ALICE), 0);
    }

    /// @dev P2: of two leaves of one account in one epoch one is paid: a report has one leaf for each account.
    function test_RevertWhen_TheAccountHasASecondLeaf() public {
        bytes32 root = nodeOf(rewardLeaf(ALICE, 5e18), rewardLeaf(ALICE, 6e18));
        publish(reportOf(0, root, 11e18), QUORUM);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = rewardLeaf(ALICE, 6e18);
        _claim(ALICE, 1, 5e18, proof);
        proof[0] = rewardLeaf(ALICE, 5e18);
        _expectAlreadyClaimed(1, ALICE);
        _claim(ALICE, 1, 6e18, proof);
    }

    /// @dev P2: the bits of neighbouring epochs, and of the last and first of two words, do not touch each other.
    function test_EpochsAroundAWordOfTheBitmapAreApart() public {
        uint32[6] memory epochs = [uint32(1), 254, 255, 256, 257, type(uint32).max];
        bytes32 root = rewardLeaf(ALICE, 1e18);
        for (uint256 i = 0; i < 6; ++i) {
            vm.prank(address(ledger));
            pool.open(Epoch.wrap(epochs[i]), root, 1e18, 0, new address[](0), 7 * BOND);
        }
        for (uint256 i = 0; i < 6; ++i) {
            for (uint256 j = 0; j < 6; ++j) assertEq(pool.isClaimed(Epoch.wrap(epochs[j]), ALICE), j < i);
            _claim(ALICE, epochs[i], 1e18, new bytes32[](0));
            _expectAlreadyClaimed(epochs[i], ALICE);
            _claim(ALICE, epochs[i], 1e18, new bytes32[](0));
        }
        assertEq(token.balanceOf(ALICE), 6e18);
    }

    /// @dev R5: in a tree of any size each leaf is paid with its own proof, account, amount and epoch, and with no other.
    function testFuzz_RevertWhen_TheProofDoesNotLeadToTheLeaf(uint256 seed, uint256 change) public {
        (bytes32[] memory leaves, uint256 total, uint256 amount) = _leaves(seed, 1);
        publish(reportOf(0, LedgerTree.rootOf(leaves), total), QUORUM);
        bytes32[] memory proof = LedgerTree.proofOf(leaves, 2);
        uint256 other = bound(change, 0, type(uint128).max);
        if (other == amount) ++other;

        _expectInvalidProof(1, ALICE, other);
        _claim(ALICE, 1, other, proof);
        _expectInvalidProof(1, BOB, amount);
        _claim(BOB, 1, amount, proof);
        _expectInvalidProof(2, ALICE, amount);
        _claim(ALICE, 2, amount, proof);
        _expectInvalidProof(0, ALICE, amount);
        _claim(ALICE, 0, amount, proof);
        _expectInvalidProof(1, ALICE, amount);
        _claim(ALICE, 1, amount, new bytes32[](0));
        _expectInvalidProof(1, ALICE, amount);
        _claim(ALICE, 1, amount, LedgerTree.append(proof, leaves[0]));

        _claim(ALICE, 1, amount, proof);
        assertEq(token.balanceOf(ALICE), amount);
    }

    /// @dev R5: an epoch without rewards has the root zero, to which nothing leads.
    function testFuzz_RevertWhen_TheRootIsZero(address account, uint256 amount, bytes32[] memory proof) public {
        publish(reportOf(0, 0, 5e18), QUORUM);
        _expectInvalidProof(1, account, amount);
        _claim(account, 1, amount, proof);
    }

    /// @dev P1: a total that is smaller than the sum of its leaves: the first are paid, to the last unit of the total.
    function test_RevertWhen_TheTotalIsSmallerThanItsLeaves() public {
        bytes32 root = nodeOf(rewardLeaf(ALICE, 5e18), rewardLeaf(BOB, 5e18));
        publish(reportOf(0, root, 10e18 - 1), QUORUM);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = rewardLeaf(BOB, 5e18);
        _claim(ALICE, 1, 5e18, proof);
        proof[0] = rewardLeaf(ALICE, 5e18);
        _expectTotalExceeded(1, 5e18, 5e18 - 1);
        _claim(BOB, 1, 5e18, proof);
        assertFalse(pool.isClaimed(Epoch.wrap(1), BOB));
    }

    /// @dev X4: an amount of the greatest number does not overflow anything.
    function test_RevertWhen_TheAmountIsTheGreatestNumber() public {
        publish(reportOf(0, rewardLeaf(ALICE, type(uint256).max), 10e18), QUORUM);
        _expectTotalExceeded(1, type(uint256).max, 10e18);
        _claim(ALICE, 1, type(uint256).max, new bytes32[](0));
    }

    function _expectAlreadyClaimed(uint32 epoch, address account) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_AlreadyClaimed.selector, epoch, account));
    }

    function _expectInvalidProof(uint32 epoch, address account, uint256 amount) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_InvalidProof.selector, epoch, account, amount));
    }

    function _expectTotalExceeded(uint32 epoch, uint256 amount, uint256 unclaimed) private {
        vm.expectRevert(
            abi.encodeWithSelector(IRewardPool.RewardPool_TotalExceeded.selector, epoch, amount, unclaimed)
        );
    }

    function _claim(address account, uint32 epoch, uint256 amount, bytes32[] memory proof) private returns (uint256) {
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(epoch), amount: amount, proof: proof});
        return pool.claim(account, claims);
    }

    /* INCOME */

    function test_DepositProlongsTheEmission() public {
        fundAndApprove(BOB, address(pool), 1_000e18);
        uint256 budget = pool.budgetOf(type(uint128).max).submitters;

        vm.expectEmit(address(pool));
        emit Deposited(BOB, 1_000e18);
        vm.prank(BOB);
        pool.deposit(1_000e18);

        assertEq(pool.available(), MINING + 1_000e18);
        assertEq(token.balanceOf(address(pool)), MINING + 1_000e18);
        assertGt(pool.budgetOf(type(uint128).max).submitters, budget);
    }

    function test_RevertWhen_TheDepositIsZero() public {
        vm.expectRevert(IRewardPool.RewardPool_ZeroAmount.selector);
        pool.deposit(0);
    }

    function test_RevertWhen_TheDepositIsNotFunded() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(pool), 0, 1));
        pool.deposit(1);
        assertEq(pool.available(), MINING);
    }

    /// @dev T4: with the payer's permit, also when a stranger submitted it first; a second time there is no allowance left.
    function testFuzz_DepositWithPermit(uint256 amount, bool submittedFirst) public {
        amount = bound(amount, 1, 1_000_000e18);
        uint256 key = 0xA11CE;
        address owner = vm.addr(key);
        fund(owner, 2 * amount);
        Permit memory permit = permitOf(key, address(pool), amount, block.timestamp);
        if (submittedFirst) {
            vm.prank(STRANGER);
            token.permit(owner, address(pool), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        }

        vm.prank(owner);
        pool.depositWithPermit(amount, permit);

        assertEq(pool.available(), MINING + amount);
        assertEq(token.balanceOf(owner), amount);
        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(pool), 0, amount)
        );
        pool.depositWithPermit(amount, permit);
    }

    /// @dev P1: what is sent without `deposit` counts nowhere.
    function testFuzz_DonationsChangeNoFigure(uint256 amount) public {
        amount = bound(amount, 1, 1_000_000e18);
        fund(address(pool), amount);
        vm.deal(address(pool), 1 ether);
        assertEq(pool.available(), MINING);
        publish(reportOf(0, rewardLeaf(ALICE, 5e18), 5e18), SEATS);
        _claim(ALICE, 1, 5e18, new bytes32[](0));
        assertEq(pool.available(), MINING - 5e18 - 1_050e18);
        assertEq(token.balanceOf(address(pool)), pool.available() + amount);
    }

    /* WHOLE LIVES */

    /// @dev P1, P2: twelve epochs of reports, skipped epochs, deposits and claims in any order; after each of them the pool
    /// holds exactly what is available and what is unclaimed, and each epoch stays within its totals.
    function testFuzz_ThePoolIsSolventThroughItsLife(uint256 seed) public {
        uint256 income;
        uint256 claimed;
        uint256[] memory totals = new uint256[](13);
        for (uint32 epoch = 1; epoch <= 12; ++epoch) {
            warpToEpoch(epoch + 1);
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 4 != 0) {
                totals[epoch] = _publishSomething(seed, epoch);
            }
            if (seed % 3 == 0) {
                fundAndApprove(BOB, address(pool), 77e18);
                vm.prank(BOB);
                pool.deposit(77e18);
                income += 77e18;
            }
            uint32 old = uint32(1 + ((seed >> 32) % epoch));
            if (totals[old] != 0 && !pool.isClaimed(Epoch.wrap(old), ALICE)) {
                claimed += _claim(ALICE, old, totals[old], new bytes32[](0));
            }

            uint256 unclaimed;
            for (uint32 e = 1; e <= epoch; ++e) {
                uint256 rest = pool.rewardsOf(Epoch.wrap(e)).unclaimed;
                assertEq(rest, pool.isClaimed(Epoch.wrap(e), ALICE) ? 0 : totals[e]);
                unclaimed += rest;
            }
            assertEq(token.balanceOf(address(pool)), pool.available() + unclaimed);
            assertEq(token.balanceOf(ALICE), claimed);
            uint256 toSupernodes = token.balanceOf(address(staking)) - 7 * BOND;
            assertEq(MINING + income, pool.available() + unclaimed + claimed + toSupernodes);
        }
    }

    /// @dev One leaf, Alice's, of any part of the budget.
    function _publishSomething(uint256 seed, uint32 epoch) private returns (uint256 total) {
        uint256 weight;
        uint256 count = QUORUM + (seed % 3);
        for (uint256 n = 1; n <= count; ++n) weight += staking.weightOf(operatorOf(n));
        IRewardPool.Budget memory budget = pool.budgetOf(weight);
        total = bound(seed >> 64, 1, budget.submitters);
        uint256 before = pool.available();
        publish(reportOf(0, rewardLeaf(ALICE, total), total), count);
        assertLe(before - pool.available(), weight / 100);
        assertEq(pool.rewardsOf(Epoch.wrap(epoch)).unclaimed, total);
    }

    /// @dev P6: all seven sign whatever they like. It is refused, or takes at most the emission of that epoch; what was
    /// earned before can be claimed as before, and a second report of the epoch is refused anyhow.
    function testFuzz_ACapturedQuorumMovesTheEmissionOfItsEpochAtMost(
        IVerdictLedger.Report memory report,
        uint256 seed
    ) public {
        publish(reportOf(0, rewardLeaf(ALICE, 5_000e18), 5_000e18), SEATS);
        warpToEpoch(3);
        if (seed % 4 != 0) report.epoch = Epoch.wrap(2);
        if (seed % 4 != 0) report.round = 0;
        if (seed % 2 != 0) report.submitterTotal = uint96(bound(report.submitterTotal, 0, 6_000e18));
        if (seed % 2 != 0) report.storageTotal = uint96(bound(report.storageTotal, 0, 800e18));
        uint256 loot = report.submitterTotal;
        report.rewardsRoot = rewardLeaf(STRANGER, loot);
        uint256 weight;
        for (uint256 n = 1; n <= SEATS; ++n) weight += staking.weightOf(operatorOf(n));
        uint256 left = pool.available();
        uint256 held = token.balanceOf(address(pool));
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);

        try ledger.publish(report, bits, signatures) {
            assertEq(Epoch.unwrap(report.epoch), 2);
            _claim(STRANGER, 2, loot, new bytes32[](0));
            assertLe(left - pool.available(), weight / 100);
            assertLe(held - token.balanceOf(address(pool)), weight / 100);
            (bits, signatures) = signReport(report, SEATS);
            vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_AlreadyPublished.selector, 2));
            ledger.publish(report, bits, signatures);
        } catch {
            assertEq(pool.available(), left);
            assertEq(token.balanceOf(address(pool)), held);
        }
        assertEq(_claim(ALICE, 1, 5_000e18, new bytes32[](0)), 5_000e18);
    }

    /* FAILURES OF OTHERS */

    /// @dev Merkle claims: a leaf of 64 bytes was taken for an inner node. The words of a reward leaf are 64 bytes, and
    /// here the children of a node are such words: an account and an amount. Hashed twice, they are no leaf.
    function testFuzz_Peer_AnInnerNodeIsNoLeaf(address account, uint256 amount) public {
        amount = bound(amount, uint256(uint160(account)), type(uint256).max); // sorted, as the two children of a node are
        bytes32 node = nodeOf(bytes32(uint256(uint160(account))), bytes32(amount));
        assertEq(node, keccak256(abi.encode(account, amount)));
        bytes32 sibling = rewardLeaf(ALICE, 1e18);
        publish(reportOf(0, nodeOf(node, sibling), 1e18), QUORUM);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = sibling;
        _expectInvalidProof(1, account, amount);
        _claim(account, 1, amount, proof);

        proof[0] = node;
        assertEq(_claim(ALICE, 1, 1e18, proof), 1e18);
    }

    /// @dev Merkle claims: claims were not funded. Here a report whose claims the pool does not hold cannot be opened: the
    /// budgets are of what is available, and every unit reserved stays held while all others are paid out.
    function test_Peer_EveryClaimIsFunded() public {
        for (uint32 epoch = 1; epoch <= 3; ++epoch) {
            warpToEpoch(epoch + 1);
            publish(reportOf(0, rewardLeaf(ALICE, 3_000e18), 3_000e18), SEATS);
        }
        uint256 reserved = 9_000e18;
        assertGe(token.balanceOf(address(pool)) - pool.available(), reserved);
        for (uint32 epoch = 3; epoch >= 1; --epoch) _claim(ALICE, epoch, 3_000e18, new bytes32[](0));
        assertEq(token.balanceOf(ALICE), reserved);
        assertEq(token.balanceOf(address(pool)), pool.available());
    }

    /// @dev Merkle claims: an owner bypassed the root's delay. Here a root is opened by the ledger alone, and never again.
    function test_Peer_NobodyReplacesARoot() public {
        publish(reportOf(0, rewardLeaf(ALICE, 3e18), 3e18), QUORUM);
        address[5] memory callers = [address(this), TREASURY, operatorOf(1), address(council), address(staking)];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(IRewardPool.RewardPool_NotLedger.selector, callers[i]));
            pool.open(Epoch.wrap(1), keccak256("other"), 0, 0, new address[](0), 0);
        }
        assertEq(pool.rewardsOf(Epoch.wrap(1)).root, rewardLeaf(ALICE, 3e18));
    }

    /// @dev Permit-style front-running: a stranger claims one epoch first. The longer claim is then refused as a whole, but
    /// the money is with its owner already, and the rest needs one more call.
    function test_Peer_AStrangersEarlierClaimTakesNothing() public {
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](2);
        for (uint32 epoch = 1; epoch <= 2; ++epoch) {
            warpToEpoch(epoch + 1);
            publish(reportOf(0, rewardLeaf(ALICE, epoch * 1e18), epoch * 1e18), QUORUM);
            claims[epoch - 1] = IRewardPool.Claim({
                epoch: Epoch.wrap(epoch),
                amount: epoch * 1e18,
                proof: new bytes32[](0)
            });
        }
        vm.prank(STRANGER);
        _claim(ALICE, 1, 1e18, new bytes32[](0));
        _expectAlreadyClaimed(1, ALICE);
        pool.claim(ALICE, claims);
        _claim(ALICE, 2, 2e18, new bytes32[](0));
        assertEq(token.balanceOf(ALICE), 3e18);
        assertEq(token.balanceOf(STRANGER), 0);
    }
}
