/** Any rule that Rule JSON can say. */
import fc from "fast-check";
import { CATEGORY_CHOICES, type CategoryChoice } from "~/rules/categories";
import { APPLY_TO, ON_ERROR, ruleSchema, type Rule, type RuleInput } from "~/rules/rule";
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
const someOf = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 });

/** What rules are made of, beside what the schema lists. */
interface Ingredients {
  text: fc.Arbitrary<string>;
  name: fc.Arbitrary<string>;
  categories: fc.Arbitrary<CategoryChoice[]>;
  findReplace: fc.Arbitrary<{ find: string; replace: string; is_regex: boolean }>;
  fields: fc.Arbitrary<string[]>;
  /** @param isPattern It is one for RE2. */
  conditionValue: (isPattern: boolean) => fc.Arbitrary<string>;
  headerNames: readonly string[];
}

const prefix = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,23}$/);
const status = fc.integer({ min: 400, max: 599 });
/** JSON and forms know no zero below zero. */
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const ttl = fc.integer({ min: 1, max: 604_800 });
const mostly = (value: boolean) =>
  fc.integer({ min: 0, max: 4 }).map((draw) => (draw === 0 ? !value : value));

const redaction = {
  replacement: oneOf(REPLACEMENTS),
  mode: oneOf(REDACTION_MODES),
  token_prefix: prefix,
  ttl_seconds: ttl,
};
const type = <Type extends string>(name: Type) => ({ type: fc.constant(name), enabled: mostly(true) });

function anyAction({ text, categories, findReplace, fields }: Ingredients) {
  const detection = { threshold: share, block_status_code: status, block_message: text };
  const ruling = fc.oneof(
    fc.record({ ...type("redact_pii"), categories, ...redaction }),
    fc
      .record({ ...type("find_replace"), case_sensitive: fc.boolean(), findReplace })
      .map(({ findReplace: own, ...action }) => ({ ...action, ...own })),
    fc.record({ ...type("redact_field"), fields, replacement: text }),
    fc.record({ ...type("tokenize"), fields, token_prefix: prefix, ttl_seconds: ttl }),
    fc.record({ ...type("log_only"), severity: oneOf(SEVERITIES), label: text }),
  );
  const detecting = fc.oneof(
    fc.record({
      ...type("ai_detect_pii"),
      categories: someOf(AI_PII_CATEGORIES),
      threshold: share,
      ...redaction,
    }),
    fc.record({ ...type("ai_detect_injection"), on_detect: oneOf(["block", "log"] as const), ...detection }),
    fc.record({
      ...type("ai_detect_toxicity"),
      categories: someOf(TOXICITY_CATEGORIES),
      on_detect: oneOf(["block", "log", "redact"] as const),
      ...detection,
    }),
    fc.record({
      ...type("ai_detect_dlp"),
      categories: someOf(DLP_CATEGORIES),
      on_detect: oneOf(["block", "log"] as const),
      ...detection,
    }),
    fc.record({
      ...type("ai_detect_compliance"),
      domains: someOf(COMPLIANCE_DOMAINS),
      on_detect: oneOf(["block", "log", "flag"] as const),
      ...detection,
    }),
  );
  return fc.oneof(
    { weight: 8, arbitrary: ruling },
    { weight: 4, arbitrary: detecting },
    { weight: 1, arbitrary: fc.record({ ...type("block_request"), status_code: status, message: text }) },
  );
}

function anyGroup({ conditionValue, headerNames }: Ingredients) {
  const condition = fc
    .record({
      field: oneOf(CONDITION_FIELDS),
      operator: oneOf(CONDITION_OPERATORS),
      name: oneOf(headerNames),
    })
    .chain(({ name, ...one }) =>
      conditionValue(one.operator === "matches").map((value) => ({
        ...one,
        ...(one.field === "header" && { name }),
        value,
      })),
    );
  return fc.record({ logic: oneOf(LOGIC), conditions: fc.array(condition, { minLength: 1, maxLength: 3 }) });
}

