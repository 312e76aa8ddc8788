// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenVesting} from "../../contracts/TokenVesting.sol";
import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {PublicKey} from "../../contracts/libraries/KeyExchange.sol";
import {Verdict} from "../../contracts/libraries/Verdicts.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";
import {VoterHandler} from "./VoterHandler.sol";

/// @notice Direct calls around every client, with junk and with what belongs to others: each must fail. One function a
/// contract, and each call of it makes all its attempts.
contract AttackHandler is Handler {
    address private constant STRANGER = address(0x57A);

    OperatorHandler private _operators;
    VoterHandler private _voters;
    MarketHandler private _orders;

    constructor(Books books_, OperatorHandler operators, VoterHandler voters, MarketHandler orders) Handler(books_) {
        _operators = operators;
        _voters = voters;
        _orders = orders;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](7);
        list[0] = this.attackToken.selector;
        list[1] = this.attackStaking.selector;
        list[2] = this.attackStakers.selector;
        list[3] = this.attackCouncil.selector;
        list[4] = this.attackPool.selector;
        list[5] = this.attackMarket.selector;
        list[6] = this.attackAnything.selector;
    }

    /// @dev VMT of contracts and people, without their allowance.
    function attackToken(uint256 seed, uint256 amount) external {
        address[] memory accounts = books.accounts();
        address victim = accounts[seed % accounts.length];
        amount = bound(amount, 1, type(uint256).max);
        bytes memory data = abi.encodeCall(token.transferFrom, (victim, STRANGER, amount));
        mustNot(STRANGER, address(token), data, "T1");
        mustNot(STRANGER, address(token), abi.encodeCall(token.burnFrom, (victim, amount)), "T1");
        mustNot(STRANGER, address(token), abi.encodeCall(token.burn, (amount)), "T1");
        uint256 more = token.balanceOf(victim) + 1;
        mustNot(victim, address(token), abi.encodeCall(token.transfer, (STRANGER, more)), "T1");
        mustNot(victim, address(token), abi.encodeWithSignature("mint(address,uint256)", victim, amount), "T2");
    }

    /// @dev The provers' functions, and the operators' by others.
    function attackStaking(uint256 seed, uint256 amount) external {
        address supernode = books.operator(seed % _operators.count());
        address target = address(staking);
        mustNot(STRANGER, target, abi.encodeCall(staking.slashEquivocation, (supernode, STRANGER)), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.slashWrongKey, (supernode, amount, STRANGER)), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.addBond, (1)), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.resign, ()), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.withdrawBond, ()), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.unjail, ()), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.setCommission, (uint16(amount))), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.setMetadataURI, ("junk")), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.setEncryptionKey, (books.point(seed))), "X2");
        mustNot(STRANGER, target, abi.encodeCall(staking.vote, (STRANGER, amount)), "X2");
        mustNot(supernode, target, abi.encodeCall(staking.setEncryptionKey, (PublicKey(amount, seed))), "K10");
        mustNot(supernode, target, abi.encodeCall(staking.setCommission, (uint16(10_001))), "K10");
        mustNot(supernode, target, abi.encodeCall(staking.setSigner, (STRANGER, new bytes(65))), "K10");
        ISupernodeStaking.Registration memory registration;
        mustNot(supernode, target, abi.encodeCall(staking.register, (registration)), "X2");
        _attackTerms(supernode, target);
    }

    /// @dev Jail and bond end when they end.
    function _attackTerms(address supernode, address target) private {
        ISupernodeStaking.Supernode memory node = staking.supernodeOf(supernode);
        if (Epoch.unwrap(node.jailedUntil) == 0 || Epoch.unwrap(node.jailedUntil) > epochNow()) {
            mustNot(supernode, target, abi.encodeCall(staking.unjail, ()), "K9");
        }
        if (Epoch.unwrap(node.releaseEpoch) == 0 || Epoch.unwrap(node.releaseEpoch) > epochNow()) {
            mustNot(supernode, target, abi.encodeCall(staking.withdrawBond, ()), "K5");
        }
    }

    /// @dev Shares and tickets of others, more than one's own, and tickets before their time.
    function attackStakers(uint256 seed) external {
        VoterHandler.Position[] memory positions = _voters.positions();
        VoterHandler.Ticket[] memory tickets = _voters.tickets();
        idleUnless(positions.length != 0 && tickets.length != 0);
        VoterHandler.Position memory position = positions[seed % positions.length];
        VoterHandler.Ticket memory ticket = tickets[seed % tickets.length];
        address target = address(staking);
        bytes memory data = abi.encodeCall(staking.unvote, (books.operator(position.n), position.shares + 1));
        mustNot(position.voter, target, data, "K1");
        data = abi.encodeCall(staking.unvote, (books.operator(position.n), 1));
        mustNot(STRANGER, target, data, "X2");
        data = abi.encodeCall(staking.withdraw, (books.operator(ticket.n), wrap(ticket.epoch)));
        mustNot(STRANGER, target, data, "X2");
        if (epochNow() < ticket.epoch + staking.UNBONDING_EPOCHS()) mustNot(ticket.voter, target, data, "K4");
    }

    function attackCouncil(uint256 seed) external {
        address supernode = books.operator(seed % _operators.count());
        address target = address(council);
        uint256 seat = draw(seed, 1) % council.SEATS();
        mustNot(STRANGER, target, abi.encodeCall(council.heartbeat, (supernode)), "X2");
        mustNot(STRANGER, target, abi.encodeCall(council.takeSeat, (seat, STRANGER)), "K8");
        mustNot(STRANGER, target, abi.encodeCall(council.takeSeat, (council.SEATS(), supernode)), "K8");
        // Who has a seat takes no second one, however strong.
        (bool seated, ) = council.seatOf(supernode);
        if (seated) mustNot(STRANGER, target, abi.encodeCall(council.takeSeat, (seat, supernode)), "K8");
        (address holder, ) = council.latestHolderOf(seat);
        if (holder == address(0)) return;
        mustNot(STRANGER, target, abi.encodeCall(council.takeSeat, (seat, holder)), "K8");
        bool weaker = staking.weightOf(supernode) <= staking.weightOf(holder);
        if (!weaker || !staking.isEligible(holder) || council.isSilent(seat)) return;
        mustNot(STRANGER, target, abi.encodeCall(council.takeSeat, (seat, supernode)), "K8");
    }

    function attackPool(uint256 seed, uint256 amount) external {
        address target = address(pool);
        address[] memory none = new address[](0);
        bytes memory data = abi.encodeCall(pool.open, (wrap(epochNow()), bytes32(seed), amount, 0, none, amount));
        mustNot(STRANGER, target, data, "X2");
        mustNot(STRANGER, target, abi.encodeCall(pool.deposit, (0)), "P1");
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim(wrap(seed % (epochNow() + 2)), amount, new bytes32[](seed % 3));
        mustNot(STRANGER, target, abi.encodeCall(pool.claim, (STRANGER, claims)), "P2");
        IVerdictLedger.Report memory report;
        report.epoch = wrap(epochNow() == 0 ? 0 : epochNow() - 1);
        report.round = uint8(ledger.currentRound());
        ISupernodeCouncil.Signature[] memory signatures = new ISupernodeCouncil.Signature[](seed % 8);
        mustNot(STRANGER, address(ledger), abi.encodeCall(ledger.publish, (report, seed, signatures)), "R3");
        Verdict memory verdict;
        data = abi.encodeCall(ledger.record, (report.epoch, verdict, new bytes32[](seed % 3)));
        mustNot(STRANGER, address(ledger), data, "R5");
    }

    /// @dev An order with one term changed is another order, which nobody made.
    function attackMarket(uint256 seed) external {
        idleUnless(_orders.orders() != 0);
        IDataMarket.Order memory order = _orders.orderAt(seed % _orders.orders());
        uint256 term = draw(seed, 1) % 5;
        if (term == 0) order.price += 1;
        if (term == 1) order.buyer = STRANGER;
        if (term == 2) order.submitter = STRANGER;
        if (term == 3) order.provider = STRANGER;
        if (term == 4) order.deadline -= 1;
        address target = address(market);
        mustNot(order.provider, target, abi.encodeCall(market.deliver, (order, bytes32(seed))), "E2");
        mustNot(order.buyer, target, abi.encodeCall(market.accept, (order)), "E2");
        mustNot(order.buyer, target, abi.encodeCall(market.settle, (order)), "E2");
        mustNot(order.buyer, target, abi.encodeCall(market.refund, (order)), "E2");
        mustNot(order.buyer, target, abi.encodeCall(market.dispute, (order, bytes32(seed), 1)), "E2");
        IDataMarket.Request memory request;
        request.verdict.submitter = STRANGER;
        mustNot(STRANGER, target, abi.encodeCall(market.purchase, (request, new bytes32[](0))), "E5");
        mustNot(STRANGER, address(subscriptions), abi.encodeCall(subscriptions.cancel, ()), "X2");
        mustNot(STRANGER, address(subscriptions), abi.encodeCall(subscriptions.subscribe, (0, seed)), "E8");
    }

    /// @dev Selectors that nobody defined, ETH where none is taken, and a vesting wallet of somebody else.
    function attackAnything(uint256 seed, bytes32 junk) external {
        address[8] memory targets = [
            address(token),
            address(staking),
            address(council),
            address(ledger),
            address(pool),
            address(faults),
            address(market),
            address(subscriptions)
        ];
        address target = targets[seed % targets.length];
        mustNot(STRANGER, target, abi.encodePacked(bytes4(keccak256(abi.encode(seed))), junk), "X2");
        (bool success, ) = target.call{value: 1}("");
        books.check(!success, "X2: a contract took ETH");
        TokenVesting vesting = books.deployed().developers;
        mustNot(STRANGER, address(vesting), abi.encodeCall(vesting.transferOwnership, (STRANGER)), "X2");
        mustNot(STRANGER, address(vesting), abi.encodeCall(vesting.renounceOwnership, ()), "X2");
    }
}
