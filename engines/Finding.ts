import type { Category } from "../sdk/types/Category.js";

/** One thing that an engine noticed. A null label with HARMLESS: the content is known to be good. */
export interface Finding {
  readonly label: string | null;
  readonly category: Category;
}
