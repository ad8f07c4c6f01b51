/**
 * Runs an organization's rules over a body, in order of priority. Conditions look at the request as it came; each
 * action works on the text as the ones before it left it. When nothing matches there are no replacements, and the
 * caller sends the original bytes.
 */
import { type JsonReplacement, type TextPart } from "~/redaction/json-text";
import { type CompiledAction } from "~/rules/compile-action";
import { type ConditionFacts, type TextKnowledge } from "~/rules/compile-conditions";
import { type CompiledRule, type CompiledRules, type DirectedRules } from "~/rules/compile";
import { findInTexts, isTextAction, type ReplacementMeans, type TextAction } from "~/rules/find-in-text";
import { HitRecorder } from "~/rules/hit-recorder";
import { isSampled } from "~/rules/is-sampled";
import { blockOf, failedBlock, type RuleBlock } from "~/rules/rule-block";
import { RuleDocument } from "~/rules/rule-document";
import { type RuleDirection, type RuleHitResult } from "~/rules/rule-hit";

export interface RulesResult {
  /** Only of what changed. */
  readonly replacements: readonly JsonReplacement[];
  readonly hits: readonly RuleHitResult[];
  /** The rules that found or did something, in order. */
  readonly appliedRuleIds: readonly string[];
  readonly block: RuleBlock | null;
}

export interface RuledBody {
  readonly direction: RuleDirection;
  readonly parts: readonly TextPart[];
  /** The body as JSON, for rules that name fields; null where there is none. */
  readonly source: string | null;
  /** Why there is a body and its content is not known; null otherwise. */
  readonly unread: string | null;
  readonly facts: ConditionFacts;
  /** Decides, with the rule's id, whether a sampled rule runs. */
  readonly requestId: string;
  readonly tokens: ReplacementMeans["tokens"];
  /** Milliseconds. */
  readonly now?: () => number;
}

/** An action that cannot do its work on this body. */
class RuleActionError extends Error {
  override name = "RuleActionError";
}

class RuleTimeoutError extends RuleActionError {}

type ActionRun = { block: RuleBlock | null };
const GOES_ON: ActionRun = { block: null };

/** A run of one direction's rules over a body, rule by rule. */
export class RuleRun {
  readonly document: RuleDocument;
  readonly recorder: HitRecorder;
  private readonly means: ReplacementMeans;
  private readonly texts: readonly string[];
  /** Asked for when the first rule needs to know. */
  private present: ((action: TextAction) => boolean) | null = null;
  private readonly known: TextKnowledge;
  private readonly now: () => number;

  /** @param onAction Told of every action that had its turn, whether it did something or not. */
  constructor(
    private readonly rules: DirectedRules,
    hashKey: Buffer,
    private readonly body: RuledBody,
    private readonly onAction?: (action: CompiledAction) => void,
  ) {
    this.texts = body.parts.map(({ text }) => text);
    this.document = new RuleDocument(body.parts, body.source);
    this.recorder = new HitRecorder(body.direction);
    this.means = { hashKey, tokens: body.tokens };
    this.known = rules.conditions.knowledgeOf(this.texts);
    this.now = body.now ?? (() => performance.now());
  }

  run(): RulesResult {
    let block: RuleBlock | null = null;
    for (const [index, rule] of this.rules.rules.entries()) {
      block = this.step(rule, index);
      if (block) break;
    }
    return this.read(block);
  }

  /** Runs one rule. Each once, and in their order. */
  step(rule: CompiledRule, index: number): RuleBlock | null {
    if (!this.holds(index)) return null;
    const due = rule.actions.filter((action) => this.isDue(action));
    return due.length > 0 ? this.runRule(rule, due) : null;
  }

  private holds(index: number): boolean {
    return this.rules.conditions.rules[index]?.verdict(this.body.facts, this.known) === true;
  }

  /** The conditions that keep a rule from running, in words; null when they hold. */
  failingConditions(index: number): string | null {
    if (this.holds(index)) return null;
    return this.rules.conditions.rules[index]?.failing(this.body.facts, this.known) ?? "";
  }

  /** What came of all steps. Once, after the last of them. */
  read(block: RuleBlock | null): RulesResult {
    const replacements = this.document.read();
    return { replacements, block, hits: this.recorder.hits, appliedRuleIds: this.recorder.appliedRuleIds };
  }

