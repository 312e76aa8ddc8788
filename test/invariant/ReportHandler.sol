// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Category, Kind, Verdict} from "../../contracts/libraries/Verdicts.sol";
import {MerkleHash} from "../helpers/MerkleHash.sol";
import {Signing} from "../helpers/Signing.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";

/// @notice Councils: honest, captured and careless ones, and whoever publishes, records, claims and pays in.
/// Keeps every report, its leaves, and the pool's accounts.
contract ReportHandler is Handler {
    uint256 private constant LEAVES = 4; // rewards in a report
    uint256 private constant VERDICTS = 2;

    address public constant THIEF = address(0x7417EF);

    struct Opened {
        uint256 epoch;
        bytes32 verdictsRoot;
        bytes32 rewardsRoot;
        uint256 signers;
        uint256 reserved;
        uint256 unclaimed;
    }

    struct Leaf {
        uint256 epoch;
        address account;
        uint256 amount;
        bytes32[] proof;
        bool claimed;
    }

    struct Sale {
        uint256 epoch;
        Verdict verdict;
        bytes32[] proof;
    }

    /// @dev A report that is being made.
    struct Draft {
        IVerdictLedger.Report report;
        uint256 seats;
        ISupernodeCouncil.Signature[] signatures;
        uint256 counted;
        uint256 weight;
        uint256 reward;
    }

    OperatorHandler private _operators;

    Opened[] private _opened;
    mapping(uint256 epoch => uint256) private _openedPlusOne;
    Leaf[] private _leaves;
    Sale[] private _sales;

    /// @notice VMT that no report has released yet: the mining stock and all income.
    uint256 public available;

    constructor(Books books_, OperatorHandler operators) Handler(books_) {
        _operators = operators;
        available = token.MINING_ALLOCATION();
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](14);
        list[0] = this.publish.selector;
        list[1] = this.publish.selector;
        list[2] = this.publish.selector;
        list[3] = this.publish.selector;
        list[4] = this.publishFalse.selector;
        list[5] = this.publishBad.selector;
        list[6] = this.record.selector;
        list[7] = this.claim.selector;
        list[8] = this.claim.selector;
        list[9] = this.claimMany.selector;
        list[10] = this.claimAgain.selector;
        list[11] = this.deposit.selector;
        list[12] = this.publish.selector;
        list[13] = this.depositWithPermit.selector;
    }

    /* PUBLICATION */

    /// @dev Totals of all sizes up to the budget exactly.
    function publish(uint256 seed) external {
        uint256 epoch = _nextReported(seed);
        IRewardPool.Budget memory budget = _budget(_signersOf(epoch, seed).weight);
        Draft memory draft = _signersOf(epoch, seed);
        draft.report.submitterTotal = uint96(bound(draw(seed, 1), 0, budget.submitters));
        if (draw(seed, 2) % 3 == 0) draft.report.submitterTotal = uint96(budget.submitters);
        if (draw(seed, 2) % 5 == 0) draft.report.storageTotal = uint96(budget.storageNodes);
        _publish(draft, seed, false);
    }

    /// @dev A quorum that signs anything: everything to itself, four times over, and a verdict that it makes up (P6).
    function publishFalse(uint256 seed) external {
        uint256 epoch = _nextReported(seed);
        Draft memory draft = _signersOf(epoch, seed);
        IRewardPool.Budget memory budget = _budget(draft.weight);
        draft.report.submitterTotal = uint96(budget.submitters);
        draft.report.storageTotal = uint96(budget.storageNodes);
        _publish(draft, seed, true);
    }

    /// @dev A report with one thing wrong is refused; which one, the seed says. The right one is published after it.
    function publishBad(uint256 seed) external {
        uint256 epoch = _nextReported(seed);
        Draft memory draft = _signersOf(epoch, seed);
        _moveTo(epoch, seed);
        _refuse(draft, seed);
        draft = _signersOf(epoch, seed);
        _publish(draft, seed, false);
    }

    /// @dev Why each draft must fail, in the order of the seed.
    function _refuse(Draft memory draft, uint256 seed) private {
        IRewardPool.Budget memory budget = _budget(_weightOf(draft));
        IVerdictLedger.Report memory report = draft.report;
        report.round = uint8(ledger.currentRound());
        uint256 kind = draw(seed, 9) % 7;
        string memory property = "R3";
        if (kind == 0) report.round = uint8((ledger.currentRound() + 1) % clock.ROUNDS());
        if (kind == 1) report.epoch = wrap(epochNow());
        if (kind == 2) report.epoch = wrap(Epoch.unwrap(report.epoch) - 1);
        if (kind == 3) (report.submitterTotal, property) = (uint96(budget.submitters + 1), "P1");
        if (kind == 4) (report.storageTotal, property) = (uint96(budget.storageNodes + 1), "P1");
        uint256 signed = kind == 5 ? council.QUORUM() - 1 : type(uint256).max;
        _sign(draft, signed);
        if (kind == 6) report.cid = keccak256("not what was signed");
        _mustNotPublish(draft, property);
    }

    function _mustNotPublish(Draft memory draft, string memory property) private {
        bytes memory data = abi.encodeCall(ledger.publish, (draft.report, draft.seats, draft.signatures));
        mustNot(books.person(0), address(ledger), data, property);
    }

    /// @dev The epoch to report: the last one, or this one when the last is reported already or before genesis. The
    /// report must be possible: nothing may fail after time has passed.
    function _nextReported(uint256 seed) private view returns (uint256 epoch) {
        epoch = epochNow();
        if (epoch > 1 && _openedPlusOne[epoch - 1] == 0) --epoch;
        idleUnless(epoch != 0);
        idleUnless(_signersOf(epoch, seed).counted >= council.QUORUM());
    }

    function _moveTo(uint256 epoch, uint256 seed) private {
        if (epochNow() == epoch) books.warpTo(books.startOf(epoch + 1) + (draw(seed, 8) % clock.EPOCH_LENGTH()));
    }

    function _publish(Draft memory draft, uint256 seed, bool isFalse) private {
        uint256 epoch = Epoch.unwrap(draft.report.epoch);
        _moveTo(epoch, seed);
        // Weights drip with time, and the budget is that of the second of publication.
        uint256 weight = _weightOf(draft);
        IRewardPool.Budget memory budget = _budget(weight);
        if (draft.report.submitterTotal > budget.submitters || isFalse) {
            draft.report.submitterTotal = uint96(budget.submitters);
        }
        if (draft.report.storageTotal > budget.storageNodes || isFalse) {
            draft.report.storageTotal = uint96(budget.storageNodes);
        }
        draft.reward = budget.supernodes / council.SEATS();
        draft.report.round = uint8(ledger.currentRound());
        _plant(draft.report, seed, isFalse);
        _sign(draft, type(uint256).max);

        bytes memory data = abi.encodeCall(ledger.publish, (draft.report, draft.seats, draft.signatures));
        address[] memory paid = _paidBy(draft);
        ISupernodeStaking.Supernode[] memory before = new ISupernodeStaking.Supernode[](paid.length);
        for (uint256 i = 0; i < paid.length; ++i) before[i] = staking.supernodeOf(paid[i]);
        must(books.person(seed), address(ledger), data, "R3");
        for (uint256 i = 0; i < paid.length; ++i) books.noteReward(paid[i], draft.reward, before[i]);
        mustNot(books.person(seed), address(ledger), data, "R3"); // once
        _note(draft, weight);
    }

    /// @dev Its signers that are not in jail.
    function _paidBy(Draft memory draft) private view returns (address[] memory paid) {
        paid = new address[](draft.counted);
        uint256 count;
        for (uint256 seat = 0; seat < council.SEATS(); ++seat) {
            if ((draft.seats >> seat) & 1 == 0) continue;
            address holder = council.holderOf(seat, draft.report.epoch);
            if (!staking.isJailed(holder)) paid[count++] = holder;
        }
    }

    function _note(Draft memory draft, uint256 weight) private {
        uint256 epoch = Epoch.unwrap(draft.report.epoch);
        uint256 reserved = uint256(draft.report.submitterTotal) + draft.report.storageTotal;
        uint256 paid = draft.reward * draft.counted;
        uint256 emission = (available * pool.EMISSION_RATE()) / 1e18;
        uint256 released = available - pool.available();
        books.check(released <= weight / 100, "P1: a report released more than 1 % of its signers' weight");
        books.check(released <= emission, "P6: a report moved more than the emission of its epoch");
        available -= reserved + paid;
        books.move(address(pool), address(staking), paid);
        _opened.push(
            Opened({
                epoch: epoch,
                verdictsRoot: draft.report.verdictsRoot,
                rewardsRoot: draft.report.rewardsRoot,
                signers: ledger.signersOf(draft.report.epoch),
                reserved: reserved,
                unclaimed: reserved
            })
        );
        _openedPlusOne[epoch] = _opened.length;
    }

    /* SIGNERS */

    /// @dev All holders of `epoch` that have a key, or without one whom the seed leaves out.
    function _signersOf(uint256 epoch, uint256 seed) private view returns (Draft memory draft) {
        draft.report.epoch = wrap(epoch);
        for (uint256 seat = 0; seat < council.SEATS(); ++seat) {
            address holder = council.holderOf(seat, wrap(epoch));
            if (holder == address(0) || _operators.keyFor(_operators.numberOf(holder), epoch) == 0) continue;
            if (draw(seed, 7) % (2 * council.SEATS()) == seat) continue;
            draft.seats |= 1 << seat;
            // A jailed holder's signature is skipped.
            if (!staking.isJailed(holder)) ++draft.counted;
        }
        draft.weight = _weightOf(draft);
    }

    function _weightOf(Draft memory draft) private view returns (uint256 weight) {
        for (uint256 seat = 0; seat < council.SEATS(); ++seat) {
            if ((draft.seats >> seat) & 1 == 0) continue;
            address holder = council.holderOf(seat, draft.report.epoch);
            if (!staking.isJailed(holder)) weight += staking.weightOf(holder);
        }
    }

    /// @dev The first `most` of the draft's seats sign.
    function _sign(Draft memory draft, uint256 most) private view {
        bytes32 digest = ledger.digestOf(draft.report);
        uint256 epoch = Epoch.unwrap(draft.report.epoch);
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](council.SEATS());
        uint256 used;
        uint256 seats;
        for (uint256 seat = 0; seat < council.SEATS() && used < most; ++seat) {
            if ((draft.seats >> seat) & 1 == 0) continue;
            uint256 key = _operators.keyFor(_operators.numberOf(council.holderOf(seat, wrap(epoch))), epoch);
            // In an epoch that is not the draft's, somebody else's key signs in vain.
            if (key == 0) key = 1;
            signatures[used++] = _signatureOf(key, digest);
            seats |= 1 << seat;
        }
        assembly ("memory-safe") {
            mstore(signatures, used)
        }
        (draft.seats, draft.signatures) = (seats, signatures);
    }

    function _signatureOf(uint256 key, bytes32 digest) private pure returns (ISupernodeCouncil.Signature memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return Signing.compact(v, r, s);
    }

    /// @dev From the pool's own terms and this handler's account of what is left.
    function _budget(uint256 weight) private view returns (IRewardPool.Budget memory) {
        uint256 emission = (available * pool.EMISSION_RATE()) / 1e18;
        uint256 most = (weight * pool.WEIGHT_SHARE()) / 10_000;
        if (emission > most) emission = most;
        return
            IRewardPool.Budget({
                submitters: (emission * pool.SUBMITTERS_SHARE()) / 10_000,
                supernodes: (emission * pool.SUPERNODES_SHARE()) / 10_000,
                storageNodes: (emission * pool.STORAGE_SHARE()) / 10_000
            });
    }

    /* TREES */

    /// @dev Two trees: verdicts, and rewards that sum to the totals, or in a false report to four times the totals.
    function _plant(IVerdictLedger.Report memory report, uint256 seed, bool isFalse) private {
        uint256 epoch = Epoch.unwrap(report.epoch);
        uint256 total = uint256(report.submitterTotal) + report.storageTotal;
        report.cid = keccak256(abi.encode("file", seed));
        report.rewardsRoot = _plantRewards(epoch, seed, total, isFalse);
        report.verdictsRoot = _plantVerdicts(epoch, seed, isFalse);
    }

    function _plantRewards(uint256 epoch, uint256 seed, uint256 total, bool isFalse) private returns (bytes32) {
        bytes32[LEAVES] memory hashes;
        Leaf[LEAVES] memory planted;
        for (uint256 i = 0; i < LEAVES; ++i) {
            // The last account of a false report is a person whose honest claim is out of reach: only that epoch's.
            address account = isFalse && i == 0 ? THIEF : books.person(draw(seed, 3) + i);
            uint256 amount =
                isFalse
                    ? total
                    : i + 1 < LEAVES
                        ? total / LEAVES
                        : total - 3 * (total / LEAVES);
            planted[i] = Leaf(epoch, account, amount, new bytes32[](2), false);
            hashes[i] = MerkleHash.leafOf(account, amount);
        }
        bytes32 left = MerkleHash.nodeOf(hashes[0], hashes[1]);
        bytes32 right = MerkleHash.nodeOf(hashes[2], hashes[3]);
        for (uint256 i = 0; i < LEAVES; ++i) {
            planted[i].proof[0] = hashes[i ^ 1];
            planted[i].proof[1] = i < 2 ? right : left;
            _leaves.push(planted[i]);
        }
        return MerkleHash.nodeOf(left, right);
    }

    function _plantVerdicts(uint256 epoch, uint256 seed, bool isFalse) private returns (bytes32) {
        Verdict[VERDICTS] memory verdicts;
        bytes32[VERDICTS] memory hashes;
        for (uint256 i = 0; i < VERDICTS; ++i) {
            uint256 chance = draw(seed, 100 + i);
            verdicts[i] = Verdict({
                kind: Kind(chance % 3),
                // The second content comes again in later epochs.
                contentHash: keccak256(abi.encode("content", i == 0 ? epoch : 0)),
                category: Category.MALICIOUS,
                score: uint32(chance),
                reward: 0,
                submitter: isFalse ? THIEF : books.person(draw(seed, 3) + i),
                detections: 3,
                engines: 4,
                policy: i == 0 ? 0 : uint8(chance % 5),
                labelsHash: keccak256(abi.encode("labels", chance)),
                ciphertextCid: keccak256(abi.encode("ciphertext", epoch, i)),
                keyCommitment: keccak256(abi.encode(contentKey(epoch, i)))
            });
            hashes[i] = MerkleHash.hashOf(abi.encode(verdicts[i]));
        }
        for (uint256 i = 0; i < VERDICTS; ++i) {
            Sale storage entry = _sales.push();
            entry.epoch = epoch;
            entry.verdict = verdicts[i];
            entry.proof.push(hashes[i ^ 1]);
        }
        return MerkleHash.nodeOf(hashes[0], hashes[1]);
    }

    /// @notice The key of content `i` of `epoch`, to which the council committed.
    function contentKey(uint256 epoch, uint256 i) public pure returns (bytes32) {
        return keccak256(abi.encode("key", epoch, i));
    }

    /* VERDICTS ON CHAIN */

    function record(uint256 seed) external {
        idleUnless(_sales.length != 0);
        Sale memory entry = _sales[seed % _sales.length];
        Verdict memory verdict = entry.verdict;
        uint256 recorded = Epoch.unwrap(ledger.verdictOf(verdict.kind, verdict.contentHash).epoch);
        idleUnless(entry.epoch > recorded);
        // Anything else is no leaf.
        verdict.score ^= 1;
        bytes memory data = abi.encodeCall(ledger.record, (wrap(entry.epoch), verdict, entry.proof));
        mustNot(books.person(draw(seed, 1)), address(ledger), data, "R5");
        verdict.score ^= 1;
        data = abi.encodeCall(ledger.record, (wrap(entry.epoch), verdict, entry.proof));
        must(books.person(draw(seed, 1)), address(ledger), data, "R5");
        mustNot(books.person(draw(seed, 1)), address(ledger), data, "R5");
        Epoch newest = ledger.verdictOf(verdict.kind, verdict.contentHash).epoch;
        books.check(Epoch.unwrap(newest) == entry.epoch, "R5: a verdict was not recorded");
    }

    /* CLAIMS */

    /// @dev Anyone claims for anyone. What a false report promises beyond its totals is refused.
    function claim(uint256 seed) external {
        for (uint256 i = 0; i < _leaves.length; ++i) {
            uint256 index = addmod(seed, i, _leaves.length);
            if (!isClaimable(index)) continue;
            take(index, books.person(draw(seed, 1)));
            return;
        }
        idle();
    }

    /// @notice Claims leaf `index`, which must be possible.
    function take(uint256 index, address caller) public {
        Leaf storage leaf = _leaves[index];
        must(caller, address(pool), _claimData(index), "P2");
        leaf.claimed = true;
        _opened[_openedPlusOne[leaf.epoch] - 1].unclaimed -= leaf.amount;
        books.move(address(pool), leaf.account, leaf.amount);
    }

    /// @dev Everything that one account can claim, of all epochs, in one transfer.
    function claimMany(uint256 seed) external {
        address account = books.person(seed);
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](_leaves.length);
        uint256[] memory chosen = new uint256[](_leaves.length);
        uint256 used;
        uint256 lastEpoch;
        for (uint256 i = 0; i < _leaves.length; ++i) {
            Leaf memory leaf = _leaves[i];
            // A report has one leaf an account.
            if (leaf.account != account || leaf.epoch == lastEpoch || !isClaimable(i)) continue;
            lastEpoch = leaf.epoch;
            chosen[used] = i;
            claims[used++] = IRewardPool.Claim(wrap(leaf.epoch), leaf.amount, leaf.proof);
        }
        idleUnless(used > 1);
        assembly ("memory-safe") {
            mstore(claims, used)
        }
        must(books.person(draw(seed, 1)), address(pool), abi.encodeCall(pool.claim, (account, claims)), "P2");
        for (uint256 i = 0; i < used; ++i) {
            Leaf storage leaf = _leaves[chosen[i]];
            leaf.claimed = true;
            _opened[_openedPlusOne[leaf.epoch] - 1].unclaimed -= leaf.amount;
            books.move(address(pool), account, leaf.amount);
        }
    }

    /// @dev A paid leaf, a leaf of another amount or account, and one beyond its report's totals are refused.
    function claimAgain(uint256 seed) external {
        idleUnless(_leaves.length != 0);
        uint256 index = seed % _leaves.length;
        Leaf memory leaf = _leaves[index];
        if (leaf.claimed || leaf.amount > _opened[_openedPlusOne[leaf.epoch] - 1].unclaimed) {
            mustNot(leaf.account, address(pool), _claimData(index), "P2");
        }
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim(wrap(leaf.epoch), leaf.amount + 1, leaf.proof);
        mustNot(leaf.account, address(pool), abi.encodeCall(pool.claim, (leaf.account, claims)), "P2");
        claims[0].amount = leaf.amount;
        mustNot(THIEF, address(pool), abi.encodeCall(pool.claim, (address(0xBAD), claims)), "P2");
    }

    function isClaimable(uint256 index) public view returns (bool) {
        Leaf memory leaf = _leaves[index];
        return
            !leaf.claimed &&
            leaf.amount <= _opened[_openedPlusOne[leaf.epoch] - 1].unclaimed &&
            !pool.isClaimed(wrap(leaf.epoch), leaf.account);
    }

    function _claimData(uint256 index) private view returns (bytes memory) {
        Leaf memory leaf = _leaves[index];
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim(wrap(leaf.epoch), leaf.amount, leaf.proof);
        return abi.encodeCall(pool.claim, (leaf.account, claims));
    }

    /* INCOME */

    function deposit(uint256 seed, uint256 amount) external {
        address payer = books.person(seed);
        amount = amountUpTo(amount, token.balanceOf(payer) / 64);
        must(payer, address(token), abi.encodeCall(token.approve, (address(pool), amount)), "T1");
        must(payer, address(pool), abi.encodeCall(pool.deposit, (amount)), "P1");
        books.move(payer, address(pool), amount);
        available += amount;
    }

    function depositWithPermit(uint256 seed, uint256 amount) external {
        uint256 key = books.personKey(seed % books.KEYED_PEOPLE());
        address payer = vm.addr(key);
        amount = amountUpTo(amount, token.balanceOf(payer) / 64);
        Permit memory permit = permitOf(key, address(pool), amount);
        if (draw(seed, 1) % 2 == 0) overtake(payer, address(pool), permit);
        must(payer, address(pool), abi.encodeCall(pool.depositWithPermit, (amount, permit)), "T4");
        books.move(payer, address(pool), amount);
        available += amount;
    }

    /// @notice Income that another handler brought.
    function noteIncome(uint256 amount) external {
        available += amount;
    }

    /* VIEWS */

    function sales() external view returns (uint256) {
        return _sales.length;
    }

    function saleAt(uint256 index) external view returns (Sale memory) {
        return _sales[index];
    }

    function leaves() external view returns (uint256) {
        return _leaves.length;
    }

    function accountOf(uint256 index) external view returns (address) {
        return _leaves[index].account;
    }

    /// @notice R4: how a published report changed; empty when none did.
    function publicationFault() external view returns (string memory) {
        for (uint256 i = 0; i < _opened.length; ++i) {
            Opened memory entry = _opened[i];
            IVerdictLedger.Publication memory publication = ledger.publicationOf(wrap(entry.epoch));
            if (publication.verdictsRoot != entry.verdictsRoot) return "R4: the verdicts of a report changed";
            if (publication.signers != entry.signers) return "R4: the signers of a report changed";
            if (pool.rewardsOf(wrap(entry.epoch)).root != entry.rewardsRoot) {
                return "R4: the rewards of a report changed";
            }
        }
        return "";
    }

    /// @notice P6: whether each epoch lost to its own leaves only: what it still owes is its totals without what they got.
    function epochsAreIsolated() external view returns (bool) {
        for (uint256 i = 0; i < _opened.length; ++i) {
            // Each report has its leaves in a row, in the order of publication.
            uint256 paid = 0;
            for (uint256 leaf = i * LEAVES; leaf < (i + 1) * LEAVES; ++leaf) {
                if (_leaves[leaf].claimed) paid += _leaves[leaf].amount;
            }
            Opened storage entry = _opened[i];
            if (pool.rewardsOf(wrap(entry.epoch)).unclaimed + paid != entry.reserved) return false;
        }
        return true;
    }

    /// @notice P1: what the pool's accounts break; empty when they hold.
    function totalsFault() external view returns (string memory) {
        uint256 unclaimed;
        for (uint256 i = 0; i < _opened.length; ++i) {
            Opened memory entry = _opened[i];
            unclaimed += entry.unclaimed;
            IRewardPool.EpochRewards memory rewards = pool.rewardsOf(wrap(entry.epoch));
            if (rewards.unclaimed != entry.unclaimed) return "P1: an epoch's rewards do not add up";
            if (rewards.unclaimed > entry.reserved) return "P1: an epoch pays more than its totals";
        }
        if (pool.available() != available) return "P1: what is available is not what was not released";
        if (available + unclaimed + books.donated(address(pool)) != books.held(address(pool))) {
            return "P1: the pool's holdings are not accounted for";
        }
        return "";
    }
}
