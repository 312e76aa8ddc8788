// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A price controller as the protocol describes it, with nothing saved: one step a sale, one step an epoch.
struct Modelled {
    uint256 floor;
    uint256 target;
    uint256 scale;
    uint256 excess;
    uint256 epoch;
    uint256 counted; // sales of `epoch` that moved the price
}

library MarketPriceModel {
    function start(Modelled storage self, uint256 floor, uint256 target, uint256 scale) internal {
        self.floor = floor;
        self.target = target;
        self.scale = scale;
        self.excess = 0;
        self.epoch = 0;
        self.counted = 0;
    }

    function advance(Modelled storage self, uint256 epoch) internal {
        for (; self.epoch < epoch; ++self.epoch) {
            self.excess = self.excess < self.target ? 0 : self.excess - self.target;
            self.counted = 0;
        }
    }

    /// @dev A sale counts up to four targets an epoch, whether or not the price is highest; it moves the excess only
    /// until the price is highest.
    function sell(Modelled storage self, uint256 epoch, uint256 sales) internal {
        advance(self, epoch);
        for (uint256 i = 0; i < sales && self.counted < 4 * self.target; ++i) {
            ++self.counted;
            // ln 16 = 2.772588722239781237668…
            if (self.excess * 1e18 < self.scale * 2_772588722239781238) ++self.excess;
        }
    }

    /// @dev `fake_exponential` of EIP-4844, as its text has it, and at most 16 floors.
    function price(Modelled storage self) internal view returns (uint256 output) {
        uint256 i = 1;
        uint256 accumulator = self.floor * self.scale;
        while (accumulator > 0) {
            output += accumulator;
            accumulator = (accumulator * self.excess) / (self.scale * i);
            i += 1;
        }
        output = output / self.scale;
        if (output > 16 * self.floor) output = 16 * self.floor;
    }
}
