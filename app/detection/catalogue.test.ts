import { describe, expect, it } from "vitest";
import { CATALOGUE, patternIdsOf } from "~/detection/catalogue";
import { compilePattern, findMatches } from "~/detection/find-matches";
import { normalizeText } from "~/detection/normalize-text";
import { type Pattern } from "~/detection/pattern";
import { createScanner } from "~/detection/scanner";
import { CATEGORIES, CATEGORY_GROUPS, CATEGORY_INFO } from "~/rules/categories";
import { offsetsOf, readMarks } from "tests/support/marked-text";

const everything = createScanner(CATALOGUE.map(({ id }) => id));

/** The parts of a pattern that speak against a candidate. */
const CHECKS = ["boundary", "validate", "context"] as const;

function findsAnyIn(pattern: Pattern, texts: readonly string[]): boolean {
  const compiled = compilePattern(pattern);
  return texts.some((text) => findMatches(compiled, normalizeText(text).text).length > 0);
}

describe.each(CATALOGUE.map((pattern) => ({ id: pattern.id, pattern })))("$id", ({ id, pattern }) => {
  const { category, examples, nearMisses } = pattern;
  const scanner = createScanner([id]);

  it.each(examples)("finds %s", (example) => {
    const { text, spans } = readMarks(example);
    expect(spans.length).toBeGreaterThan(0);
    expect(offsetsOf(scanner.scan(text))).toEqual(spans);
    for (const finding of scanner.scan(text)) expect(finding).toMatchObject({ category, patternId: id });
  });

  it.each(nearMisses)("finds nothing in %s", (nearMiss) => {
    expect(scanner.scan(nearMiss)).toEqual([]);
  });

  it.each(CHECKS.filter((check) => pattern[check] !== undefined))("needs its %s", (check) => {
    expect(findsAnyIn({ ...pattern, [check]: undefined }, nearMisses)).toBe(true);
  });
});

describe("the catalogue", () => {
  it("names every pattern once and serves every category", () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    for (const category of CATEGORIES) expect(patternIdsOf([category]), category).not.toEqual([]);
  });

  it("tells where every form is defined, and how sure it is", () => {
    for (const { id, name, reference, confidence, examples, nearMisses } of CATALOGUE) {
      expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(name.length, id).toBeGreaterThan(2);
      expect(reference.length, id).toBeGreaterThan(5);
      expect(confidence, id).toBeGreaterThan(0);
      expect(confidence, id).toBeLessThanOrEqual(1);
      expect(examples.length, id).toBeGreaterThan(0);
      expect(nearMisses.length, id).toBeGreaterThan(0);
    }
  });

  it("has groups and categories that cannot be taken for each other", () => {
    expect(new Set([...CATEGORIES, ...CATEGORY_GROUPS, "all"]).size).toBe(
      CATEGORIES.length + CATEGORY_GROUPS.length + 1,
    );
  });

  it.each(CATEGORY_INFO)(
    "finds its category in the example of $id, and nothing in the placeholder",
    (info) => {
      const text = `It says: ${info.example} .`;
      expect(createScanner(patternIdsOf([info.id])).scan(text)).toMatchObject([{ category: info.id }]);
      expect(everything.scan(text).map(({ category }) => category)).toContain(info.id);
      const { placeholder } = info;
      expect(everything.scan(`${placeholder} phone: ${placeholder} password=${placeholder}`)).toEqual([]);
    },
  );

  it.each([
    "Meeting on 2024-03-15 at 10:30, room 4155, build 20240315.1",
    "pi is 3.14159265358979, e is 2.718281828459045",
    "commit 3f2504e0-4f89-11d3-9a0c-0305e82c3301, sha 9b74c9897bac770ffc029102a200c5de",
    "port 5432, version 10.15.7-beta.2",
    "Order 4155550132 of 2023, invoice 0001-2024-000123, total 1,234,567.89",
    "timestamps 1700000000 1700000000000 2024-01-15T10:00:00.000+01:00",
    "ISBN 978-3-16-148410-0, EAN 4006381333931, SKU 123-4567-89",
    "tracking 1Z999AA10123456784, range 100-200-300, score 12-34-5678",
    "We run on EC2 with S3, EKS, C4 diagrams, IPv6 and HTTP/2; see RFC 9110.",
  ])("finds nothing in %s", (text) => {
    expect(everything.scan(text)).toEqual([]);
  });
});
