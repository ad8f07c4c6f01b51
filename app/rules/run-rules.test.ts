import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceJsonValues, type TextPart } from "~/redaction/json-text";
import { categoryInfo } from "~/rules/categories";
import { MAX_SPANS_PER_HIT } from "~/rules/rule-hit";
import { runRules, type RuledBody } from "~/rules/run-rules";
import { compiled, FACTS, OPEN_TOKENS, type RuleFields } from "tests/support/rules";

/** Categories whose example is nothing but the value. */
const SAMPLES = (["email", "phone", "ssn", "credit_card"] as const).map(categoryInfo);

const redact = (
  action: Omit<Extract<RuleFields["actions"][number], { type: "redact_pii" }>, "type">,
): RuleFields => ({
  actions: [{ type: "redact_pii", ...action }],
});

interface Ruled {
  texts: string[];
  result: ReturnType<typeof runRules>;
}

/** Runs rules over messages, and reads the body that they leave. */
function apply(
  rules: Record<string, RuleFields>,
  texts: string[],
  more: Partial<RuledBody> & { key?: Buffer } = {},
): Ruled {
  const { key, ...body } = more;
  const source = JSON.stringify({ messages: texts.map((content) => ({ content })) });
  const parts: TextPart[] = texts.flatMap((text, index) =>
    text === "" ? [] : { path: ["messages", index, "content"], text },
  );
  const result = runRules(compiled(rules, key), {
    direction: "input",
    parts,
    source,
    unread: null,
    facts: FACTS,
    requestId: "req-1",
    tokens: OPEN_TOKENS,
    ...body,
  });
  const ruled = JSON.parse(replaceJsonValues(source, result.replacements)) as {
    messages: { content: string }[];
  };
  return { texts: ruled.messages.map(({ content }) => content), result };
}

/** The same of one JSON body, whose strings are all text. */
function applyToJson(rules: Record<string, RuleFields>, json: unknown, parts: TextPart[] = []) {
  const source = JSON.stringify(json);
  const result = runRules(compiled(rules), {
    direction: "input",
    parts,
    source,
    unread: null,
    facts: FACTS,
    requestId: "r",
    tokens: OPEN_TOKENS,
  });
  return { json: JSON.parse(replaceJsonValues(source, result.replacements)) as unknown, result };
}

