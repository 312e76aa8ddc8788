// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IVirusMapToken} from "../contracts/interfaces/IVirusMapToken.sol";
import {VirusMapToken} from "../contracts/VirusMapToken.sol";
import {Signing} from "./helpers/Signing.sol";
import {Test} from "./helpers/Test.sol";

contract VirusMapTokenTest is Test {
    uint256 private constant SUPPLY = 1_000_000_000e18;
    uint256 private constant CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant OWNER_KEY = 0xA11CE;
    uint256 private constant NOW = 1_800_000_000;
    uint256 private constant VALUE = 5e18;

    address private constant POOL = address(0xB001);
    address private constant SALE = address(0x5A1E);
    address private constant DEVELOPERS = address(0xDE7);
    address private constant SUPPORTERS = address(0xBAC);
    address private constant SPENDER = address(0x5BE4D);

    VirusMapToken private token;
    address private owner;

    function setUp() public {
        vm.warp(NOW);
        token = new VirusMapToken(allocation());
        owner = vm.addr(OWNER_KEY);
    }

    function allocation() private pure returns (IVirusMapToken.Allocation memory) {
        return
            IVirusMapToken.Allocation({
                initialSupply: SUPPLY,
                rewardPool: POOL,
                tokenSale: SALE,
                developers: DEVELOPERS,
                supporters: SUPPORTERS,
                miningShare: 6_000,
                saleShare: 2_500,
                developersShare: 1_000,
                supportersShare: 500
            });
    }

    /* CONSTRUCTOR */

    function test_RevertWhen_SupplyIsZero() public {
        IVirusMapToken.Allocation memory terms = allocation();
        terms.initialSupply = 0;
        assertRefused(terms, invalidSupply(0));
    }

    function test_RevertWhen_SupplyCannotBeDividedIntoBasisPoints() public {
        IVirusMapToken.Allocation memory terms = allocation();
        terms.initialSupply = SUPPLY + 1;
        assertRefused(terms, invalidSupply(SUPPLY + 1));
        terms.initialSupply = SUPPLY - 1;
        assertRefused(terms, invalidSupply(SUPPLY - 1));
    }

    function test_RevertWhen_SupplyIsAbove96Bits() public {
        uint256 largest = type(uint96).max - (type(uint96).max % 10_000);
        IVirusMapToken.Allocation memory terms = allocation();
        terms.initialSupply = largest + 10_000;
        assertRefused(terms, invalidSupply(largest + 10_000));

        terms.initialSupply = largest;
        assertEq(new VirusMapToken(terms).totalSupply(), largest);
    }

    function test_RevertWhen_SharesDoNotSum() public {
        IVirusMapToken.Allocation memory terms = allocation();
        terms.saleShare = 2_499;
        assertRefused(terms, sharesDoNotSum(9_999));
        terms.saleShare = 2_501;
        assertRefused(terms, sharesDoNotSum(10_001));
    }

    function test_RevertWhen_MiningIsNotAboveHalf() public {
        IVirusMapToken.Allocation memory terms = allocation();
        terms.miningShare = 5_000;
        terms.saleShare = 3_500;
        assertRefused(
            terms,
            abi.encodeWithSelector(IVirusMapToken.VirusMapToken_MiningTooSmall.selector, 5_000, 5_000)
        );

        terms.miningShare = 4_999;
        terms.saleShare = 3_501;
        assertRefused(
            terms,
            abi.encodeWithSelector(IVirusMapToken.VirusMapToken_MiningTooSmall.selector, 4_999, 5_000)
        );

        terms.miningShare = 5_001;
        terms.saleShare = 3_499;
        assertEq(new VirusMapToken(terms).balanceOf(POOL), (SUPPLY * 5_001) / 10_000);
    }

    function test_RevertWhen_InsidersGetMoreThanAFifth() public {
        IVirusMapToken.Allocation memory terms = allocation();
        terms.developersShare = 1_501;
        terms.saleShare = 1_999;
        assertRefused(
            terms,
            abi.encodeWithSelector(IVirusMapToken.VirusMapToken_InsidersTooLarge.selector, 2_001, 2_000)
        );

        terms.developersShare = 1_500;
        terms.saleShare = 2_000;
        assertEq(new VirusMapToken(terms).balanceOf(DEVELOPERS), (SUPPLY * 1_500) / 10_000);
    }

    function test_RevertWhen_ARecipientIsZero() public {
        bytes memory refusal = abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0));
        IVirusMapToken.Allocation memory terms = allocation();
        terms.rewardPool = address(0);
        assertRefused(terms, refusal);
        terms = allocation();
        terms.tokenSale = address(0);
        assertRefused(terms, refusal);
        terms = allocation();
        terms.developers = address(0);
        assertRefused(terms, refusal);
        terms = allocation();
        terms.supporters = address(0);
        assertRefused(terms, refusal);
    }

    /// @dev A1: the parts sum to the supply, to the unit, and the deployer holds nothing.
    function testFuzz_AllocationsSumToTheSupply(uint256 supply, uint256 mining, uint256 devs, uint256 backers) public {
        IVirusMapToken.Allocation memory terms = allocation();
        terms.initialSupply = bound(supply, 1, type(uint96).max / 10_000) * 10_000;
        terms.developersShare = bound(devs, 0, 2_000);
        terms.supportersShare = bound(backers, 0, 2_000 - terms.developersShare);
        terms.miningShare = bound(mining, 5_001, 10_000 - terms.developersShare - terms.supportersShare);
        terms.saleShare = 10_000 - terms.miningShare - terms.developersShare - terms.supportersShare;

        VirusMapToken any = new VirusMapToken(terms);

        assertEq(any.balanceOf(POOL), any.MINING_ALLOCATION());
        assertEq(any.balanceOf(SALE), any.SALE_ALLOCATION());
        assertEq(any.balanceOf(DEVELOPERS), any.DEVELOPERS_ALLOCATION());
        assertEq(any.balanceOf(SUPPORTERS), any.SUPPORTERS_ALLOCATION());
        assertEq(
            any.MINING_ALLOCATION() + any.SALE_ALLOCATION() + any.DEVELOPERS_ALLOCATION() + any.SUPPORTERS_ALLOCATION(),
            any.INITIAL_SUPPLY()
        );
        assertEq(any.totalSupply(), any.INITIAL_SUPPLY());
        assertEq(any.INITIAL_SUPPLY(), terms.initialSupply);
        assertEq(any.balanceOf(address(this)), 0);
    }

    function test_TermsCanBeRead() public view {
        assertEq(token.name(), "VirusMap Token");
        assertEq(token.symbol(), "VMT");
        assertEq(token.decimals(), 18);
        assertEq(token.REWARD_POOL(), POOL);
        assertEq(token.TOKEN_SALE(), SALE);
        assertEq(token.DEVELOPERS(), DEVELOPERS);
        assertEq(token.SUPPORTERS(), SUPPORTERS);
    }

    /* BURNING */

    function test_BurnLowersTheSupply() public {
        vm.expectEmit(address(token));
        emit IERC20.Transfer(SALE, address(0), VALUE);
        vm.prank(SALE);
        token.burn(VALUE);

        assertEq(token.totalSupply(), SUPPLY - VALUE);
        assertEq(token.balanceOf(SALE), token.SALE_ALLOCATION() - VALUE);
        assertEq(token.INITIAL_SUPPLY(), SUPPLY);
    }

    function test_RevertWhen_BurningMoreThanOwned() public {
        uint256 owned = token.balanceOf(SALE);
        vm.prank(SALE);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, SALE, owned, owned + 1));
        token.burn(owned + 1);
    }

    function test_RevertWhen_BurningSomebodyElsesTokensWithoutAllowance() public {
        vm.prank(SALE);
        token.approve(SPENDER, VALUE);
        vm.prank(SPENDER);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, SPENDER, VALUE, VALUE + 1)
        );
        token.burnFrom(SALE, VALUE + 1);

        vm.prank(SPENDER);
        token.burnFrom(SALE, VALUE);
        assertEq(token.totalSupply(), SUPPLY - VALUE);
        assertEq(token.allowance(SALE, SPENDER), 0);
    }

    /// @dev T1: whatever holders do, the balances sum to the supply, which falls by what was burned and never rises.
    function testFuzz_SupplyFallsByBurnsOnly(uint256 seed) public {
        address[5] memory holders = [POOL, SALE, DEVELOPERS, SUPPORTERS, SPENDER];
        uint256 supply = SUPPLY;
        for (uint256 i = 0; i < 24; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            address from = holders[random % 5];
            address to = holders[(random >> 8) % 5];
            uint256 amount = (random >> 128) % (token.balanceOf(from) + 1);
            uint256 action = (random >> 16) % 4;

            if (action > 1) {
                vm.prank(from);
                token.approve(to, amount);
            }
            vm.prank(action > 1 ? to : from);
            if (action == 0) token.transfer(to, amount);
            else if (action == 1) token.burn(amount);
            else if (action == 2) token.transferFrom(from, to, amount);
            else token.burnFrom(from, amount);

            if (action % 2 == 1) supply -= amount;
            uint256 sum;
            for (uint256 j = 0; j < 5; ++j) sum += token.balanceOf(holders[j]);
            assertEq(token.totalSupply(), supply);
            assertEq(sum, supply);
        }
    }

    /// @dev T2: no call of anyone with anything raises the supply, by the token's own functions or by guessed ones.
    function testFuzz_NothingMints(uint256 pick, address caller, bytes calldata arguments, bytes4 guessed) public {
        bytes4[14] memory selectors = [
            IERC20.transfer.selector,
            IERC20.approve.selector,
            IERC20.transferFrom.selector,
            token.burn.selector,
            token.burnFrom.selector,
            token.permit.selector,
            bytes4(keccak256("mint(address,uint256)")),
            bytes4(keccak256("mint(uint256)")),
            bytes4(keccak256("issue(uint256)")),
            bytes4(keccak256("initialize(address)")),
            bytes4(keccak256("setMinter(address)")),
            bytes4(keccak256("transferOwnership(address)")),
            bytes4(keccak256("upgradeToAndCall(address,bytes)")),
            guessed
        ];
        vm.prank(caller);
        (bool success, ) = address(token).call(bytes.concat(selectors[pick % 14], arguments));
        if (pick % 14 > 5 && pick % 14 < 13) assertFalse(success, "the token has a privileged function");
        assertLe(token.totalSupply(), SUPPLY);
    }

    function test_TokenHasNoOwnerAndTakesNoEther() public {
        string[6] memory absent = [
            "owner()",
            "mint(address,uint256)",
            "pause()",
            "paused()",
            "hasRole(bytes32,address)",
            "implementation()"
        ];
        for (uint256 i = 0; i < absent.length; ++i) {
            (bool success, ) = address(token).call(bytes.concat(bytes4(keccak256(bytes(absent[i]))), new bytes(64)));
            assertFalse(success, absent[i]);
        }
        vm.deal(address(this), 1);
        (bool taken, ) = address(token).call{value: 1}("");
        assertFalse(taken);
    }

    /* PERMIT: T3 */

    function test_PermitSetsTheAllowance() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);

        vm.expectEmit(address(token));
        emit IERC20.Approval(owner, SPENDER, VALUE);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);

        assertEq(token.allowance(owner, SPENDER), VALUE);
        assertEq(token.nonces(owner), 1);
        assertEq(token.balanceOf(owner), 0);
    }

    /// @dev T3: the deadline itself is still valid.
    function test_PermitIsValidUntilItsDeadlineInclusive() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW + 1);
        vm.warp(NOW + 1);
        token.permit(owner, SPENDER, VALUE, NOW + 1, v, r, s);
        assertEq(token.nonces(owner), 1);
    }

    function test_RevertWhen_PermitDeadlineHasPassed() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        vm.warp(NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, NOW));
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertNothingPermitted();
    }

    function test_RevertWhen_PermitSignerIsNotTheOwner() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(0xBAD, NOW);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612InvalidSigner.selector, vm.addr(0xBAD), owner));
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertNothingPermitted();
    }

    /// @dev T3: a nonce rises on success only, so a failed attempt spoils nothing.
    function test_PermitStillWorksAfterAFailedAttempt() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, VALUE + 1, NOW, v, r, s);
        assertNothingPermitted();

        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertEq(token.nonces(owner), 1);
    }

    function test_RevertWhen_PermitIsReplayed() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        vm.prank(owner);
        token.approve(SPENDER, 0);

        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);

        assertEq(token.allowance(owner, SPENDER), 0);
        assertEq(token.nonces(owner), 1);
    }

    function test_RevertWhen_PermitSkipsANonce() public {
        bytes32 digest = digestOf(address(token), block.chainid, owner, SPENDER, VALUE, 1, NOW);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, digest);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertNothingPermitted();
    }

    function test_RevertWhen_PermitIsOfAnotherChain() public {
        uint256 here = block.chainid;
        bytes32 digest = digestOf(address(token), here + 1, owner, SPENDER, VALUE, 0, NOW);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, digest);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertNothingPermitted();
    }

    /// @dev T3: after a fork with a new chain id, old permits are worthless there and new ones work.
    function test_PermitFollowsTheChainAfterAFork() public {
        uint256 here = block.chainid;
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        vm.chainId(here + 1);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);

        (v, r, s) = vm.sign(OWNER_KEY, digestOf(address(token), here + 1, owner, SPENDER, VALUE, 0, NOW));
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertEq(token.allowance(owner, SPENDER), VALUE);
        vm.chainId(here);
    }

    function test_RevertWhen_PermitIsOfAnotherContract() public {
        VirusMapToken other = new VirusMapToken(allocation());
        bytes32 digest = digestOf(address(other), block.chainid, owner, SPENDER, VALUE, 0, NOW);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, digest);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertNothingPermitted();

        other.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertEq(other.allowance(owner, SPENDER), VALUE);
    }

    /// @dev T3: the mirrored signature, which recovers to the same key, is refused: one permit has one signature.
    function test_RevertWhen_PermitHasAHighS() public {
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        bytes32 high = bytes32(CURVE_ORDER - uint256(s));
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, high));
        token.permit(owner, SPENDER, VALUE, NOW, v == 27 ? 28 : 27, r, high);
        assertNothingPermitted();
    }

    function testFuzz_RevertWhen_PermitVIsNeither27Nor28(uint8 v) public {
        vm.assume(v != 27 && v != 28);
        (, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);
        assertNothingPermitted();
    }

    /// @dev A failed recovery yields the zero address, which must own no permit.
    function test_RevertWhen_PermitIsForTheZeroAddress() public {
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        token.permit(address(0), SPENDER, VALUE, NOW, 27, bytes32(0), bytes32(uint256(1)));
    }

    /// @dev T3: any change of what was signed, or of the signature, is refused.
    function testFuzz_RevertWhen_AnythingSignedDiffers(uint256 key, uint256 field, uint256 change) public {
        key = boundPrivateKey(key);
        change = bound(change, 1, type(uint64).max);
        address signer = vm.addr(key);
        bytes32 digest = digestOf(address(token), block.chainid, signer, SPENDER, VALUE, 0, NOW);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        // The arguments of `permit` are seven words; change one of them.
        uint256[7] memory words = [
            uint256(uint160(signer)),
            uint256(uint160(SPENDER)),
            VALUE,
            NOW,
            v,
            uint256(r),
            uint256(s)
        ];
        field %= 7;
        words[field] = field == 3 ? NOW + change : words[field] ^ (field == 4 ? bound(change, 1, 255) : change);
        (bool success, ) = address(token).call(bytes.concat(token.permit.selector, abi.encode(words)));
        assertFalse(success);
        assertEq(token.nonces(signer), 0);

        token.permit(signer, SPENDER, VALUE, NOW, v, r, s);
        assertEq(token.allowance(signer, SPENDER), VALUE);
        assertEq(token.nonces(signer), 1);
    }

    /// @dev T4, for the token's part: a stranger who submits a permit first sets just the allowance that was signed.
    function testFuzz_PermitSubmittedByAStrangerHasTheSameEffect(address stranger) public {
        vm.assume(stranger != owner);
        (uint8 v, bytes32 r, bytes32 s) = signed(OWNER_KEY, NOW);
        vm.prank(stranger);
        token.permit(owner, SPENDER, VALUE, NOW, v, r, s);

        assertEq(token.allowance(owner, SPENDER), VALUE);
        if (stranger != SPENDER) assertEq(token.allowance(owner, stranger), 0);
    }

    function test_DomainIsThatOfEIP712() public view {
        assertEq(token.DOMAIN_SEPARATOR(), domainOf(address(token), block.chainid));
        (, string memory name, string memory version, uint256 chain, address verifier, , ) = token.eip712Domain();
        assertEq(name, "VirusMap Token");
        assertEq(version, "1");
        assertEq(chain, block.chainid);
        assertEq(verifier, address(token));
    }

    /* HELPERS */

    function assertRefused(IVirusMapToken.Allocation memory terms, bytes memory refusal) private {
        vm.expectRevert(refusal);
        new VirusMapToken(terms);
    }

    function invalidSupply(uint256 supply) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IVirusMapToken.VirusMapToken_InvalidSupply.selector, supply, type(uint96).max);
    }

    function sharesDoNotSum(uint256 sum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IVirusMapToken.VirusMapToken_SharesDoNotSum.selector, sum, 10_000);
    }

    function assertNothingPermitted() private view {
        assertEq(token.allowance(owner, SPENDER), 0);
        assertEq(token.nonces(owner), 0);
    }

    /// @dev The owner's first permit of VALUE for SPENDER, signed by `key`.
    function signed(uint256 key, uint256 deadline) private view returns (uint8 v, bytes32 r, bytes32 s) {
        return vm.sign(key, digestOf(address(token), block.chainid, owner, SPENDER, VALUE, 0, deadline));
    }

    /// @dev Over a domain of any chain and contract, also of others than the token's.
    function digestOf(
        address verifier,
        uint256 chain,
        address from,
        address spender,
        uint256 value,
        uint256 nonce,
        uint256 deadline
    ) private pure returns (bytes32) {
        return Signing.permitDigest(domainOf(verifier, chain), from, spender, value, nonce, deadline);
    }

    function domainOf(address verifier, uint256 chain) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("VirusMap Token"),
                    keccak256("1"),
                    chain,
                    verifier
                )
            );
    }
}
