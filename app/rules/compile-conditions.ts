/** Conditions as a question that is asked of a request, or of an answer while it comes. */
import { compileUserPattern, createPatternSet, type UserPattern } from "~/detection/user-pattern";
import { type Condition, type Logic } from "~/rules/rule-conditions";
import { type Rule } from "~/rules/rule";

/** What conditions look at beside text. On output, those of the request. */
export interface ConditionFacts {
  /** Null when it was not sent. Names in lower case. */
  header(name: string): string | null;
  readonly model: string | null;
  readonly url: string;
}

/** What is known of the text: of the request, or of its answer on output. A condition holds when one text fits. */
export interface TextKnowledge {
  /** The patterns that fit one of the texts so far. */
  readonly matched: ReadonlySet<UserPattern>;
  /** All texts that are complete. */
  readonly texts: readonly string[];
  readonly hasText: boolean;
  /** No more text will come. */
  readonly isComplete: boolean;
}

/** Null: what comes will tell. */
type Verdict = boolean | null;

type Test = (facts: ConditionFacts, known: TextKnowledge) => Verdict;

interface CompiledCondition {
  test: Test;
  /** On text. */
  pattern: UserPattern | null;
  condition: Condition;
}

export interface RuleConditions {
  verdict(facts: ConditionFacts, known: TextKnowledge): Verdict;
  /** The conditions that do not hold, in words. */
  failing(facts: ConditionFacts, known: TextKnowledge): string;
  /** The patterns on text. */
  readonly patterns: readonly UserPattern[];
  /** More text can make a verdict come true and never false again, and none needs a text to be complete. */
  readonly canBeWatched: boolean;
}

export interface CompiledConditions {
  /** In the order of the rules. */
  readonly rules: readonly RuleConditions[];
  /** What is known of texts that are complete; one pass over each for all rules. */
  knowledgeOf(texts: readonly string[]): TextKnowledge;
}

function fits(values: readonly (string | null)[], test: (value: string) => boolean): boolean {
  return values.some((value) => value !== null && test(value));
}

function factOf({ field, name }: Condition, facts: ConditionFacts): string | null {
  if (field === "header") return facts.header(name ?? "");
  return field === "model" ? facts.model : facts.url;
}

/** Contains: whatever the case. Equals and matches: as written. */
function patternOf({ operator, value }: Condition): UserPattern | null {
  if (operator === "contains") return compileUserPattern(value, { isLiteral: true, ignoreCase: true });
  return operator === "matches" ? compileUserPattern(value) : null;
}

function testText({ operator, value }: Condition, pattern: UserPattern | null): Test {
  if (pattern) return (_, { matched, isComplete }) => matched.has(pattern) || (isComplete ? false : null);
  if (operator === "exists") return (_, { hasText, isComplete }) => hasText || (isComplete ? false : null);
  return (_, { texts, isComplete }) => (isComplete ? texts.includes(value) : null);
}

function compileCondition(condition: Condition): CompiledCondition {
  const pattern = patternOf(condition);
  if (condition.field === "body") return { test: testText(condition, pattern), pattern, condition };
  const { operator, value } = condition;
  const test = (fact: string) =>
    pattern ? pattern.test(fact) : operator === "exists" ? fact !== "" : fact === value;
  return { test: (facts) => fits([factOf(condition, facts)], test), pattern: null, condition };
}

function join(logic: Logic, verdicts: readonly Verdict[]): Verdict {
  const decisive = logic === "or";
  if (verdicts.includes(decisive)) return decisive;
  return verdicts.includes(null) ? null : !decisive;
}

function describe({ field, operator, name, value }: Condition): string {
  const subject = field === "header" ? `header ${name ?? ""}` : field;
  return operator === "exists" ? `${subject} exists` : `${subject} ${operator} “${value}”`;
}

/** An anchor at the end of a text holds only once the text is complete. */
const END_ANCHOR = /(?<!\\)(?:\\\\)*(?:\$|\\[zZ])/;

function isWatchable({ condition: { field, operator }, pattern }: CompiledCondition): boolean {
  if (field !== "body" || operator === "exists") return true;
  return pattern !== null && (operator === "contains" || !END_ANCHOR.test(pattern.source));
}

function compileRule(rule: Rule): RuleConditions {
  const groups = (rule.match_all ? [] : rule.conditions).map(({ logic, conditions }) => ({
    logic,
    conditions: conditions.map(compileCondition),
  }));
  const conditions = groups.flatMap((group) => group.conditions);
  return {
    verdict(facts, known) {
      if (groups.length === 0) return true;
      const verdicts = groups.map((group) =>
        join(
          group.logic,
          group.conditions.map(({ test }) => test(facts, known)),
        ),
      );
      return join(rule.logic, verdicts);
    },
    failing: (facts, known) =>
      conditions
        .filter(({ test }) => test(facts, known) !== true)
        .map(({ condition }) => describe(condition))
        .join("; "),
    patterns: conditions.flatMap(({ pattern }) => pattern ?? []),
    canBeWatched: conditions.every(isWatchable),
  };
}

export function compileConditions(rules: readonly Rule[]): CompiledConditions {
  const compiled = rules.map(compileRule);
  const patterns = compiled.flatMap((rule) => rule.patterns);
  const set = createPatternSet(patterns);
  return {
    rules: compiled,
    knowledgeOf: (texts) => ({
      matched: new Set(texts.flatMap((text) => set.matching(text).flatMap((place) => patterns[place] ?? []))),
      texts,
      hasText: texts.some((text) => text !== ""),
      isComplete: true,
    }),
  };
}
