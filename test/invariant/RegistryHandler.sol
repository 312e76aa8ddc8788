// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";

/// @notice Submitters, and copiers of their roots.
contract RegistryHandler is Handler {
    struct Submission {
        address sender;
        bytes32 root;
        uint256 time;
    }

    Submission[] private _submissions;

    constructor(Books books_) Handler(books_) {}

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](2);
        list[0] = this.submit.selector;
        list[1] = this.copy.selector;
    }

    function submit(uint256 seed) external {
        _submit(books.person(seed), keccak256(abi.encode(seed, _submissions.length)));
    }

    /// @dev A copied root is a record of the copier's own, and the original keeps its time (R1, R2).
    function copy(uint256 seed) external {
        idleUnless(_submissions.length != 0);
        Submission memory original = _submissions[seed % _submissions.length];
        address copier = books.person(draw(seed, 1));
        idleUnless(registry.submittedAt(copier, original.root) == 0);
        mustNot(original.sender, address(registry), abi.encodeCall(registry.submit, (original.root)), "R2");
        _submit(copier, original.root);
    }

    function _submit(address sender, bytes32 root) private {
        must(sender, address(registry), abi.encodeCall(registry.submit, (root)), "R1");
        _submissions.push(Submission(sender, root, block.timestamp));
    }

    /// @notice R2: whether each submission still has the time at which it was made.
    function timesStand() external view returns (bool) {
        uint256 length = _submissions.length;
        // The oldest ones and the newest: no later call can tell one from another.
        for (uint256 i = 0; i < length; i = i == 3 && length > 6 ? length - 2 : i + 1) {
            Submission memory entry = _submissions[i];
            if (registry.submittedAt(entry.sender, entry.root) != entry.time) return false;
        }
        return true;
    }
}