describe("finding and replacing", () => {
  it("changes nothing when nothing matches, and reports nothing", () => {
    const { result } = apply({ a: redact({ categories: ["all"] }) }, ["Hello", "2024-01-15", ""]);
    expect(result).toEqual({ replacements: [], hits: [], appliedRuleIds: [], block: null });
    expect(apply({}, ["jane@example.com"]).result.replacements).toEqual([]);
    expect(apply({ a: redact({ categories: ["all"] }) }, []).result.replacements).toEqual([]);
  });

  it("works by rule, action and category, and says where in the text that comes out", () => {
    const { texts, result } = apply(
      { a: redact({ categories: ["email", "ssn"] }), b: redact({ categories: ["financial"] }) },
      ["Hi", "Jane <jane@example.com>, 536-22-8145, card 4242 4242 4242 4242, bob@example.org"],
    );
    const text = "Jane <[REDACTED_EMAIL]>, [REDACTED_SSN], card [REDACTED_CREDIT_CARD], [REDACTED_EMAIL]";
    expect(texts).toEqual(["Hi", text]);
    expect(result.appliedRuleIds).toEqual(["a", "b"]);
    expect(result.hits.map((hit) => [hit.ruleId, hit.direction, hit.category, hit.matchCount])).toEqual([
      ["a", "input", "email", 2],
      ["a", "input", "ssn", 1],
      ["b", "input", "credit_card", 1],
    ]);
    const [email] = result.hits;
    expect(email).toMatchObject({
      ruleVersion: 3,
      ruleName: "rule a",
      action: "redact_pii",
      skippedBecause: null,
    });
    // The later rule put a longer text before the second address: its place is counted in the final text.
    expect(email!.spans.map(({ path, start, end }) => [path, text.slice(start, end)])).toEqual([
      ["messages[1].content", "[REDACTED_EMAIL]"],
      ["messages[1].content", "[REDACTED_EMAIL]"],
    ]);
    expect(email!.spans[1]).toMatchObject({ start: text.lastIndexOf("["), end: text.length });
  });

  it("names the place inside JSON that a string holds, and the JSON stays valid", () => {
    const parts: TextPart[] = [{ path: ["calls", 0, "arguments"], inner: ["to"], text: "jane@example.com" }];
    const { json, result } = applyToJson(
      { a: redact({ categories: ["pii"] }) },
      { calls: [{ arguments: '{"to": "jane@example.com"}' }] },
      parts,
    );
    expect(json).toEqual({ calls: [{ arguments: '{"to": "[REDACTED_EMAIL]"}' }] });
    expect(result.hits[0]!.spans).toEqual([{ path: "calls[0].arguments#to", start: 0, end: 16 }]);
  });

  it("never matches what an earlier action put in, and finds what stands right beside it", () => {
    const masked = redact({ categories: ["email"], replacement: "mask" });
    const { texts, result } = apply({ a: masked, b: redact({ categories: ["email"] }) }, [
      "x jane@example.com y",
    ]);
    expect(texts).toEqual(["x j**************m y"]);
    expect(result.appliedRuleIds).toEqual(["a"]);
    const phone = redact({ categories: ["phone"], replacement: "mask" });
    expect(
      apply({ a: phone, b: redact({ categories: ["email"] }) }, ["(415) 555-0132 jane@example.com"]).texts,
    ).toEqual(["(************2 [REDACTED_EMAIL]"]);
  });

  it("hashes under the organization's key: stable, and different under another key", () => {
    const rules = { a: redact({ categories: ["email"], replacement: "hash" }) };
    const [once = ""] = apply(rules, ["jane@example.com, jane@example.com"]).texts;
    expect(once).toMatch(/^([0-9a-f]{12}), \1$/);
    const [other = ""] = apply(rules, ["jane@example.com"], { key: Buffer.alloc(32, 8) }).texts;
    expect(once.startsWith(other)).toBe(false);
  });

  it("gives out tokens where what is taken out shall come back", () => {
    const rules = {
      a: redact({ categories: ["email"], mode: "mask_and_restore", token_prefix: "m_", ttl_seconds: 60 }),
    };
    expect(apply(rules, ["to ab@cd.com"]).texts).toEqual(["to m_<moc.dc@ba|60>"]);
  });

  it("replaces what users look for, literally or by a pattern with its groups", () => {
    const replace = (
      find: string,
      replacement: string,
      is_regex: boolean,
      case_sensitive = true,
    ): RuleFields => ({
      actions: [{ type: "find_replace", find, replace: replacement, is_regex, case_sensitive }],
    });
    expect(apply({ a: replace("a.c($1", "[$1]$&$$", false) }, ["a.c($1 abc($1 A.C($1"]).texts).toEqual([
      "[$1]$&$$ abc($1 A.C($1",
    ]);
    expect(apply({ a: replace("A.C", "x", false, false) }, ["a.c A.C a.C abc"]).texts).toEqual(["x x x abc"]);
    expect(
      apply({ a: replace(String.raw`(\w+)@(?P<host>\w+)`, "$2 $$ $<host> $& $3$x", true) }, ["jo@ex"]).texts,
    ).toEqual(["ex $ ex jo@ex $x"]);
    const { result } = apply({ a: replace("o", "0", true) }, ["foo", "bar", "boo"]);
    expect(result.hits).toMatchObject([{ action: "find_replace", category: null, matchCount: 4 }]);
  });

  it("keeps offsets right where actions of one rule rewrite one text over and over", () => {
    const rules: Record<string, RuleFields> = {
      a: {
        actions: [
          { type: "find_replace", find: "😀", replace: "[smile]" },
          { type: "redact_pii", categories: ["email"] },
          { type: "find_replace", find: "漢", replace: "" },
          { type: "redact_pii", categories: ["ssn"], replacement: "mask" },
        ],
      },
    };
    const { texts, result } = apply(rules, ["😀漢a@b.com漢536-22-8145😀 é"]);
    expect(texts).toEqual(["[smile][REDACTED_EMAIL]5*********5[smile] é"]);
    const spans = result.hits.flatMap((hit) =>
      hit.spans.map(({ start, end }) => texts[0]!.slice(start, end)),
    );
    expect(spans).toEqual(["[smile]", "[smile]", "[REDACTED_EMAIL]", "", "", "5*********5"]);
  });

  it("counts every match and keeps a bounded number of places", () => {
    const { result } = apply({ a: redact({ categories: ["email"] }) }, ["jane@example.com ".repeat(500)]);
    expect(result.hits[0]).toMatchObject({ matchCount: 500 });
    expect(result.hits[0]!.spans).toHaveLength(MAX_SPANS_PER_HIT);
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
      fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), order, (lists, categories) => {
        const rules = Object.fromEntries(categories.map(({ id }) => [id, redact({ categories: [id] })]));
        const { texts, result } = apply(
          rules,
          lists.map((list) => list.join(" \n")),
        );
        const become = (word: string) =>
          categories.find(({ example }) => example === word)?.placeholder ?? word;
        expect(texts).toEqual(lists.map((list) => list.map(become).join(" \n")));
        const count = result.hits.reduce((sum, { matchCount }) => sum + matchCount, 0);
        expect(count).toBe(lists.flat().filter((word) => become(word) !== word).length);
      }),
      { numRuns: 200 },
    );
  });
});

