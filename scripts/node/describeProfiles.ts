/**
 * What a development network says of the files for its roles.
 *
 * @param isFresh whether nobody played a sale and an election: the names of supernodes are those of accounts only
 */
export function describeProfiles(profiles: readonly string[], isFresh: boolean): string[] {
  const calls = profiles.map((profile) => `  npx virusmap --settings ${profile} status`);
  if (!isFresh) return calls;
  return [
    ...calls,
    "\nNo supernode was elected: each supernode-N.env is an account that can become one, as docs/guides/joining.md says.",
  ];
}
