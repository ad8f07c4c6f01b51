import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CATEGORIES,
  CATEGORY_CHOICES,
  CATEGORY_GROUPS,
  CATEGORY_INFO,
  categoryInfo,
  expandCategories,
} from "~/rules/categories";
import { answersFilter, choiceLabel, widestChoices } from "./category-text";

describe("choiceLabel", () => {
  it("names categories, groups and everything, each differently", () => {
    expect(
      ["email", "pii", "all"].map((choice) => choiceLabel(CATEGORY_CHOICES.find((c) => c === choice)!)),
    ).toEqual(["E-mail address", "All personal data", "Everything"]);
    expect(new Set(CATEGORY_CHOICES.map(choiceLabel)).size).toBe(CATEGORY_CHOICES.length);
  });
});

describe("widestChoices", () => {
  it("leaves out what a wider choice includes", () => {
    expect(widestChoices(["email", "api_key", "secrets"])).toEqual(["secrets", "email"]);
    expect(widestChoices(["all", "pii", "iban"])).toEqual(["all"]);
  });

  it("does not take every category of a group for the group, which grows", () => {
    const network = CATEGORY_INFO.filter(({ group }) => group === "network").map(({ id }) => id);
    expect(widestChoices(network)).toEqual(network);
  });

  it("means the same as all of the choices, and nothing of it is in anything else of it", () => {
    fc.assert(
      fc.property(fc.subarray([...CATEGORY_CHOICES]), (choices) => {
        const widest = widestChoices(choices);
        expect(expandCategories(widest)).toEqual(expandCategories(choices));
        for (const choice of widest) {
          const others = widest.filter((other) => other !== choice);
          expect(expandCategories(others)).not.toEqual(expandCategories(widest));
        }
      }),
    );
  });
});

describe("answersFilter", () => {
  const shownBy = (filter: string) =>
    CATEGORY_INFO.filter((info) => answersFilter(info, filter)).map(({ id }) => id);

  it("looks at the label, the id, the explanation and the example", () => {
    expect(answersFilter(categoryInfo("ssn"), "SOCIAL security")).toBe(true);
    expect(answersFilter(categoryInfo("credit_card"), "credit_card")).toBe(true);
    expect(answersFilter(categoryInfo("license_plate"), "license plate")).toBe(true);
    expect(answersFilter(categoryInfo("national_id"), "brazil")).toBe(true);
    expect(answersFilter(categoryInfo("email"), "jane.doe@")).toBe(true);
    expect(answersFilter(categoryInfo("email"), "phone")).toBe(false);
  });

  it("wants every word, wherever it is", () => {
    expect(shownBy("number routing us")).toEqual(["bank_routing"]);
    expect(shownBy("routing qqqq")).toEqual([]);
  });

  it("shows everything for nothing", () => {
    expect(shownBy("")).toEqual(CATEGORIES);
    expect(CATEGORY_GROUPS.length).toBeLessThan(shownBy("").length);
  });
});
