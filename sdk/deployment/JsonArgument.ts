/** A value of a constructor argument as JSON holds it: integers are decimal strings. */
export type JsonArgument = string | boolean | JsonArgument[] | { [name: string]: JsonArgument };
