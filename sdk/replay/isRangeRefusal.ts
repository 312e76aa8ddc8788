/** Too many blocks or logs in one call, or too long a search, in the words of nodes and of those who run them. */
const TOO_MUCH =
  /range|limit|exceed|maximum|too (many|large|big|wide|long|much)|more than|timeout|timed out|response size/i;

/** Too many calls: smaller ones would be even more. */
const TOO_OFTEN =
  /too many requests|rate.?limit|\brate\b|per (second|minute|day|month)|daily|monthly|quota|credits|capacity/i;

const REQUEST_TIMEOUT = 408;
const CONTENT_TOO_LARGE = 413;
const TOO_MANY_REQUESTS = 429;
const GATEWAY_TIMEOUT = 504;

/**
 * Whether a node refused to look for logs in so many blocks. Codes do not tell: what one calls -32005, others call
 * -32000, -32600, -32602 or an HTTP status, and -32005 is a rate limit elsewhere. A word too many costs a few calls.
 */
export function isRangeRefusal(error: unknown): boolean {
  const status = statusOf(error);
  if (status === TOO_MANY_REQUESTS) return false;
  if (status === REQUEST_TIMEOUT || status === CONTENT_TOO_LARGE || status === GATEWAY_TIMEOUT) return true;
  const words = wordsOf(error);
  return TOO_MUCH.test(words) && !TOO_OFTEN.test(words);
}

interface Details {
  /** What the node answered, in ethers' errors; their own message repeats the question, which has `fromBlock` in it. */
  readonly error?: { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown } | null;
  readonly info?: { readonly responseBody?: unknown } | null;
  readonly response?: { readonly statusCode?: unknown } | null;
}

function statusOf(error: unknown): unknown {
  return detailsOf(error).response?.statusCode;
}

function wordsOf(error: unknown): string {
  const { error: answer, info } = detailsOf(error);
  if (typeof answer === "object" && answer !== null) return textOf([answer.message, answer.data]);
  if (info?.responseBody !== undefined) return textOf([info.responseBody]);
  const isAnswer = error instanceof Error && "code" in error && typeof error.code === "number";
  return isAnswer ? error.message : ""; // a dead node's timeout is no answer
}

function detailsOf(error: unknown): Details {
  return typeof error === "object" && error !== null ? error : {};
}

function textOf(parts: readonly unknown[]): string {
  return parts.map((part) => (part === undefined || typeof part === "string" ? part : JSON.stringify(part))).join(" ");
}
