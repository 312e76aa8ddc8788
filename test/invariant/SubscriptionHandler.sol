// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISubscriptions} from "../../contracts/interfaces/ISubscriptions.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {ReportHandler} from "./ReportHandler.sol";

/// @notice Vendors, and whoever counts and flushes what they paid. Keeps what each paid and got back.
contract SubscriptionHandler is Handler {
    ReportHandler private _reports;

    /// @notice VMT paid by all vendors, returned to them, and flushed.
    uint256 public paid;
    uint256 public refunded;
    uint256 public flushed;

    constructor(Books books_, ReportHandler reports) Handler(books_) {
        _reports = reports;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](6);
        list[0] = this.subscribe.selector;
        list[1] = this.subscribeWithPermit.selector;
        list[2] = this.cancel.selector;
        list[3] = this.cancel.selector;
        list[4] = this.accrue.selector;
        list[5] = this.flush.selector;
    }

    function subscribe(uint256 seed) external {
        address vendor = books.person(seed);
        (uint256 epochs, uint256 price) = _terms(seed, vendor);
        bytes memory approval = abi.encodeCall(token.approve, (address(subscriptions), epochs * price));
        must(vendor, address(token), approval, "T1");
        bytes memory data = abi.encodeCall(subscriptions.subscribe, (uint32(epochs), price));
        must(vendor, address(subscriptions), data, "E8");
        _note(vendor, epochs * price);
    }

    function subscribeWithPermit(uint256 seed) external {
        uint256 key = books.personKey(seed % books.KEYED_PEOPLE());
        address vendor = vm.addr(key);
        (uint256 epochs, uint256 price) = _terms(seed, vendor);
        Permit memory permit = permitOf(key, address(subscriptions), epochs * price);
        if (draw(seed, 1) % 2 == 0) overtake(vendor, address(subscriptions), permit);
        bytes memory data = abi.encodeCall(subscriptions.subscribeWithPermit, (uint32(epochs), price, permit));
        must(vendor, address(subscriptions), data, "T4");
        _note(vendor, epochs * price);
    }

    function _terms(uint256 seed, address vendor) private view returns (uint256 epochs, uint256 price) {
        uint256 now_ = epochNow();
        uint256 until = Epoch.unwrap(subscriptions.subscriptionOf(vendor).until);
        uint256 first = now_ == 0 ? 1 : now_;
        uint256 held = until > first ? until - first : 0;
        idleUnless(held < subscriptions.MAXIMUM_EPOCHS());
        epochs = bound(draw(seed, 2), 1, subscriptions.MAXIMUM_EPOCHS() - held);
        price = subscriptions.price();
        idleUnless(token.balanceOf(vendor) >= epochs * price);
    }

    function _note(address vendor, uint256 amount) private {
        paid += amount;
        books.move(vendor, address(subscriptions), amount);
        uint256 now_ = epochNow();
        books.check(subscriptions.isActive(vendor, wrap(now_ == 0 ? 1 : now_)), "E8: a subscription is not active");
    }

    function cancel(uint256 seed) external {
        for (uint256 i = 0; i < books.PEOPLE(); ++i) {
            address vendor = books.person(addmod(seed, i, books.PEOPLE()));
            if (!isCancellable(vendor)) continue;
            quit(vendor);
            return;
        }
        idle();
    }

    /// @notice Cancels the epochs of `vendor` that have not begun: he gets back what they would have earned.
    function quit(address vendor) public {
        ISubscriptions.Subscription memory before = subscriptions.subscriptionOf(vendor);
        uint256 balance = token.balanceOf(vendor);
        bytes memory data = abi.encodeCall(subscriptions.cancel, ());
        must(vendor, address(subscriptions), data, "E8");
        uint256 amount = token.balanceOf(vendor) - balance;
        uint256 held = Epoch.unwrap(before.until) - Epoch.unwrap(before.from);
        uint256 ahead = Epoch.unwrap(before.until) - epochNow() - 1;
        if (ahead > held) ahead = held;
        uint256 part = (uint256(before.unearned) * ahead) / held;
        books.check(amount >= part && amount <= part + 1, "E8: a vendor's refund is not what lies ahead");
        refunded += amount;
        books.move(address(subscriptions), vendor, amount);
        mustNot(vendor, address(subscriptions), data, "E8");
    }

    /// @notice Whether epochs of `vendor` lie ahead.
    function isCancellable(address vendor) public view returns (bool) {
        ISubscriptions.Subscription memory entry = subscriptions.subscriptionOf(vendor);
        return Epoch.unwrap(entry.until) > epochNow() + 1 && entry.until > entry.from;
    }

    function accrue(uint256 seed) external {
        (address vendor, ISubscriptions.Subscription memory before) = _earning(seed);
        bytes memory data = abi.encodeCall(subscriptions.accrue, (vendor));
        must(books.person(draw(seed, 1)), address(subscriptions), data, "E8");
        books.check(subscriptions.subscriptionOf(vendor).from > before.from, "E8: an epoch that began was not earned");
    }

    /// @dev The next vendor of whom something was earned, since an epoch has begun.
    function _earning(
        uint256 seed
    ) private view returns (address vendor, ISubscriptions.Subscription memory subscription) {
        for (uint256 i = 0; i < books.PEOPLE(); ++i) {
            vendor = books.person(addmod(seed, i, books.PEOPLE()));
            subscription = subscriptions.subscriptionOf(vendor);
            bool hasBegun = Epoch.unwrap(subscription.from) <= epochNow();
            if (subscription.from < subscription.until && hasBegun) return (vendor, subscription);
        }
        idle();
    }

    function flush(uint256 seed) external {
        (uint256 toPool, uint256 toBurn) = subscriptions.accrued();
        idleUnless(toPool + toBurn != 0);
        uint256 balance = token.balanceOf(address(pool));
        uint256 supply = token.totalSupply();
        must(books.person(seed), address(subscriptions), abi.encodeCall(subscriptions.flush, ()), "E1");
        toPool = token.balanceOf(address(pool)) - balance;
        toBurn = supply - token.totalSupply();
        flushed += toPool + toBurn;
        books.move(address(subscriptions), address(pool), toPool);
        books.burn(address(subscriptions), toBurn);
        _reports.noteIncome(toPool);
        uint256 share = ((toPool + toBurn) * subscriptions.POOL_SHARE()) / 10_000;
        // Each accrual rounds the pool's part down.
        books.check(toPool <= share && toPool + 1_000 >= share, "E1: earned money was divided wrongly");
    }

    /// @notice E8: whether earned, unearned and refunded are what was paid.
    function paymentsAddUp() external view returns (bool) {
        return _counted() + flushed + refunded == paid;
    }

    /// @notice E1: whether unearned and accrued money and gifts are the holdings.
    function holdingsAddUp() external view returns (bool) {
        return _counted() + books.donated(address(subscriptions)) == books.held(address(subscriptions));
    }

    /// @dev What the contract says that it holds.
    function _counted() private view returns (uint256 sum) {
        (uint256 toPool, uint256 toBurn) = subscriptions.accrued();
        sum = toPool + toBurn;
        for (uint256 i = 0; i < books.PEOPLE(); ++i) sum += subscriptions.subscriptionOf(books.person(i)).unearned;
    }

    /// @notice E6: whether the price is within its bounds.
    function priceIsBounded() external view returns (bool) {
        uint256 floor = subscriptions.controller().floor;
        uint256 price = subscriptions.price();
        return price >= floor && price <= 16 * floor;
    }
}
