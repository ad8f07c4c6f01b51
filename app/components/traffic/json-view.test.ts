import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPath } from "~/rules/format-path";
import { viewJson, type Line, type Mark } from "./json-view";

const textOf = (lines: Line[] | null) =>
  (lines ?? []).map((line) => line.map(({ text }) => text).join("")).join("\n");
const markedIn = (lines: Line[] | null) =>
  (lines ?? []).flat().flatMap(({ text, marked }) => (marked ? [text] : []));

describe("viewJson", () => {
  it("lays out one member a line and leaves empty containers closed", () => {
    expect(textOf(viewJson('{"a":[1,{"b":[]}],"c":{}}', []))).toBe(
      ["{", '  "a": [', "    1,", "    {", '      "b": []', "    }", "  ],", '  "c": {}', "}"].join("\n"),
    );
  });

  it("keeps every digit, the order of keys and duplicates", () => {
    const text = textOf(viewJson('{"b":12345678901234567890.50,"a":1e400,"a":-0}', []));
    expect(text).toBe('{\n  "b": 12345678901234567890.50,\n  "a": 1e400,\n  "a": -0\n}');
  });

  it("is null for what is not JSON: a stream, a cut body, nothing", () => {
    for (const source of ['data: {"a":1}', '{"a":"b', "", "<h1>no</h1>"])
      expect(viewJson(source, [])).toBeNull();
  });

  it("marks places by path, through escapes, in and out of order", () => {
    const source = String.raw`{"messages":[{"content":"\"x\" [REDACTED_EMAIL] and [REDACTED_PHONE]"},{"content":"[REDACTED_EMAIL]"}]}`;
    const path = "messages[0].content";
    const lines = viewJson(source, [
      { path, start: 25, end: 41 },
      { path, start: 4, end: 20 },
    ]);
    expect(markedIn(lines)).toEqual(["[REDACTED_EMAIL]", "[REDACTED_PHONE]"]);
    expect(textOf(lines)).toContain(String.raw`"\"x\" [REDACTED_EMAIL] and [REDACTED_PHONE]"`);
  });

  it("marks places in JSON that a string holds", () => {
    const inner = '{"to": {"mail": "[REDACTED_EMAIL]"}, "n": 1}';
    const source = JSON.stringify({ calls: [{ arguments: inner }] });
    const lines = viewJson(source, [{ path: "calls[0].arguments#to.mail", start: 0, end: 16 }]);
    expect(markedIn(lines)).toEqual(["[REDACTED_EMAIL]"]);
    expect(textOf(lines)).toContain(JSON.stringify(inner));
  });

  it("ignores marks that lead nowhere", () => {
    const marks = [
      { path: "b", start: 0, end: 5 },
      { path: "a", start: 5, end: 2 },
      { path: "a", start: 90, end: 99 },
      { path: "a#c", start: 0, end: 1 },
    ];
    const lines = viewJson('{"a":"text"}', marks);
    expect(textOf(lines)).toBe('{\n  "a": "text"\n}');
    expect(markedIn(lines)).toEqual([]);
  });

  it("shows the same value as the source, however it is spaced", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
        const source = JSON.stringify(value, null, space);
        expect(textOf(viewJson(source, []))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it("marks exactly what the offsets say", () => {
    const place = fc.tuple(fc.string(), fc.string({ minLength: 1 }), fc.string(), fc.array(fc.string()));
    fc.assert(
      fc.property(place, ([before, found, after, keys]) => {
        const path = ["parts", 1, ...keys];
        const value = [...keys]
          .reverse()
          .reduce<unknown>((inner, key) => ({ [key]: inner }), before + found + after);
        const source = JSON.stringify({ parts: ["other", value] });
        const mark: Mark = {
          path: formatPath(path),
          start: before.length,
          end: before.length + found.length,
        };
        const lines = viewJson(source, [mark]);
        expect(JSON.parse(textOf(lines))).toEqual(JSON.parse(source));
        expect(markedIn(lines).map((text): unknown => JSON.parse(`"${text}"`))).toEqual([found]);
      }),
    );
  });
});
