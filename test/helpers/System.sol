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
import {IDataMarket} from "../../contracts/interfaces/IDataMarket.sol";
import {IRewardPool} from "../../contracts/interfaces/IRewardPool.sol";
import {ISubscriptions} from "../../contracts/interfaces/ISubscriptions.sol";
import {ISupernodeCouncil} from "../../contracts/interfaces/ISupernodeCouncil.sol";
import {ISupernodeStaking} from "../../contracts/interfaces/ISupernodeStaking.sol";
import {ITokenSale} from "../../contracts/interfaces/ITokenSale.sol";
import {IVerdictLedger} from "../../contracts/interfaces/IVerdictLedger.sol";
import {IVirusMapToken} from "../../contracts/interfaces/IVirusMapToken.sol";
import {Epoch} from "../../contracts/libraries/Epoch.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {MerkleHash} from "./MerkleHash.sol";
import {Secp256k1} from "./Secp256k1.sol";
import {Signing} from "./Signing.sol";
import {Test} from "./Test.sol";

/// @notice The whole system for tests inside the EVM: the production order of deployment and parameters, with 7 seats.
/// A test changes the terms by overriding a function below.
abstract contract System is Test {
    uint256 internal constant START = 1_800_000_000; // Unix seconds at which `setUp` leaves the clock
    uint256 internal constant DAY = 1 days;
    uint256 internal constant SEATS = 7;
    uint256 internal constant QUORUM = 5;
    uint256 internal constant BOND = 100_000e18;

    address internal constant TREASURY = address(0x7EA5);
    address internal constant TEAM = address(0xDE7);
    address internal constant BACKERS = address(0xBAC);

    EpochClock internal clock;
    TokenVesting internal developers;
    TokenVesting internal supporters;
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

    /* TERMS */

    function genesis() internal view virtual returns (uint256) {
        return START + 30 days;
    }

    function epochLength() internal view virtual returns (uint256) {
        return DAY;
    }

    function seats() internal view virtual returns (uint256) {
        return SEATS;
    }

    function saleTerms() internal view virtual returns (ITokenSale.Terms memory) {
        return
            ITokenSale.Terms({
                start: START + 1 days,
                end: START + 29 days,
                softCap: 1_000 ether,
                minimumPurchase: 0.01 ether,
                maximumContribution: 1_000_000 ether,
                allowlistRoot: 0,
                allowlistEnd: 0,
                treasury: TREASURY,
                proceedsDuration: 365 days
            });
    }

    /// @dev Sums to 25 % of the supply; the whole costs 20,000 ether.
    function saleTranches() internal view virtual returns (ITokenSale.Tranche[] memory tranches) {
        tranches = new ITokenSale.Tranche[](3);
        tranches[0] = ITokenSale.Tranche({tokens: 100_000_000e18, weiPerToken: 0.00006 ether});
        tranches[1] = ITokenSale.Tranche({tokens: 100_000_000e18, weiPerToken: 0.00008 ether});
        tranches[2] = ITokenSale.Tranche({tokens: 50_000_000e18, weiPerToken: 0.00012 ether});
    }

    function stakingParameters() internal view virtual returns (ISupernodeStaking.Parameters memory) {
        return
            ISupernodeStaking.Parameters({
                minimumBond: BOND,
                unbondingEpochs: 15,
                evidenceEpochs: 14,
                jailEpochs: 14,
                equivocationLimit: 16,
                slashShare: 1_000, // 10 %
                bountyShare: 1_000, // 10 %
                wrongKeyBountyShare: 5_000 // 50 %
            });
    }

    function poolParameters() internal view virtual returns (IRewardPool.Parameters memory) {
        return
            IRewardPool.Parameters({
                emissionRate: 474_320_862_749_585, // half-life of 4 years of 365.25 days at one epoch a day
                weightShare: 100, // 1 %
                submittersShare: 7_500,
                supernodesShare: 1_500,
                storageShare: 1_000
            });
    }

    function marketParameters() internal view virtual returns (IDataMarket.Parameters memory parameters) {
        parameters.prices[0] = IDataMarket.PriceTerms({floor: 10e18, target: 1_000, scale: 8_000});
        parameters.prices[1] = IDataMarket.PriceTerms({floor: 1e18, target: 1_000, scale: 8_000});
        parameters.prices[2] = IDataMarket.PriceTerms({floor: 20e18, target: 100, scale: 800});
        parameters.submitterShare = 6_000;
        parameters.providerShare = 2_500;
        parameters.poolShare = 1_000;
        parameters.burnShare = 500;
        parameters.minimumDelivery = uint32(epochLength() / 4);
        parameters.maximumDelivery = uint32(epochLength() * 3);
        parameters.disputeWindow = uint32(epochLength());
        parameters.wrongKeyMultiple = 2;
    }

    function subscriptionParameters() internal view virtual returns (ISubscriptions.Parameters memory) {
        return
            ISubscriptions.Parameters({
                floor: 100e18,
                target: 100,
                scale: 800,
                maximumEpochs: 30,
                poolShare: 6_667 // two thirds, as in the market
            });
    }

    /* DEPLOYMENT */

    function setUp() public virtual {
        vm.warp(START);
        uint256 nonce = vm.getNonce(address(this));
        address predictedStakingFaults = vm.computeCreateAddress(address(this), nonce + 8);
        address predictedMarket = vm.computeCreateAddress(address(this), nonce + 9);
        address predictedLedger = vm.computeCreateAddress(address(this), nonce + 6);
        address predictedPool = vm.computeCreateAddress(address(this), nonce + 7);
        address predictedSale = vm.computeCreateAddress(address(this), nonce + 11);

        clock = new EpochClock(genesis(), epochLength());
        developers = new TokenVesting(TEAM, uint64(genesis()), 48 * 30 days, 12 * 30 days);
        supporters = new TokenVesting(BACKERS, uint64(genesis()), 12 * 30 days, 0);
        token = new VirusMapToken(_allocation(predictedPool, predictedSale));
        staking = new SupernodeStaking(token, clock, predictedStakingFaults, predictedMarket, stakingParameters());
        council = new SupernodeCouncil(staking, VerdictLedger(predictedLedger), seats(), 3);
        ledger = new VerdictLedger(council, RewardPool(predictedPool));
        pool = new RewardPool(token, ledger, poolParameters());
        faults = new EquivocationFaults(ledger);
        market = new DataMarket(ledger, marketParameters());
        subscriptions = new Subscriptions(pool, subscriptionParameters());
        sale = new TokenSale(token, clock, saleTerms(), saleTranches());
        registry = new SampleRegistry();
    }

    function _allocation(
        address rewardPool,
        address tokenSale
    ) internal view returns (IVirusMapToken.Allocation memory) {
        return
            IVirusMapToken.Allocation({
                initialSupply: 1_000_000_000e18,
                rewardPool: rewardPool,
                tokenSale: tokenSale,
                developers: address(developers),
                supporters: address(supporters),
                miningShare: 6_000,
                saleShare: 2_500,
                developersShare: 1_000,
                supportersShare: 500
            });
    }

    /* TIME */

    /// @dev The first second of `epoch`.
    function warpToEpoch(uint256 epoch) internal {
        vm.warp(clock.epochStart(Epoch.wrap(uint32(epoch))));
    }

    /// @dev The first second of the epoch after this one.
    function warpToNextEpoch() internal {
        warpToEpoch(Epoch.unwrap(clock.currentEpoch()) + 1);
    }

    /* FUNDS: taken from the vesting wallet of the supporters, so that no allocation of a contract under test moves */

    function fund(address account, uint256 amount) internal {
        vm.prank(address(supporters));
        token.transfer(account, amount);
    }

    function fundAndApprove(address account, address spender, uint256 amount) internal {
        fund(account, amount);
        vm.prank(account);
        token.approve(spender, type(uint256).max);
    }

    /* SUPERNODES: number n (from 1) has an operator, a signing key and an encryption key of its own */

    function operatorOf(uint256 n) internal pure returns (address) {
        return address(uint160(0x0B0000 + n));
    }

    function signerKeyOf(uint256 n) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("signer", n)));
    }

    function encryptionKeyOf(uint256 n) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("encryption", n))) % (2 ** 250);
    }

    function consentDigest(address operator) internal view returns (bytes32) {
        return Signing.consentDigest(domainSeparator("VirusMap SupernodeStaking", address(staking)), operator);
    }

    /// @dev The owner's next permit of VMT (ERC-2612).
    function permitOf(
        uint256 key,
        address spender,
        uint256 value,
        uint256 deadline
    ) internal view returns (Permit memory) {
        address owner = vm.addr(key);
        bytes32 separator = domainSeparator("VirusMap Token", address(token));
        bytes32 digest = Signing.permitDigest(separator, owner, spender, value, token.nonces(owner), deadline);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return Permit({value: value, deadline: deadline, v: v, r: r, s: s});
    }

    function domainSeparator(string memory name, address verifier) internal view returns (bytes32) {
        return Signing.domainSeparator(name, verifier);
    }

    function consentOf(uint256 n) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKeyOf(n), consentDigest(operatorOf(n)));
        return abi.encodePacked(r, s, v);
    }

    function registrationOf(uint256 n, uint256 bond) internal view returns (ISupernodeStaking.Registration memory) {
        return
            ISupernodeStaking.Registration({
                signer: vm.addr(signerKeyOf(n)),
                signerProof: consentOf(n),
                encryptionKey: Secp256k1.publicKey(encryptionKeyOf(n)),
                metadataURI: "ipfs://metadata",
                commission: 1_000, // 10 %
                bond: bond
            });
    }

    /// @dev Registers supernode `n` with `bond`, funded for it.
    function registerSupernode(uint256 n, uint256 bond) internal returns (address operator) {
        operator = operatorOf(n);
        ISupernodeStaking.Registration memory registration = registrationOf(n, bond);
        fundAndApprove(operator, address(staking), bond);
        vm.prank(operator);
        staking.register(registration);
    }

    /// @dev Registers `count` supernodes and seats number n in seat n - 1.
    function seatSupernodes(uint256 count) internal {
        for (uint256 n = 1; n <= count; ++n) {
            address operator = registerSupernode(n, BOND);
            vm.prank(operator);
            council.heartbeat(operator);
            council.takeSeat(n - 1, operator);
        }
    }

    /* REPORTS */

    /// @dev A report of the epoch before this one for the current round, with the given roots.
    function reportOf(
        bytes32 verdictsRoot,
        bytes32 rewardsRoot,
        uint256 submitterTotal
    ) internal view returns (IVerdictLedger.Report memory) {
        return
            IVerdictLedger.Report({
                epoch: Epoch.wrap(Epoch.unwrap(clock.currentEpoch()) - 1),
                round: uint8(ledger.currentRound()),
                verdictsRoot: verdictsRoot,
                rewardsRoot: rewardsRoot,
                submitterTotal: uint96(submitterTotal),
                storageTotal: 0,
                cid: keccak256("report")
            });
    }

    /// @dev Signatures of supernodes 1 to `count`, who sit in seats 0 to `count` - 1.
    function signReport(
        IVerdictLedger.Report memory report,
        uint256 count
    ) internal view returns (uint256 seatBits, ISupernodeCouncil.Signature[] memory signatures) {
        bytes32 digest = ledger.digestOf(report);
        signatures = new ISupernodeCouncil.Signature[](count);
        for (uint256 n = 1; n <= count; ++n) signatures[n - 1] = signatureOf(n, digest);
        seatBits = (1 << count) - 1;
    }

    function signatureOf(uint256 n, bytes32 digest) internal pure returns (ISupernodeCouncil.Signature memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKeyOf(n), digest);
        return Signing.compact(v, r, s);
    }

    function publish(IVerdictLedger.Report memory report, uint256 count) internal {
        (uint256 seatBits, ISupernodeCouncil.Signature[] memory signatures) = signReport(report, count);
        ledger.publish(report, seatBits, signatures);
    }

    function rewardLeaf(address account, uint256 amount) internal pure returns (bytes32) {
        return MerkleHash.leafOf(account, amount);
    }

    /// @dev Node of two children, sorted as OpenZeppelin's MerkleProof expects.
    function nodeOf(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return MerkleHash.nodeOf(a, b);
    }
}
