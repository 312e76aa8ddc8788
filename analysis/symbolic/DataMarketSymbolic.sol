// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DataMarket} from "../../contracts/DataMarket.sol";
import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {Kind} from "../../contracts/libraries/Verdicts.sol";
import {Vm} from "../../test/helpers/Test.sol";
import {World} from "./helpers/World.sol";

/// @notice The order's state machine and the division of its price (E2, E3), for every price, deadline and time. An order is
/// put into each status by hand, so that one step from everywhere covers sequences of any length.
contract DataMarketSymbolic {
    Vm private constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 private constant STATES_SLOT = 0;
    address private constant SUBMITTER = address(0xA11CE);
    address private constant PROVIDER = address(0xB0B);

    World private _world;
    DataMarket private _market;

    /// @dev (E2, E3) From OPEN, at no second can both succeed, and at each second one of them can.
    function check_E2_DeliverAndRefundExclude(uint96 price, uint40 deadline, uint40 time) external {
        IDataMarket.Order memory order = _order(price, deadline);
        _put(order, IDataMarket.Status.OPEN, 0);
        VM.warp(time);
        bool delivered = _try(abi.encodeCall(IDataMarket.deliver, (order, bytes32("key"))), PROVIDER);
        _put(order, IDataMarket.Status.OPEN, 0);
        bool refunded = _try(abi.encodeCall(IDataMarket.refund, (order)), address(1));
        assert(delivered != refunded);
        assert(delivered == (time < deadline));
    }

    /// @dev (E2) Only an open order is delivered or refunded, only a delivered one is settled or accepted: so no final state
    /// has an exit, and every payment leaves for a state from which none follows.
    function check_E2_FinalStatesHaveNoExits(uint96 price, uint40 deadline, uint40 time, uint8 status) external {
        VM.assume(status > uint8(IDataMarket.Status.DELIVERED) && status <= uint8(IDataMarket.Status.WRONG_KEY));
        IDataMarket.Order memory order = _order(price, deadline);
        _put(order, IDataMarket.Status(status), 0);
        VM.warp(time);
        assert(!_try(abi.encodeCall(IDataMarket.deliver, (order, bytes32("key"))), PROVIDER));
        assert(!_try(abi.encodeCall(IDataMarket.refund, (order)), address(1)));
        assert(!_try(abi.encodeCall(IDataMarket.settle, (order)), address(1)));
        assert(!_try(abi.encodeCall(IDataMarket.accept, (order)), address(this)));
        assert(!_try(abi.encodeCall(IDataMarket.dispute, (order, bytes32("key"), 1)), address(this)));
    }

    /// @dev (E2, E3) A delivered order is never refunded for time, and settles by anyone from the window's end on.
    function check_E3_SettlesAfterTheWindow(uint96 price, uint40 deliveredAt, uint40 time) external {
        IDataMarket.Order memory order = _order(price, 0);
        VM.warp(time);
        _put(order, IDataMarket.Status.DELIVERED, deliveredAt);
        assert(!_try(abi.encodeCall(IDataMarket.refund, (order)), address(1)));
        bool settled = _try(abi.encodeCall(IDataMarket.settle, (order)), address(1));
        assert(!settled || time >= uint256(deliveredAt) + 1 days);
    }

    /// @dev (E2) The four parts of a settled price sum to it: nothing is created or lost.
    function check_E2_PartsSumToThePrice(uint96 price) external {
        IDataMarket.Order memory order = _order(price, 0);
        _put(order, IDataMarket.Status.DELIVERED, 0);
        VM.warp(2_000_000);
        VM.assume(_try(abi.encodeCall(IDataMarket.settle, (order)), address(1)));
        (uint256 toPool, uint256 toBurn) = _market.accrued();
        assert(_world.sent(SUBMITTER) + _world.sent(PROVIDER) + toPool + toBurn == price);
    }

    function _try(bytes memory data, address caller) private returns (bool success) {
        VM.prank(caller);
        (success, ) = address(_market).call(data);
    }

    function _put(IDataMarket.Order memory order, IDataMarket.Status status, uint40 deliveredAt) private {
        bytes32 slot = keccak256(abi.encode(_market.idOf(order), STATES_SLOT));
        VM.store(address(_market), slot, bytes32(uint256(uint8(status)) | (uint256(deliveredAt) << 8)));
    }

    function _order(uint96 price, uint40 deadline) private returns (IDataMarket.Order memory) {
        VM.warp(1_000_000);
        _world = new World(0, 21);
        IDataMarket.Parameters memory parameters;
        parameters.prices[0] = IDataMarket.PriceTerms(1e18, 1_000, 8_000);
        parameters.prices[1] = IDataMarket.PriceTerms(1e18, 1_000, 8_000);
        parameters.prices[2] = IDataMarket.PriceTerms(1e18, 1_000, 8_000);
        (parameters.submitterShare, parameters.providerShare) = (6_000, 2_500);
        (parameters.poolShare, parameters.burnShare) = (1_000, 500);
        (parameters.minimumDelivery, parameters.maximumDelivery) = (6 hours, 3 days);
        (parameters.disputeWindow, parameters.wrongKeyMultiple) = (1 days, 2);
        _market = new DataMarket(IVerdictLedger(address(_world)), parameters);
        return
            IDataMarket.Order({
                buyer: address(this),
                provider: PROVIDER,
                submitter: SUBMITTER,
                kind: Kind.FILE,
                price: price,
                keyCommitment: bytes32("commitment"),
                providerKeyX: 1,
                providerKeyParity: 0,
                buyerKey: address(0xC0FFEE),
                deadline: deadline
            });
    }
}
