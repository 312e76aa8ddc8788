import type { HandOver } from "../../supernode/HandOver.js";
import type { Input } from "../../supernode/Input.js";

/** An input whose root is on chain. */
export interface SubmittedInput extends HandOver {
  readonly input: Input;
}
