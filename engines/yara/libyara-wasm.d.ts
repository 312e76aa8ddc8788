/** The part of libyara-wasm that we use; the package has no types of its own. */
declare module "libyara-wasm" {
  /** A C++ vector: a copy on the WebAssembly heap, to be deleted by whoever got it. */
  interface Vector<T> {
    size(): number;
    get(index: number): T;
    delete(): void;
  }

  interface Result {
    readonly compileErrors: Vector<{ message: string; lineNumber: number; warning: boolean }>;
    readonly matchedRules: Vector<{ ruleName: string; resolvedMatches: Vector<unknown>; metadata: Vector<unknown> }>;
    delete(): void;
  }

  interface Yara {
    /** The whole WebAssembly memory; it only ever grows. */
    readonly HEAPU8: Uint8Array;
    run(data: Uint8Array, rules: string): Result;
  }

  export type { Yara };

  export default function createYara(): Promise<Yara>;
}
