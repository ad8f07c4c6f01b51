import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { viablePrefix } from "~/detection/viable-prefix";
import {
  allMembers,
  canBecomeMember,
  drawMember,
  expression,
  isMember,
  smallExpression,
  textOverAlphabet,
} from "tests/support/regex-trees";

const R = String.raw;

type Flags = Parameters<typeof viablePrefix>[1];

/** Whether a text is the beginning of a match. */
function prefixTest(source: string, flags: Flags = {}): (text: string) => boolean {
  const re2 = new RE2(R`\A(?:${viablePrefix(source, flags)})\z`, "u");
  return (text) => re2.test(text);
}

function prefixesOf(text: string): string[] {
  const characters = Array.from(text);
  return characters.map((_, index) => characters.slice(0, index + 1).join(""));
}

const draws = fc.infiniteStream(fc.nat());

function member(tree: Parameters<typeof drawMember>[0], stream: fc.Stream<number>): string {
  return drawMember(tree, (below) => (stream.next().value ?? 0) % below);
}

describe("viablePrefix", () => {
  it("is told apart by what the generator knows of its expressions", () => {
    fc.assert(
      fc.property(expression, draws, textOverAlphabet, ({ tree, source }, stream, text) => {
        const re2 = new RE2.Set([source], "u", { anchor: "both" });
        expect(re2.test(member(tree, stream))).toBe(true);
        expect(re2.test(text)).toBe(isMember(tree, text));
      }),
      { numRuns: 1000 },
    );
  });

  it("matches every beginning of every member", () => {
    fc.assert(
      fc.property(expression, draws, ({ tree, source }, stream) => {
        const isPrefix = prefixTest(source);
        for (let i = 0; i < 5; i++) {
          for (const prefix of prefixesOf(member(tree, stream))) expect(isPrefix(prefix), prefix).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("matches exactly what can become a member", () => {
    fc.assert(
      fc.property(
        expression,
        draws,
        fc.array(textOverAlphabet, { minLength: 5 }),
        ({ tree, source }, stream, texts) => {
          const isPrefix = prefixTest(source);
          // Also texts that go on in another way, or only a little too far.
          for (const text of texts) {
            const beginnings = prefixesOf(member(tree, stream)).slice(0, 8);
            for (const candidate of [text, ...beginnings.map((beginning) => beginning + text.slice(0, 2))]) {
              expect(isPrefix(candidate), JSON.stringify(candidate)).toBe(
                candidate !== "" && canBecomeMember(tree, candidate),
              );
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is the set of beginnings of the whole language where that can be listed", () => {
    const texts = Array.from({ length: 7 }, (_, length) =>
      Array.from({ length: 2 ** length }, (_, bits) =>
        Array.from({ length }, (_, place) => ((bits >> place) & 1 ? "b" : "a")).join(""),
      ),
    ).flat();
    fc.assert(
      fc.property(smallExpression, ({ tree, source }) => {
        const members = allMembers(tree);
        const prefixes = new Set([...members].flatMap(prefixesOf));
        const isPrefix = prefixTest(source);
        expect(texts.filter(isPrefix)).toEqual(texts.filter((text) => prefixes.has(text)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [R`^foo$`, ["f", "foo"], ["o", "foo "]],
    [R`\bfoo\b`, ["f", "foo"], ["foox", "fo o"]],
    [R`a\b-\bb`, ["a", "a-", "a-b"], ["ab"]],
    [R`a\B-`, ["a"], ["a-"]],
    [R`a(?:\b){2,3}-(?:\b){0,2}-`, ["a", "a-", "a--"], ["ab"]],
    [R`a(?:\B){2,3}-`, ["a"], ["a-"]],
    [R`(?m)a$\nb`, ["a", "a\n", "a\nb"], ["ab"]],
    [R`a\zb`, ["a"], ["ab"]],
    [R`(?:a|\b)(?:b|^)`, ["a", "ab", "b"], ["aa", "ba"]],
    [R`(?:\b|^)*x`, ["x"], ["xx"]],
    [R`x(?:\d{3}-){2}y`, ["x1", "x123-", "x123-4", "x123-456-y"], ["x12-", "x123-456-7"]],
    ["", [], ["a"]],
    ["^$", [], ["a"]],
    ["😀+é", ["😀", "😀😀é"], ["é"]],
    ["a\0b", ["a", "a\0", "a\0b"], ["b"]],
    ["/api/", ["/", "/api/"], ["api"]],
    [R`[/\]]x`, ["/x", "]x"], [R`\x`]],
    [R`(?<year>\d{4})\u{2d}\p{Letter}`, ["20", "2024-", "2024-é"], ["2024é"]],
  ])("of %s", (source, beginnings, others) => {
    const isPrefix = prefixTest(source);
    expect(isPrefix("")).toBe(false);
    for (const text of beginnings) expect(isPrefix(text), text).toBe(true);
    for (const text of others) expect(isPrefix(text), text).toBe(false);
  });

  it("takes flags as RE2 does", () => {
    expect(prefixTest("ks.")("K")).toBe(false);
    expect(prefixTest("ks.", { ignoreCase: true })("\u{212a}ſ")).toBe(true);
    expect(prefixTest("a.b")("a\n")).toBe(false);
    expect(prefixTest("a.b", { dotAll: true })("a\n")).toBe(true);
    expect(prefixTest(R`a\n^b`)("a\nb")).toBe(false);
    expect(prefixTest(R`a\n^b`, { multiline: true })("a\nb")).toBe(true);
  });

  it("grows with its source, not with its square", () => {
    const long = "lorem ipsum ".repeat(400);
    expect(viablePrefix(long).length).toBeLessThan(long.length * 12);
    expect(prefixTest(long)(long.slice(0, 4000))).toBe(true);
    expect(prefixTest(long)(`${long.slice(0, 4000)}-`)).toBe(false);
    const nested = `${"(?:".repeat(100)}a${"b)+c".repeat(100)}`;
    expect(viablePrefix(nested).length).toBeLessThan(nested.length * 200);
  });

  it("takes in more where it would become too large, never less", () => {
    const letters = R`x(?:\p{L}\p{Lu}){40}y`;
    expect(prefixTest(letters)("xяЯ")).toBe(true);
    expect(prefixTest(letters)("x。")).toBe(true);
    expect(prefixTest(letters)("x-")).toBe(false);
    expect(prefixTest(letters)("xAa")).toBe(false);
    expect(prefixTest(letters)("x" + "aA".repeat(40))).toBe(true);
    expect(prefixTest(letters)("x" + "aA".repeat(41))).toBe(false);
    const isExact = prefixTest("x[^!]{1,700}!");
    expect(isExact(`x${"é".repeat(700)}`)).toBe(true);
    expect(isExact(`x${"é".repeat(701)}`)).toBe(false);
    const isCoarse = prefixTest("x[^!]{1,1000}[^?]{1,900}!");
    expect(isCoarse(`x${"é".repeat(1901)}`)).toBe(true);
    expect(isCoarse("!")).toBe(false);
  });

  it("holds everything for what it does not understand, and for what is far too large", () => {
    for (const source of [R`a\Cb`, "a\ud800b", "(".repeat(600) + ")".repeat(600), "ab".repeat(60_000)]) {
      expect(prefixTest(source)("anything\nat all"), source.slice(0, 20)).toBe(true);
    }
  });

  it("refuses what RE2 refuses", () => {
    expect(() => viablePrefix("(?=a)")).toThrow(SyntaxError);
  });
});
