// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ForcedEther} from "./helpers/ForcedEther.sol";
import {Test} from "./helpers/Test.sol";
import {HostileWallet} from "./mocks/HostileWallet.sol";

/// @notice Handlers count what they force into contracts, so that it has to arrive.
contract ForcedEtherTest is Test {
    address private constant TARGET = address(0x7A26E7);

    /// @dev As a call of its own, so that its revert is seen.
    function send(address target, uint256 amount) external {
        ForcedEther.send(target, amount);
    }

    function test_Arrives() public {
        uint256 before = address(this).balance;

        this.send(TARGET, 3);

        assertEq(TARGET.balance, 3);
        assertEq(address(this).balance, before - 3);
    }

    function test_RevertWhen_MoreThanThereIs() public {
        uint256 amount = address(this).balance + 1;

        vm.expectRevert(abi.encodeWithSelector(ForcedEther.ForcedEther_NotSent.selector, TARGET, amount));
        this.send(TARGET, amount);
    }

    /// @dev Who sent a transaction from there before, as a campaign's runner may, leaves a nonce (EIP-684).
    function test_RevertWhen_PlaceIsTaken() public {
        vm.prank(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        new HostileWallet();

        vm.expectRevert(abi.encodeWithSelector(ForcedEther.ForcedEther_NotSent.selector, TARGET, 1));
        this.send(TARGET, 1);
    }
}
