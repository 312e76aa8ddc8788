import { ContentError } from "./ContentError.js";

/**
 * Content above a limit of its reader, who goes no further: its bytes have the digest, so that it will not become smaller. A size that
 * a store names before that is no such thing: the next bytes under the digest can be the true ones.
 */
export class OversizedContentError extends ContentError {}
