// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {IVirusMapToken} from "./interfaces/IVirusMapToken.sol";

/// @title VirusMapToken
/// @dev Permits are OpenZeppelin's: one signer, nonce, chain and contract each, and no second form of a signature (T3).
contract VirusMapToken is IVirusMapToken, ERC20Burnable, ERC20Permit {
    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant HALF = 5_000; // 50 %
    uint256 private constant INSIDERS_MAXIMUM = 2_000; // 20 %

    /// @inheritdoc IVirusMapToken
    uint256 public immutable override INITIAL_SUPPLY;
    /// @inheritdoc IVirusMapToken
    uint256 public immutable override MINING_ALLOCATION;
    /// @inheritdoc IVirusMapToken
    uint256 public immutable override SALE_ALLOCATION;
    /// @inheritdoc IVirusMapToken
    uint256 public immutable override DEVELOPERS_ALLOCATION;
    /// @inheritdoc IVirusMapToken
    uint256 public immutable override SUPPORTERS_ALLOCATION;
    /// @inheritdoc IVirusMapToken
    address public immutable override REWARD_POOL;
    /// @inheritdoc IVirusMapToken
    address public immutable override TOKEN_SALE;
    /// @inheritdoc IVirusMapToken
    address public immutable override DEVELOPERS;
    /// @inheritdoc IVirusMapToken
    address public immutable override SUPPORTERS;

    /// @dev Here alone tokens are minted (T1, T2), to contracts alone and in the promised parts (A1).
    /// The recipients may be predicted addresses: the pool and the sale check in their own constructors that this
    /// token names them. A zero recipient needs no check here, `_mint` refuses it.
    constructor(Allocation memory allocation) ERC20("VirusMap Token", "VMT") ERC20Permit("VirusMap Token") {
        uint256 supply = allocation.initialSupply;
        uint256 insiders = allocation.developersShare + allocation.supportersShare;
        uint256 sum = allocation.miningShare + allocation.saleShare + insiders;
        require(
            supply != 0 && supply % BASIS_POINTS == 0 && supply <= type(uint96).max,
            VirusMapToken_InvalidSupply(supply, type(uint96).max)
        );
        require(sum == BASIS_POINTS, VirusMapToken_SharesDoNotSum(sum, BASIS_POINTS));
        require(allocation.miningShare > HALF, VirusMapToken_MiningTooSmall(allocation.miningShare, HALF));
        require(insiders <= INSIDERS_MAXIMUM, VirusMapToken_InsidersTooLarge(insiders, INSIDERS_MAXIMUM));

        INITIAL_SUPPLY = supply;
        MINING_ALLOCATION = (supply * allocation.miningShare) / BASIS_POINTS;
        SALE_ALLOCATION = (supply * allocation.saleShare) / BASIS_POINTS;
        DEVELOPERS_ALLOCATION = (supply * allocation.developersShare) / BASIS_POINTS;
        SUPPORTERS_ALLOCATION = (supply * allocation.supportersShare) / BASIS_POINTS;
        REWARD_POOL = allocation.rewardPool;
        TOKEN_SALE = allocation.tokenSale;
        DEVELOPERS = allocation.developers;
        SUPPORTERS = allocation.supporters;

        _mint(allocation.rewardPool, MINING_ALLOCATION);
        _mint(allocation.tokenSale, SALE_ALLOCATION);
        _mint(allocation.developers, DEVELOPERS_ALLOCATION);
        _mint(allocation.supporters, SUPPORTERS_ALLOCATION);
    }

    /// @inheritdoc IVirusMapToken
    function burn(uint256 amount) public override(IVirusMapToken, ERC20Burnable) {
        super.burn(amount);
    }

    /// @inheritdoc IVirusMapToken
    function burnFrom(address account, uint256 amount) public override(IVirusMapToken, ERC20Burnable) {
        super.burnFrom(account, amount);
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, ERC20Permit) returns (uint256) {
        return super.nonces(owner);
    }
}
