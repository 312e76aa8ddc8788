const PATH = "test/helpers/Test.sol";

/**
 * The tests' base contract with a call that reads the environment. The engine runs a failed test again to trace it, which
 * takes many times as long and, for an endless loop, all memory; it does not where a test could have read something else
 * the second time.
 */
export function withoutReplay(files: ReadonlyMap<string, string>): Map<string, string> {
  const content = files.get(PATH) ?? "";
  const changed = content
    .replace("interface Vm {", "$& function envOr(string calldata, bool) external view returns (bool);")
    .replace("abstract contract Test {", '$& constructor() { vm.envOr("NOTHING", false); }');
  if (!changed.includes("external view returns (bool);") || !changed.includes("constructor() { vm.envOr(")) {
    throw new Error(`${PATH} is not as expected: it should declare "interface Vm" and "abstract contract Test"`);
  }
  return new Map([...files, [PATH, changed]]);
}
