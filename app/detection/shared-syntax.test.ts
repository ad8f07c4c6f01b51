import fc from "fast-check";
import { expect, it } from "vitest";
import { parseRe2 } from "~/detection/re2-syntax";
import { inRow, syntaxOf } from "~/detection/shared-syntax";
import { source } from "tests/support/re2-sources";

const NO_FLAGS = { ignoreCase: false, multiline: false, dotAll: false };

it("is the tree of the expression, and one object for as often as it is asked for", () => {
  fc.assert(
    fc.property(source, (expression) => {
      const tree = syntaxOf(expression);
      expect(tree).toEqual(parseRe2(expression, NO_FLAGS));
      expect(syntaxOf(`(?:${expression})`)).toBe(tree);
    }),
  );
});

it("has equal parts of different expressions as one object", () => {
  const label = syntaxOf("(?i:card|iban)[:=] ?");
  const whole = syntaxOf(String.raw`(?:(?i:card|iban)[:=] ?)*\d{4}`);
  const repeat = whole.kind === "sequence" ? whole.parts[0] : whole;
  expect(repeat?.kind === "repeat" && repeat.part).toBe(label);
});

it.each([
  ["a{2}", "a{2,}"],
  ["a{2}", "a{2,3}"],
  ["ab", "a|b"],
  ["a(?:b|c)", "a(?:bc)"],
  ["(?i:a)", "a"],
  [String.raw`\b`, "b"],
  ["(?:ab){3}", "ab{3}"],
])("tells %s and %s apart", (one, other) => {
  expect(syntaxOf(one)).not.toEqual(syntaxOf(other));
});

it("puts parts in a row", () => {
  const [a, b] = [syntaxOf("a+"), syntaxOf("b|c")];
  expect(inRow([a, b])).toBe(syntaxOf("a+(?:b|c)"));
});

it("takes what it does not understand for anything", () => {
  expect(syntaxOf("a(")).toBe(syntaxOf("(?s:.)*"));
});
