// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Identity of an order: the hash of its terms, of the chain and of the market.
type OrderId is bytes32;
