// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVirusMapToken} from "./IVirusMapToken.sol";

/// @title Sale of VMT for ETH
/// @notice Ends at END or when sold out. On success the unsold part is burned, buyers claim, and the proceeds go
/// linearly to the treasury; below the soft cap the whole allotment is burned and buyers take their ETH back. Terms are
/// fixed at deployment.
interface ITokenSale {
    /// @notice A part of the allotment at one price.
    struct Tranche {
        /// @dev Units of VMT; 96 bits hold the supply.
        uint96 tokens;
        /// @dev Wei for one whole VMT (1e18 units); 64 bits hold 18 ETH.
        uint64 weiPerToken;
    }

    /// @notice The terms of the sale.
    struct Terms {
        /// @dev First second of the sale, in Unix seconds.
        uint256 start;
        /// @dev First second after the sale, in Unix seconds; at most the clock's genesis.
        uint256 end;
        /// @dev Below this the sale fails, in wei.
        uint256 softCap;
        /// @dev Least ETH that a buyer may send at once, in wei.
        uint256 minimumPurchase;
        /// @dev Most ETH that one buyer may spend in the sale, in wei.
        uint256 maximumContribution;
        /// @dev Root of the allowlist, leaves of one address hashed twice; zero when there is no allowlist phase.
        bytes32 allowlistRoot;
        /// @dev From this second the sale is public, in Unix seconds.
        uint256 allowlistEnd;
        /// @dev The only account that ever receives proceeds.
        address treasury;
        /// @dev How long the proceeds take to be released after finalization, in seconds.
        uint256 proceedsDuration;
    }

    /// @notice What a buyer paid and is owed, until he is served: a claim or a refund clears the record, which pays for a
    /// part of its own gas.
    struct Purchase {
        /// @dev Wei.
        uint96 paid;
        /// @dev Units of VMT.
        uint96 tokens;
        /// @dev Whether the account proved that it is on the allowlist.
        bool admitted;
    }

    /// @notice Open until finalized, then one of the other two for ever.
    enum State {
        OPEN,
        SUCCEEDED,
        FAILED
    }

    /// @notice `account` proved that it is on the allowlist.
    event Admitted(address indexed account);

    /// @notice `buyer` bought `tokens` units for `paid` wei. Readers sum both up to the buyer's record and the
    /// sale's totals (X3).
    event Purchased(address indexed buyer, uint256 paid, uint256 tokens);

    /// @notice The sale ended. `burned` units were destroyed; `raised` wei belong to the treasury, or on failure to the
    /// buyers. Wallets may offer `claim`, or `refund`, from now on.
    event Finalized(State indexed state, uint256 sold, uint256 burned, uint256 raised);

    /// @notice `buyer` received the `tokens` units that he bought; his record is cleared.
    event Claimed(address indexed buyer, uint256 tokens);

    /// @notice `buyer` took `amount` wei back; his record is cleared.
    event Refunded(address indexed buyer, uint256 amount);

    /// @notice `amount` wei of the proceeds went to the treasury.
    event ProceedsReleased(uint256 amount);

    error TokenSale_NotTheTokensSale(address tokenSale, address self);
    error TokenSale_InvalidWindow(uint256 start, uint256 end, uint256 latestEnd);
    error TokenSale_InvalidAllowlistEnd(uint256 allowlistEnd, uint256 start, uint256 end);
    error TokenSale_InvalidTranche(uint256 index, uint256 tokens, uint256 weiPerToken);
    error TokenSale_TranchesDoNotSum(uint256 sum, uint256 allotment);
    error TokenSale_InvalidSoftCap(uint256 softCap, uint256 hardCap);
    error TokenSale_InvalidLimits(uint256 minimumPurchase, uint256 maximumContribution);
    error TokenSale_InvalidTreasury(address treasury);
    error TokenSale_InvalidProceedsDuration(uint256 duration);
    error TokenSale_NotStarted(uint256 time, uint256 start);
    error TokenSale_Ended(uint256 time, uint256 end);
    error TokenSale_SoldOut();
    error TokenSale_NotAdmitted(address account, uint256 allowlistEnd);
    error TokenSale_NotOnAllowlist(address account);
    error TokenSale_AlreadyAdmitted(address account);
    error TokenSale_BelowMinimum(uint256 sent, uint256 minimum);
    error TokenSale_AboveMaximum(uint256 contribution, uint256 maximum);
    error TokenSale_NothingBought(uint256 sent);
    error TokenSale_NotEnded(uint256 time, uint256 end);
    error TokenSale_AlreadyFinalized(State state);
    error TokenSale_NotSucceeded(State state);
    error TokenSale_NotFailed(State state);
    error TokenSale_NotFinalized();
    error TokenSale_NothingToClaim(address account);
    error TokenSale_NothingToRefund(address account);
    error TokenSale_NothingToRelease();
    error TokenSale_SupplyMismatch(uint256 expected, uint256 actual);

