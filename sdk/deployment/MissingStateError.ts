/** A node was asked for what stood on the chain at a block, and has kept that of newer blocks only. */
export class MissingStateError extends Error {
  override readonly name = "MissingStateError";

  constructor(readonly block: number) {
    super(`this node no longer has the state of block ${block}: ask an archive node`);
  }
}