describe("fields", () => {
  const fields = (...paths: string[]): RuleFields => ({ actions: [{ type: "redact_field", fields: paths }] });

  it("are set to a text, at any depth, in arguments too; what is no text keeps its type and says nothing", () => {
    const body = {
      user: { email: "jane@example.com", age: 41, vip: true, none: null },
      items: [{ ssn: "1" }, { deep: { ssn: 22, other: "x" } }],
      call: '{"ssn": "3", "n": [4.5], "ok": "y"}',
    };
    expect(applyToJson({ a: fields("user", "$..ssn", "call.n[*]") }, body).json).toEqual({
      user: { email: "[REDACTED]", age: 0, vip: false, none: null },
      items: [{ ssn: "[REDACTED]" }, { deep: { ssn: 0, other: "x" } }],
      call: '{"ssn": "[REDACTED]", "n": [0], "ok": "y"}',
    });
  });

  it("that are not there change nothing and are no hit", () => {
    const { json, result } = applyToJson({ a: fields("nope.nope", "a[7]") }, { a: ["x"] });
    expect(json).toEqual({ a: ["x"] });
    expect(result.hits).toEqual([]);
  });

  it("become tokens; one that is no text is an error, and the rule says what then", () => {
    const tokenize = (on_error?: "continue" | "block"): RuleFields => ({
      ...(on_error && { on_error }),
      actions: [{ type: "tokenize", fields: ["a", "n"] }],
    });
    const only: RuleFields = { actions: [{ type: "tokenize", fields: ["a"], ttl_seconds: 5 }] };
    expect(applyToJson({ r: only }, { a: { b: "xy" }, n: 1 }).json).toEqual({ a: { b: "tok_<yx|5>" }, n: 1 });
    const blocked = applyToJson({ r: tokenize() }, { a: "x", n: 1 }).result;
    expect(blocked.block).toMatchObject({ ruleId: "r", failed: true, status: 502 });
    const goesOn = applyToJson({ r: tokenize("continue") }, { a: "x", n: 1 });
    expect(goesOn.json).toEqual({ a: "x", n: 1 });
    expect(goesOn.result).toMatchObject({
      block: null,
      hits: [{ skippedBecause: "n is not text, and only text can become a token" }],
    });
  });

  it("and texts may be one: the field wins over what was found in it", () => {
    const part: TextPart = { path: ["messages", 0, "content"], text: "jane@example.com and more" };
    const { json } = applyToJson(
      { a: redact({ categories: ["email"] }), b: fields("messages[*].content") },
      { messages: [{ content: part.text }] },
      [part],
    );
    expect(json).toEqual({ messages: [{ content: "[REDACTED]" }] });
  });
});

