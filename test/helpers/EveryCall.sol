// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {MarketSystem} from "./MarketSystem.sol";
import {Secp256k1} from "./Secp256k1.sol";

/// @notice The system in the middle of its life, in epoch 18, with a position of every kind, and one call of every
/// function that changes anything, as its rightful caller would make it.
abstract contract EveryCall is MarketSystem {
    /// @dev A function that changes state, with arguments with which `caller` succeeds.
    struct Call {
        address caller;
        address target;
        bytes data;
    }

    uint256 internal constant HOLDER_KEY = 0xA11CE;
    address internal constant VOTER = address(0xF07E);
    address internal constant VENDOR = address(0x7E4D0);
    address internal constant INVESTOR = address(0x1417E5);
    uint256 internal constant REWARD = 3e18; // of SUBMITTER in epoch 2, unclaimed

    // Supernodes besides the seven that sit in the council.
    uint256 internal constant STRONGER = 8; // than all holders, without a seat
    uint256 internal constant UNREGISTERED = 9;
    uint256 internal constant GUILTY = 10; // of a wrong key and of an equivocation
    uint256 internal constant RESIGNED = 11; // its bond is free
    uint256 internal constant JAILED = 12; // its jail is over

    IDataMarket.Order internal open; // not delivered, the deadline ahead
    IDataMarket.Order internal served; // the right key, the dispute window open
    IDataMarket.Order internal cheated; // a wrong key, the dispute window open
    IDataMarket.Order internal due; // delivered, the dispute window over
    IDataMarket.Order internal lapsed; // not delivered, the deadline behind
    bytes32 internal cheatedMask;

    Call[] internal calls;

    function setUp() public virtual override {
        super.setUp();
        _runTheSale();
        _stake();
        _trade();
        _listTokenAndSale();
        _listOperators();
        _listVoters();
        _listCouncil();
        _listMarket();
    }

    /* POSITIONS */

    function _runTheSale() private {
        uint256 now_ = vm.getBlockTimestamp();
        vm.warp(sale.START());
        vm.deal(INVESTOR, 2_000 ether);
        vm.prank(INVESTOR);
        (bool bought, ) = address(sale).call{value: 2_000 ether}("");
        assertTrue(bought);
        vm.warp(sale.END());
        sale.finalize();
        vm.warp(now_);
    }

    function _stake() private {
        registerSupernode(STRONGER, 2 * BOND);
        registerSupernode(GUILTY, BOND);
        registerSupernode(RESIGNED, BOND);
        registerSupernode(JAILED, BOND);
        vm.prank(operatorOf(RESIGNED));
        staking.resign();
        jail(operatorOf(JAILED));
        fundAndApprove(VOTER, address(staking), 200_000e18);
        vm.startPrank(VOTER);
        staking.vote(operatorOf(1), 100_000e18);
        staking.unvote(operatorOf(1), staking.sharesOf(operatorOf(1), VOTER) / 2);
        vm.stopPrank();
        warpToEpoch(3);
        publish(reportOf(0, rewardLeaf(SUBMITTER, REWARD), REWARD), SEATS);
    }

    function _trade() private {
        warpToEpoch(17);
        for (uint256 n = 1; n <= STRONGER; ++n) {
            vm.prank(operatorOf(n));
            council.heartbeat(operatorOf(n));
        }
        (due, ) = delivered(CONTENT_KEY);
        skip(1);
        lapsed = buy();
        skip(1);
        (IDataMarket.Order memory accepted, ) = delivered(CONTENT_KEY);
        vm.prank(BUYER);
        market.accept(accepted);

        vm.warp(lapsed.deadline + 1);
        open = buy();
        skip(1);
        (served, ) = delivered(CONTENT_KEY);
        IDataMarket.Request memory request = requestOf(0);
        request.provider = operatorOf(GUILTY);
        cheated = buy(request, 0);
        cheatedMask = deliver(cheated, WRONG_KEY);
        fundAndApprove(VENDOR, address(subscriptions), 10_000e18);
        vm.prank(VENDOR);
        subscriptions.subscribe(10, type(uint256).max);
        fund(vm.addr(HOLDER_KEY), 1_000_000e18);
    }

    /* CALLS */

    function _list(address caller, address target, bytes memory data) private {
        calls.push(Call({caller: caller, target: target, data: data}));
    }

    function _listTokenAndSale() private {
        address holder = vm.addr(HOLDER_KEY);
        Permit memory permit = permitOf(HOLDER_KEY, STRANGER, 0, type(uint256).max);
        _list(VOTER, address(token), abi.encodeCall(token.transfer, (STRANGER, 1e18)));
        _list(VOTER, address(token), abi.encodeCall(token.approve, (STRANGER, 1e18)));
        _list(address(market), address(token), abi.encodeCall(token.transferFrom, (BUYER, STRANGER, 1e18)));
        _list(VOTER, address(token), abi.encodeCall(token.burn, (1e18)));
        _list(address(market), address(token), abi.encodeCall(token.burnFrom, (BUYER, 1e18)));
        _list(
            STRANGER,
            address(token),
            abi.encodeCall(token.permit, (holder, STRANGER, 0, permit.deadline, permit.v, permit.r, permit.s))
        );
        _list(STRANGER, address(sale), abi.encodeCall(sale.claim, (INVESTOR)));
        _list(STRANGER, address(sale), abi.encodeCall(sale.releaseProceeds, ()));
        _list(STRANGER, address(registry), abi.encodeCall(registry.submit, (keccak256("root"))));
        _list(TEAM, address(developers), abi.encodeWithSignature("release()"));
        _list(TEAM, address(developers), abi.encodeWithSignature("release(address)", token));
        _list(TEAM, address(developers), abi.encodeWithSignature("transferOwnership(address)", STRANGER));
        _list(TEAM, address(developers), abi.encodeWithSignature("renounceOwnership()"));
    }

    function _listOperators() private {
        address one = operatorOf(1);
        address newcomer = operatorOf(UNREGISTERED);
        Permit memory none;
        ISupernodeStaking.Registration memory registration = registrationOf(UNREGISTERED, BOND);
        bytes memory consent = _consentOf(uint256(keccak256("another signer")), one);
        address signer = vm.addr(uint256(keccak256("another signer")));
        fundAndApprove(newcomer, address(staking), BOND);
        fundAndApprove(one, address(staking), 10e18);
        _listStaking(newcomer, abi.encodeCall(staking.register, (registration)));
        _listStaking(newcomer, abi.encodeCall(staking.registerWithPermit, (registration, none)));
        _listStaking(one, abi.encodeCall(staking.addBond, (1e18)));
        _listStaking(one, abi.encodeCall(staking.addBondWithPermit, (1e18, none)));
        _listStaking(one, abi.encodeCall(staking.resign, ()));
        _listStaking(operatorOf(RESIGNED), abi.encodeCall(staking.withdrawBond, ()));
        _listStaking(one, abi.encodeCall(staking.setSigner, (signer, consent)));
        _listStaking(one, abi.encodeCall(staking.setEncryptionKey, (Secp256k1.publicKey(5))));
        _listStaking(one, abi.encodeCall(staking.setMetadataURI, ("ipfs://other")));
        _listStaking(one, abi.encodeCall(staking.setCommission, (10_000)));
        _listStaking(operatorOf(JAILED), abi.encodeCall(staking.unjail, ()));
    }

    function _consentOf(uint256 key, address operator) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, consentDigest(operator));
        return abi.encodePacked(r, s, v);
    }

    function _listVoters() private {
        address one = operatorOf(1);
        address[] memory supernodes = new address[](1);
        supernodes[0] = one;
        Permit memory none;
        fundAndApprove(STRANGER, address(staking), 100e18);
        _listStaking(VOTER, abi.encodeCall(staking.vote, (one, 1e18)));
        _listStaking(VOTER, abi.encodeCall(staking.voteWithPermit, (one, 1e18, none)));
        _listStaking(VOTER, abi.encodeCall(staking.unvote, (one, staking.sharesOf(one, VOTER))));
        _listStaking(VOTER, abi.encodeCall(staking.withdraw, (one, Epoch.wrap(2))));
        _listStaking(STRANGER, abi.encodeCall(staking.payIn, (supernodes, 1e18)));
        _listStaking(STRANGER, abi.encodeCall(staking.payInWithPermit, (supernodes, 1e18, none)));
        _listStaking(address(faults), abi.encodeCall(staking.slashEquivocation, (one, STRANGER)));
        _listStaking(address(market), abi.encodeCall(staking.slashWrongKey, (one, BOND, STRANGER)));
    }

    function _listStaking(address caller, bytes memory data) private {
        _list(caller, address(staking), data);
    }

    function _listCouncil() private {
        IVerdictLedger.Report memory report = reportOf(0, rewardLeaf(SUBMITTER, REWARD), REWARD);
        (uint256 bits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, SEATS);
        IVerdictLedger.Report memory other = reportOf(keccak256("other"), 0, 0);
        ISupernodeCouncil.Signature memory first = signatureOf(GUILTY, ledger.digestOf(report));
        ISupernodeCouncil.Signature memory second = signatureOf(GUILTY, ledger.digestOf(other));
        IRewardPool.Claim[] memory claims = new IRewardPool.Claim[](1);
        claims[0] = IRewardPool.Claim({epoch: Epoch.wrap(2), amount: REWARD, proof: new bytes32[](0)});
        fundAndApprove(STRANGER, address(pool), 100e18);
        _list(STRANGER, address(council), abi.encodeCall(council.takeSeat, (0, operatorOf(STRONGER))));
        _list(operatorOf(1), address(council), abi.encodeCall(council.heartbeat, (operatorOf(1))));
        _list(STRANGER, address(ledger), abi.encodeCall(ledger.publish, (report, bits, signatures)));
        _list(
            STRANGER,
            address(ledger),
            abi.encodeCall(ledger.record, (Epoch.wrap(1), requestOf(0).verdict, proofOf(0)))
        );
        _list(
            address(ledger),
            address(pool),
            abi.encodeCall(pool.open, (Epoch.wrap(17), keccak256("root"), 1e18, 0, new address[](0), BOND))
        );
        _list(STRANGER, address(pool), abi.encodeCall(pool.claim, (SUBMITTER, claims)));
        _list(STRANGER, address(pool), abi.encodeCall(pool.deposit, (1e18)));
        Permit memory none;
        _list(STRANGER, address(pool), abi.encodeCall(pool.depositWithPermit, (1e18, none)));
        _list(STRANGER, address(faults), abi.encodeCall(faults.prove, (report, first, other, second)));
    }

    function _listMarket() private {
        address self = address(market);
        Permit memory none;
        IDataMarket.Request memory request = requestOf(0);
        request.deadline += 1;
        fundAndApprove(STRANGER, self, 100e18);
        fundAndApprove(STRANGER, address(subscriptions), 1_000e18);
        _list(BUYER, self, abi.encodeCall(market.purchase, (request, proofOf(0))));
        _list(BUYER, self, abi.encodeCall(market.purchaseWithPermit, (request, proofOf(0), none)));
        _list(operatorOf(1), self, abi.encodeCall(market.deliver, (open, keccak256("mask"))));
        _list(STRANGER, self, abi.encodeCall(market.refund, (lapsed)));
        _list(BUYER, self, abi.encodeCall(market.accept, (served)));
        _list(STRANGER, self, abi.encodeCall(market.settle, (due)));
        _list(STRANGER, self, abi.encodeCall(market.dispute, (cheated, cheatedMask, BUYER_SCALAR)));
        _list(STRANGER, self, abi.encodeCall(market.flush, ()));
        self = address(subscriptions);
        _list(VENDOR, self, abi.encodeCall(subscriptions.subscribe, (1, type(uint256).max)));
        _list(VENDOR, self, abi.encodeCall(subscriptions.subscribeWithPermit, (1, type(uint256).max, none)));
        _list(VENDOR, self, abi.encodeCall(subscriptions.cancel, ()));
        _list(STRANGER, self, abi.encodeCall(subscriptions.accrue, (VENDOR)));
        _list(STRANGER, self, abi.encodeCall(subscriptions.flush, ()));
    }
}
