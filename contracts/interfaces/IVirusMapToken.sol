// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title VMT, the token of the protocol
/// @notice ERC-20 with 18 decimals, ERC-2612 permit and burning. The whole supply is minted in the constructor, to the
/// contracts that owe it; nothing can mint afterwards.
interface IVirusMapToken is IERC20, IERC20Permit {
    /// @notice Who receives the supply at deployment, and how much of it.
    struct Allocation {
        /// @dev Smallest units of VMT; fits in 96 bits, which every contract relies on.
        uint256 initialSupply;
        address rewardPool;
        address tokenSale;
        address developers;
        address supporters;
        /// @dev Shares in basis points of the initial supply; they sum to 10,000.
        uint256 miningShare;
        uint256 saleShare;
        uint256 developersShare;
        uint256 supportersShare;
    }

    /// @notice The supply is zero, not a multiple of 10,000 units, or more than 96 bits hold.
    error VirusMapToken_InvalidSupply(uint256 initialSupply, uint256 maximum);

    /// @notice The four shares do not sum to the whole.
    error VirusMapToken_SharesDoNotSum(uint256 sum, uint256 whole);

    /// @notice Mining is not above half of the supply.
    error VirusMapToken_MiningTooSmall(uint256 miningShare, uint256 half);

    /// @notice Developers and supporters together get more than a fifth of the supply.
    error VirusMapToken_InsidersTooLarge(uint256 insiders, uint256 maximum);

    /// @notice VMT that belong to the RewardPool from the start: the mining part, in units.
    function MINING_ALLOCATION() external view returns (uint256);

    /// @notice VMT that the TokenSale offers, in units.
    function SALE_ALLOCATION() external view returns (uint256);

    /// @notice VMT of the developers' vesting wallet, in units.
    function DEVELOPERS_ALLOCATION() external view returns (uint256);

    /// @notice VMT of the supporters' vesting wallet, in units.
    function SUPPORTERS_ALLOCATION() external view returns (uint256);

    /// @notice Sum of the four allocations: everything that was ever minted, in units.
    function INITIAL_SUPPLY() external view returns (uint256);

    /// @notice Contract that received the mining part.
    function REWARD_POOL() external view returns (address);

    /// @notice Contract that received the sale part.
    function TOKEN_SALE() external view returns (address);

    /// @notice Vesting wallet of the developers.
    function DEVELOPERS() external view returns (address);

    /// @notice Vesting wallet of the supporters.
    function SUPPORTERS() external view returns (address);

    /// @notice Destroys `amount` units of the caller's own.
    function burn(uint256 amount) external;

    /// @notice Destroys `amount` units of `account`, out of the caller's allowance.
    function burnFrom(address account, uint256 amount) external;
}
