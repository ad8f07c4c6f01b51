import { describe, expect, it } from "vitest";
import { readCase } from "./corpus";
import { countsOf, judge } from "./score";
import { type Finding } from "~/detection/finding";
import { CATEGORIES, type Category } from "~/rules/categories";

/** What is found is given as it stands in the text, in its order. */
function judgeText(source: string, ...found: [Category, string][]) {
  const text = readCase("case", "file", source);
  let from = 0;
  const findings = found.map(([category, value]): Finding => {
    const start = text.text.indexOf(value, from);
    expect(start, value).toBeGreaterThanOrEqual(0);
    from = start + value.length;
    return { patternId: "some", category, start, end: from };
  });
  return judge(text, findings);
}

const kinds = (...given: Parameters<typeof judgeText>) =>
  judgeText(...given).outcomes.map(({ kind }) => kind);

describe("a finding", () => {
  it("is right where category and span are", () => {
    expect(judgeText("to «email:jane@example.com»!", ["email", "jane@example.com"]).outcomes).toMatchObject([
      { kind: "found", category: "email", isExact: true },
    ]);
  });

  it("may miss a tenth of the value and take ten characters along, and is not exact then", () => {
    const source = "abcdefghij «email:0123456789» abcdefghij";
    expect(judgeText(source, ["email", "123456789"]).outcomes).toMatchObject([
      { kind: "found", isExact: false },
    ]);
    expect(judgeText(source, ["email", "bcdefghij 0123456789"]).outcomes).toMatchObject([
      { kind: "found", isExact: false },
    ]);
    expect(kinds(source, ["email", "23456789"])).toEqual(["false", "missed"]);
    expect(kinds(source, ["email", "abcdefghij 0123456789"])).toEqual(["false", "missed"]);
  });

  it("is false under another name, unless that is right too", () => {
    expect(kinds("«email:a@b.c»", ["phone", "a@b.c"])).toEqual(["false", "missed"]);
    expect(judgeText("«jwt|bearer_token:abc»", ["bearer_token", "abc"]).outcomes).toMatchObject([
      { kind: "found", category: "jwt" },
    ]);
  });

  it("takes along what it may, in one piece or in two", () => {
    const source = "at «address:4 Hay Lane⟨, 12345 Long Name of a Town⟩», mum";
    const whole = judgeText(source, ["address", "4 Hay Lane, 12345 Long Name of a Town"]);
    expect(whole.outcomes).toMatchObject([{ kind: "found", isExact: true }]);
    expect(kinds(source, ["address", "4 Hay Lane"], ["postal_code", "12345"])).toEqual(["found"]);
    expect(kinds(source, ["postal_code", "12345"])).toEqual(["missed"]);
  });

  it("may be two values that stand near each other", () => {
    const source = '{"lat": «gps_coordinates:1.234567», "lng": «gps_coordinates:7.654321»}';
    expect(judgeText(source, ["gps_coordinates", '1.234567, "lng": 7.654321']).outcomes).toMatchObject([
      { kind: "found", isExact: true },
      { kind: "found", isExact: true },
    ]);
  });

  it("of what may be found or not counts nowhere", () => {
    expect(kinds("«?api_key:AC12»", ["api_key", "AC12"])).toEqual([]);
    expect(kinds("«?api_key:AC12»")).toEqual([]);
    expect(kinds("«?api_key:AC12»", ["phone", "AC12"])).toEqual(["false"]);
  });
});

it("counts the categories that are asked for", () => {
  const judgement = judgeText("«email:a@b.c» «ssn:1» 2", ["email", "a@b.c"], ["phone", "2"]);
  const counts = (truePositives: number, falsePositives: number, falseNegatives: number) => ({
    truePositives,
    falsePositives,
    falseNegatives,
  });
  expect(countsOf(judgement, new Set(["email"]))).toEqual(counts(1, 0, 0));
  expect(countsOf(judgement, new Set(["ssn", "phone"]))).toEqual(counts(0, 1, 1));
  expect(countsOf(judgement, new Set(CATEGORIES))).toEqual(counts(1, 1, 1));
});
