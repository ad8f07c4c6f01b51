/**
 * What stands before a value that only the name of its column tells: the first row of a CSV file or of a Markdown table
 * under its header, the values of an `INSERT`. An expression cannot follow a column any further down: matches are
 * disjoint, and the header belongs to the first.
 */

/**
 * A column further to the right is not found. Each costs the expression another copy of the names, and streams wait
 * longer than they have to where an expression is too large for its beginnings to be told exactly.
 */
const MOST_COLUMNS = 5;

/** Between the cells of files and tables; a Markdown row begins with one, as if its first cell were empty. */
const SIGN = String.raw` ?[,;\t|] ?`;
/** At most three words: a stream waits while its text may be a header, and a sentence soon is none. */
const HEADER_CELL = String.raw`[^,;\t|\n\x00 ]*(?: [^,;\t|\n\x00 ]+){0,2}`;
const CELL = String.raw`(?:"[^"\n]*"|[^,;\t|\n"\x00]*)`;
/** Under the header of a Markdown table. */
const RULE = String.raw`(?:[ |:+-]*-[ |:+-]*\r?\n)?`;

const COLUMN = String.raw`["'\x60\[]?`;
const COLUMN_END = String.raw`["'\x60\]]?`;
/** A string, or a number, NULL or a call without arguments. */
const LITERAL = String.raw`\s*(?:[NE]?'(?:[^'\n]|'')*'|[^',()\n\x00]*(?:\(\))?)\s*,`;

/** As many pieces before the name as before the value: `name`, `a name … a`, `a a name … a a`. */
function nested(name: string, left: string, right: string): string {
  return Array.from(
    { length: MOST_COLUMNS },
    (_, before) => left.repeat(before) + name + right.repeat(before),
  ).join("|");
}

const header = (names: string) => String.raw`${COLUMN}(?:${names})${COLUMN_END}`;

/**
 * @param names What the column is called, and nothing else may be in its header; RE2 syntax, in any case. Separate words
 *   are joined by `[ _-]?`.
 */
export function inColumn(names: string): string {
  const row = nested(
    String.raw`${header(names)}(?:${SIGN}[^\n\x00]*)?\r?\n${RULE}`,
    HEADER_CELL + SIGN,
    CELL + SIGN,
  );
  const values = nested(
    String.raw`${header(names)}\s*(?:,[^()\x00]*)?\)\s*values\s*\(`,
    String.raw`${COLUMN}\w+${COLUMN_END}\s*,\s*`,
    LITERAL,
  );
  return String.raw`(?i)(?:(?:^|\n)(?:${row})["']?|\(\s*(?:${values})\s*[NE]?'?)`;
}

/** What each match of a label by `inColumn` contains, with the signs beside it: more than a word that texts have anyway. */
export function columnName(names: string): string {
  return String.raw`(?i:(?:^|[\s,;|(])${header(names)}(?:\s*[,;|)]| ?\t|\r?\n))`;
}

/** Beside a value that stands alone in its cell, and not between the commas of a sentence. */
export const isCell = (before: string, after: string) =>
  /(?:^|[\n\t;(,]|\| ?|[,;(] ?["'])$/.test(before) && /^["']?(?: ?\||[\r\n\t;)]|,(?! \p{L})|$)/u.test(after);
