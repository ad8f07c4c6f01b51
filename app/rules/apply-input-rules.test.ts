import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceJsonStrings, type TextPart } from "~/redaction/json-text";
import { applyInputRules, MAX_SPANS_PER_HIT } from "~/rules/apply-input-rules";
import { categoryInfo } from "~/rules/categories";
import { compileRules } from "~/rules/compile";
import { ruleSchema, type RuleInput } from "~/rules/rule";

const hashKey = Buffer.alloc(32, 7);
const requestId = "req-1";
/** Categories whose example is nothing but the value. */
const SAMPLES = (["email", "phone", "ssn", "credit_card"] as const).map(categoryInfo);

type Action = Omit<RuleInput["actions"][number], "type">;
const rule = (id: string, ...actions: Action[]) => ruleWith(id, {}, ...actions);
const ruleWith = (id: string, fields: Partial<RuleInput>, ...actions: Action[]) => ({
  id,
  version: 3,
  name: `rule ${id}`,
  rule: ruleSchema.parse({
    name: id,
    ...fields,
    actions: actions.map((action) => ({ type: "redact_pii" as const, ...action })),
  }),
});

const part = (text: string, index = 0): TextPart => ({ path: ["messages", index, "content"], text });
const apply = (rules: ReturnType<typeof rule>[], texts: string[], id = requestId) =>
  applyInputRules(compileRules(rules, hashKey), { parts: texts.map(part), requestId: id });

