// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IEpochClock} from "./interfaces/IEpochClock.sol";
import {ITokenSale} from "./interfaces/ITokenSale.sol";
import {IVirusMapToken} from "./interfaces/IVirusMapToken.sol";

/// @title TokenSale
contract TokenSale is ITokenSale {
    using SafeCast for uint256;
    using SafeERC20 for IVirusMapToken;

    uint256 private constant TOKEN_UNIT = 1e18; // units in one whole VMT

    /// @dev All that moves, in one slot, so that a purchase writes two slots: this one and the buyer's.
    struct Progress {
        uint96 sold;
        uint96 raised;
        /// @dev The tranche that is being sold.
        uint8 tranche;
        State state;
        /// @dev Unix seconds.
        uint40 finalizedAt;
    }

    /// @dev A tranche with all before it: how far the sale has come when the tranche is exhausted. One slot: 96 bits hold
    /// the supply and all ETH there is, 64 bits a price of 18 ETH.
    struct Step {
        /// @dev Units of VMT.
        uint96 tokens;
        /// @dev Wei, each tranche's cost rounded up.
        uint96 cost;
        uint64 weiPerToken;
    }

    /// @inheritdoc ITokenSale
    IVirusMapToken public immutable override TOKEN;
    /// @inheritdoc ITokenSale
    uint256 public immutable override ALLOTMENT;
    /// @inheritdoc ITokenSale
    uint256 public immutable override HARD_CAP;
    /// @inheritdoc ITokenSale
    uint256 public immutable override START;
    /// @inheritdoc ITokenSale
    uint256 public immutable override END;
    /// @inheritdoc ITokenSale
    uint256 public immutable override SOFT_CAP;
    /// @inheritdoc ITokenSale
    uint256 public immutable override MINIMUM_PURCHASE;
    /// @inheritdoc ITokenSale
    uint256 public immutable override MAXIMUM_CONTRIBUTION;
    /// @inheritdoc ITokenSale
    bytes32 public immutable override ALLOWLIST_ROOT;
    /// @inheritdoc ITokenSale
    uint256 public immutable override ALLOWLIST_END;
    /// @inheritdoc ITokenSale
    address public immutable override TREASURY;
    /// @inheritdoc ITokenSale
    uint256 public immutable override PROCEEDS_DURATION;

    /// @dev Written in the constructor only.
    Step[] private _steps;

    /// @dev Invariant SaleSolvent (S1): the ETH held is at least the refunds owed while the sale is open or failed, and
    /// at least the proceeds not yet released once it succeeded. Forced ETH is in no figure.
    Progress private _progress;

    /// @dev No list of buyers: no call's gas depends on their number (S10, X5).
    mapping(address buyer => Purchase) private _purchases;

    /// @inheritdoc ITokenSale
    uint256 public override released;

    /// @param token VMT, which must name this contract as its sale
    /// @param clock the protocol's clock: the sale ends before emission begins
    constructor(IVirusMapToken token, IEpochClock clock, Terms memory terms, Tranche[] memory tranches_) {
        uint256 latestEnd = clock.GENESIS();
        require(token.TOKEN_SALE() == address(this), TokenSale_NotTheTokensSale(token.TOKEN_SALE(), address(this)));
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(
            block.timestamp <= terms.start && terms.start < terms.end && terms.end <= latestEnd,
            TokenSale_InvalidWindow(terms.start, terms.end, latestEnd)
        );
        require(
            terms.allowlistRoot == 0 || (terms.start < terms.allowlistEnd && terms.allowlistEnd <= terms.end),
            TokenSale_InvalidAllowlistEnd(terms.allowlistEnd, terms.start, terms.end)
        );
        require(
            terms.minimumPurchase <= terms.maximumContribution && terms.maximumContribution != 0,
            TokenSale_InvalidLimits(terms.minimumPurchase, terms.maximumContribution)
        );
        require(
            terms.treasury != address(0) && terms.treasury != address(this),
            TokenSale_InvalidTreasury(terms.treasury)
        );
        require(terms.proceedsDuration != 0, TokenSale_InvalidProceedsDuration(terms.proceedsDuration));

        TOKEN = token;
        ALLOTMENT = token.SALE_ALLOCATION();
        HARD_CAP = _setTranches(tranches_, token.SALE_ALLOCATION());
        START = terms.start;
        END = terms.end;
        SOFT_CAP = terms.softCap;
        MINIMUM_PURCHASE = terms.minimumPurchase;
        MAXIMUM_CONTRIBUTION = terms.maximumContribution;
        ALLOWLIST_ROOT = terms.allowlistRoot;
        ALLOWLIST_END = terms.allowlistRoot == 0 ? terms.start : terms.allowlistEnd;
        TREASURY = terms.treasury;
        PROCEEDS_DURATION = terms.proceedsDuration;

        require(terms.softCap != 0 && terms.softCap <= HARD_CAP, TokenSale_InvalidSoftCap(terms.softCap, HARD_CAP));
    }

    function _setTranches(Tranche[] memory tranches_, uint256 allotment) private returns (uint256 hardCap) {
        // slither-disable-next-line uninitialized-local zero is meant
        uint256 sum;
        // slither-disable-next-line uninitialized-local zero is meant
        uint256 previousPrice;
        for (uint256 i = 0; i < tranches_.length; ++i) {
            Tranche memory tranche = tranches_[i];
            require(
                tranche.tokens != 0 && tranche.weiPerToken > previousPrice && i < type(uint8).max,
                TokenSale_InvalidTranche(i, tranche.tokens, tranche.weiPerToken)
            );
            sum += tranche.tokens;
            hardCap += Math.mulDiv(tranche.tokens, tranche.weiPerToken, TOKEN_UNIT, Math.Rounding.Ceil);
            previousPrice = tranche.weiPerToken;
            _steps.push(Step({tokens: sum.toUint96(), cost: hardCap.toUint96(), weiPerToken: tranche.weiPerToken}));
        }
        require(sum == allotment, TokenSale_TranchesDoNotSum(sum, allotment));
    }

    /* ALLOWLIST */

    /// @inheritdoc ITokenSale
    function allow(address account, bytes32[] calldata proof) external override {
        Purchase storage purchase = _purchases[account];
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account))));
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        require(!purchase.admitted, TokenSale_AlreadyAdmitted(account));
        require(MerkleProof.verifyCalldata(proof, ALLOWLIST_ROOT, leaf), TokenSale_NotOnAllowlist(account));

        purchase.admitted = true;

        emit Admitted(account);
    }

    /* PURCHASE */

    /// @inheritdoc ITokenSale
    /// @dev The window is half-open (S3). The excess leaves last: who calls back finds the sale as it will stay (X1).
    receive() external payable override {
        Progress memory progress = _progress;
        Purchase memory purchase = _purchases[msg.sender];
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(block.timestamp >= START, TokenSale_NotStarted(block.timestamp, START));
        require(block.timestamp < END, TokenSale_Ended(block.timestamp, END));
        require(progress.sold < ALLOTMENT, TokenSale_SoldOut());
        require(
            block.timestamp >= ALLOWLIST_END || purchase.admitted,
            TokenSale_NotAdmitted(msg.sender, ALLOWLIST_END)
        );
        require(msg.value >= MINIMUM_PURCHASE, TokenSale_BelowMinimum(msg.value, MINIMUM_PURCHASE));
        (uint256 tokens, uint256 cost, uint256 tranche) = _fill(progress, msg.value);
        require(tokens != 0, TokenSale_NothingBought(msg.value));
        uint256 contribution = purchase.paid + cost;
        require(contribution <= MAXIMUM_CONTRIBUTION, TokenSale_AboveMaximum(contribution, MAXIMUM_CONTRIBUTION));

        // No figure exceeds the allotment or the hard cap, both of which fit in 96 bits; a tranche's index in 8.
        purchase.paid = uint96(contribution);
        purchase.tokens += uint96(tokens);
        _purchases[msg.sender] = purchase;
        progress.sold += uint96(tokens);
        progress.raised += uint96(cost);
        progress.tranche = uint8(tranche);
        _progress = progress;

        emit Purchased(msg.sender, cost, tokens);

        if (cost < msg.value) Address.sendValue(payable(msg.sender), msg.value - cost);
    }

    /// @inheritdoc ITokenSale
    function quote(uint256 amount) external view override returns (uint256 tokens, uint256 cost) {
        (tokens, cost, ) = _fill(_progress, amount);
    }

    /// @dev Walks the tranches that `amount` wei reaches; their number is fixed at deployment. What is sold is a function
    /// of the wei raised alone: the tranche's tokens without those that its missing wei will buy, rounded up. So no way
    /// of splitting a purchase yields more (S4), rounding never adds up beyond the hard cap (S2), and only a sold-out sale
    /// leaves ETH over.
    function _fill(
        Progress memory progress,
        uint256 amount
    ) private view returns (uint256 tokens, uint256 cost, uint256 index) {
        cost = Math.min(amount, HARD_CAP - progress.raised);
        uint256 raisedAfter = progress.raised + cost;
        uint256 soldAfter = progress.sold;
        index = progress.tranche;
        Step memory step = _steps[index];
        // slither-disable-next-line timestamp no time: its record or its caller holds one
        while (raisedAfter >= step.cost && step.tokens < ALLOTMENT) {
            soldAfter = step.tokens;
            step = _steps[++index];
        }
        uint256 unsold = Math.mulDiv(step.cost - raisedAfter, TOKEN_UNIT, step.weiPerToken, Math.Rounding.Ceil);
        // Where a tranche does not cost a whole number of wei, its first wei may buy nothing.
        soldAfter = Math.max(soldAfter, Math.saturatingSub(step.tokens, unsold));
        tokens = soldAfter - progress.sold;
    }

    /* END */

    /// @inheritdoc ITokenSale
    /// @dev For anyone, and sends no ETH, so that no receiver can stop it (S6). The state leaves OPEN here alone, once (S5),
    /// and what is unsold leaves by the token's own burn (S7).
    function finalize() external override {
        Progress storage progress = _progress;
        uint256 soldTokens = progress.sold;
        require(progress.state == State.OPEN, TokenSale_AlreadyFinalized(progress.state));
        // slither-disable-next-line timestamp windows last hours, a block's builder moves seconds
        require(block.timestamp >= END || soldTokens == ALLOTMENT, TokenSale_NotEnded(block.timestamp, END));

        State result = progress.raised >= SOFT_CAP ? State.SUCCEEDED : State.FAILED;
        uint256 burned = result == State.SUCCEEDED ? ALLOTMENT - soldTokens : ALLOTMENT;
        progress.state = result;
        progress.finalizedAt = block.timestamp.toUint40();

        emit Finalized(result, soldTokens, burned, progress.raised);

        TOKEN.burn(burned);
    }

    /// @inheritdoc ITokenSale
    /// @dev Only after success, as `refund` only after failure (S5).
    function claim(address account) external override {
        uint256 tokens = _purchases[account].tokens;
        // slither-disable-next-line incorrect-equality,timestamp a state, compared exactly
        require(_progress.state == State.SUCCEEDED, TokenSale_NotSucceeded(_progress.state));
        require(tokens != 0, TokenSale_NothingToClaim(account));

        delete _purchases[account];

        emit Claimed(account, tokens);

        TOKEN.safeTransfer(account, tokens);
    }

    /// @inheritdoc ITokenSale
    /// @dev Pulled by each buyer for himself; the record is cleared before the ETH leaves (S8, X1, X6).
    function refund() external override {
        uint256 amount = _purchases[msg.sender].paid;
        // slither-disable-next-line incorrect-equality,timestamp a state, compared exactly
        require(_progress.state == State.FAILED, TokenSale_NotFailed(_progress.state));
        require(amount != 0, TokenSale_NothingToRefund(msg.sender));

        delete _purchases[msg.sender];

        emit Refunded(msg.sender, amount);

        Address.sendValue(payable(msg.sender), amount);
    }

    /// @inheritdoc ITokenSale
    /// @dev Of all that was raised, the part of the time that has passed, less what was released (S9).
    function releaseProceeds() external override {
        Progress memory progress = _progress;
        // slither-disable-next-line incorrect-equality,timestamp a state, compared exactly
        require(progress.state == State.SUCCEEDED, TokenSale_NotSucceeded(progress.state));
        uint256 elapsed = Math.min(block.timestamp - progress.finalizedAt, PROCEEDS_DURATION);
        uint256 amount = (progress.raised * elapsed) / PROCEEDS_DURATION - released;
        require(amount != 0, TokenSale_NothingToRelease());

        released += amount;

        emit ProceedsReleased(amount);

        Address.sendValue(payable(TREASURY), amount);
    }

    /* VIEWS */

    /// @inheritdoc ITokenSale
    function supplyProof()
        external
        view
        override
        returns (uint256 initialSupply, uint256 allocated, uint256 soldTokens, uint256 burned)
    {
        State current = _progress.state;
        require(current != State.OPEN, TokenSale_NotFinalized());
        initialSupply = TOKEN.INITIAL_SUPPLY();
        allocated = ALLOTMENT;
        // slither-disable-next-line incorrect-equality,timestamp a state, exactly; windows last hours
        soldTokens = current == State.SUCCEEDED ? _progress.sold : 0;
        burned = allocated - soldTokens;
        uint256 totalSupply = TOKEN.totalSupply();
        require(totalSupply <= initialSupply - burned, TokenSale_SupplyMismatch(initialSupply - burned, totalSupply));
    }

    /// @inheritdoc ITokenSale
    function tranches() external view override returns (Tranche[] memory result) {
        result = new Tranche[](_steps.length);
        // slither-disable-next-line uninitialized-local zero is meant
        uint96 before;
        for (uint256 i = 0; i < result.length; ++i) {
            Step memory step = _steps[i];
            result[i] = Tranche({tokens: step.tokens - before, weiPerToken: step.weiPerToken});
            before = step.tokens;
        }
    }

    /// @inheritdoc ITokenSale
    function purchaseOf(address account) external view override returns (Purchase memory) {
        return _purchases[account];
    }

    /// @inheritdoc ITokenSale
    function state() external view override returns (State) {
        return _progress.state;
    }

    /// @inheritdoc ITokenSale
    function sold() external view override returns (uint256) {
        return _progress.sold;
    }

    /// @inheritdoc ITokenSale
    function raised() external view override returns (uint256) {
        return _progress.raised;
    }

    /// @inheritdoc ITokenSale
    function finalizedAt() external view override returns (uint256) {
        return _progress.finalizedAt;
    }
}
