import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasDuplicateKeys,
  JsonTextError,
  JsonTooDeepError,
  MAX_JSON_DEPTH,
  replaceJsonValues,
  textPartsOfJsonString,
  type JsonStep,
  type TextPart,
} from "~/redaction/json-text";

/** JSON text of a value in arbitrary formatting: spacing, escapes and number spellings that JSON.stringify never picks. */
function write(value: unknown, dice: () => number): string {
  const space = () => ["", " ", "\n", "\t \r\n"][dice() % 4] ?? "";
  const literal = (text: string) =>
    `"${Array.from(text, (character) => writeCharacter(character, dice())).join("")}"`;
  const number = (value: number) =>
    Number.isInteger(value) && Math.abs(value) < 1e9 && !Object.is(value, -0) && dice() % 2
      ? `${value}.0`
      : JSON.stringify(value);
  if (typeof value === "string") return space() + literal(value) + space();
  if (typeof value === "number") return space() + number(value) + space();
  if (Array.isArray(value))
    return `${space()}[${value.map((v) => write(v, dice)).join(",") || space()}]${space()}`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([k, v]) => `${space()}${literal(k)}${space()}:${write(v, dice)}`,
    );
    return `${space()}{${members.join(",") || space()}}${space()}`;
  }
  return space() + JSON.stringify(value) + space();
}

