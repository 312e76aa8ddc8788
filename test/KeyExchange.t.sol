// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KeyExchange, PublicKey} from "../contracts/libraries/KeyExchange.sol";
import {Secp256k1} from "./helpers/Secp256k1.sol";
import {Test} from "./helpers/Test.sol";

/// @notice E4: the exchange agrees with two implementations that know nothing of `ecrecover`: the runner's own library,
/// which turns private keys into addresses, and affine arithmetic in Solidity.
contract KeyExchangeTest is Test {
    using KeyExchange for PublicKey;

    uint256 private constant P = KeyExchange.P;
    uint256 private constant N = KeyExchange.N;
    uint256 private constant GX = KeyExchange.GENERATOR_X;
    uint256 private constant GY = Secp256k1.GENERATOR_Y;

    /* POINTS */

    function test_GeneratorIsValid() public pure {
        assertTrue(PublicKey(GX, GY).isValid());
        assertTrue(PublicKey(GX, P - GY).isValid());
        assertEq(GY & 1, 0);
    }

    function test_ZeroIsNoPoint() public pure {
        assertFalse(PublicKey(0, 0).isValid());
        assertFalse(PublicKey(GX, 0).isValid());
        assertFalse(PublicKey(0, GY).isValid());
    }

    /// @dev x = 5 belongs to no point: x^3 + 7 is not a square.
    function test_PointOffTheCurveIsInvalid() public pure {
        assertFalse(PublicKey(GX, GY + 1).isValid());
        assertFalse(PublicKey(GX + 1, GY).isValid());
        assertFalse(PublicKey(5, 1).isValid());
        assertFalse(PublicKey(GY, GX).isValid());
    }

    /// @dev Both are on the curve; the precompile takes x as a scalar and would read N as zero.
    function test_XMustBeBelowTheOrderOfTheGroup() public pure {
        assertTrue(
            PublicKey(N - 2, 0x3d46aae46a6f4dcaacfe1578992912987e8163d89ae03adb5a15889213ab2b8c).isValid(),
            "largest x below N"
        );
        PublicKey memory atOrder = PublicKey(N, 0x98f66641cb0ae1776b463ebdee3d77fe2658f021db48e2c8ac7ab4c92f83621e);
        assertTrue(onCurve(atOrder));
        assertFalse(atOrder.isValid(), "x = N");
        PublicKey memory above = PublicKey(P - 3, 0x0e994b14ea72f8c3eb95c71ef692575e775058332d7e52d0995cf8038871b67d);
        assertTrue(onCurve(above));
        assertFalse(above.isValid(), "x between N and P");
        assertFalse(PublicKey(type(uint256).max, type(uint256).max).isValid());
    }

    function test_SmallestXIsValid() public pure {
        assertTrue(PublicKey(1, 0x4218f20ae6c646b363db68605822fb14264ca8d2587fdd6fbc750d587e76a7ee).isValid());
    }

    /// @dev One point, one key: y + P satisfies the equation as well, but has another address.
    function test_CoordinatesMustBeReduced() public pure {
        PublicKey memory key = PublicKey(0x1fe1e5ef3fceb5c135ab7741333ce5a6e80d68167653f6b2b24bcbcfaaaff507, 1);
        assertTrue(key.isValid());
        key.y += P;
        assertFalse(key.isValid());
    }

    /// hardhat-config: fuzz.runs = 32
    function testFuzz_KeysOfScalarsAreValidAndTheirNeighboursAreNot(uint256 scalar) public view {
        PublicKey memory key = Secp256k1.publicKey(boundPrivateKey(scalar));
        assertTrue(key.isValid());
        assertFalse(PublicKey(key.x, addmod(key.y, 1, P)).isValid());
        assertTrue(PublicKey(key.x, P - key.y).isValid());
        assertFalse(PublicKey(key.y, key.x).isValid());
    }

    /* SCALARS */

    function test_ScalarsLieBetweenZeroAndTheOrder() public pure {
        assertFalse(KeyExchange.isScalar(0));
        assertTrue(KeyExchange.isScalar(1));
        assertTrue(KeyExchange.isScalar(N - 1));
        assertFalse(KeyExchange.isScalar(N));
        assertFalse(KeyExchange.isScalar(N + 1));
        assertFalse(KeyExchange.isScalar(type(uint256).max));
    }

    /* MULTIPLICATION */

    function test_PublicAddressAtTheEdges() public pure {
        assertEq(KeyExchange.publicAddress(1), PublicKey(GX, GY).addressOf());
        assertEq(KeyExchange.publicAddress(1), vm.addr(1));
        assertEq(KeyExchange.publicAddress(2), vm.addr(2));
        // N - 1 is -1: the mirrored generator.
        assertEq(KeyExchange.publicAddress(N - 1), PublicKey(GX, P - GY).addressOf());
        assertEq(KeyExchange.publicAddress(N - 1), vm.addr(N - 1));
        assertEq(KeyExchange.publicAddress(N / 2), vm.addr(N / 2));
        assertEq(KeyExchange.publicAddress(N / 2 + 1), vm.addr(N / 2 + 1));
    }

    function testFuzz_PublicAddressIsTheLibrarys(uint256 scalar) public pure {
        scalar = boundPrivateKey(scalar);
        assertEq(KeyExchange.publicAddress(scalar), vm.addr(scalar));
    }

    /// @dev A product above N / 2 is what signatures call a high s; the precompile takes it, and so must we.
    function test_HighProductsAreMultiplied() public pure {
        uint256 inverse = 0x1dd887b3eaf153260a95e8b9fd31f60ac115d26ccbe1f572c0b8d7a6dec520fe;
        assertEq(mulmod(inverse, GX, N), 1);
        uint256 highest = mulmod(N - 1, inverse, N);
        assertEq(mulmod(highest, GX, N), N - 1);
        assertEq(KeyExchange.publicAddress(inverse), vm.addr(inverse));
        assertEq(KeyExchange.publicAddress(highest), vm.addr(highest));

        uint256 half = mulmod(N / 2, inverse, N);
        assertEq(KeyExchange.publicAddress(half), vm.addr(half));
        uint256 aboveHalf = mulmod(N / 2 + 1, inverse, N);
        assertEq(KeyExchange.publicAddress(aboveHalf), vm.addr(aboveHalf));
    }

    /// hardhat-config: fuzz.runs = 32
    function testFuzz_MultiplyIsTheProductOfBothScalars(uint256 a, uint256 b) public view {
        a = boundPrivateKey(a);
        b = boundPrivateKey(b);
        PublicKey memory point = Secp256k1.publicKey(a);

        address product = KeyExchange.multiply(point.x, point.parityOf(), b);
        assertEq(product, vm.addr(mulmod(a, b, N)), "library");
        assertEq(product, Secp256k1.multiply(point, b).addressOf(), "affine arithmetic");
    }

    /// @dev Both sides of an exchange meet in one address: the scalar of one times the point of the other.
    /// hardhat-config: fuzz.runs = 32
    function testFuzz_BothSidesMeet(uint256 a, uint256 b) public view {
        a = boundPrivateKey(a);
        b = boundPrivateKey(b);
        PublicKey memory first = Secp256k1.publicKey(a);
        PublicKey memory second = Secp256k1.publicKey(b);
        assertEq(
            KeyExchange.multiply(first.x, first.parityOf(), b),
            KeyExchange.multiply(second.x, second.parityOf(), a)
        );
    }

    /// @dev With the other parity the point is mirrored, and so is the product: another address.
    function test_ParityDecidesThePoint() public pure {
        assertEq(KeyExchange.multiply(GX, 0, 777), vm.addr(777));
        assertEq(KeyExchange.multiply(GX, 1, 777), vm.addr(N - 777));
    }

    function test_MultiplyAtTheLargestX() public view {
        PublicKey memory key = PublicKey(N - 2, 0x3d46aae46a6f4dcaacfe1578992912987e8163d89ae03adb5a15889213ab2b8c);
        assertEq(KeyExchange.multiply(key.x, key.parityOf(), 1), key.addressOf());
        assertEq(KeyExchange.multiply(key.x, key.parityOf(), 3), Secp256k1.multiply(key, 3).addressOf());
        assertEq(KeyExchange.multiply(key.x, key.parityOf(), N - 1), PublicKey(key.x, P - key.y).addressOf());
    }

    /// @dev What callers must have refused yields the zero address, never somebody's.
    function test_InvalidInputsYieldTheZeroAddress() public pure {
        assertEq(KeyExchange.multiply(GX, 0, 0), address(0), "scalar zero");
        assertEq(KeyExchange.multiply(GX, 0, N), address(0), "scalar N");
        assertEq(KeyExchange.multiply(5, 0, 1), address(0), "x of no point");
        assertEq(KeyExchange.multiply(0, 0, 1), address(0), "x zero");
        assertEq(KeyExchange.multiply(N, 0, 1), address(0), "x = N");
    }

    /* ADDRESS */

    /// hardhat-config: fuzz.runs = 32
    function testFuzz_AddressIsThatOfThePublicKey(uint256 scalar) public view {
        scalar = boundPrivateKey(scalar);
        assertEq(Secp256k1.publicKey(scalar).addressOf(), vm.addr(scalar));
    }

    function testFuzz_ParityIsTheLowestBitOfY(uint256 x, uint256 y) public pure {
        assertEq(PublicKey(x, y).parityOf(), y % 2);
    }

    /* MASK */

    function testFuzz_MaskIsItsOwnInverse(bytes32 key, address shared, bytes32 orderId) public pure {
        bytes32 masked = KeyExchange.mask(key, shared, orderId);
        assertEq(masked, key ^ keccak256(abi.encode(shared, orderId)));
        assertEq(KeyExchange.mask(masked, shared, orderId), key);
    }

    /// @dev A key masked for one order or one pair is noise in any other.
    function testFuzz_MaskIsOfOneOrderAndOnePair(bytes32 key, address shared, bytes32 orderId) public pure {
        bytes32 masked = KeyExchange.mask(key, shared, orderId);
        assertNotEq(KeyExchange.mask(masked, shared, orderId ^ bytes32(uint256(1))), key);
        assertNotEq(KeyExchange.mask(masked, address(uint160(shared) ^ 1), orderId), key);
    }

    function onCurve(PublicKey memory key) private pure returns (bool) {
        return mulmod(key.y, key.y, P) == addmod(mulmod(mulmod(key.x, key.x, P), key.x, P), 7, P);
    }
}
