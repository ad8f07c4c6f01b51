/** Any rule that Rule JSON can say. */
import fc from "fast-check";
import { CATEGORY_CHOICES } from "~/rules/categories";
import { APPLY_TO, ON_ERROR, ruleSchema, type Rule } from "~/rules/rule";
import {
  AI_PII_CATEGORIES,
  COMPLIANCE_DOMAINS,
  DLP_CATEGORIES,
  REDACTION_MODES,
  REPLACEMENTS,
  SEVERITIES,
  TOXICITY_CATEGORIES,
} from "~/rules/rule-actions";
import { CONDITION_FIELDS, CONDITION_OPERATORS, LOGIC } from "~/rules/rule-conditions";

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const someOf = <Value>(values: readonly Value[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: values.length });

/** As people write, and with everything that an input or a form may mangle: line ends, spaces, quotes, markup. */
const piece = fc.oneof(
  fc.constantFrom(
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    '"',
    "'",
    "<b>",
    "&amp;",
    "$1",
    "$",
    "\\",
    "é",
    "漢",
    "😀",
    "[0]",
  ),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
const someText = text.filter((value) => value !== "");
const trimmedText = text.map((value) => value.trim());

const path = fc
  .array(fc.constantFrom("user", "email", "messages[*]", "items[0]", 'a["odd key"]', "*"), {
    minLength: 1,
    maxLength: 3,
  })
  .map((names) => names.join("."));
const paths = fc.array(
  fc.oneof(
    path,
    path.map((inner) => `$..${inner}`),
  ),
  { minLength: 1, maxLength: 4 },
);

const ttl = fc.integer({ min: 1, max: 604_800 });
const status = fc.integer({ min: 400, max: 599 });
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const prefix = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,23}$/);
const enabled = fc.boolean();

const redaction = {
  replacement: oneOf(REPLACEMENTS),
  mode: oneOf(REDACTION_MODES),
  token_prefix: prefix,
  ttl_seconds: ttl,
};
const blocking = { threshold: share, block_status_code: status, block_message: text };
const type = <Type extends string>(name: Type) => fc.constant(name);

const action = fc.oneof(
  fc.record({ type: type("redact_pii"), enabled, categories: someOf(CATEGORY_CHOICES), ...redaction }),
  fc.record({
    type: type("find_replace"),
    enabled,
    find: someText,
    replace: text,
    is_regex: fc.boolean(),
    case_sensitive: fc.boolean(),
  }),
  fc.record({ type: type("redact_field"), enabled, fields: paths, replacement: text }),
  fc.record({ type: type("tokenize"), enabled, fields: paths, token_prefix: prefix, ttl_seconds: ttl }),
  fc.record({ type: type("block_request"), enabled, status_code: status, message: text }),
  fc.record({ type: type("log_only"), enabled, severity: oneOf(SEVERITIES), label: trimmedText }),
  fc.record({
    type: type("ai_detect_pii"),
    enabled,
    categories: someOf(AI_PII_CATEGORIES),
    threshold: share,
    ...redaction,
  }),
  fc.record({
    type: type("ai_detect_injection"),
    enabled,
    on_detect: fc.constantFrom("block" as const, "log" as const),
    ...blocking,
  }),
  fc.record({
    type: type("ai_detect_toxicity"),
    enabled,
    categories: someOf(TOXICITY_CATEGORIES),
    on_detect: fc.constantFrom("block" as const, "log" as const, "redact" as const),
    ...blocking,
  }),
  fc.record({
    type: type("ai_detect_dlp"),
    enabled,
    categories: someOf(DLP_CATEGORIES),
    on_detect: fc.constantFrom("block" as const, "log" as const),
    ...blocking,
  }),
  fc.record({
    type: type("ai_detect_compliance"),
    enabled,
    domains: someOf(COMPLIANCE_DOMAINS),
    on_detect: fc.constantFrom("block" as const, "log" as const, "flag" as const),
    ...blocking,
  }),
);

const condition = fc.record({
  field: oneOf(CONDITION_FIELDS),
  operator: oneOf(CONDITION_OPERATORS),
  name: fc.constantFrom("x-team", "X-Odd_Name", "accept"),
  value: someText,
});
const group = fc.record({
  logic: oneOf(LOGIC),
  conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
});

/** A rule that the schema takes, as the schema gives it back. Its patterns need not be any that RE2 takes. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .record(
    {
      name: trimmedText.filter((name) => name !== ""),
      description: trimmedText,
      enabled,
      apply_to: oneOf(APPLY_TO),
      sampling_rate: fc.oneof(fc.integer({ min: 0, max: 100 }), share),
      timeout_seconds: fc.double({ min: 1, max: 600, noNaN: true }),
      on_error: oneOf(ON_ERROR),
      match_all: fc.boolean(),
      logic: oneOf(LOGIC),
      conditions: fc.array(group, { maxLength: 3 }),
      actions: fc.array(action, { minLength: 1, maxLength: 5 }),
    },
    {
      requiredKeys: [
        "name",
        "description",
        "enabled",
        "apply_to",
        "sampling_rate",
        "timeout_seconds",
        "match_all",
        "logic",
        "conditions",
        "actions",
      ],
    },
  )
  .map((rule) => ruleSchema.parse(rule));
