// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {TokenSale} from "../../contracts/TokenSale.sol";
import {VirusMapToken} from "../../contracts/VirusMapToken.sol";
import {SaleActor} from "../mocks/SaleActor.sol";
import {Test} from "./Test.sol";

/// @notice What the invariant runner calls: buyers of all characters, gifts and time, with accounts of its own.
/// @dev No call reverts: each expects what the sale's state allows and counts what succeeded.
contract SaleHandler is Test {
    uint256 private constant ACTORS = 4;

    // Not immutable: the runner recognizes a handler by its deployed code, which immutables would change.
    TokenSale private _sale;
    VirusMapToken private _token;
    address private _donor;

    SaleActor[] private _actors;
    /// @dev Wei that all purchases together stay within: the hard cap, or what makes the sale fail.
    uint256 private _limit;

    uint256 public purchases;
    uint256 public spentWei;
    uint256 public refundedWei;
    uint256 public forcedWei;
    uint256 public donatedTokens;

    constructor(TokenSale sale, VirusMapToken token, address donor, uint256 limit) {
        _limit = limit;
        _sale = sale;
        _token = token;
        _donor = donor;
        for (uint256 i = 0; i < ACTORS; ++i) {
            SaleActor actor = new SaleActor();
            actor.setSale(sale);
            actor.setBehaviour(SaleActor.Behaviour(i));
            actor.addAttempt(abi.encodeCall(sale.refund, ()));
            actor.addAttempt(abi.encodeCall(sale.finalize, ()));
            actor.addAttempt(abi.encodeCall(sale.claim, (address(actor))));
            _actors.push(actor);
        }
    }

    /* WHAT THE RUNNER CALLS */

    /// @dev The first purchase reaches the soft cap if the limit lets it, later ones are of all sizes.
    function buy(uint256 who, uint256 amount, uint256 shift) external {
        if (block.timestamp < _sale.START()) vm.warp(_sale.START());
        uint256 least = purchases == 0 ? _sale.SOFT_CAP() : _sale.MINIMUM_PURCHASE() << (shift % 20);
        uint256 most = _limit == _sale.HARD_CAP() ? _sale.MAXIMUM_CONTRIBUTION() : _limit - _sale.raised();
        if (most < _sale.MINIMUM_PURCHASE()) return;
        amount = bound(amount, least < most ? least : _sale.MINIMUM_PURCHASE(), most);

        SaleActor actor = _actors[who % ACTORS];
        vm.deal(address(actor), address(actor).balance + amount);
        uint256 before = address(actor).balance;
        try actor.buy(amount) {
            ++purchases;
            spentWei += before - address(actor).balance;
        } catch {}
    }

    /// @notice The functions above and below, without those for the end of a run.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](8);
        list[0] = this.buy.selector;
        list[1] = this.pass.selector;
        list[2] = this.finalize.selector;
        list[3] = this.claim.selector;
        list[4] = this.refund.selector;
        list[5] = this.release.selector;
        list[6] = this.forceEther.selector;
        list[7] = this.donate.selector;
    }

    function pass(uint256 duration) external {
        skip(bound(duration, 1, 2 days));
    }

    function finalize() external {
        try _sale.finalize() {} catch {}
    }

    function claim(uint256 who) public {
        try _sale.claim(address(_actors[who % ACTORS])) {} catch {}
    }

    function refund(uint256 who) public {
        SaleActor actor = _actors[who % ACTORS];
        uint256 before = address(actor).balance;
        try actor.refund() {
            refundedWei += address(actor).balance - before;
        } catch {}
    }

    function release() external {
        try _sale.releaseProceeds() {} catch {}
    }

    function forceEther(uint256 amount) external {
        amount = bound(amount, 1, 1 ether);
        vm.deal(address(_sale), address(_sale).balance + amount);
        forcedWei += amount;
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 1, 1e18);
        vm.prank(_donor);
        _token.transfer(address(_sale), amount);
        donatedTokens += amount;
    }

    /* THE END OF A RUN */

    /// @notice Everybody takes what is his, from wherever the run stopped.
    function windUp() external {
        vm.warp(block.timestamp + _sale.END());
        if (_sale.state() == ITokenSale.State.OPEN) _sale.finalize();
        for (uint256 i = 0; i < ACTORS; ++i) {
            _actors[i].setBehaviour(SaleActor.Behaviour.ACCEPT);
            claim(i);
            refund(i);
        }
        if (_sale.state() == ITokenSale.State.SUCCEEDED && _sale.released() < _sale.raised()) {
            vm.warp(_sale.finalizedAt() + _sale.PROCEEDS_DURATION());
            _sale.releaseProceeds();
        }
    }

    /* ACCOUNTS */

    /// @notice Refunds owed while open or failed, proceeds not yet released after success, in wei.
    function owedWei() external view returns (uint256) {
        if (_sale.state() == ITokenSale.State.SUCCEEDED) return spentWei - _sale.released();
        return spentWei - refundedWei;
    }

    /// @notice The allotment while open, what is unclaimed after success, nothing after failure.
    function owedTokens() external view returns (uint256) {
        if (_sale.state() == ITokenSale.State.OPEN) return _sale.ALLOTMENT();
        if (_sale.state() == ITokenSale.State.FAILED) return 0;
        return _sale.sold() - claimedTokens();
    }

    /// @notice All that the buyers hold: they have VMT from nowhere else, and some claim while they buy.
    function claimedTokens() public view returns (uint256 sum) {
        for (uint256 i = 0; i < ACTORS; ++i) sum += _token.balanceOf(address(_actors[i]));
    }

    function burnedTokens() external view returns (uint256) {
        if (_sale.state() == ITokenSale.State.OPEN) return 0;
        return _sale.ALLOTMENT() - (_sale.state() == ITokenSale.State.SUCCEEDED ? _sale.sold() : 0);
    }
}
