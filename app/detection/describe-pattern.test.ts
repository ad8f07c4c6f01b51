import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { describeCategory, type Check } from "~/detection/describe-pattern";
import { CATEGORIES, type Category } from "~/rules/categories";

function described(category: Category, id: string) {
  const found = describeCategory(category).find((pattern) => pattern.id === id);
  if (!found) throw new Error(`${category} has no pattern ${id}`);
  return found;
}

function rejectedBy(category: Category, id: string, text: string): Check[] | undefined {
  return described(category, id).nearMisses.find((nearMiss) => nearMiss.text === text)?.rejectedBy;
}

describe("describeCategory", () => {
  it("describes every pattern of the catalogue once, in its order", () => {
    const ids = CATEGORIES.flatMap((category) => describeCategory(category).map(({ id }) => id));
    expect(new Set(ids)).toEqual(new Set(CATALOGUE.map(({ id }) => id)));
    expect(ids).toHaveLength(CATALOGUE.length);
  });

  it("tells why a near miss is none", () => {
    expect(rejectedBy("email", "email", "root@localhost")).toEqual([]);
    expect(rejectedBy("email", "email", "logo@2x.png")).toEqual(["validate"]);
    expect(rejectedBy("ssn", "ssn", "1536-22-8145")).toEqual(["boundary"]);
    expect(rejectedBy("ssn", "ssn_bare", "session 536228145")).toEqual(["context"]);
  });

  it("names each check that speaks against a near miss", () => {
    expect(rejectedBy("ssn", "ssn_bare", "the ssn field is 536228145.75 wide")).toEqual(["boundary"]);
    expect(rejectedBy("credit_card", "credit_card", "0.4242424242424242")).toEqual(["boundary"]);
    expect(rejectedBy("credit_card", "credit_card", "1700000000000")).toEqual([]);
  });

  it("gives every check of a pattern a near miss that it alone or with others turns down", () => {
    for (const pattern of CATALOGUE) {
      const { id, category } = pattern;
      const reasons = new Set(described(category, id).nearMisses.flatMap((miss) => miss.rejectedBy));
      expect([reasons.has("boundary"), reasons.has("validate"), reasons.has("context")], id).toEqual([
        pattern.boundary !== undefined,
        pattern.validate !== undefined,
        pattern.context !== undefined,
      ]);
    }
  });

  it("marks what is found in the examples", () => {
    expect(described("credit_card", "credit_card").examples[0]).toEqual([
      { text: "card ", isFound: false },
      { text: "4242424242424242", isFound: true },
      { text: " exp 12/30", isFound: false },
    ]);
  });

  it("puts the boundaries into words, the shared ones each in its own", () => {
    expect(described("ssn", "ssn").boundary).toMatch(/longer number/);
    expect(described("phone", "phone_nanp").boundary).toMatch(/check of its own/);
    expect(described("email", "email").boundary).toBeNull();
  });

  it("is data that can be sent: what it says survives JSON", () => {
    for (const category of CATEGORIES) {
      const descriptions = describeCategory(category);
      expect(JSON.parse(JSON.stringify(descriptions))).toEqual(descriptions);
    }
  });
});
