import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonArrayElementTooLargeError, JsonArraySplitter, type JsonArrayItem } from "./json-array";

function split(source: Buffer, cuts: readonly number[]): JsonArrayItem[] {
  const splitter = new JsonArraySplitter();
  const items: JsonArrayItem[] = [];
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), source.length]) {
    items.push(...splitter.push(source.subarray(from, cut)));
    from = cut;
  }
  return [...items, ...splitter.flush()];
}

const dataOf = (items: readonly JsonArrayItem[]) =>
  items.flatMap(({ data }) => (data === null ? [] : [JSON.parse(data) as unknown]));
const bytesOf = (items: readonly JsonArrayItem[]) => Buffer.concat(items.map(({ raw }) => raw));

describe("JsonArraySplitter", () => {
  it("gives the elements and every byte, at each single cut", () => {
    const source = Buffer.from('[{"text":"Grüße, \\"世界\\" ]}🌍,"},\r\n{"a":[1,{"b":"}"}]}\n , {} ]\n');
    const expected = [{ text: 'Grüße, "世界" ]}🌍,' }, { a: [1, { b: "}" }] }, {}];
    for (let cut = 0; cut <= source.length; cut++) {
      const items = split(source, [cut]);
      expect(dataOf(items)).toEqual(expected);
      expect(bytesOf(items)).toEqual(source);
    }
  });

  it("gives an element as soon as it is whole", () => {
    const splitter = new JsonArraySplitter();
    expect(dataOf(splitter.push(Buffer.from('[{"a":1}')))).toEqual([{ a: 1 }]);
    expect(dataOf(splitter.push(Buffer.from(',{"b":')))).toEqual([]);
    expect(dataOf(splitter.push(Buffer.from("2}")))).toEqual([{ b: 2 }]);
  });

  it("leaves half an element without data", () => {
    const items = split(Buffer.from('[{"a":1},{"b":'), []);
    expect(dataOf(items)).toEqual([{ a: 1 }]);
    expect(items.at(-1)).toEqual({ raw: Buffer.from(',{"b":'), data: null });
  });

  it("cuts nothing of what is no array", () => {
    const source = Buffer.from('{"error":{"code":400}}');
    expect(bytesOf(split(source, [3]))).toEqual(source);
    expect(dataOf(split(source, [3]))).toEqual([]);
  });

  it("takes bare values for no elements", () => {
    const source = Buffer.from('[1, "a]", {"a":1}, null, [2] ,true]');
    for (let cut = 0; cut <= source.length; cut++) {
      const items = split(source, [cut]);
      expect(dataOf(items)).toEqual([{ a: 1 }, [2]]);
      expect(bytesOf(items)).toEqual(source);
    }
  });

  it("bounds an element", () => {
    const splitter = new JsonArraySplitter(10);
    expect(() => splitter.push(Buffer.from('[{"a":"0123456789'))).toThrow(JsonArrayElementTooLargeError);
  });

  it("is the same for any array and any cuts", () => {
    const element = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
    fc.assert(
      fc.property(
        fc.array(element),
        fc.nat(3),
        fc.array(fc.nat(500), { maxLength: 20 }),
        (elements, indent, cuts) => {
          const source = Buffer.from(JSON.stringify(elements, null, indent));
          const items = split(
            source,
            cuts.filter((cut) => cut < source.length),
          );
          expect(dataOf(items)).toEqual(JSON.parse(source.toString()));
          expect(bytesOf(items)).toEqual(source);
        },
      ),
    );
  });
});
