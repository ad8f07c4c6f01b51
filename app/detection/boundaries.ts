/** What may stand beside a value, so that it is not a piece of something longer. */
import { type Boundary } from "~/detection/pattern";

/** Not within a word: no letter, digit or underscore (ASCII) adjoins. Scripts without spaces may. */
export const WORD: Boundary = (before, after) => !/\w$/.test(before) && !/^\w/.test(after);

/** Not within a longer token as keys and paths are made of: also no `-`, `/`, `+`, `=` or `.` that goes on. */
export const TOKEN: Boundary = (before, after) =>
  !/[\w/+-]$|\w\.$/.test(before) && !/^(?:[\w/+-]|\.\w|=\w)/.test(after);

/** The same, and no literal of a program: some end in a letter (`= 30000000L;`). */
export const NO_LITERAL: Boundary = (before, after) =>
  TOKEN(before, after) && !(/[=*+<>] $/.test(before) && /^[;)]/.test(after));

/** Not within a longer number, decimal, version, amount, identifier or UUID. */
export const NUMBER: Boundary = (before, after) =>
  !/\w$|\w[-.+]$|\d[,:/]$|[+$€£]$/.test(before) && !/^(?:\w|[-.,:/]\d|%)/.test(after);

/** For numbers in groups with spaces: also no further group of digits, as in the columns of a table or a card number. */
export const NUMBER_IN_GROUPS: Boundary = (before, after) =>
  NUMBER(before, after) && !/\d $/.test(before) && !/^ \d/.test(after);

/**
 * Not within a longer number, amount, path or address. An abbreviation's dot may come right before (`Nr.123`), and a
 * comma on either side (columns of a CSV file), unless two decimals follow it.
 */
export const ID_NUMBER: Boundary = (before, after) =>
  !/\w$|\w[-+/]$|\d[.:]$|[$€£+@]$/.test(before) && !/^(?:\w|[-+/:]\w|\.\d|,\d\d?(?!\d)| ?%|@)/.test(after);

/** Not the beginning of a longer key. That it begins a word is said by the expression: `\b` keeps the search fast. */
export const KEY_END: Boundary = (_before, after) => !/^-?\w/.test(after);
