/** How people name the folders of the settings. */
export const FOLDER_OPTIONS = {
  store: "--store or VIRUSMAP_STORE",
  home: "--home or VIRUSMAP_HOME",
} as const;
