// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A contract that receives ETH and answers with a heap of bytes, in peace or in anger.
contract ReturnBomb {
    uint256 private constant SIZE = 1_000_000; // bytes

    bool public angry;

    function setAngry(bool angry_) external {
        angry = angry_;
    }

    /// @notice Calls `target`; the callee's revert data bubbles up.
    function call(address target, uint256 value, bytes calldata data) external {
        (bool success, bytes memory returned) = target.call{value: value}(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(returned, 32), mload(returned))
        }
    }

    // What a receiver may do is what this actor is for.
    // solhint-disable-next-line no-complex-fallback
    receive() external payable {
        bool revertIt = angry;
        assembly ("memory-safe") {
            if revertIt {
                revert(0, SIZE)
            }
            return(0, SIZE)
        }
    }
}