describe("applyInputRules", () => {
  it("changes nothing when nothing matches, and reports nothing", () => {
    expect(apply([rule("a", { categories: ["all"] })], ["Hello", "2024-01-15", ""])).toEqual({
      replacements: [],
      hits: [],
      appliedRuleIds: [],
    });
    expect(apply([], ["jane@example.com"]).replacements).toEqual([]);
    expect(apply([rule("a", { categories: ["all"] })], []).replacements).toEqual([]);
  });

  it("redacts by rule, action and category, and says where in the redacted text", () => {
    const { replacements, hits, appliedRuleIds } = apply(
      [rule("a", { categories: ["email", "ssn"] }), rule("b", { categories: ["financial"] })],
      ["Hi", "Jane <jane@example.com>, 536-22-8145, card 4242 4242 4242 4242, bob@example.org"],
    );
    const text = "Jane <[REDACTED_EMAIL]>, [REDACTED_SSN], card [REDACTED_CREDIT_CARD], [REDACTED_EMAIL]";
    expect(replacements).toMatchObject([{ part: { path: ["messages", 1, "content"] }, text }]);
    expect(replacements[0]!.spans.map((span) => [span.category, text.slice(span.start, span.end)])).toEqual([
      ["email", "[REDACTED_EMAIL]"],
      ["ssn", "[REDACTED_SSN]"],
      ["credit_card", "[REDACTED_CREDIT_CARD]"],
      ["email", "[REDACTED_EMAIL]"],
    ]);
    expect(appliedRuleIds).toEqual(["a", "b"]);
    expect(hits.map((hit) => [hit.ruleId, hit.category, hit.matchCount])).toEqual([
      ["a", "email", 2],
      ["a", "ssn", 1],
      ["b", "credit_card", 1],
    ]);
    expect(hits[0]).toMatchObject({
      ruleVersion: 3,
      ruleName: "rule a",
      action: "redact_pii",
      skippedBecause: null,
    });
    // The later rule put a longer text before the second address: its place is counted in the final text.
    expect(hits[0]!.spans.map(({ path, start, end }) => [path, text.slice(start, end)])).toEqual([
      ["messages[1].content", "[REDACTED_EMAIL]"],
      ["messages[1].content", "[REDACTED_EMAIL]"],
    ]);
    expect(hits[0]!.spans[1]).toMatchObject({ start: text.lastIndexOf("["), end: text.length });
  });

  it("names the place inside JSON that a string holds, and the replacement fits replaceJsonStrings", () => {
    const body = JSON.stringify({ calls: [{ arguments: '{"to": "jane@example.com"}' }] });
    const parts: TextPart[] = [{ path: ["calls", 0, "arguments"], inner: ["to"], text: "jane@example.com" }];
    const compiled = compileRules([rule("a", { categories: ["pii"] })], hashKey);
    const { replacements, hits } = applyInputRules(compiled, { parts, requestId });
    expect(hits[0]!.spans).toEqual([{ path: "calls[0].arguments#to", start: 0, end: 16 }]);
    const rewritten = replaceJsonStrings(
      body,
      replacements.map((replacement) => ({ ...replacement.part, text: replacement.text })),
    );
    expect(JSON.parse(rewritten)).toEqual({ calls: [{ arguments: '{"to": "[REDACTED_EMAIL]"}' }] });
  });

  it("never matches what an earlier action put in", () => {
    const masked = rule("a", { categories: ["email"], replacement: "mask" });
    const again = rule("b", { categories: ["email"] });
    const { replacements, appliedRuleIds } = apply([masked, again], ["x jane@example.com y"]);
    expect(replacements[0]!.text).toBe("x j**************m y");
    expect(appliedRuleIds).toEqual(["a"]);
  });

  it("finds what stands right beside an earlier replacement", () => {
    const rules = [
      rule("a", { categories: ["phone"], replacement: "mask" }),
      rule("b", { categories: ["email"] }),
    ];
    expect(apply(rules, ["(415) 555-0132 jane@example.com"]).replacements[0]!.text).toBe(
      "(************2 [REDACTED_EMAIL]",
    );
  });

  it("hashes under the organization's key: stable, and different under another key", () => {
    const rules = [rule("a", { categories: ["email"], replacement: "hash" })];
    const once = apply(rules, ["jane@example.com, jane@example.com"]).replacements[0]!.text;
    expect(once).toMatch(/^([0-9a-f]{12}), \1$/);
    const other = applyInputRules(compileRules(rules, Buffer.alloc(32, 8)), {
      parts: [part("jane@example.com")],
      requestId,
    });
    expect(once.startsWith(other.replacements[0]!.text)).toBe(false);
  });

  it("leaves out disabled rules and actions", () => {
    const rules = [
      ruleWith("a", { enabled: false }, { categories: ["email"] }),
      rule("b", { categories: ["email"], enabled: false }, { categories: ["ssn"] }),
    ];
    expect(apply(rules, ["jane@example.com"])).toMatchObject({
      replacements: [],
      hits: [],
      appliedRuleIds: [],
    });
  });

  it("says when sampling left a rule out, and decides by request and rule alone", () => {
    const sampled = (rate: number) => [ruleWith("a", { sampling_rate: rate }, { categories: ["email"] })];
    const ids = Array.from({ length: 4000 }, (_, i) => `req-${i}`);
    const ran = ids.filter((id) => apply(sampled(20), ["jane@example.com"], id).replacements.length > 0);
    expect(ran.length / ids.length).toBeGreaterThan(0.17);
    expect(ran.length / ids.length).toBeLessThan(0.23);
    expect(ran).toEqual(
      ran.filter((id) => apply(sampled(60), ["bob@example.com"], id).replacements.length > 0),
    );
    expect(apply(sampled(0), ["jane@example.com"])).toMatchObject({
      replacements: [],
      appliedRuleIds: [],
      hits: [{ ruleId: "a", category: null, matchCount: 0, skippedBecause: "sampling 0 %" }],
    });
    expect(apply(sampled(0), ["nothing to find"]).hits).toEqual([]);
  });

  it("counts every match and keeps a bounded number of places", () => {
    const { hits, replacements } = apply(
      [rule("a", { categories: ["email"] })],
      ["jane@example.com ".repeat(500)],
    );
    expect(hits[0]!.matchCount).toBe(500);
    expect(hits[0]!.spans).toHaveLength(MAX_SPANS_PER_HIT);
    expect(replacements[0]!.spans).toHaveLength(500);
  });

  it("keeps all other text, whatever the order of rules and the text around", () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(...SAMPLES.map(({ example }) => example)),
        fc.constantFrom("hello", "漢字", "😀", "é", "[", "]", '"', "\\"),
      ),
      { maxLength: 12 },
    );
    const order = fc.shuffledSubarray(SAMPLES, { minLength: 1 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), order, (texts, categories) => {
        const rules = categories.map(({ id }) => rule(id, { categories: [id] }));
        const { replacements, hits } = apply(
          rules,
          texts.map((list) => list.join(" \n")),
        );
        const become = (word: string) =>
          categories.find(({ example }) => example === word)?.placeholder ?? word;
        const expected = texts.map((list, index) => ({ index, text: list.map(become).join(" \n"), list }));
        const changed = expected.filter(({ list }) => list.some((word) => become(word) !== word));
        expect(replacements.map(({ text, part }) => ({ text, index: part.path[1] }))).toEqual(
          changed.map(({ text, index }) => ({ text, index })),
        );
        for (const { text, spans } of replacements) {
          for (const { start, end, category } of spans) {
            expect(text.slice(start, end)).toBe(categoryInfo(category).placeholder);
          }
        }
        const count = hits.reduce((sum, { matchCount }) => sum + matchCount, 0);
        expect(count).toBe(texts.flat().filter((word) => become(word) !== word).length);
      }),
      { numRuns: 300 },
    );
  });
});
