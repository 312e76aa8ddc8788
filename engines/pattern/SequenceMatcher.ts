/**
 * Finds many byte sequences in one pass (Aho and Corasick's automaton, every transition in one table). It is fed
 * chunk by chunk and remembers where it stands, so a sequence that straddles chunks is found like any other.
 */
export class SequenceMatcher {
  readonly #transitions: Uint32Array;
  /** Per state: the indices of the sequences that end there. */
  readonly #endings: readonly (readonly number[])[];
  /** Per state: 1 where a sequence ends. */
  readonly #isEnding: Uint8Array;

  constructor(sequences: readonly Uint8Array[]) {
    const states = 1 + sequences.reduce((sum, { length }) => sum + length, 0);
    const transitions = new Uint32Array(states * 256);
    const endings = Array.from({ length: states }, (): number[] => []);

    let next = 1;
    for (const [index, sequence] of sequences.entries()) {
      if (sequence.length === 0)
        throw new RangeError(`Sequence ${index} is empty: it would match everywhere. Remove it.`);
      let state = 0;
      for (const byte of sequence) {
        const edge = state * 256 + byte;
        if (transitions[edge] === 0) transitions[edge] = next++;
        state = transitions[edge] ?? 0;
      }
      endings[state]?.push(index);
    }

    linkFallbacks(transitions, endings);
    this.#transitions = transitions;
    this.#endings = endings;
    this.#isEnding = Uint8Array.from(endings, ({ length }) => (length > 0 ? 1 : 0));
  }

  /** A search over one input. Searches on one matcher do not disturb each other. */
  search(): { readonly found: ReadonlySet<number>; feed(chunk: Uint8Array): void } {
    const transitions = this.#transitions;
    const isEnding = this.#isEnding;
    const endings = this.#endings;
    const found = new Set<number>();
    let state = 0;
    return {
      found,
      feed: (chunk) => {
        let current = state;
        for (const byte of chunk) {
          current = transitions[current * 256 + byte] ?? 0;
          if (isEnding[current] === 1) for (const ending of endings[current] ?? []) found.add(ending);
        }
        state = current;
      },
    };
  }
}

/** Breadth first: missing transitions and endings of a state are those of its longest proper suffix. */
function linkFallbacks(transitions: Uint32Array, endings: number[][]): void {
  const fallback = new Uint32Array(endings.length);
  const queue = [0];
  for (const state of queue) {
    const suffix = fallback[state] ?? 0;
    for (let byte = 0; byte < 256; byte++) {
      const edge = state * 256 + byte;
      const child = transitions[edge] ?? 0;
      const viaSuffix = state === 0 ? 0 : (transitions[suffix * 256 + byte] ?? 0);
      if (child === 0) {
        transitions[edge] = viaSuffix;
        continue;
      }
      fallback[child] = viaSuffix;
      endings[child]?.push(...(endings[viaSuffix] ?? []));
      queue.push(child);
    }
  }
}
