/** Where the files of a development network lie; below the folder in which it was started. */
export const NETWORK_FOLDER = ".network";
