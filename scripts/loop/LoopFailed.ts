/** A step or check of the main job did not hold. */
export class LoopFailed extends Error {
  override readonly name = "LoopFailed";
}
