// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";
import {ReportHandler} from "./ReportHandler.sol";
import {SubscriptionHandler} from "./SubscriptionHandler.sol";
import {VoterHandler} from "./VoterHandler.sol";

/// @notice The end of a run: everybody else vanishes, and each owner ends each of his positions by himself.
/// @dev Calls by the owner, at most three a position (X6): refund or settle 1; cancel 1; claim 1; unvote and withdraw 2;
/// resign and withdrawBond 2. A call that fails is a violation.
contract WindUp is Handler {
    OperatorHandler private _operators;
    VoterHandler private _voters;
    ReportHandler private _reports;
    MarketHandler private _orders;
    SubscriptionHandler private _vendors;

    constructor(
        Books books_,
        OperatorHandler operators,
        VoterHandler voters,
        ReportHandler reports,
        MarketHandler orders,
        SubscriptionHandler vendors
    ) Handler(books_) {
        _operators = operators;
        _voters = voters;
        _reports = reports;
        _orders = orders;
        _vendors = vendors;
    }

    function selectors() external pure override returns (bytes4[] memory) {}

    /// @param seed decides the order in which stakers leave
    function run(uint256 seed) external {
        _endSubscriptions();
        _takeRewards();
        _endOrders();
        _leaveStaking(seed);
    }

    function _endSubscriptions() private {
        for (uint256 i = 0; i < books.PEOPLE(); ++i) {
            if (_vendors.isCancellable(books.person(i))) _vendors.quit(books.person(i));
        }
    }

    function _takeRewards() private {
        for (uint256 i = 0; i < _reports.leaves(); ++i) {
            if (_reports.isClaimable(i)) _reports.take(i, address(0xA));
        }
    }

    /// @dev Open orders refund their buyers, delivered ones pay their sellers, when the last window has passed.
    function _endOrders() private {
        uint256 last = block.timestamp;
        for (uint256 i = 0; i < _orders.orders(); ++i) {
            if (_orders.isUnfinished(i) && _orders.boundaryOf(i) > last) last = _orders.boundaryOf(i);
        }
        books.warpTo(last);
        for (uint256 i = 0; i < _orders.orders(); ++i) {
            if (!_orders.isUnfinished(i)) continue;
            if (_orders.isDelivered(i)) _orders.payOut(i, _orders.orderAt(i).provider);
            else _orders.giveBack(i, _orders.orderAt(i).buyer);
        }
    }

    /// @dev K6: tickets and bonds are paid in an order drawn by chance, and the last one too.
    function _leaveStaking(uint256 seed) private {
        VoterHandler.Position[] memory positions = _voters.positions();
        for (uint256 i = 0; i < positions.length; ++i) {
            if (positions[i].shares != 0) _voters.open(i, positions[i].shares);
        }
        uint256 count = _operators.count();
        for (uint256 n = 0; n < count; ++n) {
            if (_operators.isServing(n))
                must(books.operator(n), address(staking), abi.encodeCall(staking.resign, ()), "X6");
        }
        books.warpTo(books.startOf(epochNow() + staking.UNBONDING_EPOCHS()));

        uint256 tickets = _voters.tickets().length;
        uint256[] memory turns = _shuffled(seed, tickets + count);
        for (uint256 i = 0; i < turns.length; ++i) {
            uint256 turn = turns[i];
            if (turn < tickets && _voters.isPayable(turn)) _voters.payTicket(turn);
            if (turn >= tickets && _operators.isBondFree(turn - tickets)) _operators.takeBond(turn - tickets);
        }
        _checkResidue(tickets + count);
    }

    /// @dev What rounding left behind is at most one unit an account, and belongs to a bond.
    function _checkResidue(uint256 accounts) private {
        uint256 residue;
        for (uint256 n = 0; n < _operators.count(); ++n) {
            ISupernodeStaking.Supernode memory node = staking.supernodeOf(books.operator(n));
            books.check(node.pool.shares == 0 && node.tickets.shares == 0, "K6: somebody could not leave");
            residue += uint256(node.bond) + node.pool.assets + node.tickets.assets;
        }
        books.check(residue <= accounts, "K6: more than dust stays behind");
    }

    /// @dev Fisher and Yates.
    function _shuffled(uint256 seed, uint256 length) private pure returns (uint256[] memory turns) {
        turns = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) turns[i] = i;
        for (uint256 i = length; i > 1; --i) {
            uint256 j = draw(seed, i) % i;
            (turns[i - 1], turns[j]) = (turns[j], turns[i - 1]);
        }
    }
}