    /// @notice The token that is sold.
    function TOKEN() external view returns (IVirusMapToken);

    /// @notice Units of VMT on offer; together with the tranches' prices, the hard cap.
    function ALLOTMENT() external view returns (uint256);

    /// @notice Wei that the whole allotment costs.
    function HARD_CAP() external view returns (uint256);

    /// @notice First second of the sale, in Unix time.
    function START() external view returns (uint256);

    /// @notice First second after the sale, in Unix time; sold out ends it before.
    function END() external view returns (uint256);

    /// @notice Least wei to be raised; below it every buyer is refunded.
    function SOFT_CAP() external view returns (uint256);

    /// @notice Least wei sent in one purchase.
    function MINIMUM_PURCHASE() external view returns (uint256);

    /// @notice Most wei of one buyer in sum.
    function MAXIMUM_CONTRIBUTION() external view returns (uint256);

    /// @notice Merkle root of who may buy until `ALLOWLIST_END`; zero without an allowlist.
    function ALLOWLIST_ROOT() external view returns (bytes32);

    /// @notice First second in which anyone may buy, in Unix time.
    function ALLOWLIST_END() external view returns (uint256);

    /// @notice The only account that ever receives proceeds.
    function TREASURY() external view returns (address);

    /// @notice Time over which proceeds are released, in seconds.
    function PROCEEDS_DURATION() external view returns (uint256);

    /// @notice All tranches, cheapest first.
    function tranches() external view returns (Tranche[] memory);

    /// @notice Admits `account` to the allowlist phase, once.
    ///
    /// Requirements:
    /// - `account` is not admitted yet
    /// - `proof` leads from the leaf of `account` to the allowlist's root
    function allow(address account, bytes32[] calldata proof) external;

    /// @notice Buys with the ETH sent, through as many tranches as it reaches. What the last purchase cannot spend
    /// returns in the same call.
    ///
    /// Requirements:
    /// - the time is from START until END
    /// - the allotment is not sold out
    /// - until ALLOWLIST_END, if there is an allowlist, the caller is admitted
    /// - at least MINIMUM_PURCHASE is sent
    /// - the caller's contributions stay within MAXIMUM_CONTRIBUTION
    /// - at least one unit is bought
    receive() external payable;

    /// @notice Ends the sale: burns the unsold part, or below the soft cap the whole allotment. Open to anyone.
    ///
    /// Requirements:
    /// - the sale is not finalized
    /// - END has come, or the allotment is sold out
    function finalize() external;

    /// @notice Sends `account` what it bought. Open to anyone.
    ///
    /// Requirements:
    /// - the sale succeeded
    /// - `account` has unclaimed tokens
    function claim(address account) external;

    /// @notice Returns the caller's ETH.
    ///
    /// Requirements:
    /// - the sale failed
    /// - the caller has ETH to take back
    function refund() external;

    /// @notice Sends the treasury what is released so far. Open to anyone.
    ///
    /// Requirements:
    /// - the sale succeeded
    /// - something new is released
    function releaseProceeds() external;

    /// @notice What `account` paid and is owed; empty after its claim or refund.
    function purchaseOf(address account) external view returns (Purchase memory);

    /// @notice Where the sale stands.
    function state() external view returns (State);

    /// @notice Units sold so far.
    function sold() external view returns (uint256);

    /// @notice Wei taken so far.
    function raised() external view returns (uint256);

    /// @notice When the sale was finalized, in Unix seconds; 0 before.
    function finalizedAt() external view returns (uint256);

    /// @notice Wei of the proceeds sent to the treasury so far.
    function released() external view returns (uint256);

    /// @notice Units that `amount` wei would buy now and the wei that they would cost, whoever asks.
    function quote(uint256 amount) external view returns (uint256 tokens, uint256 cost);

    /// @notice What became of the allotment, in units of VMT: `allocated = soldTokens + burned`.
    ///
    /// Requirements:
    /// - the sale is finalized
    /// - the figures add up, and the token's supply fell by at least what the sale burned
    function supplyProof()
        external
        view
        returns (uint256 initialSupply, uint256 allocated, uint256 soldTokens, uint256 burned);
}
