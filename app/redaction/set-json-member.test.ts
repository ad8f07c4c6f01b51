import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonMember, setJsonMember } from "./set-json-member";

const object = fc.dictionary(fc.string(), fc.jsonValue());
const spacing = fc.constantFrom(undefined, 1, "\t", "  ");

describe("setJsonMember", () => {
  it("inserts into an empty and into a filled object without touching the rest", () => {
    expect(setJsonMember("{}", "a", "1")).toBe('{"a":1}');
    expect(setJsonMember(" { } ", "a", "1")).toBe(' {"a":1 } ');
    expect(setJsonMember('{ "n": 12345678901234567890, "x": 1.0 }', "a", "1")).toBe(
      '{"a":1, "n": 12345678901234567890, "x": 1.0 }',
    );
  });

  it("replaces a member of any kind, at the top level only", () => {
    expect(setJsonMember('{"b":{"a":0},"a":null,"c":[{"a":2}]}', "a", "1")).toBe(
      '{"b":{"a":0},"a":1,"c":[{"a":2}]}',
    );
    expect(setJsonMember('{"a":{"x":[1,"}"]}}', "a", "1")).toBe('{"a":1}');
  });

  it("is not misled by any amount of space", () => {
    const space = " ".repeat(500);
    expect(JSON.parse(setJsonMember(`{"a"${space}:${space}5,"b":0}`, "a", "1"))).toEqual({ a: 1, b: 0 });
  });

  it("knows an escaped key", () => {
    expect(JSON.parse(setJsonMember('{"\\u0061":5}', "a", "1"))).toEqual({ a: 1 });
  });

  it("gives what assigning the member would give, for any object however it is written", () => {
    fc.assert(
      fc.property(object, spacing, fc.string(), fc.jsonValue(), (value, indent, key, member) => {
        const source = JSON.stringify(value, null, indent);
        const result: unknown = JSON.parse(setJsonMember(source, key, JSON.stringify(member)));
        const expected = Object.fromEntries([
          ...Object.entries(value).filter(([name]) => name !== key),
          [key, member],
        ]);
        expect(result).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
    );
  });
});

describe("jsonMember", () => {
  it("is the value as it is written, at the top level only", () => {
    expect(jsonMember('{ "b": {"a": 2}, "a" : [1.0,  {"a": 3}] , "c": 1 }', "a")).toBe('[1.0,  {"a": 3}]');
    expect(jsonMember('{"a":"}, \\"a\\": 1"}', "a")).toBe('"}, \\"a\\": 1"');
    expect(jsonMember('{"b": {"a": 2}}', "a")).toBeNull();
    expect(jsonMember("{}", "a")).toBeNull();
  });

  it("is what the parsed object has, however it is written", () => {
    fc.assert(
      fc.property(object, spacing, fc.string(), (value, indent, other) => {
        const source = JSON.stringify(value, null, indent);
        const parsed = JSON.parse(source) as Record<string, unknown>;
        for (const key of [...Object.keys(parsed), other]) {
          const member = jsonMember(source, key);
          if (Object.hasOwn(parsed, key)) expect(JSON.parse(member!)).toEqual(parsed[key]);
          else expect(member).toBeNull();
        }
      }),
    );
  });
});
