/** A compiled contract, as the engine takes it. */
export interface Artifact {
  readonly id: { readonly name: string; readonly source: string; readonly solcVersion: string };
  readonly contract: {
    readonly abi: string;
    readonly bytecode: string;
    readonly deployedBytecode: string;
    readonly linkReferences: Record<string, never>;
    readonly deployedLinkReferences: Record<string, never>;
  };
}
