// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {EveryCall} from "../helpers/EveryCall.sol";

/// @notice Every function of every deployed contract, called by everybody with everything.
contract EverySelectorAttacksTest is EveryCall {
    address[] private _words; // addresses that stand in arguments
    uint256[7] private _numbers = [0, 1, 2, 17, 1e18, BOND, type(uint256).max];

    function setUp() public override {
        super.setUp();
        _words = [VOTER, BUYER, VENDOR, SUBMITTER, INVESTOR, STRANGER, TEAM, BACKERS, TREASURY, vm.addr(HOLDER_KEY)];
        for (uint256 n = 1; n <= JAILED; ++n) _words.push(operatorOf(n));
        address[12] memory system = _system();
        for (uint256 i = 0; i < system.length; ++i) _words.push(system[i]);
    }

    function _system() private view returns (address[12] memory) {
        return
            [
                address(token),
                address(staking),
                address(council),
                address(ledger),
                address(pool),
                address(faults),
                address(market),
                address(subscriptions),
                address(sale),
                address(registry),
                address(developers),
                address(supporters)
            ];
    }

    /// @dev The list is right: each call succeeds for its caller. Without it the two below could pass on refusals
    /// alone. Of the sale, what belongs to other states of it (allow, finalize, refund, buying) is in TokenSale.t.sol.
    function test_EveryCallSucceedsForItsCaller() public {
        assertEq(calls.length, 54);
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(calls[i].caller);
            (bool success, bytes memory returned) = calls[i].target.call(calls[i].data);
            assertTrue(success, string.concat(vm.toString(i), " ", vm.toString(returned)));
            vm.revertToState(snapshot);
        }
    }

    /// @dev Anyone would gain: VMT made of nothing. T2 stops him: no call of any caller, also of the contracts
    /// themselves, with arguments right or changed at will, raises the supply.
    function testFuzz_NoCallMints(uint256 seed, bytes4 selector, bytes calldata arguments) public {
        for (uint256 i = 0; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 supply = token.totalSupply();
            _callAs(_words[(seed >> 8) % _words.length], seed);
            assertLe(token.totalSupply(), supply, "T2: minted");
        }
        uint256 before = token.totalSupply();
        address[12] memory system = _system();
        for (uint256 i = 0; i < system.length; ++i) {
            vm.prank(_words[seed % _words.length]);
            (bool success, ) = system[i].call(bytes.concat(selector, arguments));
            success;
        }
        assertLe(token.totalSupply(), before, "T2: minted");
    }

    /// @dev A stranger would gain: anything that is another's, or harm to it, by any call that its owner makes, with
    /// its arguments or others. X2 stops him: whatever he calls, nobody else has less than before, and nobody's terms,
    /// orders, stakes or seat of this epoch are changed. He may do for others what only serves them.
    function testFuzz_NoStrangerTouchesWhatIsAnothers(uint256 seed, address caller) public {
        if (seed % 2 == 0) caller = STRANGER;
        for (uint256 i = 0; i < _words.length; ++i) vm.assume(caller == STRANGER || caller != _words[i]);
        vm.assume(caller != address(this) && uint160(caller) > type(uint16).max && caller != address(vm));
        bytes32 terms = _terms();
        uint256[] memory wealth = _wealth();
        for (uint256 i = 0; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 index = _callAs(caller, seed);
            uint256[] memory after_ = _wealth();
            for (uint256 j = 0; j < wealth.length; ++j) {
                assertGe(
                    after_[j],
                    wealth[j],
                    string.concat("X2: call ", vm.toString(index), " took from ", vm.toString(j))
                );
            }
            assertEq(_terms(), terms, string.concat("X2: call ", vm.toString(index), " changed terms"));
            wealth = after_;
        }
    }

    /// @dev One of the listed calls, in half of the cases with one or two words of its arguments changed.
    function _callAs(address caller, uint256 seed) private returns (uint256 index) {
        index = (seed >> 24) % calls.length;
        bytes memory data = calls[index].data;
        uint256 words = (data.length - 4) / 32;
        for (uint256 i = 0; i < (seed >> 64) % 4 && i < 2 && words != 0; ++i) {
            uint256 word = (seed >> (80 + 32 * i)) % words;
            uint256 pick = (seed >> (96 + 32 * i)) % (_words.length + _numbers.length);
            uint256 value = pick < _words.length ? uint256(uint160(_words[pick])) : _numbers[pick - _words.length];
            assembly ("memory-safe") {
                mstore(add(add(data, 36), mul(word, 32)), value)
            }
        }
        vm.prank(caller);
        (bool success, ) = calls[index].target.call(data);
        success; // most are refused
    }

    /* WHAT IS WHOSE */

    /// @dev Of each party: its VMT, and what it can turn into VMT. Supernodes 1 to 7 are innocent.
    function _wealth() private view returns (uint256[] memory wealth) {
        address one = operatorOf(1);
        wealth = new uint256[](6 + SEATS);
        wealth[0] = token.balanceOf(VOTER) + staking.votesOf(one, VOTER);
        wealth[0] += staking.ticketValueOf(one, VOTER, Epoch.wrap(2));
        wealth[1] = token.balanceOf(BUYER) + _escrowOf(open) + _escrowOf(served) + _escrowOf(lapsed);
        wealth[2] = token.balanceOf(VENDOR) + subscriptions.subscriptionOf(VENDOR).unearned;
        wealth[3] = token.balanceOf(SUBMITTER) + (pool.isClaimed(Epoch.wrap(2), SUBMITTER) ? 0 : REWARD);
        wealth[4] = token.balanceOf(INVESTOR) + sale.purchaseOf(INVESTOR).tokens;
        wealth[5] = token.balanceOf(vm.addr(HOLDER_KEY));
        for (uint256 n = 1; n <= SEATS; ++n) {
            address operator = operatorOf(n);
            wealth[5 + n] = token.balanceOf(operator) + staking.supernodeOf(operator).bond;
        }
    }

    /// @dev Of what was refunded or paid out, the buyer has had his part.
    function _escrowOf(IDataMarket.Order memory order) private view returns (uint256) {
        IDataMarket.Status status = market.stateOf(idOf(order)).status;
        bool held = status == IDataMarket.Status.OPEN || status == IDataMarket.Status.DELIVERED;
        return held ? order.price : 0;
    }

    /// @dev What only its owner may change: no wealth, but the way to it.
    function _terms() private view returns (bytes32 terms) {
        for (uint256 n = 1; n <= SEATS; ++n) terms = keccak256(abi.encode(terms, _termsOf(operatorOf(n))));
        return
            keccak256(
                abi.encode(
                    terms,
                    staking.sharesOf(operatorOf(1), VOTER),
                    staking.ticketOf(operatorOf(1), VOTER, Epoch.wrap(2)),
                    market.stateOf(idOf(open)),
                    market.stateOf(idOf(served)),
                    subscriptions.subscriptionOf(VENDOR),
                    token.allowance(VOTER, STRANGER),
                    token.allowance(BUYER, STRANGER),
                    ledger.publicationOf(Epoch.wrap(1)),
                    developers.owner(),
                    registry.submittedAt(VOTER, keccak256("root"))
                )
            );
    }

    function _termsOf(address operator) private view returns (bytes32) {
        (uint256 x, uint8 parity) = staking.encryptionKeyOf(operator);
        return
            keccak256(
                abi.encode(
                    x,
                    parity,
                    staking.supernodeOf(operator).signer,
                    staking.supernodeOf(operator).nextCommission,
                    staking.supernodeOf(operator).releaseEpoch,
                    staking.isJailed(operator),
                    council.silentFrom(operator),
                    council.holderOf(uint160(operator) - uint160(operatorOf(1)), clock.currentEpoch())
                )
            );
    }
}
