import { ciphertextFormat } from "../sdk/files/ciphertextFormat.js";
import { MAXIMUM_CONTENT_BYTES } from "./MAXIMUM_CONTENT_BYTES.js";

const { headerBytes, tagBytes } = ciphertextFormat;

/** The largest encrypted content that supernodes take. */
export const MAXIMUM_CIPHERTEXT_BYTES = MAXIMUM_CONTENT_BYTES + headerBytes + tagBytes;
