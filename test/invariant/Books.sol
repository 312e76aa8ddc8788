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
import {TokenVesting} from "../../contracts/TokenVesting.sol";
import {VerdictLedger} from "../../contracts/VerdictLedger.sol";
import {VirusMapToken} from "../../contracts/VirusMapToken.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {KeyExchange, PublicKey} from "../../contracts/libraries/KeyExchange.sol";
import {HostileWallet} from "../mocks/HostileWallet.sol";
import {Secp256k1} from "../helpers/Secp256k1.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The deployed system that a campaign of invariants plays on.
struct Deployed {
    EpochClock clock;
    TokenVesting developers;
    TokenVesting supporters;
    VirusMapToken token;
    SupernodeStaking staking;
    SupernodeCouncil council;
    VerdictLedger ledger;
    RewardPool pool;
    EquivocationFaults faults;
    DataMarket market;
    Subscriptions subscriptions;
    TokenSale sale;
    SampleRegistry registry;
}

/// @notice What all handlers share: who plays, the clock, and accounts by double entry of every unit of VMT, kept from
/// what the handlers did and not from the contracts' own sums.
// One account for each thing that is counted.
// solhint-disable-next-line max-states-count
contract Books is Test {
    uint256 public constant PEOPLE = 6; // the last two are contract wallets: one refuses ETH, one calls back
    uint256 public constant KEYED_PEOPLE = 4; // those who can sign
    uint256 public constant NODES = 12; // supernodes that can be registered; the last operator is a contract wallet
    uint256 public constant KEYS = 6; // encryption keys of providers and one-time keys of buyers

    Deployed private _deployed;

    address[] private _people;
    address[] private _operators;
    uint256[] private _scalars;
    PublicKey[] private _points;

    /// @notice VMT that each account must hold.
    mapping(address account => uint256) public held;
    /// @notice VMT given to a contract without a call to it: it must change no figure.
    mapping(address target => uint256) public donated;
    uint256 public burned;
    address[] private _accounts;
    mapping(address account => bool) private _isAccount;

    /// @notice The first violation that a handler saw; empty while all properties hold.
    string public violation;
    /// @notice The first one of each property.
    mapping(string property => string) public violationOf;
    /// @notice Calls that actors made and that succeeded.
    uint256 public calls;

    /// @dev Voters' parts of what was paid in for a supernode, by the epoch in which it was.
    mapping(address supernode => mapping(uint256 epoch => uint256)) private _rewards;

    uint256 private _lastEpoch;
    mapping(uint256 epoch => mapping(uint256 seat => address)) private _sets;
    mapping(uint256 epoch => bool) public isSetKnown;

    constructor(Deployed memory deployed_) {
        _deployed = deployed_;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            _people.push(i < KEYED_PEOPLE ? vm.addr(personKey(i)) : address(new HostileWallet()));
        }
        for (uint256 n = 0; n < NODES; ++n) {
            _operators.push(n + 1 < NODES ? vm.addr(operatorKey(n)) : address(new HostileWallet()));
        }
        for (uint256 i = 0; i < KEYS; ++i) {
            // The edges of the group are among them.
            uint256 secret =
                i == 0
                    ? 1
                    : i == 1
                        ? KeyExchange.N - 1
                        : uint256(keccak256(abi.encode("scalar", i))) >> 8;
            _scalars.push(secret);
            _points.push(Secp256k1.publicKey(secret));
        }
        HostileWallet(payable(_people[PEOPLE - 2])).setBehaviour(HostileWallet.Behaviour.REFUSE);
        HostileWallet(payable(_people[PEOPLE - 1])).setBehaviour(HostileWallet.Behaviour.REENTER);
    }

    function deployed() external view returns (Deployed memory) {
        return _deployed;
    }

    /* ACTORS */

    function personKey(uint256 i) public pure returns (uint256) {
        return uint256(keccak256(abi.encode("person", i))) >> 1;
    }

    function operatorKey(uint256 n) public pure returns (uint256) {
        return uint256(keccak256(abi.encode("operator", n))) >> 1;
    }

    function person(uint256 i) external view returns (address) {
        return _people[i % PEOPLE];
    }

    function operator(uint256 n) external view returns (address) {
        return _operators[n % NODES];
    }

    function scalar(uint256 i) external view returns (uint256) {
        return _scalars[i % KEYS];
    }

    function point(uint256 i) external view returns (PublicKey memory) {
        return _points[i % KEYS];
    }

    /* ACCOUNTS OF VMT */

    /// @notice Opens an account with what it holds now.
    function open(address account) external {
        _track(account);
        held[account] = _deployed.token.balanceOf(account);
    }

    function move(address from, address to, uint256 amount) external {
        _track(to);
        held[from] -= amount;
        held[to] += amount;
    }

    function burn(address from, uint256 amount) external {
        held[from] -= amount;
        burned += amount;
    }

    function donate(address from, address to, uint256 amount) external {
        held[from] -= amount;
        held[to] += amount;
        donated[to] += amount;
    }

    function accounts() external view returns (address[] memory) {
        return _accounts;
    }

    function _track(address account) private {
        if (_isAccount[account]) return;
        _isAccount[account] = true;
        _accounts.push(account);
    }

    /* REWARDS */

    /// @notice `amount` was paid in for `supernode`, now: what its bond did not get is its voters', if it has a pool of them.
    /// @param before the supernode's record before
    function noteReward(address supernode, uint256 amount, ISupernodeStaking.Supernode memory before) external {
        if (before.pool.assets == 0) return;
        uint256 all = amount + before.bond;
        uint256 bond = _deployed.staking.supernodeOf(supernode).bond;
        if (bond <= all) _rewards[supernode][currentEpoch()] += all - bond;
        else violate("K7: a bond got more than the reward");
    }

    /// @notice K7: whether as much of the voters' rewards of `supernode` drips still as must: all of this epoch, and of the one
    /// before the part for the time that is left. Each call rounds towards later, by less than a unit.
    /// @dev What has dripped, only the weight shows; who resigned and has no pool has none.
    function dripsFairly(address supernode) external view returns (bool) {
        uint256 weight = _deployed.staking.weightOf(supernode);
        if (weight == 0) return true;
        ISupernodeStaking.Supernode memory node = _deployed.staking.supernodeOf(supernode);
        uint256 most = uint256(node.pool.assets) + node.dripping + node.incoming;
        if (node.releaseEpoch == Epoch.wrap(0)) most += node.bond;
        uint256 epoch = currentEpoch();
        uint256 due = _rewards[supernode][epoch];
        if (epoch != 0) {
            (uint256 start, uint256 end) = (startOf(epoch), startOf(epoch + 1));
            due += (_rewards[supernode][epoch - 1] * (end - block.timestamp)) / (end - start);
        }
        return weight + due <= most && most <= weight + due + calls;
    }

    /* VIOLATIONS: kept, not reverted, since the runner forgives a handler that reverts */

    /// @param what the property's name, such as K1, a colon, and what was seen
    function violate(string memory what) public {
        string memory property = _propertyOf(what);
        if (bytes(violation).length == 0) violation = what;
        if (bytes(violationOf[property]).length == 0) violationOf[property] = what;
    }

    function check(bool holds, string memory what) external {
        if (!holds) violate(what);
    }

    function _propertyOf(string memory what) private pure returns (string memory property) {
        uint256 length = 0;
        while (bytes(what)[length] != ":") ++length;
        bytes memory name = new bytes(length);
        for (uint256 i = 0; i < length; ++i) name[i] = bytes(what)[i];
        return string(name);
    }

    function noteCall() external {
        ++calls;
    }

    /* TIME: all handlers pass it here, so that the set of each epoch is seen at its first second */

    /// @dev The runner does not undo a warp when the handler reverts: warp only when nothing can fail any more.
    function warpTo(uint256 time) public {
        vm.warp(time);
        uint256 epoch = currentEpoch();
        if (epoch == _lastEpoch) return;

        _lastEpoch = epoch;
        _learn(epoch);
        if (epoch != 0) _learn(epoch - 1);
    }

    function currentEpoch() public view returns (uint256) {
        return Epoch.unwrap(_deployed.clock.currentEpoch());
    }

    function startOf(uint256 epoch) public view returns (uint256) {
        return _deployed.clock.epochStart(Epoch.wrap(uint32(epoch)));
    }

    function _learn(uint256 epoch) private {
        uint256 seats = _deployed.council.SEATS();
        for (uint256 seat = 0; seat < seats; ++seat) {
            address holder = _deployed.council.holderOf(seat, Epoch.wrap(uint32(epoch)));
            if (isSetKnown[epoch] && _sets[epoch][seat] != holder) violate("K8: the set of an epoch changed");
            _sets[epoch][seat] = holder;
        }
        isSetKnown[epoch] = true;
    }

    /// @notice Who sat in `seat` when `epoch` began.
    function seatedIn(uint256 epoch, uint256 seat) external view returns (address) {
        return _sets[epoch][seat];
    }
}
