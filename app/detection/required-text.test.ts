import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { barriersOf } from "~/detection/barriers";
import { longestOf, runsOf } from "~/detection/match-reach";
import { requiredIn } from "~/detection/required-text";
import { compileExpression, searchAll } from "~/detection/search-all";
import { syntaxOf } from "~/detection/shared-syntax";
import { unitsOf } from "~/detection/text-units";
import { FOLDED, SHAPE, VIEWS, viewOf, WORDS } from "~/detection/text-views";
import { source, textWithRuns as text } from "tests/support/re2-sources";

describe("a view of text", () => {
  it.each(VIEWS)("has one kind for each unit, and contains what the text contains", (view) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        expect(viewOf(view, left + right)).toBe(viewOf(view, left) + viewOf(view, right));
        expect(viewOf(view, left)).toHaveLength(left.length);
      }),
    );
  });

  it("does not see what does not matter to it", () => {
    expect(viewOf(FOLDED, "Straße 42, ſK")).toBe(viewOf(FOLDED, "straße 17, SK"));
    expect(viewOf(SHAPE, "Ab-12 é")).toBe(viewOf(SHAPE, "Xy-98 漢"));
    expect(viewOf(WORDS, "a-1_ .")).toBe(viewOf(WORDS, "Zzzz()"));
  });

  it("thinks less of what is common", () => {
    expect(FOLDED.rarityOf("ghp_")).toBeGreaterThan(FOLDED.rarityOf(" the "));
    expect(SHAPE.rarityOf("A00")).toBeGreaterThan(SHAPE.rarityOf("aaa aaaa"));
    expect(WORDS.rarityOf("\x01".repeat(40))).toBeGreaterThan(WORDS.rarityOf("\x01".repeat(16)));
  });
});

describe("what a match contains", () => {
  it.each<[string, readonly string[] | null]>([
    ["abc", ["abc"]],
    ["(?i)AbC", ["abc"]],
    ["ab|cde", ["ab", "cde"]],
    ["phone|telephone", ["phone"]],
    [String.raw`\bfoo\d{3}`, ["foo000"]],
    ["[abc]x", ["ax", "bx", "cx"]],
    ["[a-z]+@x", ["@x"]],
    ["a*", null],
    ["[a-z]", null],
    ["(?:ab)?", null],
    [String.raw`\d{3}-\d{2}`, ["000-00"]],
    ["x{2,}y", ["xxy"]],
    [String.raw`\d+:`, ["0:"]],
    ["(?:date[ _]?of[ _]?)?birthday", ["birthday"]],
    [String.raw`(?:ab)+\dc`, ["ab0c"]],
  ])("%s needs %j", (expression, demand) => {
    const required = requiredIn(syntaxOf(expression), FOLDED);
    expect(required && [...required.demand].sort()).toEqual(demand);
  });

  it("is told by its form and by long runs, too", () => {
    expect(requiredIn(syntaxOf(String.raw`[A-Z]{2}\d{2}[ -]\d`), SHAPE)?.demand).toEqual([
      "AA00 0",
      "AA00-0",
    ]);
    expect(requiredIn(syntaxOf("[A-Za-z0-9]{40,}"), WORDS)?.demand).toEqual(["\x01".repeat(40)]);
  });

  it("is there in every text that an expression matches, no further from its ends than told", () => {
    let matches = 0;
    fc.assert(
      fc.property(source, fc.array(text, { minLength: 20, maxLength: 20 }), (expression, texts) => {
        const whole = new RE2(`^(?:${expression})$`, "u");
        const syntax = syntaxOf(expression);
        for (const one of texts.filter((candidate) => candidate !== "" && whole.test(candidate))) {
          matches++;
          const reach = runsOf(unitsOf(one), { from: 0, to: one.length });
          expect(one.length).toBeLessThanOrEqual(longestOf(syntax)[reach]);
          for (const view of VIEWS) {
            const required = requiredIn(syntax, view);
            if (!required) continue;
            const seen = viewOf(view, one);
            const isNear = (needed: string) =>
              Array.from(seen, (_, at) => at).some(
                (at) =>
                  seen.startsWith(needed, at) &&
                  at + needed.length <= required.left[reach] &&
                  one.length - at <= required.right[reach],
              );
            expect(required.demand.some(isNear), JSON.stringify(required)).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(matches).toBeGreaterThan(100);
  });

  it("does not stretch across a barrier", () => {
    fc.assert(
      fc.property(source, text, text, (expression, left, right) => {
        const all = `${left} ${right}`;
        const barriers = barriersOf([syntaxOf(expression)]);
        for (const { start, end } of searchAll(compileExpression(expression), all, {
          from: 0,
          to: all.length,
        })) {
          // An empty one has no reach.
          if (start === end) continue;
          expect(barriers.before(all, end, 0)).toBeLessThanOrEqual(start);
          expect(barriers.behind(all, start, all.length)).toBeGreaterThanOrEqual(end);
        }
      }),
      { numRuns: 500 },
    );
    const line = barriersOf([syntaxOf("[^\n]+")]);
    const spaced = `${"a".repeat(100)}\n${"b".repeat(200)}`;
    expect(line.before(spaced, 300, 0)).toBe(101);
    expect(line.behind(spaced, 0, 300)).toBe(100);
    const word = barriersOf([syntaxOf("[a-z]+")]);
    expect(word.behind("a".repeat(60) + " b".repeat(60), 0, 120)).toBe(60);
  });
});

describe("the runs of a text", () => {
  it("are told to be short or long", () => {
    const part = fc.tuple(fc.constantFrom("a", " ", ".", "é", "\n", '"'), fc.nat(60));
    const parts = fc
      .array(part, { maxLength: 8 })
      .map((all) => all.map(([one, count]) => one.repeat(count)).join(""));
    fc.assert(
      fc.property(parts, (all) => {
        const hasLong = /[^0-9A-Za-z\u0080-\uffff]{25}|[^\t\n\f\r "]{129}/.test(all);
        const long = hasLong ? "anywhere" : "packed";
        const isSolid = /[^\t\n\f\r ]{49}/.test(all);
        const isOrdinary = !isSolid && !/[^0-9A-Za-z\u0080-\uffff]{25}/.test(all);
        expect(runsOf(unitsOf(all), { from: 0, to: all.length })).toBe(isOrdinary ? "ordinary" : long);
      }),
      { numRuns: 1000 },
    );
  });
});
