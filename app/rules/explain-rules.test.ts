import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceJsonValues, type TextPart } from "~/redaction/json-text";
import { compileRules } from "~/rules/compile";
import { explainRules, explainSteps, type RuleStep } from "~/rules/explain-rules";
import { ruleSchema, type RuleInput } from "~/rules/rule";
import { runRules, type RuledBody, type RulesResult } from "~/rules/run-rules";
import { runnableRule, ruledText } from "tests/support/rule-arbitraries";
import { FACTS, HASH_KEY, OPEN_TOKENS } from "tests/support/rules";

type Drafts = readonly Omit<RuleInput, "name">[];

const toCompile = (drafts: Drafts) =>
  drafts.map((draft, index) => ({
    id: `r${index}`,
    version: 1,
    name: `rule ${index}`,
    rule: ruleSchema.parse({ name: `rule ${index}`, ...draft }),
  }));

/** A body of messages, with fields beside them. */
function bodyOf(texts: readonly string[], more: Partial<RuledBody> = {}): RuledBody & { source: string } {
  const messages = texts.map((content) => ({ content, note: "n1" }));
  const source = JSON.stringify({ messages, user: { id: "u-1", "x.y": "odd" }, count: 3 });
  const parts: TextPart[] = texts.flatMap((text, index) =>
    text === "" ? [] : { path: ["messages", index, "content"], text },
  );
  const known = { parts, unread: null, facts: FACTS, requestId: "req-1", tokens: OPEN_TOKENS };
  return { direction: "input", ...known, ...more, source };
}

const explain = (drafts: Drafts, texts: readonly string[], more?: Partial<RuledBody>) =>
  explainRules({ rules: toCompile(drafts), hashKey: HASH_KEY, body: bodyOf(texts, more) });

const redactMail = { actions: [{ type: "redact_pii", categories: ["email"] }] } satisfies Drafts[number];
const because = (steps: readonly RuleStep[]) => steps.map((step) => step.because);

describe("a step", () => {
  it("says what it found, where, and the texts before and after", () => {
    const { steps } = explain(
      [redactMail, { actions: [{ type: "find_replace", find: "[", replace: "" }] }],
      ["Hi", "to jane@example.com, bob@example.org [x"],
    );
    const path = "messages[1].content";
    const after = "to [REDACTED_EMAIL], [REDACTED_EMAIL] [x";
    expect(steps[0]).toEqual({
      index: 0,
      matched: true,
      because: null,
      actions: [
        {
          index: 0,
          type: "redact_pii",
          category: "email",
          count: 2,
          spans: [
            { path, start: 3, end: 19 },
            { path, start: 21, end: 37 },
          ],
          severity: null,
          label: null,
          skippedBecause: null,
          durationMicros: expect.any(Number) as number,
        },
      ],
      before: [{ path, text: "to jane@example.com, bob@example.org [x" }],
      after: [{ path, text: after }],
      textsOmitted: false,
    });
    // What the first rule put in is not the second's to find.
    expect(steps[1]).toMatchObject({
      before: [{ path, text: after }],
      after: [{ path, text: "to [REDACTED_EMAIL], [REDACTED_EMAIL] x" }],
    });
  });

  it("says why a rule did not have its turn", () => {
    const { steps, block } = explain(
      [
        { ...redactMail, enabled: false },
        { ...redactMail, apply_to: "output" },
        {
          ...redactMail,
          logic: "and",
          conditions: [
            { conditions: [{ field: "header", name: "X-Team", operator: "equals", value: "sales" }] },
            { conditions: [{ field: "body", operator: "exists" }] },
          ],
        },
        { ...redactMail, sampling_rate: 0 },
        { actions: [{ type: "block_request", message: "no" }] },
        redactMail,
        { ...redactMail, enabled: false },
      ],
      ["jane@example.com"],
    );
    expect(because(steps)).toEqual([
      "it is disabled",
      "it applies to output only",
      "its conditions do not hold: header x-team equals “sales”",
      "sampled out: sampling 0 %",
      null,
      "“rule 4” had blocked before it",
      "it is disabled",
    ]);
    expect(block).toMatchObject({ ruleId: "r4", status: 403, message: "no" });
    expect(because(explain([redactMail], ["x"], { direction: "output" }).steps)).toEqual([
      "it applies to input only",
    ]);
  });

  it("says why an action did nothing", () => {
    const { steps } = explain(
      [
        {
          actions: [
            { type: "redact_pii", categories: ["email"], enabled: false },
            { type: "find_replace", find: "absent", replace: "" },
            { type: "redact_field", fields: ["nothing.here"] },
            { type: "ai_detect_pii" },
          ],
        },
        { actions: [{ type: "tokenize", fields: ["count"] }], on_error: "continue" },
        { actions: [{ type: "log_only", label: "seen", severity: "warn" }, { type: "ai_detect_dlp" }] },
        {
          actions: [
            { type: "find_replace", find: "absent", replace: "" },
            { type: "block_request" },
            { type: "log_only" },
            { type: "find_replace", find: "absent", replace: "" },
          ],
        },
      ],
      ["Hello"],
    );
    const reasons = (step: number) =>
      steps[step]!.actions.map(({ index, skippedBecause }) => [index, skippedBecause]);
    expect(reasons(0)).toEqual([
      [0, "the action is disabled"],
      [1, "no text matched"],
      [2, "the body has no such field"],
      [3, "there is no model for it here"],
    ]);
    expect(steps[0]).toMatchObject({
      matched: false,
      because:
        "the action is disabled; no text matched; the body has no such field; there is no model for it here",
    });
    expect(steps[1]).toMatchObject({
      matched: false,
      because: expect.stringMatching(/^count is not text/) as string,
    });
    expect(steps[2]).toMatchObject({ matched: true, because: null });
    expect(steps[2]!.actions[0]).toMatchObject({ count: 1, severity: "warn", label: "seen" });
    expect(steps[3]!.matched).toBe(true);
    expect(reasons(3)).toEqual([
      [0, "no text matched"],
      [1, null],
      [2, "the rule had blocked before it"],
      [3, "the rule had blocked before it"],
    ]);
  });

  it("shows fields beside the texts, numbers too", () => {
    const { steps } = explain(
      [{ actions: [{ type: "redact_field", fields: ["user.id", "count"], replacement: "-" }] }],
      ["Hello"],
    );
    expect(steps[0]).toMatchObject({
      before: [
        { path: "user.id", text: "u-1" },
        { path: "count", text: "3" },
      ],
      after: [
        { path: "user.id", text: "-" },
        { path: "count", text: "0" },
      ],
    });
  });

  it("leaves texts out once too many were shown", () => {
    const swap = (find: string, replace: string) => ({
      actions: [{ type: "find_replace" as const, find, replace }],
    });
    const rules = Array.from({ length: 6 }, (_, index) => swap(`${index}`, "x"));
    const { steps } = explain(rules, [`${"a".repeat(500_000)}012345`]);
    expect(steps.map(({ textsOmitted, after }) => [textsOmitted, after.length])).toEqual([
      ...Array.from({ length: 4 }, () => [false, 1]),
      [true, 0],
      [true, 0],
    ]);
    expect(steps.every(({ matched }) => matched)).toBe(true);
  });
});

