/** What a script can rely on. Each is explained in `virusmap --help`. */
export const ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  network: 4,
  funds: 5,
  notFound: 6,
  pending: 7,
  notYet: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
