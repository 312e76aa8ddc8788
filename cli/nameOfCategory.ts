import { Category } from "../sdk/types/Category.js";

/** A verdict's category in words. */
export function nameOfCategory(category: Category): string {
  const [name] = Object.entries(Category).find(([, value]) => value === category) ?? ["unknown"];
  return name.toLowerCase();
}
