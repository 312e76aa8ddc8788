import type { SeededBug } from "./SeededBug.js";

const LEDGER = "contracts/VerdictLedger.sol";
const MARKET = "contracts/DataMarket.sol";
const POOL = "contracts/RewardPool.sol";
const RECORDS = "contracts/libraries/SupernodeRecords.sol";
const REGISTRY = "contracts/SampleRegistry.sol";
const SALE = "contracts/TokenSale.sol";
const SHARES = "contracts/libraries/SharePools.sol";
const STAKING = "contracts/SupernodeStaking.sol";
const SUBSCRIPTIONS = "contracts/Subscriptions.sol";
const TOKEN = "contracts/VirusMapToken.sol";

/** One bug for each check of `PropertyChecks.sol`. */
export const SEEDED_BUGS: readonly SeededBug[] = [
  {
    check: "_checkReentryBreaksNothing",
    property: "X1",
    file: SALE,
    original: `        delete _purchases[msg.sender];

        emit Refunded(msg.sender, amount);

        Address.sendValue(payable(msg.sender), amount);`,
    seeded: `        emit Refunded(msg.sender, amount);

        Address.sendValue(payable(msg.sender), amount);
        delete _purchases[msg.sender];`,
  },
  {
    check: "_checkNoRoleTable",
    property: "X2",
    file: MARKET,
    original: "require(msg.sender == order.buyer, DataMarket_NotTheBuyer",
    seeded: "require(msg.sender != address(0), DataMarket_NotTheBuyer",
  },
  {
    check: "_checkEveryoneCanEnd",
    property: "X6",
    file: SALE,
    original: "Address.sendValue(payable(msg.sender), amount);",
    seeded: "Address.sendValue(payable(msg.sender), amount - 1);",
  },
  {
    check: "_checkSupplyOnlyFalls",
    property: "T1",
    file: TOKEN,
    original: "super.burnFrom(account, amount);",
    seeded: "_burn(account, amount);",
  },
  {
    check: "_checkNoMint",
    property: "T2",
    file: TOKEN,
    original: "    /// @inheritdoc IERC20Permit",
    seeded: `    function mint(address account, uint256 amount) public {
        _mint(account, amount % 1e18);
    }

    /// @inheritdoc IERC20Permit`,
  },
  {
    check: "_checkPermitIsExact",
    property: "T3",
    file: TOKEN,
    original: "    function nonces(address owner) public view",
    seeded: `    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        public
        override(IERC20Permit, ERC20Permit)
    {
        super.permit(owner, spender, value, deadline, v, r, s);
        _approve(owner, spender, value | 1);
    }

    function nonces(address owner) public view`,
  },
  {
    check: "_checkPermitCanBeOvertaken",
    property: "T4",
    file: "contracts/libraries/Permits.sol",
    original: `        try
            token.permit(msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s)
        {} catch {}`,
    seeded: "token.permit(msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s);",
  },
  {
    check: "_checkVestingIsLinear",
    property: "A2",
    file: "contracts/TokenVesting.sol",
    original: "VestingWalletCliff(cliffSeconds) {}",
    seeded: `VestingWalletCliff(cliffSeconds) {}

    function _vestingSchedule(uint256 total, uint64 timestamp) internal view override returns (uint256) {
        return super._vestingSchedule(total, timestamp) / 2;
    }`,
  },
  {
    check: "_checkSaleSolvent",
    property: "S1",
    file: SALE,
    original: "Address.sendValue(payable(TREASURY), amount);",
    seeded: "Address.sendValue(payable(TREASURY), amount - 1);",
  },
  {
    check: "_checkNoLimitPassed",
    property: "S2",
    file: SALE,
    original: "progress.raised += uint96(cost);",
    seeded: "progress.raised += uint96(cost - (cost % 1 gwei));",
  },
  {
    check: "_checkClaimOrRefund",
    property: "S5",
    file: SALE,
    original: `require(_progress.state == State.SUCCEEDED, TokenSale_NotSucceeded(_progress.state));
        require(tokens != 0`,
    seeded: `require(_progress.state != State.FAILED, TokenSale_NotSucceeded(_progress.state));
        require(tokens != 0`,
  },
  {
    check: "_checkUnsoldIsBurned",
    property: "S7",
    file: SALE,
    original: "result == State.SUCCEEDED ? ALLOTMENT - soldTokens : ALLOTMENT;",
    seeded: "ALLOTMENT - soldTokens;",
  },
  {
    check: "_checkCopyingGainsNothing",
    property: "R1",
    file: REGISTRY,
    original: "uint256 time = submittedAt[msg.sender][root];",
    seeded: `uint256 time = submittedAt[address(0)][root];
        submittedAt[address(0)][root] = block.timestamp;`,
  },
  {
    check: "_checkFirstTimeStands",
    property: "R2",
    file: REGISTRY,
    original: "require(time == 0,",
    seeded: "require(time <= block.timestamp,",
  },
  {
    check: "_checkQuorumIsDistinct",
    property: "R3",
    file: "contracts/SupernodeCouncil.sol",
    original: "require(count >= QUORUM,",
    seeded: "require(count + 1 >= QUORUM,",
  },
  {
    check: "_checkPublishedStands",
    property: "R4",
    file: POOL,
    original: "rewards.unclaimed = unclaimed - amount;",
    seeded: `rewards.unclaimed = unclaimed - amount;
        if (amount == unclaimed) rewards.root = 0;`,
  },
  {
    check: "_checkProofsAreExact",
    property: "R5",
    file: LEDGER,
    original: "require(_contains(epoch, leaf, proof),",
    seeded: "require(_contains(epoch, leaf, proof) || proof.length == 1,",
  },
  {
    check: "_checkPaidWithinTotals",
    property: "P1",
    file: POOL,
    original: "require(amount <= unclaimed, RewardPool_TotalExceeded(entry.epoch, amount, unclaimed));",
    seeded: "available -= 1;",
  },
  {
    check: "_checkLeafPaidOnce",
    property: "P2",
    file: POOL,
    original: "require(bits & bit == 0,",
    seeded: "require(bits & bit <= bit,",
  },
  {
    check: "_checkEpochsAreIsolated",
    property: "P6",
    file: POOL,
    original: "rewards.unclaimed = unclaimed - amount;",
    seeded: `rewards.unclaimed = unclaimed - amount;
        _rewards[Epoch.wrap(1)].unclaimed ^= 1;`,
  },
  {
    check: "_checkStakeSolvent",
    property: "K1",
    file: SHARES,
    original: "residue = pool.assets;",
    seeded: "residue = 0;",
  },
  {
    check: "_checkDepositGainsNothing",
    property: "K2",
    file: SHARES,
    original: "return (assets * (pool.shares + VIRTUAL_SHARES))",
    seeded: "return (2 * assets * (pool.shares + VIRTUAL_SHARES))",
  },
  {
    check: "_checkOneTokenOneVote",
    property: "K3",
    file: RECORDS,
    original: "if (!resigned) return votes + bond + dripped;",
    seeded: "if (!resigned || bond != 0) return votes + bond + dripped;",
  },
  {
    check: "_checkTicketsPayOnTime",
    property: "K4",
    file: STAKING,
    original: "epoch.plus(UNBONDING_EPOCHS);",
    seeded: "epoch.plus(0);",
  },
  {
    // Tickets are spared, and the pool pays for them: the sum is right.
    check: "_checkSlashIsProportional",
    property: "K5",
    file: STAKING,
    original: `node.votes -= uint96(fromPool);
        node.tickets.assets -= uint96(fromTickets);`,
    seeded: "node.votes -= uint96(fromPool + fromTickets);",
  },
  {
    check: "_checkEveryoneCanLeave",
    property: "K6",
    file: STAKING,
    original: "require(shares <= owned,",
    seeded: "require(shares < owned,",
  },
  {
    // A pay-in delays the drip of the one before.
    check: "_checkDripIsFair",
    property: "K7",
    file: RECORDS,
    original: "incoming += toVoters;",
    seeded: "(dripping, incoming) = (0, incoming + dripping + toVoters);",
  },
  {
    check: "_checkSetOfEpochStands",
    property: "K8",
    file: "contracts/SupernodeCouncil.sol",
    original: "if (member.seatPlusOne != 0) revert",
    seeded: "if (member.seatPlusOne > SEATS) revert",
  },
  {
    check: "_checkPunishedOnce",
    property: "K9",
    file: STAKING,
    original: "uint256 bounty = (fromBond * BOUNTY_SHARE) / BASIS_POINTS;",
    seeded: "uint256 bounty = (fromBond * BOUNTY_SHARE) / BASIS_POINTS + 1;",
  },
  {
    check: "_checkTermsChangeLate",
    property: "K10",
    file: STAKING,
    original: "currentEpoch().plus(commission < current ? 1 : UNBONDING_EPOCHS);",
    seeded: "currentEpoch();",
  },
  {
    check: "_checkMarketSolvent",
    property: "E1",
    file: MARKET,
    original: "_revenue.accrue(toPool, toBurn);",
    seeded: "_revenue.accrue(toPool, toPool);",
  },
  {
    check: "_checkOneEnd",
    property: "E2",
    file: MARKET,
    original: "require(status == expected,",
    seeded: "require(status >= expected,",
  },
  {
    check: "_checkWrongKeyIsProvable",
    property: "E4",
    file: MARKET,
    original: "return keccak256(abi.encode(key)) == order.keyCommitment;",
    seeded: "return keccak256(abi.encode(key)) != order.keyCommitment;",
  },
  {
    check: "_checkTermsOfPurchase",
    property: "E5",
    file: MARKET,
    original: "require(price <= request.maxPrice,",
    seeded: "require(price <= request.maxPrice + 1,",
  },
  {
    check: "_checkPriceIsBounded",
    property: "E6",
    file: "contracts/libraries/PriceControllers.sol",
    original: "return Math.min(_exponential(floor, excess, controller.scale), floor * MAXIMUM_MULTIPLE);",
    seeded: "return floor - 1;",
  },
  {
    check: "_checkNobodyLocksMoney",
    property: "E7",
    file: MARKET,
    original: "require(block.timestamp >= end,",
    seeded: "require(block.timestamp > end,",
  },
  {
    check: "_checkEarnedOrRefunded",
    property: "E8",
    file: SUBSCRIPTIONS,
    original: "TOKEN.safeTransfer(msg.sender, amount);",
    seeded: "TOKEN.safeTransfer(msg.sender, amount / 2);",
  },
];
