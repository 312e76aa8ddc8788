import { ContentError } from "./ContentError.js";

/** Content above a limit of its reader, who goes no further: it will not become smaller. */
export class OversizedContentError extends ContentError {}
