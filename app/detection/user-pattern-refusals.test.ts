import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruledText } from "tests/support/rule-arbitraries";
import {
  compileUserPattern,
  createPatternSet,
  matchesEmpty,
  missingGroups,
  UserPatternError,
} from "./user-pattern";

function refusal(source: string): string {
  try {
    compileUserPattern(source);
  } catch (error) {
    if (error instanceof UserPatternError) return error.message;
    throw error;
  }
  throw new Error(`${source} was taken`);
}

describe("a pattern that RE2 refuses", () => {
  it.each([
    ["a(?=b)", "look-ahead and look-behind are not supported: “(?=”, at character 2"],
    ["abc(?!b)", "look-ahead and look-behind are not supported: “(?!”, at character 4"],
    ["(?<=a)b", "look-ahead and look-behind are not supported: “(?<=”, at character 1"],
    ["x(?<!a)b", "look-ahead and look-behind are not supported: “(?<!”, at character 2"],
    ["(?>a)", "look-ahead and look-behind are not supported: “(?>”, at character 1"],
    [String.raw`(a)\1`, String.raw`back-references are not supported: “\1”, at character 4`],
    ["a{1001}", "a repetition of more than 1000 is not supported: “{1001}”, at character 2"],
  ])("%s: says why, and where", (source, message) => {
    expect(refusal(source)).toBe(message);
  });

  it.each([
    ["a(b", "missing )"],
    ["a)", "unexpected )"],
    ["[a", "missing ]"],
    ["*a", "no argument for repetition operator: *"],
    ["a\\", "trailing \\"],
    ["[z-a]", "invalid character class range: z-a"],
    [String.raw`\p{Nothing}`, "invalid character class range: \\p{Nothing}"],
  ])("%s: in RE2's words, without its own preamble", (source, words) => {
    const message = refusal(source);
    expect(message).toContain(words);
    expect(message).not.toMatch(/^Invalid regular expression/);
  });

  it("is refused whole, whatever is asked of it", () => {
    for (const ask of [() => matchesEmpty("("), () => missingGroups("(", "$1")]) {
      expect(ask).toThrow(UserPatternError);
    }
  });

  it("is never one that is taken literally", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.boolean(), (text, ignoreCase) => {
        fc.pre(text.isWellFormed());
        const pattern = compileUserPattern(text, { isLiteral: true, ignoreCase });
        expect(pattern.test(`a${text}b`)).toBe(true);
        expect(pattern.replacements(text, "$&$1")).toEqual([{ start: 0, end: text.length, text: "$&$1" }]);
      }),
    );
  });
});

describe("matchesEmpty", () => {
  it.each([
    "",
    "x*",
    "a?",
    "(a|)",
    "a|\\b",
    "^",
    "$",
    "\\b",
    "\\B",
    "(?m)^",
    "(?:ab){0,2}",
    "[0-9]*",
    "a{0}",
    "x|(y*)",
  ])("%s can match nothing at all", (source) => expect(matchesEmpty(source)).toBe(true));

  it.each(["x", "x+", "a|b", "^a", "a$", "\\bfoo\\b", ".", "[ab]{1,3}", "(a*)b", "\\s"])(
    "%s cannot",
    (source) => expect(matchesEmpty(source)).toBe(false),
  );

  it("where it says no, no text has an empty match", () => {
    const pieces = fc.constantFrom("a", "b", "a*", "b?", "(a|b)", "[ab]+", "^", "$", "|", "\\b", ".");
    const source = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((all) => all.join(""));
    fc.assert(
      fc.property(source, fc.stringMatching(/^[ab 1\n]{0,8}$/), (pattern, text) => {
        if (matchesEmpty(pattern)) return;
        const found = compileUserPattern(`(?:${pattern})`).replacements(text, "");
        const alone = compileUserPattern(`^(?:${pattern})$`).test("");
        expect(alone).toBe(false);
        for (const { start, end } of found) expect(end).toBeGreaterThan(start);
      }),
      { numRuns: 500 },
    );
  });
});

describe("missingGroups", () => {
  it.each<[string, string, string[]]>([
    ["(a)(b)", "$1-$2", []],
    ["(a)", "$2 and $1 and $3", ["$2", "$3"]],
    ["a", "$0", ["$0"]],
    ["a", "costs $$5 or $& or $ or $x", []],
    ["(?P<year>a)", "$<year>$<month>", ["$<month>"]],
    ["a", "$<>", ["$<>"]],
    ["(a)|", "$1", []],
    ["(?:a)", "$1", ["$1"]],
  ])("of %s in %j are %j", (source, template, missing) => {
    expect(missingGroups(source, template)).toEqual(missing);
  });
});

describe("replacements", () => {
  const replaced = (source: string, text: string, template: string) =>
    compileUserPattern(source).replacements(text, template);

  it("writes groups, the whole match and a dollar; any other dollar is itself", () => {
    expect(replaced("(j)(a)?", "j", "$1|$2|$&|$$|$|$x|$")).toEqual([
      { start: 0, end: 1, text: "j||j|$|$|$x|$" },
    ]);
    expect(replaced("(?P<who>[a-z]+)", "jane", "<$<who>>")).toEqual([{ start: 0, end: 4, text: "<jane>" }]);
  });

  it("are disjoint, in order and never empty, whatever the pattern", () => {
    const source = fc.constantFrom("o*", "(a|ne|)", "\\b", "[a-z]{1,3}", "5?", "@|.", "é|😀*");
    fc.assert(
      fc.property(source, fc.oneof(ruledText, fc.string({ unit: "grapheme" })), (pattern, text) => {
        let last = 0;
        for (const { start, end, text: same } of replaced(pattern, text, "$&")) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(same);
          last = end;
        }
      }),
    );
  });
});

describe("a set of patterns", () => {
  it("tells what each of them would tell", () => {
    const pattern = fc.record({
      source: fc.constantFrom("fo+", "(?i)jane", "^e", "555$", "x*", "[A-Z]{2}"),
      ignoreCase: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 6 }), ruledText, (list, text) => {
        const patterns = list.map(({ source, ignoreCase }) => compileUserPattern(source, { ignoreCase }));
        const each = patterns.flatMap((one, place) => (one.test(text) ? place : []));
        expect([...createPatternSet(patterns).matching(text)].sort((a, b) => a - b)).toEqual(each);
      }),
    );
  });
});
