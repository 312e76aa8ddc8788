// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../contracts/interfaces/IDataMarket.sol";
import {Epoch} from "../contracts/libraries/Epoch.sol";
import {Kind} from "../contracts/libraries/Verdicts.sol";
import {MarketPriceModel, Modelled} from "./helpers/MarketPriceModel.sol";
import {MarketSystem} from "./helpers/MarketSystem.sol";
import {Secp256k1} from "./helpers/Secp256k1.sol";

/// @notice E1, E2, E3, E6, E7: random calls at the most delicate seconds on many orders, against a state machine that
/// says of every call whether it succeeds or with which words it is refused, and against ghost accounts.
contract DataMarketModelTest is MarketSystem {
    using MarketPriceModel for Modelled;

    enum Action {
        PURCHASE,
        DELIVER,
        REFUND,
        ACCEPT,
        SETTLE,
        DISPUTE,
        FLUSH,
        WAIT
    }

    struct Tracked {
        IDataMarket.Order order;
        IDataMarket.Status status;
        uint256 scalar;
        uint256 deliveredAt;
        bytes32 maskedKey;
        bool isCorrect;
    }

    Tracked[] private _orders;
    Modelled[3] private _prices;
    uint256[8] private _successes;
    uint256[6] private _reached;

    // Ghost accounts, in units of VMT.
    uint256 private _escrow;
    uint256 private _toPool;
    uint256 private _toBurn;
    uint256 private _paidIn;
    uint256 private _paidOut;
    mapping(address account => uint256) private _balances;

    /// @dev Prices that a few sales move.
    function marketParameters() internal view override returns (IDataMarket.Parameters memory parameters) {
        parameters = super.marketParameters();
        for (uint256 i = 0; i < 3; ++i) {
            parameters.prices[i].target = uint32(i + 1);
            parameters.prices[i].scale = 5;
        }
    }

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 3; ++i) {
            IDataMarket.PriceTerms memory terms = marketParameters().prices[i];
            _prices[i].start(terms.floor, terms.target, terms.scale);
            // Bonds that outlast every slash of a run.
            fundAndApprove(operatorOf(i + 1), address(staking), BOND);
            vm.prank(operatorOf(i + 1));
            staking.addBond(BOND);
        }
        _balances[BUYER] = token.balanceOf(BUYER);
    }

    /// hardhat-config: fuzz.runs = 96
    function testFuzz_OrdersFollowTheStateMachine(uint256 seed) public {
        run(seed, 40);
        endAll();
    }

    /// @dev The sequences are not vacuous: a long one succeeds in every action and reaches every state.
    function test_SequencesReachEveryState() public {
        run(7, 300);
        for (uint256 i = 0; i < _successes.length; ++i) assertGt(_successes[i], 1);
        for (uint256 i = 1; i < _reached.length; ++i) assertGt(_reached[i], 1);
        endAll();
    }

    function run(uint256 seed, uint256 steps) private {
        for (uint256 i = 0; i < steps; ++i) {
            // A call of its own, whose memory is freed.
            this.step(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function step(uint256 random) external {
        move(random);
        assertAccounts();
    }

    function move(uint256 random) private {
        Action action = Action((random >> 8) % 8);
        if (action == Action.PURCHASE || _orders.length == 0) return purchase(random >> 16);
        if (action == Action.FLUSH) return flush();
        // Mostly the youngest orders, which are still in motion.
        uint256 age = (random >> 16) % 3;
        Tracked storage tracked = _orders[_orders.length - 1 - (age < _orders.length ? age : 0)];
        // Three of four calls are what a party would do next.
        if ((random >> 24) % 4 != 0 && action != Action.WAIT) {
            bool coin = (random >> 28) % 4 == 0;
            if (tracked.status == IDataMarket.Status.OPEN) action = coin ? Action.REFUND : Action.DELIVER;
            if (tracked.status == IDataMarket.Status.DELIVERED) {
                action =
                    !tracked.isCorrect
                        ? Action.DISPUTE
                        : coin
                            ? Action.ACCEPT
                            : Action.SETTLE;
            }
        }
        if (action == Action.WAIT) wait(tracked, random >> 32);
        else act(tracked, action, random >> 32);
        assertStatus(tracked.order, tracked.status);
    }

    /* ACTIONS */

    function purchase(uint256 random) private {
        uint256 kind = random % 3;
        IDataMarket.Request memory request = requestOf(kind);
        request.provider = operatorOf(1 + ((random >> 8) % 3));
        request.deadline = vm.getBlockTimestamp() + bound(random >> 16, DAY / 4, 3 * DAY);
        uint256 scalar = 1_000 + _orders.length;
        request.buyerKey = Secp256k1.publicKey(scalar);
        IDataMarket.Order memory order = buy(request, kind);

        Tracked storage tracked = _orders.push();
        tracked.order = order;
        tracked.scalar = scalar;
        enter(tracked, IDataMarket.Status.OPEN);
        _successes[uint256(Action.PURCHASE)] += 1;
        _balances[BUYER] -= order.price;
        _escrow += order.price;
        _paidIn += order.price;
    }

    /// @dev To one of the boundaries of the order, or some hours on.
    function wait(Tracked storage tracked, uint256 random) private {
        uint256 time = vm.getBlockTimestamp();
        uint256 boundary =
            tracked.status == IDataMarket.Status.OPEN ? tracked.order.deadline : tracked.deliveredAt + DAY;
        uint256[4] memory targets = [boundary - 1, boundary, time + 1, time + ((random >> 8) % (DAY / 2))];
        uint256 target = targets[random % 4];
        if (target > time) vm.warp(target);
        _successes[uint256(Action.WAIT)] += 1;
    }

    function flush() private {
        if (_toPool + _toBurn == 0) {
            vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarket_NothingToFlush.selector));
            market.flush();
            return;
        }
        uint256 available = pool.available();
        uint256 supply = token.totalSupply();
        market.flush();
        assertEq(pool.available(), available + _toPool);
        assertEq(token.totalSupply(), supply - _toBurn);
        _paidOut += _toPool + _toBurn;
        (_toPool, _toBurn) = (0, 0);
        _successes[uint256(Action.FLUSH)] += 1;
    }

    /// @dev One call on one order, sometimes by the wrong caller or with the wrong words.
    function act(Tracked storage tracked, Action action, uint256 random) private {
        IDataMarket.Order memory order = tracked.order;
        address caller =
            random % 4 == 0
                ? STRANGER
                : action == Action.ACCEPT
                    ? BUYER
                    : order.provider;
        bool isCorrect = (random >> 8) % 2 == 0;
        bytes32 maskedKey =
            action == Action.DELIVER
                ? maskedFor(order, isCorrect ? CONTENT_KEY : WRONG_KEY, tracked.scalar)
                : tracked.maskedKey;
        if (action == Action.DISPUTE && (random >> 16) % 8 == 0) maskedKey ^= bytes32(uint256(1));
        uint256 scalar = (random >> 24) % 8 == 0 ? tracked.scalar + 1 : tracked.scalar;

        bytes memory refusal = refusalOf(tracked, action, caller, maskedKey, scalar);
        vm.prank(caller);
        if (refusal.length != 0) vm.expectRevert(refusal);
        if (action == Action.DELIVER) market.deliver(order, maskedKey);
        else if (action == Action.REFUND) market.refund(order);
        else if (action == Action.ACCEPT) market.accept(order);
        else if (action == Action.SETTLE) market.settle(order);
        else market.dispute(order, maskedKey, scalar);
        if (refusal.length != 0) return;

        _successes[uint256(action)] += 1;
        if (action == Action.DELIVER) {
            (tracked.deliveredAt, tracked.maskedKey, tracked.isCorrect) = (
                vm.getBlockTimestamp(),
                maskedKey,
                isCorrect
            );
            enter(tracked, IDataMarket.Status.DELIVERED);
        } else if (action == Action.REFUND) {
            end(tracked, IDataMarket.Status.REFUNDED);
        } else if (action == Action.DISPUTE) {
            end(tracked, IDataMarket.Status.WRONG_KEY);
        } else {
            end(tracked, IDataMarket.Status.SETTLED);
        }
    }

    /* MODEL */

    /// @dev The words with which the call must be refused; empty when it must succeed.
    function refusalOf(
        Tracked storage tracked,
        Action action,
        address caller,
        bytes32 maskedKey,
        uint256 scalar
    ) private view returns (bytes memory) {
        IDataMarket.Order memory order = tracked.order;
        uint256 time = vm.getBlockTimestamp();
        uint256 windowEnd = tracked.deliveredAt + DAY;
        bool needsOpen = action == Action.DELIVER || action == Action.REFUND;
        if (tracked.status != (needsOpen ? IDataMarket.Status.OPEN : IDataMarket.Status.DELIVERED)) {
            return wrongStatus(order, tracked.status);
        }
        if (action == Action.DELIVER && caller != order.provider) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_NotTheProvider.selector, caller, order.provider);
        }
        if (action == Action.DELIVER && time >= order.deadline) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_DeadlinePassed.selector, time, order.deadline);
        }
        if (action == Action.REFUND && time < order.deadline) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_DeadlineNotPassed.selector, time, order.deadline);
        }
        if (action == Action.ACCEPT && caller != BUYER) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_NotTheBuyer.selector, caller, BUYER);
        }
        if (action == Action.SETTLE && time < windowEnd) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_DisputeWindowOpen.selector, time, windowEnd);
        }
        if (action != Action.DISPUTE) return "";
        if (time >= windowEnd) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_DisputeWindowOver.selector, time, windowEnd);
        }
        if (maskedKey != tracked.maskedKey) {
            return abi.encodeWithSelector(IDataMarket.DataMarket_NotTheMaskedKey.selector, maskedKey);
        }
        if (scalar != tracked.scalar) {
            return
                abi.encodeWithSelector(
                    IDataMarket.DataMarket_NotTheBuyersKey.selector,
                    vm.addr(scalar),
                    order.buyerKey
                );
        }
        if (tracked.isCorrect) return abi.encodeWithSelector(IDataMarket.DataMarket_KeyIsCorrect.selector, idOf(order));
        return "";
    }

    function enter(Tracked storage tracked, IDataMarket.Status status) private {
        tracked.status = status;
        _reached[uint256(status)] += 1;
    }

    /// @dev Pays the order's price out in the ghost accounts, once.
    function end(Tracked storage tracked, IDataMarket.Status status) private {
        enter(tracked, status);
        uint256 price = tracked.order.price;
        _escrow -= price;
        if (status != IDataMarket.Status.SETTLED) {
            // Of a wrong key's penalty, twice the price, half is the buyer's.
            _balances[BUYER] += status == IDataMarket.Status.WRONG_KEY ? 2 * price : price;
            _paidOut += price;
            return;
        }
        uint256 toSubmitter = (price * 60) / 100;
        uint256 toProvider = (price * 25) / 100;
        uint256 toPool = (price * 10) / 100;
        _balances[SUBMITTER] += toSubmitter;
        _balances[tracked.order.provider] += toProvider;
        _toPool += toPool;
        _toBurn += price - toSubmitter - toProvider - toPool;
        _paidOut += toSubmitter + toProvider;
        _prices[uint256(tracked.order.kind)].sell(Epoch.unwrap(clock.currentEpoch()), 1);
    }

    /// @dev E7: whoever has vanished, a stranger ends every order within its windows.
    function endAll() private {
        uint256 last = vm.getBlockTimestamp() + 3 * DAY + DAY;
        vm.warp(last);
        for (uint256 i = 0; i < _orders.length; ++i) {
            Tracked storage tracked = _orders[i];
            vm.prank(STRANGER);
            if (tracked.status == IDataMarket.Status.OPEN) {
                market.refund(tracked.order);
                end(tracked, IDataMarket.Status.REFUNDED);
            } else if (tracked.status == IDataMarket.Status.DELIVERED) {
                market.settle(tracked.order);
                end(tracked, IDataMarket.Status.SETTLED);
            } else {
                // Final states have no exits.
                vm.expectRevert(wrongStatus(tracked.order, tracked.status));
                market.settle(tracked.order);
            }
            assertStatus(tracked.order, tracked.status);
        }
        flush();
        assertAccounts();
        assertEq(_escrow, 0);
        assertEq(_paidOut, _paidIn);
        assertEq(token.balanceOf(address(market)), 0);
    }

    function assertAccounts() private {
        assertEq(token.balanceOf(address(market)), _escrow + _toPool + _toBurn, "E1");
        assertEq(_paidIn, _paidOut + _escrow + _toPool + _toBurn, "E2");
        assertAccrued(_toPool, _toBurn);
        assertEq(token.balanceOf(BUYER), _balances[BUYER], "buyer");
        assertEq(token.balanceOf(SUBMITTER), _balances[SUBMITTER], "submitter");
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(token.balanceOf(operatorOf(i + 1)), _balances[operatorOf(i + 1)], "provider");
            _prices[i].advance(Epoch.unwrap(clock.currentEpoch()));
            assertEq(market.priceOf(Kind(i)), _prices[i].price(), "E6");
        }
    }
}
