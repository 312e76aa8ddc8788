import { FetchRequest, isError, type JsonRpcPayload, JsonRpcProvider, type JsonRpcResult, Network } from "ethers";

import { isRangeRefusal } from "../sdk/replay/isRangeRefusal.js";
import { CommandError } from "./CommandError.js";
import { retrying } from "./retrying.js";

const POLLING_MILLISECONDS = 1_000;

/** A JSON-RPC provider that asks again when the node does not answer. A signed transaction may be sent twice: it has one nonce. */
export class RetryingProvider extends JsonRpcProvider {
  /** Is rejected once a request was given up: a caller that takes errors for answers need not go on. */
  readonly lost: Promise<never>;
  #lose: (reason: unknown) => void = () => undefined;

  private constructor(
    private readonly url: string,
    network: Network,
    private readonly note: (text: string) => void,
    private readonly waits: readonly number[] | undefined,
  ) {
    super(url, network, {
      staticNetwork: network,
      pollingInterval: POLLING_MILLISECONDS,
      batchMaxCount: 1,
    });
    this.lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    this.lost.catch(() => undefined); // not everybody looks
  }

  /**
   * Asks the node for its chain first: ethers would go on asking a dead one for ever.
   *
   * @param waits milliseconds before each further attempt
   */
  static async connect(
    url: string,
    note: (text: string) => void,
    waits?: readonly number[],
  ): Promise<RetryingProvider> {
    const chainId = await retrying(url, note, () => readChainId(url), waits);
    return new RetryingProvider(url, Network.from(chainId), note, waits);
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    // Some nodes refuse by an HTTP status to look through so many blocks, or to suppose a state: asking again would not help.
    const isAnswer = asksForLogs(payload) ? isRangeRefusal : supposes(payload) ? isHttpStatus : undefined;
    return retrying(this.url, this.note, () => super._send(payload), this.waits, isAnswer).catch((error: unknown) => {
      if (error instanceof CommandError) this.#lose(error);
      throw error;
    });
  }
}

function asksForLogs(payload: JsonRpcPayload | JsonRpcPayload[]): boolean {
  return [payload].flat().every(({ method }) => method === "eth_getLogs");
}

/** Whether it is a call on a state that the caller changes in thought: the third parameter of `eth_call`. */
function supposes(payload: JsonRpcPayload | JsonRpcPayload[]): boolean {
  return [payload].flat().every(({ method, params }) => method === "eth_call" && params.length > 2);
}

function isHttpStatus(error: unknown): boolean {
  return isError(error, "SERVER_ERROR");
}

async function readChainId(url: string): Promise<bigint> {
  const request = new FetchRequest(url);
  request.body = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
  const response = await request.send();
  response.assertOk();
  return BigInt((response.bodyJson as { result: string }).result);
}
