/**
 * An organization's output rules on an answer that comes in pieces. The verdict and the text are those that the whole
 * answer would get, however it is cut.
 *
 * Which rules apply is known when the answer begins, as far as their conditions look at the request. Those that look at
 * the answer itself, and block or log, are watched for; whatever else depends on the whole answer makes it wait to its
 * end (`needsWholeAnswer`).
 */
import { type UserPattern } from "~/detection/user-pattern";
import { type CompiledAction } from "~/rules/compile-action";
import { type ConditionFacts, type RuleConditions, type TextKnowledge } from "~/rules/compile-conditions";
import { type CompiledRule, type CompiledRules } from "~/rules/compile";
import { isTextAction, type ReplacementMeans, type TextAction } from "~/rules/find-in-text";
import { HitRecorder } from "~/rules/hit-recorder";
import { isSampled } from "~/rules/is-sampled";
import { blockOf, failedBlock, RuleBlockedError } from "~/rules/rule-block";
import { type RuleHitResult } from "~/rules/rule-hit";

export interface StreamedAnswer {
  readonly facts: ConditionFacts;
  /** Decides, with the rule's id, whether a sampled rule runs. */
  readonly requestId: string;
  readonly tokens: ReplacementMeans["tokens"];
}

/** A rule that may apply to the answer. */
interface Candidate {
  rule: CompiledRule;
  conditions: RuleConditions;
  /** They hold, whatever comes. */
  isCertain: boolean;
}

/** An action that rewrites text, and the rule that it belongs to. */
export interface RunningAction {
  rule: CompiledRule;
  action: TextAction;
}

function isFieldAction({ type }: CompiledAction): boolean {
  return type === "redact_field" || type === "tokenize";
}

/** Whether the rule can only be judged, or do its work, with the whole answer at hand. */
function needsWhole({ rule, conditions, isCertain }: Candidate): boolean {
  if (rule.actions.some(isFieldAction)) return true;
  return !isCertain && (rule.actions.some(isTextAction) || !conditions.canBeWatched);
}

function canBlock({ actions }: CompiledRule): boolean {
  return actions.some(({ type }) => type === "block_request");
}

export class StreamRules {
  readonly recorder = new HitRecorder("output");
  readonly means: ReplacementMeans;
  /** All text waits to the end of the answer, to be ruled as a whole. */
  readonly needsWholeAnswer: boolean;
  /** The actions that rewrite text, in their order. */
  readonly actions: readonly RunningAction[];
  private readonly certain: readonly Candidate[];
  private watched: Candidate[];
  private readonly order: readonly string[];
  private readonly matched = new Set<UserPattern>();
  private hasText = false;

  constructor(
    { output, hashKey }: CompiledRules,
    private readonly answer: StreamedAnswer,
  ) {
    this.order = output.rules.map(({ id }) => id);
    this.means = { hashKey, tokens: answer.tokens };
    const candidates = output.rules.flatMap((rule, index): Candidate[] => {
      const conditions = output.conditions.rules[index];
      if (!conditions) return [];
      const verdict = conditions.verdict(answer.facts, this.known);
      if (verdict === false) return [];
      if (!isSampled(rule.samplingRate, answer.requestId, rule.id, hashKey)) return [];
      return [{ rule, conditions, isCertain: verdict === true }];
    });
    this.needsWholeAnswer = candidates.some(needsWhole);
    this.certain = candidates.filter(({ isCertain }) => isCertain);
    this.actions = this.certain.flatMap(({ rule }) =>
      rule.actions.filter(isTextAction).map((action) => ({ rule, action })),
    );
    this.watched = candidates.filter(({ isCertain }) => !isCertain);
  }

  /** In the order of the rules, whatever came first. */
  get hits(): RuleHitResult[] {
    const place = ({ ruleId }: RuleHitResult) => this.order.indexOf(ruleId);
    return this.recorder.hits.sort((a, b) => place(a) - place(b));
  }

  /** Nothing to do with any text. */
  get isIdle(): boolean {
    return this.actions.length === 0 && this.watched.length === 0 && !this.needsWholeAnswer;
  }

  /** What holds before the answer has said anything. @throws {RuleBlockedError} */
  begin(): void {
    // Where the whole answer is needed they are carried out with all the others, in their order.
    if (this.needsWholeAnswer) return;
    for (const { rule } of this.certain) this.carryOut(rule);
  }

  /** The patterns that may still make a rule block the answer, or those that make one log it alone. */
  watchedPatterns(toBlock: boolean): readonly UserPattern[] {
    return this.watched.flatMap(({ rule, conditions }) =>
      canBlock(rule) === toBlock ? conditions.patterns.filter((pattern) => !this.matched.has(pattern)) : [],
    );
  }

  /** No text changes, and none may turn out not to be sent: it need not wait for anything. */
  get onlyListens(): boolean {
    return this.actions.length === 0 && !this.watched.some(({ rule }) => canBlock(rule));
  }

  /** Some text of the answer fits these patterns. @throws {RuleBlockedError} where a rule says so. */
  learn(matched: readonly UserPattern[]): void {
    const isNews = !this.hasText || matched.some((pattern) => !this.matched.has(pattern));
    if (!isNews) return;
    this.hasText = true;
    for (const pattern of matched) this.matched.add(pattern);
    const due = this.watched.filter(
      ({ conditions }) => conditions.verdict(this.answer.facts, this.known) === true,
    );
    this.watched = this.watched.filter((candidate) => !due.includes(candidate));
    for (const { rule } of due) this.carryOut(rule);
  }

  /** @throws {RuleBlockedError} where the rule lets nothing pass without it. */
  fail({ rule, action }: RunningAction, because: string): void {
    this.recorder.skip(rule, action.type, because);
    if (rule.onError === "block") throw new RuleBlockedError(failedBlock(rule));
  }

  /** The actions that rewrite nothing. */
  private carryOut(rule: CompiledRule): void {
    for (const action of rule.actions) {
      if (action.type === "log_only") this.recorder.log(rule, action);
      else if (action.type === "block_request") {
        this.recorder.count(rule, action);
        throw new RuleBlockedError(blockOf(rule, action));
      } else if (!isTextAction(action) && !isFieldAction(action)) {
        this.recorder.skip(rule, action.type, "there is no model for it here");
      }
    }
  }

  private get known(): TextKnowledge {
    return { matched: this.matched, texts: [], hasText: this.hasText, isComplete: false };
  }
}
