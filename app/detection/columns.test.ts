import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { columnName, inColumn, isCell } from "~/detection/columns";
import { compileExpression, searchAll } from "~/detection/search-all";

const NAMES = "zip|zip[ _-]?code";
const expression = compileExpression("[0-9]{5}", { before: inColumn(NAMES) });
const name = new RE2(columnName(NAMES), "u");
const valuesIn = (text: string) =>
  searchAll(expression, text, { from: 0, to: text.length }).map(({ matchStart, start, end }) => {
    expect(text.slice(matchStart, end)).toMatch(name);
    return text.slice(start, end);
  });

/** Numbers of other columns that look like the one that is looked for. */
const cells = fc.array(fc.constantFrom("", "12345", "Bath", "a b", "-"), { minLength: 0, maxLength: 4 });
const names = fc.constantFrom("zip", "ZIP", "zip_code", "Zip code");

describe("a value in the first row of a table", () => {
  it.each([
    [",", ""],
    [";", ""],
    ["\t", ""],
    [" | ", "| "],
  ])("is found in its column, between %j", (sign, edge) => {
    fc.assert(
      fc.property(names, cells, cells, (name, before, after) => {
        const header = [...before.map(() => "x"), name, ...after.map(() => "y")].join(sign);
        const row = [...before, "97201", ...after].join(sign);
        const rule = edge === "" ? "" : `${edge}---|---\n`;
        expect(valuesIn(`text\n${edge}${header}\n${rule}${edge}${row}\n`)).toEqual(
          before.length + (edge === "" ? 0 : 1) < 5 ? ["97201"] : [],
        );
      }),
    );
  });

  it("is found in its place of an INSERT", () => {
    fc.assert(
      fc.property(names, cells, cells, (name, before, after) => {
        const columns = [...before.map(() => "x"), `"${name}"`, ...after.map(() => "y")].join(", ");
        const row = [...before.map((cell) => `'${cell}'`), "97201", ...after.map(() => "NULL")].join(", ");
        expect(valuesIn(`INSERT INTO t (${columns})\nVALUES (${row});`)).toEqual(["97201"]);
      }),
    );
  });

  it("is none of another column", () => {
    expect(valuesIn("name,zip,price\nA,,12345")).toEqual([]);
    expect(valuesIn("INSERT INTO t (zip, price) VALUES (NULL, 12345)")).toEqual([]);
    expect(valuesIn("name,zip file\nA,12345")).toEqual([]);
  });
});

describe("a cell", () => {
  it.each([
    ["Ada,", ",Bath"],
    ["Ada|", "|"],
    ["| ", " |"],
    ["('Ada', '", "')"],
    ["\t", "\n"],
    ["", ""],
  ])("is between %j and %j", (before, after) => {
    expect(isCell(before, after)).toBe(true);
  });

  it.each([
    ["sorry, ", ", my"],
    ["\n", ", my"],
    ["on ", "\n"],
    ["a", ","],
  ])("is not between %j and %j", (before, after) => {
    expect(isCell(before, after)).toBe(false);
  });
});