function rulesOf(ingredients: Ingredients): fc.Arbitrary<Rule> {
  const input: fc.Arbitrary<RuleInput> = fc.record(
    {
      name: ingredients.name,
      description: ingredients.text,
      enabled: mostly(true),
      apply_to: oneOf(APPLY_TO),
      sampling_rate: fc.oneof(
        fc.constant(100),
        fc.integer({ min: 0, max: 100 }),
        share.map((value) => value * 100),
      ),
      timeout_seconds: fc.oneof(fc.constant(60), fc.double({ min: 1, max: 600, noNaN: true })),
      on_error: oneOf(ON_ERROR),
      match_all: mostly(false),
      logic: oneOf(LOGIC),
      conditions: fc.array(anyGroup(ingredients), { maxLength: 3 }),
      actions: fc.array(anyAction(ingredients), { minLength: 1, maxLength: 5 }),
    },
    { requiredKeys: ["name", "actions"] },
  );
  return input.map((rule) => ruleSchema.parse(rule));
}

/** As people write, and with everything that an input or a form may mangle: line ends, spaces, quotes, markup. */
const mangled = fc
  .array(
    fc.oneof(
      // prettier-ignore
      fc.constantFrom("\n", "\r\n", "\r", " ", "\t", '"', "'", "<b>", "&amp;", "$1", "$", "\\", "é", "漢", "😀", "[0]"),
      fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 6 }),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(""));
const someMangled = mangled.filter((value) => value !== "");

const pathOfNames = fc
  .array(fc.constantFrom("user", "email", "messages[*]", "items[0]", 'a["odd key"]', "*"), {
    minLength: 1,
    maxLength: 3,
  })
  .map((names) => names.join("."));

/** A rule that the schema takes, as the schema gives it back. Its patterns need not be any that RE2 takes. */
export const anyRule: fc.Arbitrary<Rule> = rulesOf({
  text: mangled,
  name: mangled.filter((name) => name.trim() !== ""),
  categories: someOf(CATEGORY_CHOICES),
  findReplace: fc.record({ find: someMangled, replace: mangled, is_regex: fc.boolean() }),
  fields: fc.array(
    fc.oneof(
      pathOfNames,
      pathOfNames.map((inner) => `$..${inner}`),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  conditionValue: () => someMangled,
  headerNames: ["x-team", "X-Odd_Name", "accept"],
});

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

const text = storable({ maxLength: 20 });
const someText = storable({ minLength: 1, maxLength: 20 });

/** A rule that can be stored and run; its patterns, paths and values now and then fit the texts below. */
export const runnableRule: fc.Arbitrary<Rule> = rulesOf({
  text,
  name: storable({ minLength: 1, maxLength: 100 }).filter((name) => name.trim() !== ""),
  categories: fc.uniqueArray(
    fc.oneof(
      { weight: 3, arbitrary: oneOf(["email", "ssn", "credit_card"] as const) },
      oneOf(CATEGORY_CHOICES),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  findReplace: fc.oneof(
    oneOf(PATTERNS).map(([find, replace]) => ({ find, replace, is_regex: true })),
    fc.record({ find: fc.oneof(oneOf(WORDS), someText), replace: text, is_regex: fc.constant(false) }),
  ),
  fields: fc.array(oneOf(PATHS), { minLength: 1, maxLength: 3 }),
  conditionValue: (isPattern) =>
    isPattern
      ? oneOf(PATTERNS).map(([pattern]) => pattern)
      : fc.oneof(oneOf([...WORDS, "support", "gpt-4o"]), someText),
  headerNames: ["x-team", "X-Other"],
});

/** A text that rules may find something in. */
export const ruledText: fc.Arbitrary<string> = fc
  .array(fc.oneof(oneOf([...WORDS, "536-22-8145", "4242 4242 4242 4242", "foooo"]), text), { maxLength: 6 })
  .map((pieces) => pieces.join(" "));
