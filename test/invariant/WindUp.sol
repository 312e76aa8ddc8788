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

/// @notice The end of a run: everybody else vanishes, and each owner ends each of his positions by himself; where anyone may
/// do it for him, a stranger does so for every other one.
/// @dev Counts the calls that each position takes (X6): refund or settle, cancel, and claim 1; unvote and withdraw 2; resign
/// and withdrawBond 2. A call that fails is a violation.
contract WindUp is Handler {
    uint256 private constant MOST_CALLS = 3; // for a position

    address private constant STRANGER = address(0x57A);

    mapping(bytes32 position => uint256) private _calls;

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

    // Nothing of it is called at random.
    // solhint-disable-next-line no-empty-blocks
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
            address vendor = books.person(i);
            if (!_vendors.isCancellable(vendor)) continue;
            uint256 before = books.calls();
            _vendors.quit(vendor);
            _count("subscription", i, before);
            books.check(!_vendors.isCancellable(vendor), "X6: a subscription does not end");
        }
    }

    /// @dev By its account, or by a stranger: the account is paid (P2).
    function _takeRewards() private {
        for (uint256 i = 0; i < _reports.leaves(); ++i) {
            if (!_reports.isClaimable(i)) continue;
            uint256 before = books.calls();
            _reports.take(i, i % 2 == 0 ? _reports.accountOf(i) : STRANGER);
            _count("reward", i, before);
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
            bool isOwn = i % 2 == 0;
            uint256 before = books.calls();
            if (_orders.isDelivered(i)) _orders.payOut(i, isOwn ? _orders.orderAt(i).provider : STRANGER);
            else _orders.giveBack(i, isOwn ? _orders.orderAt(i).buyer : STRANGER);
            _count("order", i, before);
        }
    }

    /// @dev K6: tickets and bonds are paid in an order drawn by chance, and the last one too.
    function _leaveStaking(uint256 seed) private {
        uint256 positions = _voters.positions().length;
        for (uint256 i = 0; i < positions; ++i) _leavePool(i);
        uint256 count = _operators.count();
        for (uint256 n = 0; n < count; ++n) {
            uint256 before = books.calls();
            if (_operators.isServing(n)) {
                must(books.operator(n), address(staking), abi.encodeCall(staking.resign, ()), "X6");
            }
            _count("bond", n, before);
        }
        books.warpTo(books.startOf(epochNow() + staking.UNBONDING_EPOCHS()));

        uint256 tickets = _voters.tickets().length;
        uint256[] memory turns = _shuffled(seed, tickets + count);
        for (uint256 i = 0; i < turns.length; ++i) {
            uint256 turn = turns[i];
            uint256 before = books.calls();
            if (turn < tickets && _voters.isPayable(turn)) {
                _voters.payTicket(turn);
                _count("ticket", turn, before);
            } else if (turn >= tickets && _operators.isBondFree(turn - tickets)) {
                _operators.takeBond(turn - tickets);
                _count("bond", turn - tickets, before);
            }
        }
        _checkResidue(tickets + count);
    }

    /// @dev A vote ends by the ticket that it becomes: the calls of both are counted together.
    function _leavePool(uint256 index) private {
        uint256 shares = _voters.positions()[index].shares;
        if (shares == 0) return;
        uint256 before = books.calls();
        uint256 ticket = _voters.open(index, shares);
        _count("ticket", ticket, before);
    }

    /// @dev Adds the calls since `before` to those that a position took.
    function _count(string memory kind, uint256 index, uint256 before) private {
        uint256 made = books.calls() - before;
        if (made == 0) return;
        bytes32 position = keccak256(abi.encode(kind, index));
        _calls[position] += made;
        books.check(_calls[position] <= MOST_CALLS, "X6: a position took more than three calls");
    }

    /// @dev K6: what rounding left behind is at most one unit an account, and belongs to a bond.
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
