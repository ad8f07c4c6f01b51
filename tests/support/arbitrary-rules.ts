/** Any rule that Rule JSON can say, with patterns, paths and values that now and then fit the texts beside them. */
import fc from "fast-check";
import { CATEGORY_CHOICES } from "~/rules/categories";
import {
  AI_PII_CATEGORIES,
  COMPLIANCE_DOMAINS,
  DLP_CATEGORIES,
  REDACTION_MODES,
  REPLACEMENTS,
  SEVERITIES,
  TOXICITY_CATEGORIES,
} from "~/rules/rule-actions";
import { CONDITION_OPERATORS, LOGIC } from "~/rules/rule-conditions";
import { APPLY_TO, ON_ERROR, ruleSchema, type Rule, type RuleInput } from "~/rules/rule";

/** What PostgreSQL stores: whole characters, and no NUL. */
const storable = (constraints: { minLength?: number; maxLength: number }) =>
  fc
    .string({ unit: "grapheme", ...constraints })
    .filter((text) => text.isWellFormed() && !text.includes("\0") && text.length <= constraints.maxLength);

const WORDS = ["e", "foo", "555", "REDACTED", "Jane", "jane@example.com"];
/** With what they may refer to. */
const PATTERNS = [
  ["fo+", "$&$&"],
  ["(j)ane|(5)", "<$1$2>"],
  ["(?P<name>[a-z]{3})", "$<name>$$"],
  [String.raw`\d{2,4}`, ""],
  ["(?i)JANE$", "x"],
] as const;
const PATHS = ["messages[0].content", "messages[*]", "$..note", "user.id", 'user["x.y"]', "count", "absent"];

const subset = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 });
const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const text = storable({ maxLength: 20 });
const prefix = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,23}$/);
const status = fc.integer({ min: 400, max: 599 });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const ttl = fc.integer({ min: 1, max: 604_800 });
/** Mostly of what is in the texts below. */
const categories = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: oneOf(["email", "ssn", "credit_card"] as const) },
    oneOf(CATEGORY_CHOICES),
  ),
  { minLength: 1, maxLength: 3 },
);
const fields = fc.array(oneOf(PATHS), { minLength: 1, maxLength: 3 });
const redaction = {
  replacement: oneOf(REPLACEMENTS),
  mode: oneOf(REDACTION_MODES),
  token_prefix: prefix,
  ttl_seconds: ttl,
};
const blocking = { block_status_code: status, block_message: text };
const type = <Type extends string>(name: Type) => ({ type: fc.constant(name), enabled: mostly(true) });

function mostly(value: boolean) {
  return fc.integer({ min: 0, max: 4 }).map((draw) => (draw === 0 ? !value : value));
}

const findReplace = fc.oneof(
  oneOf(PATTERNS).map(([find, replace]) => ({ find, replace, is_regex: true })),
  fc.record({
    find: fc.oneof(oneOf(WORDS), storable({ minLength: 1, maxLength: 20 })),
    replace: text,
    is_regex: fc.constant(false),
  }),
);

const ruling = [
  fc.record({ ...type("redact_pii"), categories, ...redaction }),
  fc
    .record({ ...type("find_replace"), case_sensitive: fc.boolean(), pattern: findReplace })
    .map(({ pattern, ...action }) => ({ ...action, ...pattern })),
  fc.record({ ...type("redact_field"), fields, replacement: text }),
  fc.record({ ...type("tokenize"), fields, token_prefix: prefix, ttl_seconds: ttl }),
  fc.record({ ...type("log_only"), severity: oneOf(SEVERITIES), label: text }),
] as const;
const detecting = [
  fc.record({
    ...type("ai_detect_pii"),
    categories: subset(AI_PII_CATEGORIES),
    threshold: fraction,
    ...redaction,
  }),
  fc.record({
    ...type("ai_detect_injection"),
    threshold: fraction,
    on_detect: oneOf(["block", "log"] as const),
    ...blocking,
  }),
  fc.record({
    ...type("ai_detect_toxicity"),
    categories: subset(TOXICITY_CATEGORIES),
    threshold: fraction,
    on_detect: oneOf(["block", "log", "redact"] as const),
    ...blocking,
  }),
  fc.record({
    ...type("ai_detect_dlp"),
    categories: subset(DLP_CATEGORIES),
    threshold: fraction,
    on_detect: oneOf(["block", "log"] as const),
    ...blocking,
  }),
  fc.record({
    ...type("ai_detect_compliance"),
    domains: subset(COMPLIANCE_DOMAINS),
    threshold: fraction,
    on_detect: oneOf(["block", "log", "flag"] as const),
    ...blocking,
  }),
] as const;
const blockRequest = fc.record({ ...type("block_request"), status_code: status, message: text });
const action = fc.oneof(
  { weight: 8, arbitrary: fc.oneof(...ruling) },
  { weight: 2, arbitrary: fc.oneof(...detecting) },
  { weight: 1, arbitrary: blockRequest },
);

const condition = fc
  .record({
    field: oneOf(["header", "model", "body", "url"] as const),
    operator: oneOf(CONDITION_OPERATORS),
    name: oneOf(["x-team", "X-Other"]),
    value: fc.oneof(oneOf([...WORDS, "support", "gpt-4o"]), storable({ minLength: 1, maxLength: 20 })),
  })
  .chain(({ name, ...one }) => {
    const named = { ...one, ...(one.field === "header" && { name }) };
    const value =
      one.operator === "matches" ? oneOf(PATTERNS).map(([pattern]) => pattern) : fc.constant(one.value);
    return value.map((value) => ({ ...named, value }));
  });

const group = fc.record({
  logic: oneOf(LOGIC),
  conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
});

const ruleInput: fc.Arbitrary<RuleInput> = fc.record(
  {
    name: storable({ minLength: 1, maxLength: 100 }).filter((name) => name.trim() !== ""),
    description: text,
    enabled: mostly(true),
    apply_to: oneOf(APPLY_TO),
    sampling_rate: fc.oneof(fc.constant(100), fc.double({ min: 0, max: 100, noNaN: true })),
    timeout_seconds: fc.oneof(fc.constant(60), fc.double({ min: 1, max: 600, noNaN: true })),
    on_error: oneOf(ON_ERROR),
    match_all: mostly(false),
    logic: oneOf(LOGIC),
    conditions: fc.array(group, { maxLength: 2 }),
    actions: fc.array(action, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ["name", "actions"] },
);

export const arbitraryRule: fc.Arbitrary<Rule> = ruleInput.map((input) => ruleSchema.parse(input));

/** A text that rules may find something in. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .array(fc.oneof(oneOf([...WORDS, "536-22-8145", "4242 4242 4242 4242", "foooo"]), text), { maxLength: 6 })
  .map((pieces) => pieces.join(" "));
