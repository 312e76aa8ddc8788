// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {VirusMapToken} from "../../contracts/VirusMapToken.sol";

/// @notice Who borrows, and does with the loan what he likes, within one transaction.
interface IFlashBorrower {
    function onLoan(uint256 amount) external;
}

/// @notice Lends all the VMT it has for the length of one call, for nothing.
contract FlashLender {
    error FlashLender_NotRepaid(uint256 lent, uint256 returned);

    VirusMapToken public immutable TOKEN;

    constructor(VirusMapToken token) {
        TOKEN = token;
    }

    function lend(IFlashBorrower borrower) external {
        uint256 amount = TOKEN.balanceOf(address(this));
        TOKEN.transfer(address(borrower), amount);
        borrower.onLoan(amount);
        uint256 returned = TOKEN.balanceOf(address(this));
        require(returned >= amount, FlashLender_NotRepaid(amount, returned));
    }
}