describe("selection", () => {
  const block: RuleFields["actions"] = [{ type: "block_request", status_code: 451, message: "no" }];

  it("leaves out disabled rules and actions, and those of the other direction", () => {
    const rules: Record<string, RuleFields> = {
      a: { ...redact({ categories: ["email"] }), enabled: false },
      b: redact({ categories: ["email"], enabled: false }),
      c: { ...redact({ categories: ["email"] }), apply_to: "output" },
    };
    expect(apply(rules, ["jane@example.com"]).result).toMatchObject({ replacements: [], hits: [] });
    expect(apply(rules, ["jane@example.com"], { direction: "output" }).texts).toEqual(["[REDACTED_EMAIL]"]);
  });

  it("says when sampling left a rule out, and decides by request and rule alone", () => {
    const sampled = (rate: number) => ({ a: { ...redact({ categories: ["email"] }), sampling_rate: rate } });
    const ids = Array.from({ length: 2000 }, (_, i) => `req-${i}`);
    const runs = (rate: number, requestId: string) =>
      apply(sampled(rate), ["jane@example.com"], { requestId }).result.replacements.length > 0;
    const ran = ids.filter((id) => runs(20, id));
    expect(ran.length / ids.length).toBeGreaterThan(0.17);
    expect(ran.length / ids.length).toBeLessThan(0.23);
    expect(ran.filter((id) => !runs(60, id))).toEqual([]);
    expect(apply(sampled(0), ["jane@example.com"]).result).toMatchObject({
      replacements: [],
      appliedRuleIds: [],
      hits: [{ ruleId: "a", category: null, matchCount: 0, skippedBecause: "sampling 0 %" }],
    });
    expect(apply(sampled(0), ["nothing to find"]).result.hits).toEqual([]);
  });

  it("ends the pipeline with a block", () => {
    const { texts, result } = apply(
      { a: redact({ categories: ["email"] }), b: { actions: block }, c: redact({ categories: ["ssn"] }) },
      ["jane@example.com 536-22-8145"],
    );
    expect(result.block).toEqual({
      ruleId: "b",
      ruleName: "rule b",
      status: 451,
      message: "no",
      failed: false,
    });
    expect(result.hits.map(({ ruleId, action }) => [ruleId, action])).toEqual([
      ["a", "redact_pii"],
      ["b", "block_request"],
    ]);
    expect(texts).toEqual(["[REDACTED_EMAIL] 536-22-8145"]);
  });

  it("logs without a change, with severity and label", () => {
    const { result } = apply(
      { a: { actions: [{ type: "log_only", severity: "critical", label: "seen" }] } },
      ["x"],
    );
    expect(result).toMatchObject({
      replacements: [],
      appliedRuleIds: ["a"],
      hits: [{ action: "log_only", severity: "critical", label: "seen", matchCount: 1 }],
    });
  });

  it.each<[string, RuleFields["conditions"], RuleFields["logic"], boolean]>([
    ["none", [], "or", true],
    [
      "a header by name",
      [{ conditions: [{ field: "header", operator: "equals", name: "X-Team", value: "support" }] }],
      "or",
      true,
    ],
    [
      "a header named in its value",
      [{ conditions: [{ field: "header", operator: "contains", value: "x-team: SUPP" }] }],
      "or",
      true,
    ],
    [
      "a header that is there",
      [{ conditions: [{ field: "header", operator: "exists", value: "x-team" }] }],
      "or",
      true,
    ],
    [
      "a header that is not",
      [{ conditions: [{ field: "header", operator: "exists", name: "x-other" }] }],
      "or",
      false,
    ],
    [
      "a model by pattern",
      [{ conditions: [{ field: "model", operator: "matches", value: "^gpt-4" }] }],
      "or",
      true,
    ],
    [
      "equals is exact",
      [{ conditions: [{ field: "model", operator: "equals", value: "GPT-4o" }] }],
      "or",
      false,
    ],
    [
      "contains is not",
      [{ conditions: [{ field: "model", operator: "contains", value: "GPT-4" }] }],
      "or",
      true,
    ],
    [
      "a pattern is as written",
      [{ conditions: [{ field: "url", operator: "matches", value: "CHAT" }] }],
      "or",
      false,
    ],
    [
      "a text of the body",
      [{ conditions: [{ field: "body", operator: "contains", value: "JANE" }] }],
      "or",
      true,
    ],
    ["a whole text", [{ conditions: [{ field: "body", operator: "equals", value: "second" }] }], "or", true],
    [
      "an anchor in each text",
      [{ conditions: [{ field: "body", operator: "matches", value: "^second$" }] }],
      "or",
      true,
    ],
    ["any text at all", [{ conditions: [{ field: "body", operator: "exists" }] }], "or", true],
    [
      "all of a group",
      [
        {
          logic: "and",
          conditions: [
            { field: "body", operator: "exists" },
            { field: "model", operator: "equals", value: "x" },
          ],
        },
      ],
      "or",
      false,
    ],
    [
      "one of a group",
      [
        {
          logic: "or",
          conditions: [
            { field: "body", operator: "exists" },
            { field: "model", operator: "equals", value: "x" },
          ],
        },
      ],
      "or",
      true,
    ],
    [
      "one of the groups",
      [
        { conditions: [{ field: "model", operator: "equals", value: "x" }] },
        { conditions: [{ field: "body", operator: "exists" }] },
      ],
      "or",
      true,
    ],
    [
      "all of the groups",
      [
        { conditions: [{ field: "model", operator: "equals", value: "x" }] },
        { conditions: [{ field: "body", operator: "exists" }] },
      ],
      "and",
      false,
    ],
  ])("looks at conditions: %s", (_, conditions, logic, holds) => {
    const rule: RuleFields = { conditions, logic, actions: block };
    expect(apply({ a: rule }, ["Jane", "second"]).result.block !== null).toBe(holds);
    expect(apply({ a: { ...rule, match_all: true } }, ["Jane"]).result.block).not.toBeNull();
  });

  it("looks at the request as it came, whatever earlier rules made of it", () => {
    const rules: Record<string, RuleFields> = {
      a: redact({ categories: ["email"] }),
      b: {
        conditions: [{ conditions: [{ field: "body", operator: "contains", value: "jane@" }] }],
        actions: block,
      },
    };
    expect(apply(rules, ["jane@example.com"]).result.block).not.toBeNull();
  });

  it("tells of AI actions that there is no model for them", () => {
    const { result } = apply({ a: { actions: [{ type: "ai_detect_injection" }] } }, ["x"]);
    expect(result).toMatchObject({
      block: null,
      hits: [{ action: "ai_detect_injection", skippedBecause: "there is no model for it here" }],
    });
  });

  it("tells why a body that was not read was not ruled, and still looks at the rest", () => {
    const unread = { parts: [], source: null, unread: "not read" };
    const rules: Record<string, RuleFields> = {
      a: redact({ categories: ["email"] }),
      b: {
        conditions: [{ conditions: [{ field: "url", operator: "contains", value: "/v1/" }] }],
        actions: block,
      },
    };
    const { block: ending, hits } = apply(rules, [], unread).result;
    expect(ending).not.toBeNull();
    expect(hits).toMatchObject([{ ruleId: "a", skippedBecause: "not read" }, { ruleId: "b" }]);
  });

  it("stops a rule that takes longer than it may, as the rule says", () => {
    let clock = 0;
    const slow: RuleFields = {
      timeout_seconds: 1,
      actions: [{ type: "log_only" }, { type: "redact_pii", categories: ["email"] }],
    };
    const now = () => (clock += 1500);
    expect(apply({ a: slow }, ["jane@example.com"], { now }).result).toMatchObject({
      block: { failed: true, ruleId: "a" },
      hits: [{ skippedBecause: "it took longer than it may" }],
    });
    expect(
      apply({ a: { ...slow, on_error: "continue" } }, ["jane@example.com"], { now }).result.block,
    ).toBeNull();
  });
});

