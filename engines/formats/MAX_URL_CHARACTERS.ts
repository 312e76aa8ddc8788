/** Longest URL, also in canonical form, where a character is a byte. */
export const MAX_URL_CHARACTERS = 8_192;