/** Without what differs from run to run. */
function comparable({ hits, replacements, block, appliedRuleIds }: RulesResult) {
  return { replacements, block, appliedRuleIds, hits: hits.map((hit) => ({ ...hit, durationMicros: 0 })) };
}

describe("all steps together", () => {
  const world = fc.record({
    rules: fc.array(runnableRule, { maxLength: 5 }),
    texts: fc.array(ruledText, { minLength: 1, maxLength: 3 }),
    direction: fc.constantFrom("input" as const, "output" as const),
    requestId: fc.string(),
  });

  it("end where a request ends: the same text, hits and block", () => {
    fc.assert(
      fc.property(world, ({ rules, texts, direction, requestId }) => {
        const stored = rules.map((rule, index) => ({ id: `r${index}`, version: 1, name: rule.name, rule }));
        const body = bodyOf(texts, { direction, requestId, now: () => 0 });
        const whole = runRules(compileRules(stored, HASH_KEY), body);
        const { steps, ...explained } = explainRules({ rules: stored, hashKey: HASH_KEY, body });
        expect(comparable(explained)).toEqual(comparable(whole));
        expect(steps.map(({ index }) => index)).toEqual(rules.map((_, index) => index));
        const applied = steps.filter(({ matched }) => matched).map(({ index }) => `r${index}`);
        expect(applied).toEqual(whole.appliedRuleIds);
        for (const { matched, because: reason } of steps) expect(reason === null).toBe(matched);
      }),
      { numRuns: 100 },
    );
  });

  it("lead from the body as it came to the body as it is left, each from where the last one ended", () => {
    fc.assert(
      fc.property(world, ({ rules, texts, requestId }) => {
        const stored = rules.map((rule, index) => ({ id: `r${index}`, version: 1, name: rule.name, rule }));
        const body = bodyOf(texts, { requestId, now: () => 0 });
        const { steps, replacements } = explainRules({ rules: stored, hashKey: HASH_KEY, body });
        const now = new Map<string, string>(texts.map((text, index) => [`messages[${index}].content`, text]));
        for (const { before, after, actions } of steps) {
          for (const { path, text } of before) expect(now.get(path) ?? text).toBe(text);
          for (const { path, text } of after) now.set(path, text);
          for (const { path, start, end } of actions.flatMap(({ spans }) => spans)) {
            expect(start).toBeLessThanOrEqual(end);
            const shown = now.get(path);
            if (shown !== undefined) expect(end).toBeLessThanOrEqual(shown.length);
          }
        }
        const left = JSON.parse(replaceJsonValues(body.source, replacements)) as {
          messages: { content: string }[];
        };
        expect(texts.map((_, index) => now.get(`messages[${index}].content`))).toEqual(
          left.messages.map(({ content }) => content),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("come one by one", () => {
    const rules = toCompile([redactMail, redactMail]);
    const steps = explainSteps({ rules, hashKey: HASH_KEY, body: bodyOf(["jane@example.com"]) });
    expect(steps.next()).toMatchObject({ done: false, value: { index: 0, matched: true } });
    expect(steps.next()).toMatchObject({ done: false, value: { index: 1, because: "no text matched" } });
    expect(steps.next()).toMatchObject({ done: true, value: { appliedRuleIds: ["r0"] } });
  });
});
