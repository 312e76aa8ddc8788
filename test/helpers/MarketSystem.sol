// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DataMarket} from "../../contracts/DataMarket.sol";
import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {KeyExchange} from "../../contracts/libraries/KeyExchange.sol";
import {OrderId} from "../../contracts/libraries/OrderId.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Category, Kind, Verdict} from "../../contracts/libraries/Verdicts.sol";
import {Secp256k1} from "./Secp256k1.sol";
import {System} from "./System.sol";

/// @notice The whole system at the start of epoch 2, with four verdicts in the report of epoch 1.
/// Buyers' private keys are small numbers, whose public keys are quick to compute.
abstract contract MarketSystem is System {
    address internal constant SUBMITTER = address(0x5AB);
    address internal constant BUYER = address(0xB1);
    address internal constant STRANGER = address(0x57A);
    uint256 internal constant PRICE = 10e18; // of a file at its floor
    uint256 internal constant BUYER_SCALAR = 777;
    uint256 internal constant UNNAMED = 3; // index of the verdict without a submitter
    bytes32 internal constant CONTENT_KEY = keccak256("a content key");
    bytes32 internal constant WRONG_KEY = keccak256("a wrong key");

    uint256 private _chain; // identifier of the chain on which the market was deployed
    Verdict[] private _verdicts;

    function setUp() public virtual override {
        super.setUp();
        _chain = block.chainid;
        seatSupernodes(SEATS);
        warpToEpoch(2);
        for (uint256 i = 0; i < 4; ++i) _verdicts.push(sampleVerdict(i));
        publishVerdicts(leavesOf(_verdicts));
        fundAndApprove(BUYER, address(market), 1_000_000e18);
    }

    /* VERDICTS */

    /// @dev One of each kind, then a file that names no submitter.
    function sampleVerdict(uint256 i) internal pure returns (Verdict memory) {
        return
            Verdict({
                kind: Kind(i % 3),
                contentHash: keccak256(abi.encode("content", i)),
                category: Category.MALICIOUS,
                score: 900,
                reward: 1e18,
                submitter: i == UNNAMED ? address(0) : SUBMITTER,
                detections: 2,
                engines: 2,
                policy: 0,
                labelsHash: keccak256("labels"),
                ciphertextCid: keccak256(abi.encode("ciphertext", i)),
                keyCommitment: keccak256(abi.encode(CONTENT_KEY))
            });
    }

    function leafOf(Verdict memory verdict) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(verdict))));
    }

    function leavesOf(Verdict[] memory verdicts) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](verdicts.length);
        for (uint256 i = 0; i < leaves.length; ++i) leaves[i] = leafOf(verdicts[i]);
    }

    /// @dev Publishes the report of the epoch before this one; the number of leaves is a power of two.
    function publishVerdicts(bytes32[] memory leaves) internal {
        (bytes32 root, ) = climb(leaves, 0);
        publish(reportOf(root, 0, 0), SEATS);
    }

    /// @dev Root of a full tree, and the proof of leaf `index`.
    function climb(
        bytes32[] memory leaves,
        uint256 index
    ) internal pure returns (bytes32 root, bytes32[] memory proof) {
        uint256 depth = 0;
        while (1 << depth < leaves.length) ++depth;
        proof = new bytes32[](depth);
        bytes32[] memory level = leaves;
        for (uint256 d = 0; d < depth; ++d) {
            proof[d] = level[index ^ 1];
            index >>= 1;
            bytes32[] memory above = new bytes32[](level.length / 2);
            for (uint256 i = 0; i < above.length; ++i) above[i] = nodeOf(level[2 * i], level[2 * i + 1]);
            level = above;
        }
        root = level[0];
    }

    function proofOf(uint256 i) internal view returns (bytes32[] memory proof) {
        (, proof) = climb(leavesOf(_verdicts), i);
    }

    /* ORDERS */

    /// @dev What a buyer asks for by default: supernode 1, one day, any price, key BUYER_SCALAR.
    function requestOf(uint256 i) internal view returns (IDataMarket.Request memory) {
        return
            IDataMarket.Request({
                epoch: Epoch.wrap(1),
                verdict: _verdicts[i],
                provider: operatorOf(1),
                buyerKey: Secp256k1.publicKey(BUYER_SCALAR),
                maxPrice: type(uint256).max,
                deadline: vm.getBlockTimestamp() + 1 days
            });
    }

    /// @dev The order that BUYER's request becomes now, put together from the design and not from the contract.
    function orderOf(IDataMarket.Request memory request) internal view returns (IDataMarket.Order memory) {
        (uint256 x, uint8 parity) = staking.encryptionKeyOf(request.provider);
        return
            IDataMarket.Order({
                buyer: BUYER,
                provider: request.provider,
                submitter: request.verdict.submitter,
                kind: request.verdict.kind,
                price: uint96(market.priceOf(request.verdict.kind)),
                keyCommitment: request.verdict.keyCommitment,
                providerKeyX: x,
                providerKeyParity: parity,
                buyerKey: address(uint160(uint256(keccak256(abi.encode(request.buyerKey.x, request.buyerKey.y))))),
                deadline: uint40(request.deadline)
            });
    }

    function idOf(IDataMarket.Order memory order) internal view returns (OrderId) {
        return OrderId.wrap(keccak256(abi.encode(_chain, address(market), order)));
    }

    /// @dev BUYER buys verdict `i` by `request`.
    function buy(IDataMarket.Request memory request, uint256 i) internal returns (IDataMarket.Order memory order) {
        bytes32[] memory proof = proofOf(i);
        order = orderOf(request);
        vm.prank(BUYER);
        market.purchase(request, proof);
    }

    /// @dev BUYER buys the file from supernode 1.
    function buy() internal returns (IDataMarket.Order memory) {
        return buy(requestOf(0), 0);
    }

    /// @dev `key` masked by the order's provider for the holder of `scalar`. The shared point comes from the runner's own
    /// library.
    function maskedFor(
        IDataMarket.Order memory order,
        bytes32 key,
        uint256 scalar
    ) internal view returns (bytes32 maskedKey) {
        uint256 provider = uint160(order.provider) - uint160(operatorOf(0));
        address shared = vm.addr(mulmod(encryptionKeyOf(provider), scalar, KeyExchange.N));
        return key ^ keccak256(abi.encode(shared, idOf(order)));
    }

    /// @dev The provider delivers `key`, masked for BUYER_SCALAR.
    function deliver(IDataMarket.Order memory order, bytes32 key) internal returns (bytes32 maskedKey) {
        maskedKey = maskedFor(order, key, BUYER_SCALAR);
        vm.prank(order.provider);
        market.deliver(order, maskedKey);
    }

    /// @dev An order on which the right key, or another one, was delivered now.
    function delivered(bytes32 key) internal returns (IDataMarket.Order memory order, bytes32 maskedKey) {
        order = buy();
        maskedKey = deliver(order, key);
    }

    /// @dev Buys `order`, the default one of this second, and brings it to `status`.
    function bring(IDataMarket.Order memory order, IDataMarket.Status status) internal {
        if (status == IDataMarket.Status.NONE) return;
        buy();
        if (status == IDataMarket.Status.REFUNDED) {
            vm.warp(order.deadline);
            market.refund(order);
        } else if (status == IDataMarket.Status.WRONG_KEY) {
            market.dispute(order, deliver(order, WRONG_KEY), BUYER_SCALAR);
        } else if (status != IDataMarket.Status.OPEN) {
            deliver(order, CONTENT_KEY);
            if (status == IDataMarket.Status.SETTLED) {
                vm.prank(BUYER);
                market.accept(order);
            }
        }
        assertStatus(order, status);
    }

    function notDelivered() internal pure returns (IDataMarket.Status[5] memory) {
        return
            [
                IDataMarket.Status.NONE,
                IDataMarket.Status.OPEN,
                IDataMarket.Status.SETTLED,
                IDataMarket.Status.REFUNDED,
                IDataMarket.Status.WRONG_KEY
            ];
    }

    function wrongStatus(
        IDataMarket.Order memory order,
        IDataMarket.Status status
    ) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarket.DataMarket_WrongStatus.selector, idOf(order), status);
    }

    function assertStatus(IDataMarket.Order memory order, IDataMarket.Status status) internal view {
        assertEq(uint256(market.stateOf(idOf(order)).status), uint256(status));
    }

    function assertAccrued(uint256 expectedPool, uint256 expectedBurn) internal view {
        (uint256 toPool, uint256 toBurn) = market.accrued();
        assertEq(toPool, expectedPool);
        assertEq(toBurn, expectedBurn);
    }

    /* SUPERNODES */

    function jail(address operator) internal {
        vm.prank(address(faults));
        staking.slashEquivocation(operator, STRANGER);
    }

    /// @dev Leaves the operator a bond of `rest`.
    function shrinkBond(address operator, uint256 rest) internal {
        uint256 bond = staking.supernodeOf(operator).bond;
        vm.prank(address(market));
        staking.slashWrongKey(operator, bond - rest, STRANGER);
    }

    /* MARKETS OF OTHER TERMS */

    /// @dev A second market on the same ledger, which the staking contract is made to name.
    function deployMarket(IDataMarket.Parameters memory parameters) internal returns (DataMarket) {
        nameMarket(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        return new DataMarket(ledger, parameters);
    }

    function nameMarket(address named) internal {
        vm.mockCall(address(staking), abi.encodeCall(ISupernodeStaking.DATA_MARKET, ()), abi.encode(named));
    }

    /* PERMITS */

    /// @dev Somebody else submits the holder's permit.
    function submitPermit(address holder, address spender, Permit memory permit) internal {
        vm.prank(STRANGER);
        token.permit(holder, spender, permit.value, permit.deadline, permit.v, permit.r, permit.s);
    }
}
