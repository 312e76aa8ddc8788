// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISampleRegistry} from "./interfaces/ISampleRegistry.sol";

/// @title SampleRegistry
contract SampleRegistry is ISampleRegistry {
    /// @inheritdoc ISampleRegistry
    /// @dev Invariant FirstTimeStands (R2): an entry is written once.
    mapping(address sender => mapping(bytes32 root => uint256 time)) public override submittedAt;

    /// @inheritdoc ISampleRegistry
    function submit(bytes32 root) external override {
        require(root != 0, SampleRegistry_EmptyRoot());
        uint256 time = submittedAt[msg.sender][root];
        require(time == 0, SampleRegistry_AlreadySubmitted(msg.sender, root, time));

        submittedAt[msg.sender][root] = block.timestamp;

        emit RootSubmitted(msg.sender, root);
    }

    /// @inheritdoc ISampleRegistry
    function leafOf(Sample calldata sample) external pure override returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(sample))));
    }
}
