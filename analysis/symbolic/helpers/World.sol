// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../../../contracts/libraries/Epoch.sol";
import {Verdict} from "../../../contracts/libraries/Verdicts.sol";

/// @notice Every other contract of the protocol at once, as the one under proof sees it: it names its caller as its
/// counterpart, agrees to everything, and counts the money that moves.
contract World {
    uint256 public constant GENESIS = 1_000_000;
    uint256 public constant EPOCH_LENGTH = 1 days;
    uint32 public constant UNBONDING_EPOCHS = 15;

    uint256 public immutable ALLOCATION;
    uint256 public immutable SEATS;

    uint256 public received;
    uint256 public burned;
    uint256 public slashed;
    uint256 public paidIn;
    uint256 public payments;
    mapping(address account => uint256) public sent;

    constructor(uint256 allocation, uint256 seats) {
        ALLOCATION = allocation;
        SEATS = seats;
    }

    /* NAMES */

    // solhint-disable func-name-mixedcase
    function TOKEN() external view returns (address) {
        return address(this);
    }

    function COUNCIL() external view returns (address) {
        return address(this);
    }

    function STAKING() external view returns (address) {
        return address(this);
    }

    function TOKEN_SALE() external view returns (address) {
        return msg.sender;
    }

    function REWARD_POOL() external view returns (address) {
        return msg.sender;
    }

    function DATA_MARKET() external view returns (address) {
        return msg.sender;
    }

    function SALE_ALLOCATION() external view returns (uint256) {
        return ALLOCATION;
    }

    function MINING_ALLOCATION() external view returns (uint256) {
        return ALLOCATION;
    }

    // solhint-enable func-name-mixedcase

    /* MONEY */

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        sent[to] += amount;
        ++payments;
        return true;
    }

    function transferFrom(address, address, uint256 amount) external returns (bool) {
        received += amount;
        return true;
    }

    function burn(uint256 amount) external {
        burned += amount;
    }

    function payIn(address[] calldata supernodes, uint256 amount) external {
        paidIn += amount * supernodes.length;
    }

    function slashWrongKey(address, uint256 amount, address) external {
        slashed += amount;
    }

    /* SUPERNODES AND VERDICTS */

    function verify(Epoch, Verdict calldata, bytes32[] calldata) external pure returns (bool) {
        return true;
    }

    function isEligible(address) external pure returns (bool) {
        return true;
    }

    function isSigner(address, address) external pure returns (bool) {
        return false;
    }

    /// @dev The generator.
    function encryptionKeyOf(address) external pure returns (uint256 x, uint8 parity) {
        return (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798, 0);
    }
}
