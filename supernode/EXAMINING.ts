/** Purpose of the temporary folders that hold plaintexts while they are scanned. */
export const EXAMINING = "examining";
