import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { announcedBy, askedFor, assignedTo, NUMBER_WORD, ownName } from "~/detection/announced-value";

const NAME = "routing code";
const ends = (before: string) => new RE2(`${before}$`, "u");
/** The value's first character is part of the text, as the border of its word is. */
const matches = (before: string, text: string) => new RE2(`^(?:${before})7$`, "u").test(`${text}7`);

/** Between a name and its value. */
const SIGNED = [
  ": ",
  "=",
  " = ",
  " := ",
  " => ",
  " -> ",
  " - ",
  " | ",
  '": "',
  '\\": \\"',
  "': '",
  "`: `",
  ":** ",
  "</td><td>",
  '</dt>\n  <dd class="x">',
  ">",
  "\t",
  ":\n",
  " (short): ",
  " is ",
  " is: ",
  " lautet ",
  " of ",
  " on my new card is ",
  ". It's ",
];
const PLAIN = [" ", " (", " '"];
const ASKED = ["?\n[10:17 AM] Jane: it's ", "? ", " for it?\n> Sure, "];
const UNRELATED = ["", " and then ", "s and other words: ", "\n\n", " [REDACTED_", " ${"];

describe("what announces a value", () => {
  it("is a name and a sign, a verb, markup or a space", () => {
    for (const between of [...SIGNED, ...PLAIN])
      expect(matches(announcedBy(NAME), NAME + between), between).toBe(true);
    for (const between of UNRELATED) expect(matches(announcedBy(NAME), NAME + between), between).toBe(false);
  });

  it("is more than a space for a word of every day", () => {
    for (const between of SIGNED) expect(matches(assignedTo(NAME), NAME + between), between).toBe(true);
    for (const between of [...PLAIN.slice(0, 1), ...UNRELATED]) {
      expect(matches(assignedTo(NAME), NAME + between), between).toBe(false);
    }
  });

  it("is a question", () => {
    for (const between of [...SIGNED, ...PLAIN, ...ASKED])
      expect(matches(askedFor(NAME), NAME + between), between).toBe(true);
    for (const between of ASKED) expect(matches(announcedBy(NAME), NAME + between), between).toBe(false);
  });

  it("may be in any case", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SIGNED), fc.array(fc.boolean()), (between, isUpper) => {
        const name = Array.from(NAME, (letter, i) => (isUpper[i] ? letter.toUpperCase() : letter)).join("");
        expect(matches(announcedBy(NAME), name + between)).toBe(true);
      }),
    );
  });
});

describe("names", () => {
  it("stand alone, behind an underscore or as the last word of a camelCase name", () => {
    const name = ends(`(?i)${ownName("csc")}`);
    for (const text of ["csc", "CSC", "user_csc", "the csc", "userCsc", "卡csc"])
      expect(name.test(text), text).toBe(true);
    for (const text of ["xcsc", "XCSC", "usercsc", "1csc"]) expect(name.test(text), text).toBe(false);
  });

  it("may go on with a word for number", () => {
    const word = new RE2(`^x${NUMBER_WORD}$`, "i");
    for (const text of ["x number", "x_no", "xNum", "x nr.", "x #", "x-number"])
      expect(word.test(text), text).toBe(true);
    for (const text of ["x", "x none", "x numb"]) expect(word.test(text), text).toBe(false);
  });
});
