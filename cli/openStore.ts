import { FolderStore } from "../sdk/stores/FolderStore.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { Settings } from "./Settings.js";

/** The store that the settings name: a folder today. What else implements `SharedStore` joins here and nowhere else. */
export function openStore({ store }: Pick<Settings, "store">): SharedStore {
  return new FolderStore(store);
}
