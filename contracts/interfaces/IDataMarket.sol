// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Epoch} from "../libraries/Epoch.sol";
import {PublicKey} from "../libraries/KeyExchange.sol";
import {OrderId} from "../libraries/OrderId.sol";
import {Permit} from "../libraries/Permits.sol";
import {PriceController} from "../libraries/PriceControllers.sol";
import {Kind, Verdict} from "../libraries/Verdicts.sol";
import {IEpochClock} from "./IEpochClock.sol";
import {IRewardPool} from "./IRewardPool.sol";
import {ISupernodeStaking} from "./ISupernodeStaking.sol";
import {IVerdictLedger} from "./IVerdictLedger.sol";
import {IVirusMapToken} from "./IVirusMapToken.sol";

/// @title Fair exchange of content keys for VMT
/// @notice A buyer locks the price for the key to which a council committed. The provider delivers it masked for this
/// buyer alone. A good key pays; a wrong key is proven on chain, refunds and slashes; no key refunds. Nobody judges.
interface IDataMarket is IEpochClock {
    /// @notice Terms of sale of one kind of content.
    struct PriceTerms {
        /// @dev Units of VMT; 0 for a kind that is not sold.
        uint96 floor;
        /// @dev Sales an epoch at which the price stands still.
        uint32 target;
        /// @dev Excess sales that multiply the price by e.
        uint32 scale;
    }

    /// @notice Numbers fixed at deployment.
    struct Parameters {
        /// @dev Terms by kind: FILE, URL, INTEL.
        PriceTerms[3] prices;
        /// @dev Parts of the price in basis points; they sum to 10,000.
        uint16 submitterShare;
        uint16 providerShare;
        uint16 poolShare;
        uint16 burnShare;
        /// @dev Bounds of the time that a provider is given, in seconds.
        uint32 minimumDelivery;
        uint32 maximumDelivery;
        /// @dev Time to dispute a delivery, in seconds.
        uint32 disputeWindow;
        /// @dev What a wrong key costs, as a multiple of the order's price.
        uint16 wrongKeyMultiple;
    }

    /// @notice What a buyer asks for.
    struct Request {
        /// @dev The report that holds the verdict.
        Epoch epoch;
        Verdict verdict;
        /// @dev The supernode that is to deliver the key.
        address provider;
        /// @dev A fresh key for this order alone: a dispute publishes its private half.
        PublicKey buyerKey;
        /// @dev Most that the buyer pays, in units of VMT.
        uint256 maxPrice;
        /// @dev Until when the provider may deliver, in Unix seconds.
        uint256 deadline;
    }

    /// @notice The terms of an order, fixed when it is made. Its hash is its id; only its state is stored.
    struct Order {
        address buyer;
        address provider;
        /// @dev Who earns the royalty.
        address submitter;
        Kind kind;
        /// @dev Units of VMT.
        uint96 price;
        /// @dev keccak256 of the content key.
        bytes32 keyCommitment;
        /// @dev The provider's encryption key when the order was made: x, and the parity of y.
        uint256 providerKeyX;
        uint8 providerKeyParity;
        /// @dev Address of the buyer's key.
        address buyerKey;
        /// @dev First second of refunds, in Unix seconds.
        uint40 deadline;
    }

    /// @notice Where an order stands. The last three are final.
    enum Status {
        NONE,
        OPEN,
        DELIVERED,
        SETTLED,
        REFUNDED,
        WRONG_KEY
    }

    /// @notice The state of an order. One slot.
    struct OrderState {
        Status status;
        /// @dev Unix seconds.
        uint40 deliveredAt;
        /// @dev First 26 bytes of keccak256 of the masked key: what is left of the slot, and more than can be forged.
        bytes26 maskedKeyHash;
    }

    /// @notice An order was made and paid into escrow. The provider finds in it what it has to deliver, and until when.
    /// @dev Carries the whole order, of which storage keeps the hash: a position is rebuilt from events alone (X3).
    event Purchased(
        OrderId indexed id,
        address indexed buyer,
        address indexed provider,
        Order order,
        PublicKey buyerKey,
        bytes32 contentHash,
        Epoch epoch
    );

    /// @notice The provider delivered. The buyer unmasks the key and accepts, or disputes before `disputableUntil`.
    event Delivered(OrderId indexed id, bytes32 maskedKey, uint256 disputableUntil);

    /// @notice The price was divided: the rest, after the shares named, is burned at the next flush.
    event Settled(OrderId indexed id, uint256 toSubmitter, uint256 toProvider, uint256 toPool, uint256 toBurn);

    /// @notice The order was not delivered, and the buyer has `amount` back.
    event Refunded(OrderId indexed id, uint256 amount);

    /// @notice The delivered key was wrong: the buyer has `amount` back, the provider is slashed.
    event WrongKeyProven(OrderId indexed id, address indexed provider, uint256 amount);

    /// @notice Accrued shares were paid to the pool and burned.
    event Flushed(uint256 toPool, uint256 burned);

