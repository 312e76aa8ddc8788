// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenSale} from "../../contracts/TokenSale.sol";

/// @notice A contract that buys from the sale, or is its treasury, and misbehaves when it receives ETH.
contract SaleActor {
    enum Behaviour {
        ACCEPT,
        REFUSE,
        /// @dev Calls back and goes on, whatever the calls bring.
        REENTER,
        /// @dev Calls back and reverts with the error of the first call that fails.
        INSIST
    }

    error SaleActor_Refused(uint256 amount);

    TokenSale public sale;
    Behaviour public behaviour;
    /// @notice Calls to try while ETH is being received, and what became of them the last time.
    bytes[] public attempts;
    bool[] public succeeded;
    /// @notice How often ETH arrived.
    uint256 public receipts;

    bool private _inside;

    function setSale(TokenSale sale_) external {
        sale = sale_;
    }

    function setBehaviour(Behaviour behaviour_) external {
        behaviour = behaviour_;
    }

    /// @param data what to send to the sale; empty data buys with the actor's whole balance
    function addAttempt(bytes calldata data) external {
        attempts.push(data);
        succeeded.push(false);
    }

    /// @notice A plain transfer to the sale; its revert data bubbles up.
    function buy(uint256 amount) external {
        _call(amount, "");
    }

    /// @notice Several purchases in one transaction.
    function buyRepeatedly(uint256 amount, uint256 times) external {
        for (uint256 i = 0; i < times; ++i) _call(amount, "");
    }

    function refund() external {
        sale.refund();
    }

    // What a receiver may do is what this actor is for.
    // solhint-disable-next-line no-complex-fallback
    receive() external payable {
        ++receipts;
        if (behaviour == Behaviour.REFUSE) revert SaleActor_Refused(msg.value);
        if (_inside || behaviour == Behaviour.ACCEPT) return;

        _inside = true;
        for (uint256 i = 0; i < attempts.length; ++i) {
            uint256 amount = attempts[i].length == 0 ? address(this).balance : 0;
            if (behaviour == Behaviour.INSIST) _call(amount, attempts[i]);
            else (succeeded[i], ) = address(sale).call{value: amount}(attempts[i]);
        }
        _inside = false;
    }

    function _call(uint256 amount, bytes memory data) private {
        (bool success, bytes memory returned) = address(sale).call{value: amount}(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(returned, 32), mload(returned))
        }
    }
}
