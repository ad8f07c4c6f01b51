import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { searchCatalogue } from "~/detection/search-catalogue";
import { CATEGORY_GROUPS, categoryInfo, type CategoryGroup } from "~/rules/categories";

function idsOf(text: string, group: CategoryGroup | null = null): string[] {
  return searchCatalogue({ text, group }).flatMap(({ patterns }) => patterns.map(({ id }) => id));
}

const ALL_IDS = CATALOGUE.map(({ id }) => id);

describe("searchCatalogue", () => {
  it("gives everything for no words, each pattern once and under its category", () => {
    for (const text of ["", "  ", "_-"]) expect(idsOf(text).sort()).toEqual([...ALL_IDS].sort());
    for (const { category, patterns } of searchCatalogue({ text: "", group: null })) {
      for (const { id } of patterns) expect(CATALOGUE.find((p) => p.id === id)?.category).toBe(category);
    }
  });

  it.each([
    ["an id", "credit_card_two_groups", "credit_card_two_groups", "credit_card"],
    ["a name, in any case", "PHONE number, north america", "phone_nanp", "phone_labelled"],
    ["a category's id, written as words", "credit card", "credit_card_grouped", "email"],
    ["a category's label", "e-mail address", "email", "ssn"],
    ["a group's label", "financial data", "credit_card", "email"],
    ["a context word", "seguro social", "ssn_in_context", "ssn"],
    ["a reference", "E.164", "phone_international", "phone_nanp"],
    ["the value of an example", "5555-5555-5555-4444", "credit_card_grouped", "credit_card"],
    ["words in any order", "america number north", "phone_nanp", "phone_international"],
  ])("finds by %s", (_what, text, found, notFound) => {
    expect(idsOf(text)).toContain(found);
    expect(idsOf(text)).not.toContain(notFound);
  });

  it("does not see accents, nor what stands around the value of an example", () => {
    expect(idsOf("é-mail àddress")).toContain("email");
    expect(idsOf("邮箱是")).toEqual([]);
  });

  it("finds nothing for a word that no pattern has, however many others fit", () => {
    expect(idsOf("card number qqqq")).toEqual([]);
  });

  it("keeps to a group", () => {
    for (const group of CATEGORY_GROUPS) {
      const inGroup = CATALOGUE.filter(({ category }) => categoryInfo(category).group === group);
      expect(idsOf("", group).sort()).toEqual(inGroup.map(({ id }) => id).sort());
    }
    expect(idsOf("number", "financial")).toContain("credit_card");
    expect(idsOf("number", "financial")).not.toContain("phone_nanp");
  });

  it("takes any text for words and never for an expression", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const found = idsOf(text);
        expect(new Set(found).size).toBe(found.length);
        for (const id of found) expect(ALL_IDS).toContain(id);
      }),
    );
    expect(idsOf(".*")).toEqual([]);
  });
});
