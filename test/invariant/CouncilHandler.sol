// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";

/// @notice Candidates, and whoever seats them.
contract CouncilHandler is Handler {
    OperatorHandler private _operators;

    /// @dev By supernode, the first epoch in which it may serve again (K8).
    mapping(address supernode => uint256) public barredUntil;

    constructor(Books books_, OperatorHandler operators) Handler(books_) {
        _operators = operators;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](7);
        list[0] = this.takeSeat.selector;
        list[1] = this.takeSeat.selector;
        list[2] = this.takeSeat.selector;
        list[3] = this.heartbeat.selector;
        list[4] = this.heartbeatBySigner.selector;
        list[5] = this.takeSeatTooLate.selector;
        list[6] = this.takeSeatBarred.selector;
    }

    /// @dev Looks for a candidate and a seat that it may take, and takes it.
    function takeSeat(uint256 seed) public {
        uint256 count = _operators.count();
        for (uint256 i = 0; i < count; ++i) {
            address candidate = books.operator(addmod(seed, i, count));
            (bool seated, ) = council.seatOf(candidate);
            if (seated || !staking.isEligible(candidate)) continue;
            for (uint256 j = 0; j < council.SEATS(); ++j) {
                uint256 seat = addmod(draw(seed, 1), j, council.SEATS());
                if (!_isOpenFor(seat, candidate)) continue;
                _take(seat, candidate, draw(seed, 2));
                return;
            }
        }
        idle();
    }

    function _isOpenFor(uint256 seat, address candidate) private view returns (bool) {
        (address holder, Epoch from) = council.latestHolderOf(seat);
        uint256 next = epochNow() + 1;
        bool hasLastWord;
        if (_isLate()) {
            // The last word is with those who serve now and not in the next epoch: against newcomers, and only so.
            hasLastWord = _serves(candidate, next - 1) && !_serves(candidate, next);
            if ((Epoch.unwrap(from) == next) != hasLastWord) return false;
            if (hasLastWord && _serves(holder, next - 1)) return false;
        }
        if (_startOfService(seat) < barredUntil[candidate]) return false;
        if (holder == address(0) || !staking.isEligible(holder) || council.isSilent(seat)) return true;
        uint256 weight = staking.weightOf(candidate);
        uint256 holderWeight = staking.weightOf(holder);
        return weight > holderWeight || (hasLastWord && weight == holderWeight);
    }

    /// @dev From when a change of the seat would serve now: late, a seat that changes with the next epoch is answered for
    /// that epoch; any other change waits.
    function _startOfService(uint256 seat) private view returns (uint256) {
        uint256 next = epochNow() + 1;
        (, Epoch before) = council.latestHolderOf(seat);
        return _isLate() && Epoch.unwrap(before) != next ? next + 1 : next;
    }

    function _serves(address supernode, uint256 epoch) private view returns (bool) {
        for (uint256 seat = 0; seat < council.SEATS(); ++seat) {
            if (council.holderOf(seat, wrap(epoch)) == supernode) return true;
        }
        return false;
    }

    function _isLate() private view returns (bool) {
        return books.startOf(epochNow() + 1) - block.timestamp <= clock.EPOCH_LENGTH() / 4;
    }

    function _take(uint256 seat, address candidate, uint256 seed) private {
        if (epochNow() >= Epoch.unwrap(council.silentFrom(candidate))) {
            must(candidate, address(council), abi.encodeCall(council.heartbeat, (candidate)), "K8");
        }
        uint256 expected = _startOfService(seat);
        (address loser, ) = council.latestHolderOf(seat);
        // Who falls without being outweighed, while it is not eligible, sits out an unbonding.
        if (loser != address(0) && !staking.isEligible(loser) && !_outweighs(candidate, loser, seat)) {
            barredUntil[loser] = expected + staking.UNBONDING_EPOCHS();
        }
        bytes memory data = abi.encodeCall(council.takeSeat, (seat, candidate));
        must(books.person(seed), address(council), data, "K8");
        mustNot(candidate, address(council), data, "K8"); // nobody sits twice

        (address holder, Epoch from) = council.latestHolderOf(seat);
        books.check(holder == candidate, "K8: the seat was not taken");
        books.check(Epoch.unwrap(from) == expected, "K8: a change serves in the wrong epoch");
        books.check(Epoch.unwrap(council.barredUntil(loser)) == barredUntil[loser], "K8: barred for the wrong epochs");
    }

    /// @dev A tie outweighs in the last word alone: the one change of the last quarter for the next epoch.
    function _outweighs(address candidate, address holder, uint256 seat) private view returns (bool) {
        uint256 weight = staking.weightOf(candidate);
        uint256 holderWeight = staking.weightOf(holder);
        return
            weight > holderWeight || (weight == holderWeight && _isLate() && _startOfService(seat) == epochNow() + 1);
    }

    /// @dev Who dropped out takes no seat before its bar ends, however strong.
    function takeSeatBarred(uint256 seed) external {
        uint256 seat = draw(seed, 1) % council.SEATS();
        uint256 count = _operators.count();
        for (uint256 i = 0; i < count; ++i) {
            address candidate = books.operator(addmod(seed, i, count));
            if (_startOfService(seat) >= barredUntil[candidate]) continue;
            mustNot(candidate, address(council), abi.encodeCall(council.takeSeat, (seat, candidate)), "K8");
            return;
        }
        idle();
    }

    /// @dev In the last quarter, a newcomer in a seat that changes with the next epoch, or one who loses his seat then in any
    /// other, is refused, however strong.
    function takeSeatTooLate(uint256 seed) external {
        uint256 next = epochNow() + 1;
        idleUnless(_isLate());
        address candidate = books.operator(seed % _operators.count());
        uint256 seat = draw(seed, 1) % council.SEATS();
        (, Epoch from) = council.latestHolderOf(seat);
        bool hasLastWord = _serves(candidate, next - 1) && !_serves(candidate, next);
        idleUnless((Epoch.unwrap(from) == next) != hasLastWord);
        mustNot(candidate, address(council), abi.encodeCall(council.takeSeat, (seat, candidate)), "K8");
    }

    function heartbeat(uint256 seed) external {
        address operator = books.operator(seed % _operators.count());
        _beat(operator, operator);
    }

    function heartbeatBySigner(uint256 seed) external {
        uint256 n = seed % _operators.count();
        uint256 key = _operators.keyFor(n, epochNow());
        idleUnless(key != 0);
        _beat(books.operator(n), vm.addr(key));
    }

    function _beat(address operator, address caller) private {
        must(caller, address(council), abi.encodeCall(council.heartbeat, (operator)), "K8");
        uint256 from = Epoch.unwrap(council.silentFrom(operator));
        books.check(from == epochNow() + council.SILENCE_EPOCHS() + 1, "K8: a heartbeat does not count");
    }
}
