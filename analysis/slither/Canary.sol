// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One defect of each severity, seeded: the check fails unless Slither finds all three. Never deployed.
contract Canary {
    address public receiver;

    // High: anyone empties the contract to anyone.
    function drain(address payable to) external {
        to.transfer(address(this).balance);
    }

    // Medium: a division before a multiplication loses precision.
    function share(uint256 amount, uint256 total) external pure returns (uint256) {
        return (amount / total) * 100;
    }

    // Low: an address is stored unchecked.
    function setReceiver(address receiver_) external {
        receiver = receiver_;
    }
}
