/** The part of a command's help that shows how it is called: each call as it is typed, without `virusmap`. */
export function examplesOf(...calls: readonly string[]): string {
  return ["\nExamples:", ...calls.map((call) => `  $ virusmap ${call}`)].join("\n");
}
