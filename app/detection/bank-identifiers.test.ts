import fc from "fast-check";
import { isValidBIC } from "ibantools";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { BIC, isPerhapsBic, isPlainlyBic, SPACED_BIC } from "~/detection/bank-identifiers";

const expression = new RE2(`^(?:${BIC}|${SPACED_BIC})$`);
const text = (characters: string, length: number) =>
  fc
    .array(fc.constantFrom(...Array.from(characters)), { minLength: length, maxLength: length })
    .map((list) => list.join(""));
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const capitals = (length: number) => text(`${CAPITALS}0123456789`, length);
/** Half of them of a country. */
const letters = fc.oneof(
  text(CAPITALS, 6),
  fc.tuple(text(CAPITALS, 4), fc.constantFrom("DE", "FR", "US", "XK")).map((parts) => parts.join("")),
);

describe("BICs", () => {
  it("have the form that ibantools knows, in capitals, also with spaces", () => {
    fc.assert(
      fc.property(letters, capitals(2), fc.option(capitals(3), { nil: "" }), (head, place, branch) => {
        const bic = head + place + branch;
        expect(expression.test(bic), bic).toBe(isValidBIC(bic));
        const spaced = [bic.slice(0, 4), bic.slice(4, 6), place, branch].join(" ").trim();
        expect(expression.test(spaced), spaced).toBe(isValidBIC(bic));
        expect(isPlainlyBic(spaced)).toBe(isPlainlyBic(bic));
        expect(isPerhapsBic(spaced)).toBe(isPerhapsBic(bic));
      }),
      { numRuns: 1000 },
    );
  });

  it("are plain with a digit, and perhaps ones wherever they are plain", () => {
    fc.assert(
      fc.property(letters, capitals(2), (head, place) => {
        expect(isPlainlyBic(`${head}3N`)).toBe(true);
        if (isPlainlyBic(head + place)) expect(isPerhapsBic(head + place)).toBe(true);
      }),
    );
  });

  it.each([
    "DEUTDEFF",
    "SOGEFRPP",
    "BBVAESMM",
    "BKCHCNBJ",
    "ESSEDE5F",
    "COBADEFFXXX",
    "PKOPPLPW",
    "TATRSKBX",
  ])("are plain as %s", (bic) => expect(isPlainlyBic(bic)).toBe(true));

  it.each(["DOCUMENT", "REQUIRED", "CUSTOMER", "BUSINESS", "PROGRESS", "CONGRESS", "DISTRESS"])(
    "are not %s, which is a word",
    (word) => expect(isPerhapsBic(word) && expression.test(word)).toBe(false),
  );
});