function writeCharacter(character: string, dice: number): string {
  if (dice % 5 === 0) {
    return [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`)
      .join("");
  }
  return JSON.stringify(character).slice(1, -1);
}

function stringsOf(value: unknown, path: JsonStep[] = []): { path: JsonStep[]; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((v: unknown, i) => stringsOf(v, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([k, v]: [string, unknown]) => stringsOf(v, [...path, k]));
}

function withReplacement(value: unknown, path: readonly JsonStep[], text: string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return text;
  if (Array.isArray(value))
    return value.map((v: unknown, i) => (i === step ? withReplacement(v, rest, text) : v));
  const entries = Object.entries(value as Record<string, unknown>).map(([k, v]) => [
    k,
    k === step ? withReplacement(v, rest, text) : v,
  ]);
  return Object.fromEntries(entries);
}

const jsonValue = fc.jsonValue({ maxDepth: 5, stringUnit: "binary" }) as fc.Arbitrary<unknown>;
const formatted = fc
  .record({ value: jsonValue, seed: fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }) })
  .map(({ value, seed }) => {
    let i = 0;
    return write(value, () => seed[i++ % seed.length] ?? 0);
  });

describe("replaceJsonValues", () => {
  it("changes exactly the named strings, in any formatting", () => {
    fc.assert(
      fc.property(
        formatted,
        fc.array(fc.string({ unit: "binary" }), { minLength: 1 }),
        fc.nat(),
        (source, texts, pick) => {
          const strings = stringsOf(JSON.parse(source));
          const chosen = strings
            .filter((_, i) => (pick >> (i % 30)) & 1)
            .map(({ path }, i) => ({ path, text: texts[i % texts.length] ?? "" }));
          const rewritten = replaceJsonValues(source, chosen);
          let expected: unknown = JSON.parse(source);
          for (const { path, text } of chosen) expected = withReplacement(expected, path, text);
          expect(JSON.parse(rewritten)).toEqual(expected);
          if (chosen.length === 0) expect(rewritten).toBe(source);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("keeps every character outside of the replaced literals", () => {
    fc.assert(
      fc.property(formatted, fc.nat(), (source, pick) => {
        const strings = stringsOf(JSON.parse(source));
        fc.pre(strings.length > 0);
        const { path } = strings[pick % strings.length]!;
        const first = replaceJsonValues(source, [{ path, text: "\u0001first" }]);
        const [before, after] = first.split('"\\u0001first"');
        expect(source.startsWith(before!)).toBe(true);
        expect(source.endsWith(after!)).toBe(true);
        const literal = source.slice(before!.length, source.length - after!.length);
        expect(JSON.parse(literal)).toBe(strings[pick % strings.length]!.text);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps big integers, number spellings, spacing, escapes and key order", () => {
    const source =
      '{ "z": 12345678901234567890, "a" : 1.0,\n\t"m":"\\u0041\\/", "b":[1e2, "x", -0, null,true] }';
    expect(replaceJsonValues(source, [{ path: ["b", 1], text: 'y"\n' }])).toBe(
      source.replace('"x"', '"y\\"\\n"'),
    );
  });

  it("replaces inside JSON that a string holds, and nothing else in there", () => {
    fc.assert(
      fc.property(formatted, fc.nat(), (inside, pick) => {
        const strings = stringsOf(JSON.parse(inside));
        fc.pre(strings.length > 0);
        const { path } = strings[pick % strings.length]!;
        const source = `{"n":1.0,"arguments":${JSON.stringify(inside)}}`;
        const rewritten = replaceJsonValues(source, [{ path: ["arguments"], inner: path, text: "new" }]);
        const parsed = JSON.parse(rewritten) as { arguments: string };
        expect(parsed.arguments).toBe(replaceJsonValues(inside, [{ path, text: "new" }]));
        expect(rewritten.startsWith('{"n":1.0,')).toBe(true);
      }),
    );
  });

  it("tells an index from a key of the same spelling", () => {
    expect(replaceJsonValues('{"a":["x"],"b":{"0":"x"}}', [{ path: ["b", "0"], text: "y" }])).toBe(
      '{"a":["x"],"b":{"0":"y"}}',
    );
    expect(() => replaceJsonValues('{"b":{"0":"x"}}', [{ path: ["b", 0], text: "y" }])).toThrow(
      JsonTextError,
    );
  });

  it.each<[string, string, TextPart[]]>([
    ["a path that is not there", '{"a":"x"}', [{ path: ["b"], text: "y" }]],
    ["a path that is no string", '{"a":1}', [{ path: ["a"], text: "y" }]],
    ["a path that occurs twice", '{"a":"x","a":"x"}', [{ path: ["a"], text: "y" }]],
    ["a path twice in different spellings", '{"a":"x","\\u0061":"x"}', [{ path: ["a"], text: "y" }]],
    [
      "two replacements for one path",
      '{"a":"x"}',
      [
        { path: ["a"], text: "y" },
        { path: ["a"], text: "z" },
      ],
    ],
    [
      "a replacement of a string and inside it",
      '{"a":"[\\"x\\"]"}',
      [
        { path: ["a"], text: "y" },
        { path: ["a"], inner: [0], text: "z" },
      ],
    ],
    ["an inner path that is not there", '{"a":"{}"}', [{ path: ["a"], inner: ["b"], text: "y" }]],
    ["an unterminated string", '{"a":"x', [{ path: ["a"], text: "y" }]],
    ["unbalanced brackets", '{"a":"x"]', [{ path: ["a"], text: "y" }]],
  ])("refuses %s", (_, source, replacements) => {
    expect(() => replaceJsonValues(source, replacements)).toThrow(JsonTextError);
  });

  it("handles strings that end in escaped backslashes and hold brackets", () => {
    const source = String.raw`{"a\\":"[{\\","b\"}":"]\\\"","c":"x"}`;
    expect(JSON.parse(replaceJsonValues(source, [{ path: ["c"], text: "y" }]))).toEqual({
      ...(JSON.parse(source) as object),
      c: "y",
    });
    expect(hasDuplicateKeys(source)).toBe(false);
  });
});

describe("depth", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}"x"${"]".repeat(levels)}`;

  it("accepts what is as deep as allowed", () => {
    const path = Array<number>(MAX_JSON_DEPTH).fill(0);
    expect(replaceJsonValues(nested(MAX_JSON_DEPTH), [{ path, text: "y" }])).toContain('"y"');
  });

  it("refuses ten million brackets without running out of stack", () => {
    expect(() => hasDuplicateKeys("[".repeat(10_000_000))).toThrow(JsonTooDeepError);
    expect(() => hasDuplicateKeys(nested(MAX_JSON_DEPTH + 1))).toThrow(JsonTooDeepError);
    expect(textPartsOfJsonString(["a"], nested(MAX_JSON_DEPTH + 1))).toHaveLength(1);
  });
});

describe("hasDuplicateKeys", () => {
  it("finds none in what came from a value", () => {
    fc.assert(
      fc.property(formatted, (source) => {
        expect(hasDuplicateKeys(source)).toBe(false);
      }),
    );
  });

  it("finds a member that is written twice, wherever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), jsonValue, jsonValue, fc.boolean(), (key, a, b, escaped) => {
        const again = escaped
          ? `"${[...Array(key.length).keys()].map((i) => `\\u${key.charCodeAt(i).toString(16).padStart(4, "0")}`).join("")}"`
          : JSON.stringify(key);
        const object = `{${JSON.stringify(key)}:${JSON.stringify(a)}, ${again} :${JSON.stringify(b)}}`;
        expect(hasDuplicateKeys(`[{"x":[${object}]}]`)).toBe(true);
      }),
    );
  });

  it("does not mistake values, keys of other objects or text in strings for duplicates", () => {
    expect(
      hasDuplicateKeys(String.raw`{"a":"a","b":{"a":1},"c":[{"a":1},{"a":1}],"d":"{\"a\":1,\"a\":2}"}`),
    ).toBe(false);
    expect(hasDuplicateKeys('{"__proto__":1,"__proto__":2}')).toBe(true);
  });
});

describe("textPartsOfJsonString", () => {
  it("gives every string inside, and the parts can be replaced", () => {
    fc.assert(
      fc.property(fc.array(jsonValue), (values) => {
        const text = JSON.stringify(values);
        const parts = textPartsOfJsonString(["arguments"], text);
        expect(parts).toEqual(
          stringsOf(JSON.parse(text)).map((s) => ({ path: ["arguments"], inner: s.path, text: s.text })),
        );
        const source = JSON.stringify({ arguments: text });
        expect(JSON.parse(replaceJsonValues(source, parts))).toEqual({ arguments: text });
      }),
    );
  });

  it.each([["plain text"], ['{"cut": "of'], ['{"a":"x","a":"y"}'], ['"a JSON string"'], [""]])(
    "takes %s as one text",
    (text) => {
      expect(textPartsOfJsonString(["a", 0], text)).toEqual([{ path: ["a", 0], text }]);
    },
  );
});
