import type { Category } from "../../sdk/types/Category.js";

/** One rule of a rule file: its text for the compiler, and what a match means. */
export interface YaraRule {
  readonly name: string;
  readonly source: string;
  readonly label: string;
  readonly category: Category;
}
