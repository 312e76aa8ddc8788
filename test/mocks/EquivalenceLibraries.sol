// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {KeyExchange, PublicKey} from "../../contracts/libraries/KeyExchange.sol";
import {PriceController, PriceControllers} from "../../contracts/libraries/PriceControllers.sol";
import {Verdict, Verdicts} from "../../contracts/libraries/Verdicts.sol";

/// @title EquivalenceLibraries
/// @notice Opens the internal libraries to tests that compare them with their TypeScript counterparts.
contract EquivalenceLibraries {
    using PriceControllers for PriceController;

    PriceController private _controller;

    /* TREES */

    function verdictLeaf(Verdict calldata verdict) external pure returns (bytes32) {
        return Verdicts.leaf(verdict);
    }

    function verifyProof(bytes32 root, bytes32 leaf, bytes32[] calldata proof) external pure returns (bool) {
        return MerkleProof.verifyCalldata(proof, root, leaf);
    }

    function allowsSale(uint8 policy) external pure returns (bool) {
        return Verdicts.allowsSale(policy);
    }

    /* PRICE */

    /// @notice Sells `sales[i]` in `epochs[i]`, one after the other.
    /// @return prices after each step
    /// @return controller after the last
    function sell(
        uint96 floor,
        uint32 target,
        uint32 scale,
        Epoch[] calldata epochs,
        uint256[] calldata sales
    ) external returns (uint256[] memory prices, PriceController memory controller) {
        _controller = PriceControllers.create(floor, target, scale);
        prices = new uint256[](epochs.length);
        for (uint256 i = 0; i < epochs.length; ++i) {
            _controller.grow(epochs[i], sales[i]);
            prices[i] = _controller.price(epochs[i]);
        }
        controller = _controller;
    }

    function priceOf(PriceController calldata controller, Epoch epoch) external pure returns (uint256) {
        return controller.price(epoch);
    }

    /* KEYS */

    function isValid(PublicKey calldata key) external pure returns (bool) {
        return KeyExchange.isValid(key);
    }

    function isScalar(uint256 scalar) external pure returns (bool) {
        return KeyExchange.isScalar(scalar);
    }

    function addressOf(PublicKey calldata key) external pure returns (address) {
        return KeyExchange.addressOf(key);
    }

    function publicAddress(uint256 scalar) external pure returns (address) {
        return KeyExchange.publicAddress(scalar);
    }

    function multiply(PublicKey calldata key, uint256 scalar) external pure returns (address) {
        return KeyExchange.multiply(key.x, KeyExchange.parityOf(key), scalar);
    }

    function mask(bytes32 key, address sharedPoint, bytes32 orderId) external pure returns (bytes32) {
        return KeyExchange.mask(key, sharedPoint, orderId);
    }
}