  /** Whether an action that is due would do something: told exactly, for rules that do not get to try. */
  private hasWork(action: CompiledAction): boolean {
    return action.type !== "redact_pii" || action.scanner.matchingPatterns(this.texts).size > 0;
  }

  private isPresent(action: TextAction): boolean {
    this.present ??= presenceIn(this.rules, this.texts);
    return this.present(action);
  }

  /** Whether there is anything for the action to do. What was put in may have made new neighbours. */
  private isDue(action: CompiledAction): boolean {
    const { unread } = this.body;
    return !isTextAction(action) || unread !== null || this.document.hasChanged || this.isPresent(action);
  }

  private runRule(rule: CompiledRule, due: readonly CompiledAction[]): RuleBlock | null {
    const [first] = due;
    if (first && !isSampled(rule.samplingRate, this.body.requestId, rule.id, this.means.hashKey)) {
      if (due.some((action) => this.hasWork(action)))
        this.recorder.skip(rule, first.type, `sampling ${rule.samplingRate} %`);
      return null;
    }
    const started = this.now();
    for (const action of due) {
      const block = this.tryAction(rule, action, started);
      this.onAction?.(action);
      if (block) return block;
    }
    return null;
  }

  private tryAction(rule: CompiledRule, action: CompiledAction, started: number): RuleBlock | null {
    try {
      if (this.now() - started > rule.timeoutMs) throw new RuleTimeoutError("it took longer than it may");
      return this.runAction(rule, action).block;
    } catch (error) {
      return this.fail(rule, action, error);
    }
  }

  private fail(rule: CompiledRule, action: CompiledAction, error: unknown): RuleBlock | null {
    const because = error instanceof RuleActionError ? error.message : "it failed";
    this.recorder.skip(rule, action.type, because);
    if (rule.onError === "continue") return null;
    return failedBlock(rule);
  }

  private runAction(rule: CompiledRule, action: CompiledAction): ActionRun {
    const { unread } = this.body;
    if (unread !== null && readsContent(action)) {
      this.recorder.skip(rule, action.type, unread);
      return GOES_ON;
    }
    switch (action.type) {
      case "redact_pii":
      case "find_replace":
        this.rewriteText(rule, action);
        return GOES_ON;
      case "redact_field":
      case "tokenize":
        this.rewriteFields(rule, action);
        return GOES_ON;
      case "log_only":
        this.recorder.log(rule, action);
        return GOES_ON;
      case "block_request": {
        this.recorder.count(rule, action);
        return { block: blockOf(rule, action) };
      }
      default:
        this.recorder.skip(rule, action.type, "there is no model for it here");
        return GOES_ON;
    }
  }

  private rewriteText(rule: CompiledRule, action: TextAction): void {
    this.recorder.time(action, () => {
      this.document.replaceFound(
        (texts) => findInTexts(action, texts, this.means),
        ({ category, replacement }) => ({
          text: replacement,
          owner: this.recorder.count(rule, action, category),
        }),
      );
    });
  }

  private rewriteFields(
    rule: CompiledRule,
    action: Extract<CompiledAction, { type: "redact_field" | "tokenize" }>,
  ): void {
    this.recorder.time(action, () => {
      const fields = this.document.fields(action.paths);
      const isToken = action.type === "tokenize";
      const unfit = isToken && fields.find(({ text }) => text === null);
      if (unfit) throw new RuleActionError(`${unfit.path} is not text, and only text can become a token`);
      for (const { text, original, erase } of fields) {
        const owner = this.recorder.count(rule, action);
        const put = isToken ? this.means.tokens.issue(original, action.tokens) : action.replacement;
        if (text) text.replaceWhole({ text: put, owner });
        else erase();
        this.document.hasChanged = true;
      }
    });
  }
}

function readsContent({ type }: CompiledAction): boolean {
  return type !== "block_request" && type !== "log_only";
}

function presenceIn(rules: DirectedRules, texts: readonly string[]): (action: TextAction) => boolean {
  const { actions, scanner } = rules.shared;
  const patterns = scanner?.matchingPatterns(texts);
  const own = new Set(
    texts.flatMap((text) => rules.userPatternSet.matching(text).map((place) => rules.userPatterns[place])),
  );
  return (action) => {
    if (action.type === "find_replace") return own.has(action.pattern);
    return !patterns || !actions.has(action) || action.patternIds.some((id) => patterns.has(id));
  };
}

export function runRules(compiled: CompiledRules, body: RuledBody): RulesResult {
  return new RuleRun(compiled[body.direction], compiled.hashKey, body).run();
}
