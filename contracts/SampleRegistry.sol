// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISampleRegistry} from "./interfaces/ISampleRegistry.sol";

/// @title SampleRegistry
contract SampleRegistry is ISampleRegistry {
    /// @inheritdoc ISampleRegistry
    /// @dev Invariant FirstTimeStands (R2): an entry is written once.
    mapping(address sender => mapping(bytes32 root => uint256 time)) public override submittedAt;

    /// @inheritdoc ISampleRegistry
    /// @dev Under the sender: a root that somebody else submitted before blocks nothing and gives him nothing (R1).
    function submit(bytes32 root) external override {
        require(root != 0, SampleRegistry_EmptyRoot());
        uint256 time = submittedAt[msg.sender][root];
        require(time == 0, SampleRegistry_AlreadySubmitted(msg.sender, root, time));

        submittedAt[msg.sender][root] = block.timestamp;

        emit RootSubmitted(msg.sender, root);
    }

    /// @inheritdoc ISampleRegistry
    /// @dev A leaf names its submitter (R1).
    function leafOf(Sample calldata sample) external pure override returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(sample))));
    }
}
