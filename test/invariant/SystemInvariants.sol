// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {HostileWallet} from "../mocks/HostileWallet.sol";
import {SaleActor} from "../mocks/SaleActor.sol";
import {AttackHandler} from "./AttackHandler.sol";
import {Books, Deployed} from "./Books.sol";
import {CouncilHandler} from "./CouncilHandler.sol";
import {FaultHandler} from "./FaultHandler.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {OperatorHandler} from "./OperatorHandler.sol";
import {PropertyChecks} from "./PropertyChecks.sol";
import {RegistryHandler} from "./RegistryHandler.sol";
import {ReportHandler} from "./ReportHandler.sol";
import {SaleHandler} from "./SaleHandler.sol";
import {SubscriptionHandler} from "./SubscriptionHandler.sol";
import {TimeHandler} from "./TimeHandler.sol";
import {TokenHandler} from "./TokenHandler.sol";
import {VoterHandler} from "./VoterHandler.sol";
import {WindUp} from "./WindUp.sol";

/// @notice The whole deployed system, and everybody who plays on it; what must hold after any sequence of calls is in
/// `PropertyChecks`.
/// @dev One invariant checks all: the runner would play a campaign of its own for each further one.
abstract contract SystemInvariants is PropertyChecks {
    uint256 private constant REGISTERED = 8; // at the start: one more than there are seats
    uint256 private constant PERSON_FUNDS = 5_000_000e18;
    uint256 private constant ETHER = 1e12 ether;
    uint256 private constant OPERATOR_FUNDS = 1_000_000e18;

    SaleActor[] internal saleActors;

    /* TERMS: the sale is on when the campaign begins, and ends with epoch 0 */

    function genesis() internal pure override returns (uint256) {
        return START + 2 days;
    }

    function saleTerms() internal view virtual override returns (ITokenSale.Terms memory terms) {
        terms = super.saleTerms();
        (terms.start, terms.end) = (START, genesis());
        terms.treasury = address(treasuryWallet);
    }

    /// @dev Wei that the buyers of the sale stay within.
    function saleLimit() internal view virtual returns (uint256);

    /* DEPLOYMENT */

    function setUp() public override {
        treasuryWallet = new HostileWallet();
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
        _openSale();
        _elect();
        _incite(treasuryWallet);
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
            address(treasuryWallet),
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
        windUp = new WindUp(books, operatorHandler, voterHandler, reportHandler, marketHandler, subscriptionHandler);

        // Handlers do not look at who calls them, and a sender at random could stand where a contract is yet to be created.
        targetSender(makeAddr("caller of handlers"));
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

    /// @dev An honest buyer and one that calls back have bought: few runs would get to refunds otherwise.
    function _openSale() private {
        for (uint256 i = 0; i < 3; i += 2) {
            if (sale.ALLOWLIST_ROOT() != 0) saleHandler.allow(i);
            saleHandler.buy(i, sale.SOFT_CAP() / 2 - i * 1 ether, 0);
        }
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

    function invariant_SystemHolds() public view {
        checkProperties();
    }

    /// @dev From wherever the run stopped, everybody gets what is his; and nothing is left but gifts.
    function afterInvariant() public {
        windUp.run(uint256(keccak256(abi.encode(block.timestamp, books.burned()))));
        saleHandler.windUp();
        checkProperties();
        checkEnd();
    }
}
