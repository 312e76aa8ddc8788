// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A contract wallet that misbehaves when it receives ETH: refuses it, or calls into any contract.
contract HostileWallet {
    enum Behaviour {
        ACCEPT,
        REFUSE,
        /// @dev Calls back and goes on, whatever the calls bring.
        REENTER
    }

    error HostileWallet_Refused(uint256 amount);

    struct Attempt {
        address target;
        bytes data;
    }

    Behaviour public behaviour;
    /// @notice How often it called back, and how many of those calls did not revert.
    uint256 public reentries;
    uint256 public successes;

    Attempt[] private _attempts;
    bool private _inside;

    function setBehaviour(Behaviour behaviour_) external {
        behaviour = behaviour_;
    }

    function addAttempt(address target, bytes calldata data) external {
        _attempts.push(Attempt(target, data));
    }

    // What a receiver may do is what this actor is for.
    // solhint-disable-next-line no-complex-fallback
    receive() external payable {
        if (behaviour == Behaviour.REFUSE) revert HostileWallet_Refused(msg.value);
        if (_inside || behaviour == Behaviour.ACCEPT) return;

        _inside = true;
        for (uint256 i = 0; i < _attempts.length; ++i) {
            (bool success, ) = _attempts[i].target.call(_attempts[i].data);
            ++reentries;
            if (success) ++successes;
        }
        _inside = false;
    }
}
