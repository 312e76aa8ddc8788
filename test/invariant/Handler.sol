// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DataMarket} from "../../contracts/DataMarket.sol";
import {EpochClock} from "../../contracts/EpochClock.sol";
import {EquivocationFaults} from "../../contracts/EquivocationFaults.sol";
import {RewardPool} from "../../contracts/RewardPool.sol";
import {SampleRegistry} from "../../contracts/SampleRegistry.sol";
import {Subscriptions} from "../../contracts/Subscriptions.sol";
import {SupernodeCouncil} from "../../contracts/SupernodeCouncil.sol";
import {SupernodeStaking} from "../../contracts/SupernodeStaking.sol";
import {TokenSale} from "../../contracts/TokenSale.sol";
import {VerdictLedger} from "../../contracts/VerdictLedger.sol";
import {VirusMapToken} from "../../contracts/VirusMapToken.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {Signing} from "../helpers/Signing.sol";
import {Test} from "../helpers/Test.sol";
import {Books, Deployed} from "./Books.sol";

/// @notice Base of all handlers.
/// @dev A function that the runner calls either succeeded in what its name says, or reverts with `Handler_Idle` because
/// there was nothing to do: the runner counts both, and the campaign fails when one never succeeded. A call that must
/// succeed and does not, or the reverse, is a violation and ends the campaign at the next check.
abstract contract Handler is Test {
    error Handler_Idle();

    Books internal books;

    // Not immutable: the runner recognizes a handler by its deployed code, which immutables would change.
    EpochClock internal clock;
    VirusMapToken internal token;
    SupernodeStaking internal staking;
    SupernodeCouncil internal council;
    VerdictLedger internal ledger;
    RewardPool internal pool;
    EquivocationFaults internal faults;
    DataMarket internal market;
    Subscriptions internal subscriptions;
    TokenSale internal sale;
    SampleRegistry internal registry;

    constructor(Books books_) {
        Deployed memory deployed = books_.deployed();
        books = books_;
        clock = deployed.clock;
        token = deployed.token;
        staking = deployed.staking;
        council = deployed.council;
        ledger = deployed.ledger;
        pool = deployed.pool;
        faults = deployed.faults;
        market = deployed.market;
        subscriptions = deployed.subscriptions;
        sale = deployed.sale;
        registry = deployed.registry;
    }

    /// @notice What the runner may call; a function that stands twice is called twice as often.
    function selectors() external pure virtual returns (bytes4[] memory);

    /* CALLS */

    /// @dev Nothing to do: counts as no success.
    function idle() internal pure {
        revert Handler_Idle();
    }

    function idleUnless(bool possible) internal pure {
        if (!possible) revert Handler_Idle();
    }

    /// @dev Calls `target` as `actor`. `vm.prank` is consumed by the next call, so `data` is built before.
    function tryAs(address actor, address target, bytes memory data) internal returns (bool success) {
        vm.prank(actor);
        (success, ) = target.call(data);
    }

    /// @dev The call must succeed; `property` says what is broken when it does not.
    function must(address actor, address target, bytes memory data, string memory property) internal {
        if (tryAs(actor, target, data)) books.noteCall();
        else books.violate(string.concat(property, ": a call that must succeed failed"));
    }

    /// @dev The call must fail.
    function mustNot(address actor, address target, bytes memory data, string memory property) internal {
        if (tryAs(actor, target, data)) books.violate(string.concat(property, ": a call that must fail succeeded"));
    }

    /* CHOICE */

    /// @dev A further number from the same seed.
    function draw(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }

    /// @dev Amounts of all sizes up to `most`: one unit, dust, whole VMT, everything.
    function amountUpTo(uint256 seed, uint256 most) internal pure returns (uint256) {
        uint256 size = draw(seed, 1) % 8;
        if (size == 0) return 1;
        if (size == 1) return most;
        // Drawn, since the runner prefers small numbers: money that a slash or a share can be seen in.
        return bound(draw(seed, 2), 1, size == 2 && most > 1e6 ? 1e6 : most);
    }

    /* TIME */

    function epochNow() internal view returns (uint256) {
        return books.currentEpoch();
    }

    function wrap(uint256 epoch) internal pure returns (Epoch) {
        return Epoch.wrap(uint32(epoch));
    }

    /* PERMITS */

    function permitOf(uint256 key, address spender, uint256 value) internal view returns (Permit memory permit) {
        permit.value = value;
        permit.deadline = block.timestamp; // the last second
        (address owner, bytes32 separator) = (vm.addr(key), token.DOMAIN_SEPARATOR());
        uint256 nonce = token.nonces(owner);
        bytes32 digest = Signing.permitDigest(separator, owner, spender, value, nonce, permit.deadline);
        (permit.v, permit.r, permit.s) = vm.sign(key, digest);
    }

    /// @dev A stranger submits the permit before its owner does: the owner's call must succeed all the same (T4).
    function overtake(address owner, address spender, Permit memory permit) internal {
        bytes memory data = abi.encodeCall(
            token.permit,
            (owner, spender, permit.value, permit.deadline, permit.v, permit.r, permit.s)
        );
        must(address(0xBEEF), address(token), data, "T3");
    }
}
