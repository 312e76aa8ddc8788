/** What a mutation does. */
export type Operator =
  | "relation" // < <= > >= == !=
  | "arithmetic" // + - * / %
  | "bits" // & | ^ << >>
  | "logic" // && || and their operands
  | "negation" // of a condition
  | "constant" // plus and minus one, another word, another hash
  | "rounding" // floor and ceiling, minimum and maximum, saturation
  | "return" // nothing instead of the value
  | "initial" // nothing instead of a variable's first value
  | "arguments" // two neighbours of one type exchanged
  | "assignment" // += and -=, ++ and --
  | "require" // a check deleted
  | "statement"; // any other statement deleted
