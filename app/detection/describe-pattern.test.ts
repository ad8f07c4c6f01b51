import { describe, expect, it } from "vitest";
import { NUMBER, TOKEN } from "~/detection/boundaries";
import { CATALOGUE } from "~/detection/catalogue";
import { describePattern, findPattern, summariseCategory, type Check } from "~/detection/describe-pattern";
import { type Pattern } from "~/detection/pattern";
import { CATEGORIES } from "~/rules/categories";

const TICKET: Pattern = {
  id: "ticket",
  name: "Ticket number",
  category: "generic_secret",
  source: String.raw`\d{6}`,
  confidence: 0.8,
  examples: ["ticket «123456», not «123457»"],
  nearMisses: [],
  reference: "made up for this test",
};

function rejectedBy(text: string, checks: Partial<Pattern>): Check[] | undefined {
  return describePattern({ ...TICKET, ...checks, nearMisses: [text] }).nearMisses[0]?.rejectedBy;
}

const isEven = (value: string) => Number(value) % 2 === 0;
const ALL_CHECKS = { boundary: NUMBER, validate: isEven, context: ["ticket"] };

describe("describePattern", () => {
  it("tells why a near miss is none", () => {
    expect(rejectedBy("ticket 12345", ALL_CHECKS)).toEqual([]);
    expect(rejectedBy("ticket 123457", ALL_CHECKS)).toEqual(["validate"]);
    expect(rejectedBy("ticket -0.123456", ALL_CHECKS)).toEqual(["boundary"]);
    expect(rejectedBy("cricket 123456", ALL_CHECKS)).toEqual(["context"]);
  });

  it("names every check that speaks against a near miss, whether it is alone or not", () => {
    expect(rejectedBy("0.123457", ALL_CHECKS)).toEqual(["boundary", "validate", "context"]);
    expect(rejectedBy("ticket 123457 and 0.123456", ALL_CHECKS)).toEqual(["boundary", "validate"]);
  });

  it("looks behind what one check turns down", () => {
    // The whole begins with the wrong digit; what begins with the right one is within a number.
    const startsWithTwo = (value: string) => value.startsWith("2");
    const checks = { source: String.raw`\d{6,7}`, boundary: NUMBER, validate: startsWithTwo };
    expect(rejectedBy("1234567", checks)).toEqual(["boundary", "validate"]);
  });

  it("sees a near miss as the scanner does, with its characters in their plain form", () => {
    expect(rejectedBy("ticket １２３４５７", ALL_CHECKS)).toEqual(["validate"]);
  });

  it("puts each part into words or data", () => {
    const { expression, boundary, isValidated, context, examples } = describePattern({
      ...TICKET,
      ...ALL_CHECKS,
      before: "#",
    });
    expect(expression).toEqual({ before: "#", source: String.raw`\d{6}`, after: null });
    expect(boundary).toMatch(/longer number/);
    expect(isValidated).toBe(true);
    expect(context).toEqual({ words: ["ticket"], before: 80, after: 40 });
    expect(examples).toEqual([
      [
        { text: "ticket ", isFound: false },
        { text: "123456", isFound: true },
        { text: ", not ", isFound: false },
        { text: "123457", isFound: true },
      ],
    ]);
    const bare = describePattern(TICKET);
    expect([bare.boundary, bare.isValidated, bare.context]).toEqual([null, false, null]);
  });

  it("has words of their own for shared boundaries, and common ones for all others", () => {
    const boundaryOf = (boundary: Pattern["boundary"]) =>
      describePattern({ ...TICKET, ...(boundary && { boundary }) }).boundary;
    expect(boundaryOf(TOKEN)).toMatch(/longer token/);
    expect(boundaryOf((before) => before === "")).toMatch(/check of its own/);
  });
});

describe("the catalogue, described", () => {
  it("finds every pattern under its category, between its neighbours", () => {
    for (const category of CATEGORIES) {
      const ids = summariseCategory(category).map(({ id }) => id);
      expect(ids).toEqual(CATALOGUE.filter((pattern) => pattern.category === category).map(({ id }) => id));
      const [first = "", second = null] = ids;
      const found = findPattern(category, first);
      expect([found?.pattern.id, found?.previous, found?.next?.id ?? null]).toEqual([first, null, second]);
      const last = findPattern(category, ids.at(-1) ?? "");
      expect([last?.previous?.id, last?.next]).toEqual([ids.at(-2), null]);
    }
    expect(findPattern("email", "credit_card")).toBeNull();
    expect(findPattern("email", "")).toBeNull();
  });

  it("shows a value in the line of each pattern", () => {
    for (const { id, example } of CATEGORIES.flatMap(summariseCategory)) {
      expect(
        example.some(({ isFound }) => isFound),
        id,
      ).toBe(true);
    }
  });

  it("has a near miss for every check of every pattern, and is data that can be sent", () => {
    for (const pattern of CATALOGUE) {
      const described = describePattern(pattern);
      const reasons = new Set(described.nearMisses.flatMap((miss) => miss.rejectedBy));
      expect([reasons.has("boundary"), reasons.has("validate"), reasons.has("context")], pattern.id).toEqual([
        pattern.boundary !== undefined,
        pattern.validate !== undefined,
        pattern.context !== undefined,
      ]);
      expect(JSON.parse(JSON.stringify(described))).toEqual(described);
    }
  });
});
