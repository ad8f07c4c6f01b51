import fc from "fast-check";
import { getCountries, getExampleNumber } from "libphonenumber-js/min";
import examples from "libphonenumber-js/examples.mobile.json";
import { describe, expect, it } from "vitest";
import { fitsNumberingPlan } from "~/detection/phone-plans";

describe("numbering plans", () => {
  it("fit an example of every country, however it is written", () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (!example) continue;
      expect(fitsNumberingPlan(example.number), country).toBe(true);
      expect(fitsNumberingPlan(example.formatInternational()), country).toBe(true);
      expect(fitsNumberingPlan(example.number.replace("+", "00")), country).toBe(true);
    }
  });

  it("fit numbers kept for films and examples, and a trunk prefix that is kept", () => {
    expect(fitsNumberingPlan("+44 7700 900123")).toBe(true);
    expect(fitsNumberingPlan("+1 415 555 0132")).toBe(true);
    expect(fitsNumberingPlan("+44 (0)20 7946 0958")).toBe(true);
    expect(fitsNumberingPlan("+49 0151 23456789")).toBe(true);
  });

  it("fit no other length, and no code that nobody has", () => {
    for (const value of [
      "+1 415 555 013",
      "+1 415 555 01322",
      "+44 20 7946",
      "+999 123 456 78",
      "+",
      "",
      "abc",
    ]) {
      expect(fitsNumberingPlan(value), value).toBe(false);
    }
  });

  it("takes any text, and none that is longer than a number", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fitsNumberingPlan(text + " ".repeat(33))).toBe(false);
        expect(typeof fitsNumberingPlan(text)).toBe("boolean");
      }),
    );
  });
});
