// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenSale} from "../../contracts/TokenSale.sol";
import {VirusMapToken} from "../../contracts/VirusMapToken.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {ForcedEther} from "../helpers/ForcedEther.sol";
import {Test} from "../helpers/Test.sol";
import {SaleActor} from "../mocks/SaleActor.sol";
import {Allowlist} from "./Allowlist.sol";

/// @notice Buyers of all characters, gifts and time, with accounts of their own. Plays on the sale alone, and on the whole
/// system.
/// @dev Needs ETH of its own. Like every handler: a function succeeded, or reverts because there was nothing to do.
contract SaleHandler is Test {
    uint256 private constant ACTORS = 4;

    error SaleHandler_Idle();

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
    mapping(address buyer => uint256) private _paidBy;
    mapping(address buyer => uint256) private _refundedTo;

    /// @notice The most calls that any buyer needed at the end to get what was his, finalizing included.
    uint256 public mostCallsToEnd;
    /// @notice Buyers who could not get it.
    uint256 public unpaid;

    /// @param actors four of them
    constructor(TokenSale sale, VirusMapToken token, address donor, uint256 limit, SaleActor[] memory actors) {
        _limit = limit;
        _sale = sale;
        _token = token;
        _donor = donor;
        for (uint256 i = 0; i < ACTORS; ++i) {
            SaleActor actor = actors[i];
            actor.setSale(sale);
            actor.setBehaviour(SaleActor.Behaviour(i));
            actor.addAttempt(abi.encodeCall(sale.refund, ()));
            actor.addAttempt(abi.encodeCall(sale.finalize, ()));
            actor.addAttempt(abi.encodeCall(sale.claim, (address(actor))));
            _actors.push(actor);
        }
    }

    /* WHAT THE RUNNER CALLS */

    /// @notice All functions below, without those for the end of a run.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](11);
        bytes4[] memory calls = saleSelectors();
        for (uint256 i = 0; i < calls.length; ++i) list[i] = calls[i];
        list[8] = this.pass.selector;
        list[9] = this.forceEther.selector;
        list[10] = this.donate.selector;
    }

    /// @notice Those that neither pass time nor give anything: for a system that has handlers for both.
    function saleSelectors() public pure returns (bytes4[] memory list) {
        list = new bytes4[](8);
        list[0] = this.buy.selector;
        list[1] = this.buy.selector;
        list[2] = this.finalize.selector;
        list[3] = this.claim.selector;
        list[4] = this.refund.selector;
        list[5] = this.release.selector;
        list[6] = this.attack.selector;
        list[7] = this.allow.selector;
    }

    /// @dev Anyone admits an actor, whom the seed names; where there is no allowlist, nobody can be admitted.
    function allow(uint256 seed) external {
        uint256 index = seed % ACTORS;
        address actor = address(_actors[index]);
        if (_sale.ALLOWLIST_ROOT() == 0 || _sale.purchaseOf(actor).admitted) revert SaleHandler_Idle();
        _sale.allow(actor, Allowlist.proofOf(_actors, index));
        _mustFail(actor, abi.encodeCall(_sale.allow, (actor, Allowlist.proofOf(_actors, index))));
    }

    /// @dev The first purchase reaches the soft cap if the limit lets it, later ones are of all sizes.
    function buy(uint256 seed, uint256 amount, uint256 shift) external {
        uint256 least = purchases == 0 ? _sale.SOFT_CAP() : _sale.MINIMUM_PURCHASE() << (shift % 20);
        uint256 most = _limit == _sale.HARD_CAP() ? _sale.MAXIMUM_CONTRIBUTION() : _limit - _sale.raised();
        if (most < _sale.MINIMUM_PURCHASE()) revert SaleHandler_Idle();
        amount = bound(amount, least < most ? least : _sale.MINIMUM_PURCHASE(), most);

        SaleActor actor = _actors[seed % ACTORS];
        ForcedEther.send(address(actor), amount);
        uint256 before = address(actor).balance;
        try actor.buy(amount) {
            ++purchases;
            uint256 spent = before - address(actor).balance;
            spentWei += spent;
            _paidBy[address(actor)] += spent;
        } catch {
            revert SaleHandler_Idle();
        }
    }

    /// @dev Anyone, whom the seed names.
    function finalize(uint256 seed) external {
        vm.prank(address(uint160(seed)));
        _sale.finalize();
    }

    function claim(uint256 seed) public {
        _sale.claim(address(_owed(seed)));
    }

    function refund(uint256 seed) public {
        SaleActor actor = _owed(seed);
        uint256 before = address(actor).balance;
        actor.refund();
        uint256 refunded = address(actor).balance - before;
        refundedWei += refunded;
        _refundedTo[address(actor)] += refunded;
    }

    /// @dev The next actor that is owed something.
    function _owed(uint256 seed) private view returns (SaleActor actor) {
        for (uint256 i = 0; i < ACTORS; ++i) {
            actor = _actors[addmod(seed, i, ACTORS)];
            if (_sale.purchaseOf(address(actor)).paid != 0) return actor;
        }
    }

    function release(uint256 seed) external {
        vm.prank(address(uint160(seed)));
        _sale.releaseProceeds();
    }

    /// @dev What no state of the sale allows: a purchase of nothing, a claim and a refund of nothing.
    function attack(uint256 seed) external {
        address stranger = address(uint160(0x57A0000 + (seed % 256)));
        _mustFail(stranger, "");
        _mustFail(stranger, abi.encodeCall(_sale.refund, ()));
        _mustFail(stranger, abi.encodeCall(_sale.claim, (stranger)));
        _mustFail(stranger, abi.encodeCall(_sale.allow, (stranger, new bytes32[](seed % 3))));
        if (_sale.state() != ITokenSale.State.OPEN) _mustFail(stranger, abi.encodeCall(_sale.finalize, ()));
        if (_sale.state() != ITokenSale.State.SUCCEEDED) {
            _mustFail(stranger, abi.encodeCall(_sale.releaseProceeds, ()));
        }
    }

    /// @notice How many attacks succeeded.
    uint256 public breaches;

    function _mustFail(address caller, bytes memory data) private {
        vm.prank(caller);
        (bool success, ) = address(_sale).call(data);
        if (success) ++breaches;
    }

    function pass(uint256 seed) external {
        skip(1 + (uint256(keccak256(abi.encode(seed))) % 6 days));
    }

    function forceEther(uint256 seed) external {
        uint256 amount = bound(seed, 1, 1 ether);
        ForcedEther.send(address(_sale), amount);
        forcedWei += amount;
    }

    function donate(uint256 seed) external {
        uint256 amount = bound(seed, 1, 1e18);
        vm.prank(_donor);
        _token.transfer(address(_sale), amount);
        donatedTokens += amount;
    }

    /* THE END OF A RUN */

    /// @notice Everybody takes what is his, from wherever the run stopped. A stranger, this handler, finalizes and claims for
    /// the buyers; they take refunds themselves.
    function windUp() external {
        uint256 calls = 1;
        if (_sale.state() == ITokenSale.State.OPEN) {
            if (block.timestamp < _sale.END() && _sale.sold() < _sale.ALLOTMENT()) vm.warp(_sale.END());
            _sale.finalize();
            ++calls;
        }
        // The honest one comes last: whoever takes too much takes what is left for him.
        for (uint256 n = ACTORS; n > 0; --n) {
            uint256 i = n - 1;
            // Those that refuse ETH or insist on their calls would get nothing; who calls back goes on to the end (X1).
            if (_actors[i].behaviour() != SaleActor.Behaviour.REENTER) {
                _actors[i].setBehaviour(SaleActor.Behaviour.ACCEPT);
            }
            ITokenSale.Purchase memory owed = _sale.purchaseOf(address(_actors[i]));
            if (owed.paid == 0) continue;
            if (calls > mostCallsToEnd) mostCallsToEnd = calls;
            bool succeeded = _sale.state() == ITokenSale.State.SUCCEEDED;
            bytes memory data = succeeded ? abi.encodeCall(this.claim, (i)) : abi.encodeCall(this.refund, (i));
            (bool isPaid, ) = address(this).call(data);
            if (!isPaid) ++unpaid;
        }
        if (_sale.state() == ITokenSale.State.SUCCEEDED && _sale.released() < _sale.raised()) {
            uint256 end = _sale.finalizedAt() + _sale.PROCEEDS_DURATION();
            if (block.timestamp < end) vm.warp(end);
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

    /// @notice X1: whether no buyer got more back than he paid, however often he called back.
    function refundsFit() external view returns (bool) {
        for (uint256 i = 0; i < ACTORS; ++i) {
            if (_refundedTo[address(_actors[i])] > _paidBy[address(_actors[i])]) return false;
        }
        return true;
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
