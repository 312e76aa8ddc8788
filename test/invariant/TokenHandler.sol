// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenVesting} from "../../contracts/TokenVesting.sol";
import {Permit} from "../../contracts/libraries/Permits.sol";
import {ForcedEther} from "../helpers/ForcedEther.sol";
import {Books} from "./Books.sol";
import {Handler} from "./Handler.sol";

/// @notice VMT itself, gifts that nobody asked for, and the vesting wallets.
/// @dev Needs ETH of its own.
contract TokenHandler is Handler {
    TokenVesting[] private _vestings;

    /// @notice ETH forced into a contract, in wei.
    mapping(address target => uint256 amount) public forced;
    /// @dev ETH that strayed into each vesting wallet, in wei.
    uint256[2] private _strayed;

    constructor(Books books_) Handler(books_) {
        _vestings.push(books_.deployed().developers);
        _vestings.push(books_.deployed().supporters);
    }

    function selectors() external pure override returns (bytes4[] memory list) {
        list = new bytes4[](10);
        list[0] = this.transfer.selector;
        list[1] = this.transferFrom.selector;
        list[2] = this.permit.selector;
        list[3] = this.burn.selector;
        list[4] = this.burnFrom.selector;
        list[5] = this.donate.selector;
        list[6] = this.forceEther.selector;
        list[7] = this.releaseVested.selector;
        list[8] = this.releaseVestedEther.selector;
        list[9] = this.passOnVesting.selector;
    }

    /* VMT */

    function transfer(uint256 seed, uint256 amount) external {
        (address from, address to) = _pair(seed);
        amount = amountUpTo(amount, token.balanceOf(from) / 4);
        must(from, address(token), abi.encodeCall(token.transfer, (to, amount)), "T1");
        books.move(from, to, amount);
    }

    function transferFrom(uint256 seed, uint256 amount) external {
        (address from, address to) = _pair(seed);
        address spender = books.person(draw(seed, 2));
        amount = amountUpTo(amount, token.balanceOf(from) / 4);
        must(from, address(token), abi.encodeCall(token.approve, (spender, amount)), "T1");
        must(spender, address(token), abi.encodeCall(token.transferFrom, (from, to, amount)), "T1");
        books.move(from, to, amount);
        mustNot(spender, address(token), abi.encodeCall(token.transferFrom, (from, to, 1)), "T1");
    }

    function permit(uint256 seed, uint256 amount) external {
        uint256 key = books.personKey(seed % books.KEYED_PEOPLE());
        address owner = vm.addr(key);
        address spender = books.person(draw(seed, 1));
        Permit memory signed = permitOf(key, spender, amount);
        overtake(owner, spender, signed);
        books.check(token.allowance(owner, spender) == amount, "T3: the allowance is not what was signed");
        bytes memory replay = abi.encodeCall(
            token.permit,
            (owner, spender, amount, signed.deadline, signed.v, signed.r, signed.s)
        );
        mustNot(spender, address(token), replay, "T3");
        must(owner, address(token), abi.encodeCall(token.approve, (spender, 0)), "T1");
    }

    function burn(uint256 seed, uint256 amount) external {
        address from = books.person(seed);
        amount = amountUpTo(amount, token.balanceOf(from) / 64);
        must(from, address(token), abi.encodeCall(token.burn, (amount)), "T1");
        books.burn(from, amount);
    }

    function burnFrom(uint256 seed, uint256 amount) external {
        (address from, address spender) = _pair(seed);
        amount = amountUpTo(amount, token.balanceOf(from) / 64);
        must(from, address(token), abi.encodeCall(token.approve, (spender, amount)), "T1");
        must(spender, address(token), abi.encodeCall(token.burnFrom, (from, amount)), "T1");
        books.burn(from, amount);
        mustNot(spender, address(token), abi.encodeCall(token.burnFrom, (from, 1)), "T1");
    }

    function _pair(uint256 seed) private view returns (address from, address to) {
        return (books.person(seed), books.person(draw(seed, 1)));
    }

    /* GIFTS */

    function donate(uint256 seed, uint256 amount) external {
        address from = books.person(seed);
        address to = _target(seed);
        amount = amountUpTo(amount, token.balanceOf(from) / 64);
        must(from, address(token), abi.encodeCall(token.transfer, (to, amount)), "T1");
        books.donate(from, to, amount);
    }

    function forceEther(uint256 seed, uint256 amount) external {
        address target = _target(seed);
        amount = bound(amount, 1, 1 ether);
        forced[target] += amount;
        ForcedEther.send(target, amount);
    }

    function _target(uint256 seed) private view returns (address) {
        address[11] memory targets = [
            address(clock),
            address(token),
            address(staking),
            address(council),
            address(ledger),
            address(pool),
            address(faults),
            address(market),
            address(subscriptions),
            address(sale),
            address(registry)
        ];
        return targets[draw(seed, 3) % targets.length];
    }

    /* VESTING */

    /// @dev Anyone releases; what comes is linear in time and goes to the owner (A2).
    function releaseVested(uint256 seed) external {
        TokenVesting vesting = _vestings[seed % 2];
        uint256 total = books.held(address(vesting)) + vesting.released(address(token));
        uint256 vested =
            block.timestamp < vesting.cliff()
                ? 0
                : block.timestamp >= vesting.end()
                    ? total
                    : (total * (block.timestamp - vesting.start())) / vesting.duration();
        uint256 amount = vested - vesting.released(address(token));
        idleUnless(amount != 0);
        bytes memory data = abi.encodeWithSignature("release(address)", address(token));
        uint256 before = token.balanceOf(address(vesting));
        must(books.person(draw(seed, 1)), address(vesting), data, "A2");
        books.check(
            before - token.balanceOf(address(vesting)) == amount,
            "A2: what was released is not what was vested"
        );
        books.move(address(vesting), vesting.owner(), amount);
    }

    /// @dev ETH that strayed into a wallet is vested too; its receiver may refuse it or call back (X1).
    function releaseVestedEther(uint256 seed) external {
        TokenVesting vesting = _vestings[seed % 2];
        idleUnless(block.timestamp >= vesting.cliff() && block.timestamp > vesting.start());
        ForcedEther.send(address(vesting), 1 ether);
        _strayed[seed % 2] += 1 ether;
        tryAs(books.person(seed), address(vesting), abi.encodeWithSignature("release()"));
    }

    /// @notice X1: whether no beneficiary got more ETH than strayed into his wallet, however often he called back.
    function releasesFit() external view returns (bool) {
        for (uint256 i = 0; i < 2; ++i) {
            if (address(_vestings[i]).balance + _vestings[i].released() != _strayed[i]) return false;
        }
        return true;
    }

    /// @dev The only power of an owner: to name another beneficiary.
    function passOnVesting(uint256 seed) external {
        TokenVesting vesting = _vestings[seed % 2];
        address to = books.person(draw(seed, 1));
        bytes memory data = abi.encodeCall(vesting.transferOwnership, (to));
        if (vesting.owner() != to) mustNot(to, address(vesting), data, "X2");
        must(vesting.owner(), address(vesting), data, "A2");
    }
}
