// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Signing} from "../helpers/Signing.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";

/// @notice Supernodes that sign twice, and whoever proves it: people, and the operator himself.
contract FaultHandler is Handler {
    struct Evidence {
        IVerdictLedger.Report first;
        ISupernodeCouncil.Signature firstSignature;
        IVerdictLedger.Report second;
        ISupernodeCouncil.Signature secondSignature;
    }

    OperatorHandler private _operators;

    constructor(Books books_, OperatorHandler operators) Handler(books_) {
        _operators = operators;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](2);
        list[0] = this.equivocate.selector;
        list[1] = this.accuse.selector;
    }

    /* EQUIVOCATION */

    /// @dev Of any epoch that can still be proven. Few are jailed at once, or no report would be published.
    function equivocate(uint256 seed) external {
        uint256 n = seed % _operators.count();
        address supernode = books.operator(n);
        uint256 epoch = _epochOf(seed);
        uint256 key = _operators.keyFor(n, epoch);
        idleUnless(key != 0 && !faults.isProven(supernode, wrap(epoch)));
        idleUnless(_jailed() < 2 || draw(seed, 1) % 8 == 0);

        bool selfReported = draw(seed, 2) % 4 == 0;
        address reporter = selfReported ? supernode : books.person(draw(seed, 3));
        bytes memory data = _data(_evidence(seed, epoch, key));
        _prove(n, reporter, data);
        mustNot(books.person(draw(seed, 4)), address(faults), data, "K9"); // once
        bytes memory other = _data(_evidence(seed + 1, epoch, key));
        mustNot(books.person(draw(seed, 4)), address(faults), other, "K9"); // whatever the evidence
    }

    function _prove(uint256 n, address reporter, bytes memory data) private {
        address supernode = books.operator(n);
        ISupernodeStaking.Supernode memory before = staking.supernodeOf(supernode);
        uint256 supply = token.totalSupply();
        uint256 balance = token.balanceOf(reporter);
        must(reporter, address(faults), data, "K9");
        uint256 slashed = supply - token.totalSupply();
        uint256 bounty = token.balanceOf(reporter) - balance;
        books.burn(address(staking), slashed);
        books.move(address(staking), reporter, bounty);
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(supernode);
        uint256 bondLoss = _checkSlash(before, node);
        books.check(bounty * 10 <= bondLoss, "K9: the bounty exceeds a tenth of the bond's loss");
        books.check(staking.isJailed(supernode), "K9: who equivocated is not jailed");
        books.check(node.equivocations == before.equivocations + 1, "K9: an equivocation is not counted");
        if (node.releaseEpoch != Epoch.wrap(0)) _operators.noteRetirement(n);
    }

    /// @dev K5: bond, pool and tickets each lose their share, rounded up: none is spared at the cost of another. What has
    /// dripped by now is the pool's, or the bond's where there is no pool.
    function _checkSlash(
        ISupernodeStaking.Supernode memory before,
        ISupernodeStaking.Supernode memory node
    ) private returns (uint256 bondLoss) {
        uint256 dripped = uint256(before.dripping) + before.incoming - node.dripping - node.incoming;
        bool hasPool = before.pool.assets != 0;
        uint256 bond = before.bond + (hasPool ? 0 : dripped);
        uint256 votes = before.pool.assets + (hasPool ? dripped : 0);
        uint256 tickets = before.tickets.assets;
        bondLoss = bond - node.bond;
        books.check(bondLoss == _shareOf(bond), "K5: the bond's slash is out of proportion");
        books.check(votes - node.pool.assets == _shareOf(votes), "K5: the pool's slash is out of proportion");
        books.check(tickets - node.tickets.assets == _shareOf(tickets), "K5: the tickets' slash is out of proportion");
    }

    function _shareOf(uint256 amount) private view returns (uint256) {
        return (amount * staking.SLASH_SHARE() + 9_999) / 10_000;
    }

    /* ACCUSATIONS */

    /// @dev Who signed one report a round cannot be slashed: by one report, of two epochs or rounds, by the wrong key,
    /// too late or too early.
    function accuse(uint256 seed) external {
        uint256 n = seed % _operators.count();
        uint256 epoch = _epochOf(seed);
        uint256 key = _operators.keyFor(n, epoch);
        idleUnless(key != 0);
        Evidence memory evidence = _evidence(seed, epoch, key);
        uint256 kind = draw(seed, 2) % 6;
        if (kind == 0) evidence.second = evidence.first;
        if (kind == 1) evidence.second.round = (evidence.first.round + 1) % 24;
        if (kind == 2) evidence.second.epoch = wrap(epoch + 1);
        if (kind == 3) (evidence.first.epoch, evidence.second.epoch) = (wrap(epochNow() + 1), wrap(epochNow() + 1));
        if (kind == 4) evidence.first.epoch = evidence.second.epoch = wrap(_expired());
        _sign(evidence, key);
        if (kind == 5) evidence.secondSignature = _signature(uint256(keccak256("stranger")) >> 1, evidence.second);
        mustNot(books.person(draw(seed, 3)), address(faults), _data(evidence), "K9");
    }

    /// @dev The newest epoch whose evidence is too old; before there is one, an epoch in which nobody signs.
    function _expired() private view returns (uint256) {
        uint256 age = uint256(staking.EVIDENCE_EPOCHS()) + 1;
        return epochNow() > age ? epochNow() - age : 0;
    }

    function _epochOf(uint256 seed) private view returns (uint256) {
        uint256 epoch = epochNow();
        idleUnless(epoch != 0);
        uint256 age = draw(seed, 5) % (uint256(staking.EVIDENCE_EPOCHS()) + 1);
        return age < epoch ? epoch - age : epoch;
    }

    function _jailed() private view returns (uint256 jailed) {
        for (uint256 n = 0; n < _operators.count(); ++n) if (staking.isJailed(books.operator(n))) ++jailed;
    }

    function _evidence(uint256 seed, uint256 epoch, uint256 key) private view returns (Evidence memory evidence) {
        evidence.first.epoch = evidence.second.epoch = wrap(epoch);
        evidence.first.round = evidence.second.round = uint8(draw(seed, 6) % 24);
        evidence.first.cid = keccak256(abi.encode("first", seed));
        evidence.second.cid = keccak256(abi.encode("second", seed));
        _sign(evidence, key);
    }

    function _sign(Evidence memory evidence, uint256 key) private view {
        evidence.firstSignature = _signature(key, evidence.first);
        evidence.secondSignature = _signature(key, evidence.second);
    }

    function _signature(
        uint256 key,
        IVerdictLedger.Report memory report
    ) private view returns (ISupernodeCouncil.Signature memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, ledger.digestOf(report));
        return Signing.compact(v, r, s);
    }

    function _data(Evidence memory evidence) private view returns (bytes memory) {
        return
            abi.encodeCall(
                faults.prove,
                (evidence.first, evidence.firstSignature, evidence.second, evidence.secondSignature)
            );
    }
}