describe("any rules on any JSON", () => {
  const actions = fc.constantFrom<RuleFields["actions"][number]>(
    { type: "redact_pii", categories: ["all"] },
    { type: "redact_pii", categories: ["email"], replacement: "mask" },
    { type: "redact_pii", categories: ["pii"], mode: "mask_and_restore" },
    { type: "find_replace", find: "[a-e]+", replace: '"\\$&', is_regex: true },
    { type: "find_replace", find: "x", replace: "" },
    { type: "redact_field", fields: ["$..a", "b[*]", "*.c"] },
    { type: "redact_field", fields: ["*"], replacement: '"}' },
  );
  const rules = fc.array(fc.array(actions, { minLength: 1, maxLength: 3 }), { maxLength: 4 });

  const shapeOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shapeOf);
    if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shapeOf(child)]));
  };
  const stringsOf = (value: unknown, path: (string | number)[] = []): TextPart[] => {
    if (typeof value === "string") return value === "" ? [] : [{ path, text: value }];
    if (Array.isArray(value)) return value.flatMap((child, index) => stringsOf(child, [...path, index]));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => stringsOf(child, [...path, key]));
  };

  it("leave its keys and types as they were, and its bytes where nothing matched", () => {
    const key = fc.constantFrom("a", "b", "c", "key", "__proto__", "");
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("jane@example.com", "abcde x", '{"a":"jane@example.com","b":[1,"x"]}', "536-22-8145"),
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: "small" },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("json"), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie("json")), { maxLength: 4 }).map(
          (members) =>
            JSON.parse(
              `{${Object.entries(Object.fromEntries(members))
                .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
                .join()}}`,
            ) as unknown,
        ),
      ),
    }));
    fc.assert(
      fc.property(json, rules, (body, lists) => {
        const named = Object.fromEntries(lists.map((list, index) => [`r${index}`, { actions: list }]));
        const { json: ruled, result } = applyToJson(named, body, stringsOf(body));
        expect(shapeOf(ruled)).toEqual(shapeOf(body));
        if (result.hits.length === 0) expect(result.replacements).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