    error DataMarket_NotTheStakingsMarket(address market, address self);
    error DataMarket_SharesDoNotSum(uint256 sum, uint256 whole);
    error DataMarket_InvalidWindows(uint256 minimumDelivery, uint256 maximumDelivery, uint256 disputeWindow);
    error DataMarket_InvalidMultiple(uint256 wrongKeyMultiple);
    error DataMarket_InvalidVerdict(Epoch epoch);
    error DataMarket_SaleForbidden(uint8 policy);
    error DataMarket_NotSold(Kind kind);
    error DataMarket_NoSubmitter();
    error DataMarket_NotEligible(address provider);
    error DataMarket_InvalidBuyerKey(uint256 x, uint256 y);
    error DataMarket_PriceAboveMaximum(uint256 price, uint256 maxPrice);
    error DataMarket_DeadlineOutOfRange(uint256 deadline, uint256 earliest, uint256 latest);
    error DataMarket_OrderExists(OrderId id);
    error DataMarket_WrongStatus(OrderId id, Status status);
    error DataMarket_NotTheProvider(address caller, address provider);
    error DataMarket_NotTheBuyer(address caller, address buyer);
    error DataMarket_DeadlinePassed(uint256 time, uint256 deadline);
    error DataMarket_DeadlineNotPassed(uint256 time, uint256 deadline);
    error DataMarket_DisputeWindowOpen(uint256 time, uint256 end);
    error DataMarket_DisputeWindowOver(uint256 time, uint256 end);
    error DataMarket_NotTheMaskedKey(bytes32 maskedKey);
    error DataMarket_InvalidScalar(uint256 privateKey);
    error DataMarket_NotTheBuyersKey(address revealed, address buyerKey);
    error DataMarket_KeyIsCorrect(OrderId id);
    error DataMarket_NothingToFlush();

    /// @notice The token that is paid with.
    function TOKEN() external view returns (IVirusMapToken);

    /// @notice Holds the verdicts that are sold.
    function LEDGER() external view returns (IVerdictLedger);

    /// @notice Holds the providers, and the bonds that pay for wrong keys.
    function STAKING() external view returns (ISupernodeStaking);

    /// @notice Receives its share of every sale.
    function REWARD_POOL() external view returns (IRewardPool);

    /// @notice Part of a price that goes to the submitter, in basis points.
    function SUBMITTER_SHARE() external view returns (uint16);

    /// @notice Part of a price that goes to the provider, in basis points.
    function PROVIDER_SHARE() external view returns (uint16);

    /// @notice Part of a price that goes to the reward pool, in basis points.
    function POOL_SHARE() external view returns (uint16);

    /// @notice Part of a price that is burned, in basis points.
    function BURN_SHARE() external view returns (uint16);

    /// @notice Least time from purchase to deadline, in seconds.
    function MINIMUM_DELIVERY() external view returns (uint32);

    /// @notice Most time from purchase to deadline, in seconds.
    function MAXIMUM_DELIVERY() external view returns (uint32);

    /// @notice Time after the delivery in which the buyer can dispute, in seconds.
    function DISPUTE_WINDOW() external view returns (uint32);

    /// @notice How many times its price an order with a wrong key costs the provider.
    function WRONG_KEY_MULTIPLE() external view returns (uint16);

    /// @notice Makes an order at the current price and takes it into escrow. The caller is the buyer.
    ///
    /// Requirements:
    /// - the report of the epoch contains the verdict
    /// - the verdict's policy allows the sale
    /// - its kind is sold
    /// - it names a submitter
    /// - the provider is eligible
    /// - the buyer's key is on the curve, with x below the group's order
    /// - the price is at most `maxPrice`
    /// - the deadline lies MINIMUM_DELIVERY to MAXIMUM_DELIVERY ahead
    /// - the same order was not made before
    function purchase(Request calldata request, bytes32[] calldata proof) external returns (OrderId id);

    /// @notice `purchase` that first uses a permit.
    function purchaseWithPermit(
        Request calldata request,
        bytes32[] calldata proof,
        Permit calldata permit
    ) external returns (OrderId id);

    /// @notice Delivers the content key, masked for this order.
    ///
    /// Requirements:
    /// - the order is open
    /// - the caller is the provider, or its signer
    /// - the deadline has not come
    function deliver(Order calldata order, bytes32 maskedKey) external;

    /// @notice Refunds an order that was not delivered. Open to anyone.
    ///
    /// Requirements:
    /// - the order is open
    /// - the deadline has come
    function refund(Order calldata order) external;

    /// @notice Settles a delivered order at once.
    ///
    /// Requirements:
    /// - the order is delivered
    /// - the caller is the buyer
    function accept(Order calldata order) external;

    /// @notice Settles a delivered order. Open to anyone.
    ///
    /// Requirements:
    /// - the order is delivered
    /// - the dispute window is over
    function settle(Order calldata order) external;

    /// @notice Proves that the delivered key is wrong: full refund, and the provider is slashed for the buyer. Open to
    /// anyone who knows the private half of the buyer's key.
    ///
    /// Requirements:
    /// - the order is delivered
    /// - the dispute window is not over
    /// - `maskedKey` is what was delivered
    /// - `privateKey` is a scalar of the group
    /// - it is the private half of the buyer's key
    /// - the unmasked key is not the one committed to
    function dispute(Order calldata order, bytes32 maskedKey, uint256 privateKey) external;

    /// @notice Pays the accrued shares to the pool and burns the accrued burn. Open to anyone.
    ///
    /// Requirements:
    /// - something has accrued
    function flush() external;

    /// @notice What content of `kind` costs now, in units of VMT; 0 when it is not sold.
    function priceOf(Kind kind) external view returns (uint256);

    /// @notice The price controller of `kind`, as stored.
    function controllerOf(Kind kind) external view returns (PriceController memory);

    /// @notice The id of an order: the hash of its terms, on this chain and for this contract.
    function idOf(Order calldata order) external view returns (OrderId);

    /// @notice Where an order stands; all zero when it was never made.
    function stateOf(OrderId id) external view returns (OrderState memory);

    /// @notice Shares that accrued and are not flushed yet, in units of VMT.
    function accrued() external view returns (uint256 toPool, uint256 toBurn);
}
