import type { AstNode } from "./AstNode.js";

/** A Solidity file with its syntax tree. */
export interface Source {
  /** Path from the root of the repository. */
  readonly path: string;
  /** One character a byte, since the compiler counts bytes. */
  readonly bytes: string;
  readonly tree: AstNode;
}
