// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {System} from "../helpers/System.sol";
import {HostileWallet} from "../mocks/HostileWallet.sol";
import {AttackHandler} from "./AttackHandler.sol";
import {Books} from "./Books.sol";
import {CouncilHandler} from "./CouncilHandler.sol";
import {FaultHandler} from "./FaultHandler.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";
import {RegistryHandler} from "./RegistryHandler.sol";
import {ReportHandler} from "./ReportHandler.sol";
import {SaleHandler} from "./SaleHandler.sol";
import {SubscriptionHandler} from "./SubscriptionHandler.sol";
import {TimeHandler} from "./TimeHandler.sol";
import {TokenHandler} from "./TokenHandler.sol";
import {VoterHandler} from "./VoterHandler.sol";
import {WindUp} from "./WindUp.sol";

/// @notice What must hold of the whole deployed system: one check for each property, which names it, after every call.
/// @dev A check compares the contracts with the handlers' accounts. What a handler alone can see, because it lies in one
/// call (one that succeeds and must not, an amount that it should pay), the handler notes in the books under the
/// property's name, and the check asks for it there. Private, so that one that nothing calls is found by solhint.
abstract contract PropertyChecks is System {
    uint256 private constant MOST_CALLS = 3; // to end a position

    Books internal books;
    TimeHandler internal timeHandler;
    TokenHandler internal tokenHandler;
    SaleHandler internal saleHandler;
    RegistryHandler internal registryHandler;
    OperatorHandler internal operatorHandler;
    VoterHandler internal voterHandler;
    CouncilHandler internal councilHandler;
    ReportHandler internal reportHandler;
    FaultHandler internal faultHandler;
    MarketHandler internal marketHandler;
    SubscriptionHandler internal subscriptionHandler;
    AttackHandler internal attackHandler;
    WindUp internal windUp;

    HostileWallet internal treasuryWallet;

    /// @dev First those that explain the others: what went wrong in one call, then who lost what is his by somebody else's
    /// (the owner of a ticket that was paid too soon misses it too), then whose accounts differ.
    function checkProperties() internal view {
        _checkReentryBreaksNothing();

        _checkNoMint();
        _checkPermitIsExact();
        _checkPermitCanBeOvertaken();
        _checkVestingIsLinear();
        _checkCopyingGainsNothing();
        _checkFirstTimeStands();
        _checkQuorumIsDistinct();
        _checkProofsAreExact();
        _checkLeafPaidOnce();
        _checkDepositGainsNothing();
        _checkTicketsPayOnTime();
        _checkSlashIsProportional();
        _checkPunishedOnce();
        _checkTermsChangeLate();
        _checkWrongKeyIsProvable();
        _checkTermsOfPurchase();
        _checkNobodyLocksMoney();
        _checkEveryoneCanLeave();

        _checkNoRoleTable();

        _checkNoLimitPassed();
        _checkSaleSolvent();
        _checkClaimOrRefund();
        _checkUnsoldIsBurned();
        _checkPublishedStands();
        _checkEpochsAreIsolated();
        _checkPaidWithinTotals();
        _checkSetOfEpochStands();
        _checkOneTokenOneVote();
        _checkDripIsFair();
        _checkStakeSolvent();
        _checkOneEnd();
        _checkPriceIsBounded();
        _checkEarnedOrRefunded();
        _checkMarketSolvent();
        _checkSupplyOnlyFalls();

        _checkNothingElse();
    }

    /// @dev After the end of a run.
    function checkEnd() internal view {
        _checkEveryoneCanEnd();
    }

    /* EVERYWHERE */

    /// @dev X1: who calls back when ETH reaches him gets no more than who does not; what else he breaks, the others notice.
    function _checkReentryBreaksNothing() private view {
        assertTrue(saleHandler.refundsFit(), "X1: a buyer was refunded more than he paid");
        assertTrue(tokenHandler.releasesFit(), "X1: a beneficiary got more than strayed into his wallet");
    }

    /// @dev X2: strangers' calls failed, and everybody's shares and tickets are those that he left.
    function _checkNoRoleTable() private view {
        _assertNoted("X2");
        uint256 count = operatorHandler.count();
        for (uint256 n = 0; n < count; ++n) assertTrue(voterHandler.holdingsStand(n), "X2: somebody's stake changed");
    }

    /// @dev X6: each owner ended each of his positions by himself, in at most three calls, and nothing stays behind.
    function _checkEveryoneCanEnd() private view {
        _assertNoted("X6");
        uint256 accrued = marketHandler.poolAccrued() + marketHandler.burnAccrued();
        uint256 rest = books.held(address(market)) - accrued;
        assertEq(rest, books.donated(address(market)), "X6: an order's money stays behind");
        assertEq(saleHandler.owedWei(), 0, "X6: ETH stays behind in the sale");
        assertEq(saleHandler.owedTokens(), 0, "X6: VMT stays behind in the sale");
        assertEq(saleHandler.unpaid(), 0, "X6: a buyer did not get what is his");
        assertLe(saleHandler.mostCallsToEnd(), MOST_CALLS, "X6: a purchase took more than three calls");
    }

    /* TOKEN */

    /// @dev T1: each account holds what the books say, all of them hold the supply, and it fell by what was burned.
    function _checkSupplyOnlyFalls() private view {
        _assertNoted("T1");
        address[] memory accounts = books.accounts();
        uint256 sum = token.balanceOf(address(sale)) + saleHandler.claimedTokens();
        for (uint256 i = 0; i < accounts.length; ++i) {
            uint256 balance = token.balanceOf(accounts[i]);
            assertEq(balance, books.held(accounts[i]), "T1: an account does not hold what it must");
            sum += balance;
        }
        assertEq(token.totalSupply(), sum, "T1: the balances are not the supply");
        uint256 burned = books.burned() + saleHandler.burnedTokens();
        assertEq(token.totalSupply(), token.INITIAL_SUPPLY() - burned, "T1: the supply is not what was not burned");
    }

    /// @dev T2: no attempt to mint succeeded.
    function _checkNoMint() private view {
        _assertNoted("T2");
    }

    /// @dev T3: permits allowed what was signed, and no replay succeeded.
    function _checkPermitIsExact() private view {
        _assertNoted("T3");
    }

    /// @dev T4: each entry point with a permit worked also when a stranger submitted the permit before.
    function _checkPermitCanBeOvertaken() private view {
        _assertNoted("T4");
    }

    /// @dev A2: the wallets released what was vested, and obeyed their beneficiary.
    function _checkVestingIsLinear() private view {
        _assertNoted("A2");
    }

    /* SALE */

    /// @dev S1: the ETH held is what is owed, and what was forced in.
    function _checkSaleSolvent() private view {
        uint256 ether_ = saleHandler.owedWei() + tokenHandler.forced(address(sale));
        assertEq(address(sale).balance, ether_, "S1: the sale does not hold the ETH that it owes");
    }

    /// @dev S2: what was raised is what buyers paid, within the cap.
    function _checkNoLimitPassed() private view {
        assertEq(sale.raised(), saleHandler.spentWei(), "S2: the sale raised what nobody paid");
        assertLe(sale.raised(), sale.HARD_CAP(), "S2: the sale raised more than the hard cap");
    }

    /// @dev S5: no call succeeded that the state forbids; claims and proceeds need success, refunds failure.
    function _checkClaimOrRefund() private view {
        assertEq(address(treasuryWallet).balance, sale.released(), "S5: proceeds went astray");
        assertEq(saleHandler.breaches(), 0, "S5: the sale allowed what its state forbids");
        if (sale.state() != ITokenSale.State.SUCCEEDED) {
            assertEq(sale.released() + saleHandler.claimedTokens(), 0, "S5: a claim or proceeds without success");
        }
        if (sale.state() != ITokenSale.State.FAILED) {
            assertEq(saleHandler.refundedWei(), 0, "S5: a refund without failure");
        }
    }

    /// @dev S7: the VMT held is what is unclaimed, and what was given.
    function _checkUnsoldIsBurned() private view {
        uint256 tokens = saleHandler.owedTokens() + books.donated(address(sale));
        assertEq(token.balanceOf(address(sale)), tokens, "S7: the sale does not hold the VMT that it owes");
    }

    /* SAMPLES AND REPORTS */

    /// @dev R1: originals and copies of a root were accepted, each as its sender's own.
    function _checkCopyingGainsNothing() private view {
        _assertNoted("R1");
    }

    /// @dev R2: each submission has the time at which it was made.
    function _checkFirstTimeStands() private view {
        _assertNoted("R2");
        assertTrue(registryHandler.timesStand(), "R2: the time of a submission changed");
    }

    /// @dev R3: reports with a quorum were published, once, in their round; all others were refused.
    function _checkQuorumIsDistinct() private view {
        _assertNoted("R3");
    }

    /// @dev R4: roots, signers and rewards of every report are what they were when it was published.
    function _checkPublishedStands() private view {
        _assertNone(reportHandler.publicationFault());
    }

    /// @dev R5: leaves were recorded, and nothing that differs from one.
    function _checkProofsAreExact() private view {
        _assertNoted("R5");
    }

    /// @dev P1: what was released, reserved, claimed and given is what the pool holds, and no report went beyond its limits.
    function _checkPaidWithinTotals() private view {
        _assertNoted("P1");
        _assertNone(reportHandler.totalsFault());
    }

    /// @dev P2: each leaf was paid once, whoever called and however claims were grouped.
    function _checkLeafPaidOnce() private view {
        _assertNoted("P2");
    }

    /// @dev P6: reports, false ones too, gave away no more than the emission of their epochs, and nothing of another.
    function _checkEpochsAreIsolated() private view {
        _assertNoted("P6");
        assertTrue(reportHandler.epochsAreIsolated(), "P6: an epoch lost what another one got");
    }

    /* SUPERNODES */

    /// @dev K1: bonds, pools, tickets, rewards and gifts are the holdings, and hold all claims.
    function _checkStakeSolvent() private view {
        _assertNoted("K1");
        uint256 counted = books.donated(address(staking));
        uint256 count = operatorHandler.count();
        for (uint256 n = 0; n < count; ++n) {
            ISupernodeStaking.Supernode memory node = staking.supernodeOf(books.operator(n));
            counted += uint256(node.dripping) + node.incoming + node.bond + node.pool.assets + node.tickets.assets;
            _assertNone(voterHandler.claimsFault(n, node));
        }
        assertEq(counted, books.held(address(staking)), "K1: the stake is not accounted for");
    }

    /// @dev K2: no vote was worth more than it cost, and none bought nothing.
    function _checkDepositGainsNothing() private view {
        _assertNoted("K2");
    }

    /// @dev K3: every share has a voter, and a weight is bond and pool, with what drips.
    function _checkOneTokenOneVote() private view {
        uint256 count = operatorHandler.count();
        for (uint256 n = 0; n < count; ++n) {
            address supernode = books.operator(n);
            ISupernodeStaking.Supernode memory node = staking.supernodeOf(supernode);
            assertEq(node.pool.shares, voterHandler.sharesOf(n), "K3: shares without a voter");
            uint256 votes = node.pool.assets;
            if (node.releaseEpoch == Epoch.wrap(0)) votes += node.bond;
            uint256 weight = staking.weightOf(supernode);
            assertGe(weight, votes, "K3: a weight is less than bond and pool");
            assertLe(weight, votes + node.dripping + node.incoming, "K3: a weight is more than bond, pool and rewards");
        }
    }

    /// @dev K4: no ticket was paid before its time, and none took from another.
    function _checkTicketsPayOnTime() private view {
        _assertNoted("K4");
    }

    /// @dev K5: bond, pool and tickets each lost their share to every slash.
    function _checkSlashIsProportional() private view {
        _assertNoted("K5");
    }

    /// @dev K6: votes, tickets and bonds left whenever they may; at the end of a run all of them did, but for dust.
    function _checkEveryoneCanLeave() private view {
        _assertNoted("K6");
    }

    /// @dev K7: rewards could be paid in for anybody, and drip from fixed windows, however many pay-ins there are.
    function _checkDripIsFair() private view {
        _assertNoted("K7");
        uint256 count = operatorHandler.count();
        for (uint256 n = 0; n < count; ++n) {
            assertTrue(books.dripsFairly(books.operator(n)), "K7: rewards drip too fast or too slowly");
        }
    }

    /// @dev K8: nobody sits twice in an epoch, and the sets of this epoch and the one before are what they were.
    function _checkSetOfEpochStands() private view {
        _assertNoted("K8");
        uint256 epoch = books.currentEpoch();
        for (uint256 age = 0; age < 4; ++age) {
            if (epoch + 2 < age) break;
            uint256 of_ = epoch + 2 - age;
            bool isKnown = of_ <= epoch && books.isSetKnown(of_);
            address[] memory holders = new address[](seats());
            for (uint256 seat = 0; seat < holders.length; ++seat) {
                address holder = council.holderOf(seat, Epoch.wrap(uint32(of_)));
                holders[seat] = holder;
                if (isKnown) assertEq(holder, books.seatedIn(of_, seat), "K8: the set of an epoch changed");
                if (holder == address(0)) continue;
                for (uint256 other = 0; other < seat; ++other) {
                    assertNotEq(holders[other], holder, "K8: a supernode sits twice");
                }
            }
        }
    }

    /// @dev K9: every fault was punished once, by its due, and nobody without one.
    function _checkPunishedOnce() private view {
        _assertNoted("K9");
    }

    /// @dev K10: keys and terms changed when they may, and not within their epoch.
    function _checkTermsChangeLate() private view {
        _assertNoted("K10");
    }

    /* MARKET */

    /// @dev E1: escrow, accrued money, unearned money and gifts are the holdings of market and subscriptions.
    function _checkMarketSolvent() private view {
        _assertNoted("E1");
        _assertNone(marketHandler.holdingsFault());
        assertTrue(subscriptionHandler.holdingsAddUp(), "E1: the subscriptions' holdings are not accounted for");
    }

    /// @dev E2: each order is where its parties left it, and no call succeeded that its state excludes.
    function _checkOneEnd() private view {
        _assertNoted("E2");
        assertTrue(marketHandler.ordersStand(), "E2: an order changed by itself");
    }

    /// @dev E4: a wrong key was always proven, a good one never.
    function _checkWrongKeyIsProvable() private view {
        _assertNoted("E4");
    }

    /// @dev E5: a purchase by its terms was accepted, and one beyond them refused.
    function _checkTermsOfPurchase() private view {
        _assertNoted("E5");
    }

    /// @dev E6: between floor and 16 x floor; purchases, refunds and disputes moved no price.
    function _checkPriceIsBounded() private view {
        _assertNoted("E6");
        assertTrue(marketHandler.pricesAreBounded(), "E6: a price of the market is out of bounds");
        assertTrue(subscriptionHandler.priceIsBounded(), "E6: the subscriptions' price is out of bounds");
    }

    /// @dev E7: an order past its time ended by anyone's call.
    function _checkNobodyLocksMoney() private view {
        _assertNoted("E7");
    }

    /// @dev E8: earned, unearned and refunded are what vendors paid.
    function _checkEarnedOrRefunded() private view {
        _assertNoted("E8");
        assertTrue(subscriptionHandler.paymentsAddUp(), "E8: earned and refunded are not what was paid");
    }

    /* SHARED */

    /// @dev Nothing that a handler noted goes by unasked.
    function _checkNothingElse() private view {
        _assertNone(books.violation());
    }

    /// @dev What the handlers noted under the name of a property.
    function _assertNoted(string memory property) private view {
        _assertNone(books.violationOf(property));
    }

    function _assertNone(string memory violation) private pure {
        assertTrue(bytes(violation).length == 0, violation);
    }
}
