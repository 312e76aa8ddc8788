// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {System} from "../helpers/System.sol";
import {HostileWallet} from "../mocks/HostileWallet.sol";
import {SaleActor} from "../mocks/SaleActor.sol";
import {AttackHandler} from "./AttackHandler.sol";
import {Books, Deployed} from "./Books.sol";
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

/// @notice Everything that must hold of the whole deployed system after any sequence of calls. The list, by name, is in
/// the README beside this file.
/// @dev One invariant checks all: the runner would play a campaign of its own for each further one.
abstract contract SystemInvariants is System {
    uint256 private constant REGISTERED = 8; // at the start: one more than there are seats
    uint256 private constant PERSON_FUNDS = 5_000_000e18;
    uint256 private constant ETHER = 1e12 ether;
    uint256 private constant OPERATOR_FUNDS = 1_000_000e18;

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
    WindUp private _windUp;

    HostileWallet private _treasury;
    SaleActor[] internal saleActors;

    /* TERMS: the sale is on when the campaign begins, and ends with epoch 0 */

    function genesis() internal pure override returns (uint256) {
        return START + 2 days;
    }

    function saleTerms() internal view virtual override returns (ITokenSale.Terms memory terms) {
        terms = super.saleTerms();
        (terms.start, terms.end) = (START, genesis());
        terms.treasury = address(_treasury);
    }

    /// @dev Wei that the buyers of the sale stay within.
    function saleLimit() internal view virtual returns (uint256);

    /* DEPLOYMENT */

    function setUp() public override {
        _treasury = new HostileWallet();
        for (uint256 i = 0; i < 4; ++i) saleActors.push(new SaleActor());
        super.setUp();
        books = new Books(
            Deployed({
                clock: clock,
                developers: developers,
                supporters: supporters,
                token: token,
                staking: staking,
                council: council,
                ledger: ledger,
                pool: pool,
                faults: faults,
                market: market,
                subscriptions: subscriptions,
                sale: sale,
                registry: registry
            })
        );
        _openAccounts();
        _deployHandlers();
        _giveEther();
        _elect();
        _incite(_treasury);
        _incite(HostileWallet(payable(books.person(books.PEOPLE() - 1))));
    }

    function _openAccounts() private {
        for (uint256 i = 0; i < books.PEOPLE(); ++i) fund(books.person(i), PERSON_FUNDS);
        for (uint256 n = 0; n < books.NODES(); ++n) fund(books.operator(n), OPERATOR_FUNDS);
        for (uint256 i = 0; i < books.PEOPLE(); ++i) books.open(books.person(i));
        for (uint256 n = 0; n < books.NODES(); ++n) books.open(books.operator(n));
        address[14] memory others = [
            TEAM,
            BACKERS,
            address(_treasury),
            address(clock),
            address(developers),
            address(supporters),
            address(token),
            address(staking),
            address(council),
            address(ledger),
            address(pool),
            address(faults),
            address(market),
            address(subscriptions)
        ];
        for (uint256 i = 0; i < others.length; ++i) books.open(others[i]);
        books.open(address(registry));
    }

    function _deployHandlers() private {
        tokenHandler = new TokenHandler(books);
        saleHandler = new SaleHandler(sale, token, address(0), saleLimit(), saleActors);
        registryHandler = new RegistryHandler(books);
        operatorHandler = new OperatorHandler(books, domainSeparator("VirusMap SupernodeStaking", address(staking)));
        voterHandler = new VoterHandler(books, operatorHandler);
        councilHandler = new CouncilHandler(books, operatorHandler);
        reportHandler = new ReportHandler(books, operatorHandler);
        faultHandler = new FaultHandler(books, operatorHandler);
        marketHandler = new MarketHandler(books, operatorHandler, reportHandler);
        subscriptionHandler = new SubscriptionHandler(books, reportHandler);
        timeHandler = new TimeHandler(books, marketHandler);
        attackHandler = new AttackHandler(books, operatorHandler, voterHandler, marketHandler);
        _windUp = new WindUp(books, operatorHandler, voterHandler, reportHandler, marketHandler, subscriptionHandler);

        _target(address(timeHandler), timeHandler.selectors());
        _target(address(tokenHandler), tokenHandler.selectors());
        _target(address(saleHandler), saleHandler.saleSelectors());
        _target(address(registryHandler), registryHandler.selectors());
        _target(address(operatorHandler), operatorHandler.selectors());
        _target(address(voterHandler), voterHandler.selectors());
        _target(address(councilHandler), councilHandler.selectors());
        _target(address(reportHandler), reportHandler.selectors());
        _target(address(faultHandler), faultHandler.selectors());
        _target(address(marketHandler), marketHandler.selectors());
        _target(address(subscriptionHandler), subscriptionHandler.selectors());
        _target(address(attackHandler), attackHandler.selectors());
    }

    function _giveEther() private {
        vm.deal(address(tokenHandler), ETHER);
        vm.deal(address(saleHandler), ETHER);
        vm.deal(address(attackHandler), ETHER);
    }

    function _target(address handler, bytes4[] memory selectors) private {
        targetContract(handler);
        targetSelector(FuzzSelector({addr: handler, selectors: selectors}));
    }

    /// @dev Epoch 0: supernodes register, and fill the seats of epoch 1.
    function _elect() private {
        for (uint256 i = 0; i < REGISTERED; ++i) operatorHandler.register(i);
        for (uint256 seat = 0; seat < seats(); ++seat) councilHandler.takeSeat(seat);
    }

    /// @dev What a wallet tries when ETH reaches it (X1).
    function _incite(HostileWallet wallet) private {
        wallet.setBehaviour(HostileWallet.Behaviour.REENTER);
        wallet.addAttempt(address(sale), abi.encodeCall(sale.releaseProceeds, ()));
        wallet.addAttempt(address(sale), abi.encodeCall(sale.refund, ()));
        wallet.addAttempt(address(sale), abi.encodeCall(sale.finalize, ()));
        wallet.addAttempt(address(sale), abi.encodeCall(sale.claim, (address(wallet))));
        wallet.addAttempt(address(developers), abi.encodeWithSignature("release()"));
        wallet.addAttempt(address(supporters), abi.encodeWithSignature("release()"));
        wallet.addAttempt(address(staking), abi.encodeCall(staking.withdrawBond, ()));
        wallet.addAttempt(address(subscriptions), abi.encodeCall(subscriptions.accrue, (books.person(0))));
        wallet.addAttempt(address(pool), abi.encodeCall(pool.deposit, (0)));
    }

    /* INVARIANTS */

    /// @dev T1, S1, S2, S5, S7, R2, R4, R5, P1, P2, P6, K1, K3, K5, K6, K8, K9, E1, E2, E4, E6, E7, E8, X1, X2, X6: the README
    /// beside this file says what of each, and which of them are checked at the end of a run.
    function invariant_SystemHolds() public view {
        _check();
    }

    /// @dev K6, X6: from wherever the run stopped, everybody gets what is his; and nothing is left but gifts.
    function afterInvariant() public {
        _windUp.run(uint256(keccak256(abi.encode(block.timestamp, books.burned()))));
        saleHandler.windUp();
        _check();
        assertEq(
            books.held(address(market)) - marketHandler.poolAccrued() - marketHandler.burnAccrued(),
            books.donated(address(market)),
            "X6: an order's money stays behind"
        );
        assertEq(saleHandler.owedWei(), 0, "X6: ETH stays behind in the sale");
        assertEq(saleHandler.owedTokens(), 0, "X6: VMT stays behind in the sale");
    }

    function _check() private view {
        _assertNone(books.violation());
        _checkSupply();
        _checkStaking();
        _checkSeats();
        _checkSale();
        _assertNone(reportHandler.fault());
        _assertNone(marketHandler.fault());
        _assertNone(subscriptionHandler.fault());
        assertTrue(registryHandler.timesStand(), "R2: the time of a submission changed");
    }

    function _assertNone(string memory fault) private pure {
        assertEq(fault, "", fault);
    }

    /// @dev T1: each account holds what the books say, all of them hold the supply, and it fell by what was burned.
    function _checkSupply() private view {
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

    /// @dev K1, K3.
    function _checkStaking() private view {
        uint256 counted;
        uint256 count = operatorHandler.count();
        for (uint256 n = 0; n < count; ++n) {
            address supernode = books.operator(n);
            ISupernodeStaking.Supernode memory node = staking.supernodeOf(supernode);
            uint256 rewards = uint256(node.dripping) + node.incoming;
            counted += rewards + node.bond + node.pool.assets + node.tickets.assets;
            _assertNone(voterHandler.fault(n, node));

            uint256 votes = node.pool.assets;
            if (node.releaseEpoch == Epoch.wrap(0)) votes += node.bond;
            uint256 weight = staking.weightOf(supernode);
            assertGe(weight, votes, "K3: a weight is less than bond and pool");
            assertLe(weight, votes + rewards, "K3: a weight is more than bond, pool and rewards");
        }
        counted += books.donated(address(staking));
        assertEq(counted, books.held(address(staking)), "K1: the stake is not accounted for");
    }

    /// @dev K8: nobody sits twice in an epoch, and the sets of this epoch and the one before are what they were.
    function _checkSeats() private view {
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

    /// @dev S1, S2, S5, S7.
    function _checkSale() private view {
        uint256 ether_ = saleHandler.owedWei() + tokenHandler.forced(address(sale));
        assertEq(address(sale).balance, ether_, "S1: the sale does not hold the ETH that it owes");
        uint256 tokens = saleHandler.owedTokens() + books.donated(address(sale));
        assertEq(token.balanceOf(address(sale)), tokens, "S7: the sale does not hold the VMT that it owes");
        assertEq(sale.raised(), saleHandler.spentWei(), "S2: the sale raised what nobody paid");
        assertEq(address(_treasury).balance, sale.released(), "S5: proceeds went astray");
        assertEq(saleHandler.breaches(), 0, "S5: the sale allowed what its state forbids");
    }
}
