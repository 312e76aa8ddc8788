// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";
import {MarketHandler} from "./MarketHandler.sol";

/// @notice Time: by seconds, by epochs, exactly to boundaries, and a chain that halts for a year.
contract TimeHandler is Handler {
    MarketHandler private _orders;

    constructor(Books books_, MarketHandler orders) Handler(books_) {
        _orders = orders;
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](10);
        list[0] = this.passSeconds.selector;
        list[1] = this.passToRound.selector;
        list[2] = this.passToLastQuarter.selector;
        list[3] = this.passToEpoch.selector;
        list[4] = this.passToOrder.selector;
        list[5] = this.passEpochs.selector;
        list[6] = this.haltChain.selector;
        list[7] = this.passEpochs.selector;
        list[8] = this.passEpochs.selector;
        list[9] = this.passToEpoch.selector;
    }

    function passSeconds(uint256 seed) external {
        books.warpTo(block.timestamp + bound(seed, 1, clock.EPOCH_LENGTH() / 4));
    }

    /// @dev The first second of the next round, or the last of this one.
    function passToRound(uint256 seed) external {
        uint256 length = clock.EPOCH_LENGTH() / clock.ROUNDS();
        uint256 next = block.timestamp + length - ((block.timestamp - (clock.GENESIS() % length)) % length);
        _passTo(next, seed);
    }

    /// @dev The second before the last quarter of this epoch begins, or its first.
    function passToLastQuarter(uint256 seed) external {
        _passTo(books.startOf(epochNow() + 1) - clock.EPOCH_LENGTH() / 4, seed);
    }

    /// @dev The last second of this epoch, or the first of the next.
    function passToEpoch(uint256 seed) external {
        _passTo(books.startOf(epochNow() + 1), seed);
    }

    /// @dev The deadline or the end of the dispute window of an order, or the second before.
    function passToOrder(uint256 seed) external {
        uint256 time = _orders.nextBoundary(seed);
        idleUnless(time != 0);
        _passTo(time, seed);
    }

    function passEpochs(uint256 seed) external {
        // The sale has its time before genesis.
        idleUnless(epochNow() != 0 || seed % 4 == 0);
        uint256 epoch = epochNow() + bound(seed, 1, 4);
        books.warpTo(books.startOf(epoch) + (draw(seed, 1) % clock.EPOCH_LENGTH()));
    }

    /// @dev Seldom, or nothing else would happen: the time in which everything can be unbonded, or a year.
    function haltChain(uint256 seed) external {
        idleUnless(epochNow() != 0 && seed % 4 == 0);
        uint256 epochs = draw(seed, 1) % 8 == 0 ? 365 : staking.UNBONDING_EPOCHS();
        books.warpTo(block.timestamp + epochs * clock.EPOCH_LENGTH());
    }

    function _passTo(uint256 time, uint256 seed) private {
        if (seed % 2 == 0) --time;
        idleUnless(time > block.timestamp);
        books.warpTo(time);
    }
}
