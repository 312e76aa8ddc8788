// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Verdict} from "../../contracts/libraries/Verdicts.sol";
import {EveryCall} from "../helpers/EveryCall.sol";
import {ReturnBomb} from "../mocks/ReturnBomb.sol";

/// @notice What somebody without any part in it would break, block or take: by gifts, heaps of bytes, dust and old
/// truths; and what owners can do when everybody else has gone. What strangers call is in EverySelector.t.sol.
contract BystanderAttacksTest is EveryCall {
    uint256 private constant TRANSACTION_GAS = 16_777_216; // the cap of EIP-7825
    address private constant MALLORY = address(0xBAD);

    address[] private _predicted;

    /// @dev All addresses are given ETH before anything is deployed to them.
    function setUp() public override {
        uint256 nonce = vm.getNonce(address(this));
        for (uint256 i = 0; i < 13; ++i) {
            _predicted.push(vm.computeCreateAddress(address(this), nonce + i));
            vm.deal(_predicted[i], 1 ether);
        }
        super.setUp();
    }

    /* GIFTS */

    /// @dev He would gain: a contract that stops, or figures that lie, by ETH forced into addresses before and after
    /// the deployment and by VMT given to all of them. S1, E1, K1 and P1 stop him: money is counted inside. Left with:
    /// less by his gifts; every call of every owner works as before, and no figure moves.
    function test_GiftsChangeNothing() public {
        assertGt(_predicted[0].code.length, 0);
        uint256[6] memory before = _figures();
        for (uint256 i = 0; i < _predicted.length; ++i) {
            assertGe(_predicted[i].balance, 1 ether);
            vm.deal(_predicted[i], _predicted[i].balance + 1 ether);
            if (_predicted[i] != address(token)) fund(_predicted[i], 1_000e18);
        }
        assertEq(keccak256(abi.encode(_figures())), keccak256(abi.encode(before)));
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(calls[i].caller);
            (bool success, ) = calls[i].target.call(calls[i].data);
            assertTrue(success, vm.toString(i));
            vm.revertToState(snapshot);
        }
    }

    function _figures() private view returns (uint256[6] memory figures) {
        (uint256 toPool, uint256 toBurn) = market.accrued();
        figures[0] = pool.available();
        figures[1] = staking.weightOf(operatorOf(1));
        figures[2] = toPool + toBurn;
        figures[3] = sale.raised();
        figures[4] = sale.sold();
        figures[5] = market.priceOf(requestOf(0).verdict.kind);
    }

    /* HEAPS OF BYTES */

    /// @dev He would gain: a sale that cannot be ended or paid out, by a buyer and a treasury that answer with a
    /// million bytes, in peace and in anger. S6, S8 and X1 stop him: ETH is sent last, to one receiver, who asked for
    /// it. Left with: the gas of his own calls; the investor has his tokens.
    function test_ReturnBombsHurtTheirOwnersOnly() public {
        ReturnBomb bomb = new ReturnBomb();
        vm.warp(sale.END() + 365 days); // all proceeds are due
        vm.etch(TREASURY, address(bomb).code);
        ReturnBomb(payable(TREASURY)).setAngry(true);
        (bool released, ) = address(sale).call{gas: TRANSACTION_GAS}(abi.encodeCall(sale.releaseProceeds, ()));
        assertFalse(released);
        assertEq(sale.released(), 0);
        sale.claim(INVESTOR);
        assertGt(token.balanceOf(INVESTOR), 0);
        ReturnBomb(payable(TREASURY)).setAngry(false);
        (released, ) = address(sale).call{gas: TRANSACTION_GAS}(abi.encodeCall(sale.releaseProceeds, ()));
        assertTrue(released);
        assertEq(TREASURY.balance, 2_000 ether);
    }

    /* DUST */

    /// @dev He would gain: a drip that never ends, or a voter who cannot leave, by a thousand pay-ins of dust. K7 and
    /// K6 stop him: windows are fixed. Left with: what he paid in, which is the supernode's; the drip ends on time.
    function test_DustOfRewardsDelaysNoDrip() public {
        address one = operatorOf(1);
        address[] memory supernodes = new address[](1);
        supernodes[0] = one;
        fundAndApprove(MALLORY, address(staking), 1_000_000e18);
        warpToEpoch(20);
        vm.startPrank(MALLORY);
        staking.payIn(supernodes, 1_000e18);
        uint256 votes = staking.votesOf(one, VOTER);
        uint256 incoming = staking.supernodeOf(one).incoming;
        warpToEpoch(21);
        for (uint256 i = 0; i < 200; ++i) {
            skip(432); // the whole epoch
            staking.payIn(supernodes, 1 + (i % 7));
        }
        vm.stopPrank();
        assertEq(vm.getBlockTimestamp(), clock.epochStart(Epoch.wrap(22)));
        assertApproxEqAbs(staking.votesOf(one, VOTER), votes + incoming, 1_000);
        uint256 shares = staking.sharesOf(one, VOTER);
        vm.prank(VOTER);
        staking.unvote(one, shares);
    }

    /* OLD TRUTHS */

    /// @dev He would gain: an outdated verdict that programs believe, by recording it while nobody has recorded the
    /// newer one. R5 leaves him that until anybody records the newer one, and a record says its epoch. Left with:
    /// nothing after that call.
    function test_AnOutdatedVerdictYieldsToTheNewerOne() public {
        Verdict memory old = requestOf(0).verdict;
        Verdict memory newer = requestOf(0).verdict;
        newer.score = 1;
        bytes32[] memory leaves = new bytes32[](1);
        leaves[0] = leafOf(newer);
        warpToEpoch(19);
        publishVerdicts(leaves); // of epoch 18
        bytes32[] memory proof = proofOf(0);
        vm.prank(MALLORY);
        ledger.record(Epoch.wrap(1), old, proof);
        assertEq(Epoch.unwrap(ledger.verdictOf(old.kind, old.contentHash).epoch), 1);
        ledger.record(Epoch.wrap(18), newer, new bytes32[](0));
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IVerdictLedger.VerdictLedger_NotNewer.selector, 1, 18));
        ledger.record(Epoch.wrap(1), old, proof);
        assertEq(ledger.verdictOf(old.kind, old.contentHash).score, 1);
    }

    /* LARGE ARRAYS AND CROWDS */

    /// @dev He would gain: blocks too full for others, by arrays of any length, or calls that grow with the crowd until
    /// they fit no block. X5 stops him: he pays for his own arrays, and nobody's call knows how many others there are.
    /// Left with: his bill; every call costs at most a tenth of a transaction's cap, and the same after the crowd has
    /// come.
    function test_GasOfEveryCallStaysBelowATenthOfATransaction() public {
        uint256[] memory before = _gasOfEveryCall();
        for (uint256 i = 0; i < before.length; ++i) assertLt(before[i], TRANSACTION_GAS / 10, vm.toString(i));

        address[] memory supernodes = new address[](100);
        for (uint256 i = 0; i < 100; ++i) {
            supernodes[i] = operatorOf(1);
            address account = address(uint160(0xC0DE0000 + i));
            fundAndApprove(account, address(staking), 10e18);
            vm.startPrank(account);
            staking.vote(operatorOf(1), 10e18);
            staking.unvote(operatorOf(1), 1e12);
            registry.submit(keccak256(abi.encode(i)));
            vm.stopPrank();
        }
        fundAndApprove(MALLORY, address(staking), 100e18);
        vm.prank(MALLORY);
        staking.payIn(supernodes, 1e18);
        uint256[] memory crowded = _gasOfEveryCall();
        for (uint256 i = 0; i < before.length; ++i) {
            assertLe(crowded[i], before[i] + 5_000, string.concat("X5: grown ", vm.toString(i)));
        }
    }

    function _gasOfEveryCall() private returns (uint256[] memory gas) {
        gas = new uint256[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            Call memory call = calls[i];
            uint256 snapshot = vm.snapshotState();
            vm.prank(call.caller);
            uint256 left = gasleft();
            (bool success, ) = call.target.call(call.data);
            gas[i] = left - gasleft();
            assertTrue(success);
            vm.revertToState(snapshot);
        }
    }

    /* WHEN EVERYBODY ELSE HAS GONE */

    /// @dev Everybody else would gain: what is left behind, by going: no report, no delivery, no answer, no call. X6
    /// and E7 stop them: each owner ends each of his positions alone, in one or two calls, and nobody decides it. Left
    /// with: nothing of his.
    function test_EachOwnerEndsEachPositionAlone() public {
        uint256 unearned = subscriptions.subscriptionOf(VENDOR).unearned;
        uint256 wealth = token.balanceOf(VENDOR);
        vm.prank(VENDOR);
        subscriptions.cancel();
        assertEq(token.balanceOf(VENDOR), wealth + unearned);

        warpToEpoch(400); // a year later, and only the owners are there
        _buyerEnds();
        _voterEnds();
        _operatorEnds();
        vm.prank(INVESTOR);
        sale.claim(INVESTOR);
        assertEq(token.balanceOf(INVESTOR), (2_000 ether * uint256(1e18)) / 0.00006 ether);
        uint256 index = _indexOf(pool.claim.selector);
        vm.prank(SUBMITTER);
        (bool success, ) = address(pool).call(calls[index].data);
        assertTrue(success);
        assertGe(token.balanceOf(SUBMITTER), REWARD);
    }

    function _buyerEnds() private {
        uint256 wealth = token.balanceOf(BUYER);
        vm.startPrank(BUYER);
        market.refund(open);
        market.refund(lapsed);
        vm.stopPrank();
        assertEq(token.balanceOf(BUYER), wealth + 2 * PRICE);
        uint256 earned = token.balanceOf(operatorOf(1));
        vm.startPrank(operatorOf(1)); // who delivered ends his own
        market.settle(served);
        market.settle(due);
        vm.stopPrank();
        assertEq(token.balanceOf(operatorOf(1)), earned + PRICE / 2);
    }

    function _voterEnds() private {
        address one = operatorOf(1);
        uint256 wealth = token.balanceOf(VOTER);
        uint256 votes = staking.votesOf(one, VOTER);
        uint256 ticket = staking.ticketValueOf(one, VOTER, Epoch.wrap(2));
        uint256 shares = staking.sharesOf(one, VOTER);
        vm.startPrank(VOTER);
        staking.withdraw(one, Epoch.wrap(2));
        staking.unvote(one, shares);
        warpToEpoch(415);
        staking.withdraw(one, Epoch.wrap(400));
        vm.stopPrank();
        assertApproxEqAbs(token.balanceOf(VOTER), wealth + votes + ticket, 1);
    }

    function _operatorEnds() private {
        address one = operatorOf(1);
        uint256 wealth = token.balanceOf(one) + staking.supernodeOf(one).bond;
        vm.startPrank(one);
        staking.resign();
        warpToEpoch(430);
        staking.withdrawBond();
        vm.stopPrank();
        assertEq(token.balanceOf(one), wealth);
    }

    function _indexOf(bytes4 selector) private view returns (uint256 index) {
        while (bytes4(calls[index].data) != selector) ++index;
    }
}
