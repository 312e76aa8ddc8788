// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";

/// @notice Voters, and whoever pays rewards in. Keeps each voter's shares and tickets.
contract VoterHandler is Handler {
    struct Position {
        uint256 n;
        address voter;
        uint256 shares;
    }

    struct Ticket {
        uint256 n;
        address voter;
        uint256 epoch;
        uint256 shares;
    }

    OperatorHandler private _operators;
    Position[] private _positions;
    Ticket[] private _tickets;
    mapping(uint256 n => mapping(address voter => uint256)) private _positionPlusOne;
    mapping(uint256 n => mapping(address voter => mapping(uint256 epoch => uint256))) private _ticketPlusOne;

    constructor(Books books_, OperatorHandler operators) Handler(books_) {
        _operators = operators;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](9);
        list[0] = this.vote.selector;
        list[1] = this.vote.selector;
        list[2] = this.voteWithPermit.selector;
        list[3] = this.unvote.selector;
        list[4] = this.unvote.selector;
        list[5] = this.withdraw.selector;
        list[6] = this.withdraw.selector;
        list[7] = this.payIn.selector;
        list[8] = this.payInWithPermit.selector;
    }

    /* VOTES */

    /// @dev What buys no share must be refused: where a slash took the bond, rewards make the shares of dust dear.
    function vote(uint256 seed, uint256 amount) external {
        uint256 n = _candidate(seed);
        address voter = books.person(draw(seed, 1));
        amount = amountUpTo(amount, token.balanceOf(voter) / 8);
        _approve(voter, amount);
        uint256 before = staking.votesOf(books.operator(n), voter);
        uint256 shares = _sharesFor(n, amount);
        bytes memory data = abi.encodeCall(staking.vote, (books.operator(n), amount));
        if (shares == 0) return mustNot(voter, address(staking), data, "K2");
        must(voter, address(staking), data, "K1");
        _noteVote(n, voter, amount, before, shares);
    }

    function voteWithPermit(uint256 seed, uint256 amount) external {
        uint256 n = _candidate(seed);
        uint256 key = books.personKey(draw(seed, 1) % books.KEYED_PEOPLE());
        address voter = vm.addr(key);
        amount = amountUpTo(amount, token.balanceOf(voter) / 8);
        Permit memory permit = permitOf(key, address(staking), amount);
        if (seed % 2 == 0) overtake(voter, address(staking), permit);
        uint256 before = staking.votesOf(books.operator(n), voter);
        uint256 shares = _sharesFor(n, amount);
        bytes memory data = abi.encodeCall(staking.voteWithPermit, (books.operator(n), amount, permit));
        if (shares == 0) return mustNot(voter, address(staking), data, "K2");
        must(voter, address(staking), data, "T4");
        _noteVote(n, voter, amount, before, shares);
    }

    function _candidate(uint256 seed) private view returns (uint256 n) {
        n = seed % _operators.count();
        idleUnless(_operators.isServing(n));
    }

    /// @dev With the virtual unit and shares of an empty pool, whatever the library has.
    function _sharesFor(uint256 n, uint256 amount) private view returns (uint256) {
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(books.operator(n));
        uint256 assets = node.pool.assets;
        if (assets != 0) assets = staking.weightOf(books.operator(n)) - node.bond; // with what has dripped
        return (amount * (node.pool.shares + 1e12)) / (assets + 1);
    }

    /// @param before what the voter's shares were worth
    /// @param bought shares, by their price before
    function _noteVote(uint256 n, address voter, uint256 amount, uint256 before, uint256 bought) private {
        books.move(voter, address(staking), amount);
        uint256 index = _positionPlusOne[n][voter];
        if (index == 0) {
            _positions.push(Position(n, voter, 0));
            index = _positionPlusOne[n][voter] = _positions.length;
        }
        uint256 shares = staking.sharesOf(books.operator(n), voter);
        books.check(shares == _positions[index - 1].shares + bought, "K2: a vote bought other shares than it paid for");
        _positions[index - 1].shares = shares;
        // Both worths are rounded down.
        uint256 worth = staking.votesOf(books.operator(n), voter);
        books.check(worth <= before + amount + 1, "K2: a vote is worth more than it cost");
    }

    /* TICKETS */

    function unvote(uint256 seed, uint256 part) external {
        uint256 index = _find(seed, _positions.length, _hasShares);
        Position memory position = _positions[index];
        open(index, amountUpTo(part, position.shares));
    }

    /// @notice Turns `shares` of position `index` into a ticket.
    /// @return the ticket's index
    function open(uint256 index, uint256 shares) public returns (uint256) {
        Position storage position = _positions[index];
        address supernode = books.operator(position.n);
        uint256 epoch = epochNow();
        bytes memory data = abi.encodeCall(staking.unvote, (supernode, shares));
        must(position.voter, address(staking), data, "K6");

        position.shares -= shares;
        uint256 ticketShares = staking.ticketOf(supernode, position.voter, Epoch.wrap(uint32(epoch)));
        uint256 ticket = _ticketPlusOne[position.n][position.voter][epoch];
        if (ticket == 0) {
            _tickets.push(Ticket(position.n, position.voter, epoch, 0));
            ticket = _ticketPlusOne[position.n][position.voter][epoch] = _tickets.length;
        }
        books.check(ticketShares >= _tickets[ticket - 1].shares, "K4: a new ticket took from an old one");
        _tickets[ticket - 1].shares = ticketShares;
        return ticket - 1;
    }

    /// @dev A ticket that is mature, or one that is waited for, to the second.
    function withdraw(uint256 seed) external {
        uint256 index = _find(seed, _tickets.length, draw(seed, 1) % 4 == 0 ? _isUnpaid : isPayable);
        uint256 time = books.startOf(_tickets[index].epoch + staking.UNBONDING_EPOCHS());
        if (block.timestamp < time) books.warpTo(time);
        payTicket(index);
    }

    /// @notice Pays ticket `index`, exactly what it was worth.
    function payTicket(uint256 index) public {
        Ticket storage ticket = _tickets[index];
        address supernode = books.operator(ticket.n);
        Epoch epoch = Epoch.wrap(uint32(ticket.epoch));
        uint256 amount = staking.ticketValueOf(supernode, ticket.voter, epoch);
        bytes memory data = abi.encodeCall(staking.withdraw, (supernode, epoch));
        must(ticket.voter, address(staking), data, "K6");
        ticket.shares = 0;
        books.move(address(staking), ticket.voter, amount);
        mustNot(ticket.voter, address(staking), data, "K1"); // a ticket is paid once
    }

    /// @notice Whether ticket `index` is mature and not paid.
    function isPayable(uint256 index) public view returns (bool) {
        Ticket memory ticket = _tickets[index];
        return ticket.shares != 0 && epochNow() >= ticket.epoch + staking.UNBONDING_EPOCHS();
    }

    function _isUnpaid(uint256 index) internal view returns (bool) {
        return _tickets[index].shares != 0;
    }

    function _hasShares(uint256 index) internal view returns (bool) {
        return _positions[index].shares != 0;
    }

    /// @dev The first that fits, from a place that the seed names.
    function _find(
        uint256 seed,
        uint256 length,
        function(uint256) view returns (bool) fits
    ) private view returns (uint256) {
        for (uint256 i = 0; i < length; ++i) {
            uint256 index = addmod(seed, i, length);
            if (fits(index)) return index;
        }
        idle();
    }

    /* REWARDS */

    function payIn(uint256 seed, uint256 amount) external {
        address payer = books.person(seed);
        address[] memory supernodes = _paid(seed);
        amount = amountUpTo(amount, token.balanceOf(payer) / 64);
        _approve(payer, amount * supernodes.length);
        ISupernodeStaking.Supernode[] memory before = _records(supernodes);
        must(payer, address(staking), abi.encodeCall(staking.payIn, (supernodes, amount)), "K7");
        _notePayIn(payer, supernodes, amount, before);
    }

    function payInWithPermit(uint256 seed, uint256 amount) external {
        uint256 key = books.personKey(seed % books.KEYED_PEOPLE());
        address payer = vm.addr(key);
        address[] memory supernodes = _paid(seed);
        amount = amountUpTo(amount, token.balanceOf(payer) / 64);
        Permit memory permit = permitOf(key, address(staking), amount * supernodes.length);
        if (draw(seed, 5) % 2 == 0) overtake(payer, address(staking), permit);
        ISupernodeStaking.Supernode[] memory before = _records(supernodes);
        must(payer, address(staking), abi.encodeCall(staking.payInWithPermit, (supernodes, amount, permit)), "T4");
        _notePayIn(payer, supernodes, amount, before);
    }

    /// @dev One supernode may stand twice in the list.
    function _paid(uint256 seed) private view returns (address[] memory supernodes) {
        supernodes = new address[](1 + (draw(seed, 1) % 3));
        for (uint256 i = 0; i < supernodes.length; ++i) {
            supernodes[i] = books.operator(draw(seed, 2 + i) % _operators.count());
        }
    }

    function _records(address[] memory supernodes) private view returns (ISupernodeStaking.Supernode[] memory records) {
        records = new ISupernodeStaking.Supernode[](supernodes.length);
        for (uint256 i = 0; i < supernodes.length; ++i) records[i] = staking.supernodeOf(supernodes[i]);
    }

    /// @dev One that stands in the list more than once is noted once, with all that it got.
    function _notePayIn(
        address payer,
        address[] memory supernodes,
        uint256 amount,
        ISupernodeStaking.Supernode[] memory before
    ) private {
        books.move(payer, address(staking), amount * supernodes.length);
        for (uint256 i = 0; i < supernodes.length; ++i) {
            (bool isFirst, uint256 times) = (true, 0);
            for (uint256 j = 0; j < supernodes.length; ++j) {
                if (supernodes[j] != supernodes[i]) continue;
                if (j < i) isFirst = false;
                ++times;
            }
            if (isFirst) books.noteReward(supernodes[i], amount * times, before[i]);
        }
    }

    function _approve(address voter, uint256 amount) private {
        must(voter, address(token), abi.encodeCall(token.approve, (address(staking), amount)), "T1");
    }

    /* VIEWS */

    function positions() external view returns (Position[] memory) {
        return _positions;
    }

    function tickets() external view returns (Ticket[] memory) {
        return _tickets;
    }

    /// @notice X2: whether everybody's shares of supernode `n` and tickets are those that he left.
    function holdingsStand(uint256 n) external view returns (bool) {
        address supernode = books.operator(n);
        for (uint256 i = 0; i < _positions.length; ++i) {
            Position memory position = _positions[i];
            if (position.n == n && staking.sharesOf(supernode, position.voter) != position.shares) return false;
        }
        for (uint256 i = 0; i < _tickets.length; ++i) {
            Ticket memory ticket = _tickets[i];
            if (ticket.n != n || ticket.shares == 0) continue;
            Epoch epoch = Epoch.wrap(uint32(ticket.epoch));
            if (staking.ticketOf(supernode, ticket.voter, epoch) != ticket.shares) return false;
        }
        return true;
    }

    /// @notice K3: shares of supernode `n` that somebody voted for.
    function sharesOf(uint256 n) external view returns (uint256 shares) {
        for (uint256 i = 0; i < _positions.length; ++i) if (_positions[i].n == n) shares += _positions[i].shares;
    }

    /// @notice K1: what claims on supernode `n` exceed what holds them, by its record; empty when none does.
    function claimsFault(uint256 n, ISupernodeStaking.Supernode memory node) external view returns (string memory) {
        address supernode = books.operator(n);
        (uint256 value, uint256 ticketShares, uint256 ticketValue) = (0, 0, 0);
        for (uint256 i = 0; i < _positions.length; ++i) {
            Position memory position = _positions[i];
            if (position.n == n && position.shares != 0) value += staking.votesOf(supernode, position.voter);
        }
        for (uint256 i = 0; i < _tickets.length; ++i) {
            Ticket memory ticket = _tickets[i];
            if (ticket.n != n || ticket.shares == 0) continue;
            ticketShares += ticket.shares;
            ticketValue += staking.ticketValueOf(supernode, ticket.voter, Epoch.wrap(uint32(ticket.epoch)));
        }
        if (ticketShares != node.tickets.shares) return "K1: tickets without an owner";
        if (value > uint256(node.pool.assets) + node.dripping + node.incoming) return "K1: votes exceed their pool";
        if (ticketValue > node.tickets.assets) return "K1: tickets exceed their pool";
        return "";
    }
}
