/**
 * PostgreSQL's text format of COPY: one line a row, tabs between the columns.
 * https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 *
 * Half of what parsing JSON into rows costs the database, and the cheapest to write here: plain string searches.
 */

type CopyValue = string | number | boolean | object | null | undefined;

/** PostgreSQL's text holds neither NUL nor half a surrogate pair; callers can send both, and a cut can make one. */
export function storableText(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text).toWellFormed();
}

function escaped(text: string): string {
  let line = text;
  if (line.includes("\\")) line = line.replaceAll("\\", "\\\\");
  if (line.includes("\n")) line = line.replaceAll("\n", "\\n");
  if (line.includes("\t")) line = line.replaceAll("\t", "\\t");
  if (line.includes("\r")) line = line.replaceAll("\r", "\\r");
  return line;
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayLiteral(items: readonly unknown[]): string {
  return `{${items.map((item) => `"${String(item).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

/** The text of one column; an array is one of texts, any other object is JSON without NUL and lone surrogates. */
function copyField(value: CopyValue): string {
  switch (typeof value) {
    case "string":
      return escaped(storableText(value));
    case "number":
      return String(value);
    case "boolean":
      return value ? "t" : "f";
    case "undefined":
      return "\\N";
    default:
      if (value === null) return "\\N";
      return escaped(storableText(Array.isArray(value) ? arrayLiteral(value) : JSON.stringify(value)));
  }
}

/** Names of columns, and what each holds of a row. */
export type CopyColumns<Row> = Readonly<Record<string, (row: Row) => CopyValue>>;

export interface CopyTable<Row> {
  /** The statement whose input the lines are. */
  readonly statement: string;
  line(row: Row): string;
}

/** @param table A name of ours: it goes into the statement as it is. */
export function copyTable<Row>(table: string, columns: CopyColumns<Row>): CopyTable<Row> {
  const [first, ...others] = Object.values(columns);
  return {
    statement: `COPY ${table} (${Object.keys(columns).join(", ")}) FROM STDIN`,
    line(row) {
      let line = first ? copyField(first(row)) : "";
      for (const read of others) line += `\t${copyField(read(row))}`;
      return `${line}\n`;
    },
  };
}
