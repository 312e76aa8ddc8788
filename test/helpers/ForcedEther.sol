// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice ETH for an account that does not ask for it and cannot refuse it.
/// @dev In campaigns of invariants `vm.deal` will not do: the runner takes the balance back when a later call reverts.
library ForcedEther {
    error ForcedEther_NotSent(address target, uint256 amount);

    /// @notice Sends `amount` wei of the caller's own, by a contract whose constructor destroys it.
    function send(address target, uint256 amount) internal {
        bytes memory code = abi.encodePacked(hex"73", target, hex"ff"); // PUSH20 target, SELFDESTRUCT
        address sender;
        assembly ("memory-safe") {
            sender := create(amount, add(code, 32), mload(code))
        }
        require(sender != address(0), ForcedEther_NotSent(target, amount));
    }
}
