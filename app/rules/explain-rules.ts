/**
 * What each of a list of rules does to a body, and why it does nothing where it does nothing: the run of `run-rules.ts`
 * taken rule by rule, so that the steps end where a request would.
 */
import { type CompiledAction } from "~/rules/compile-action";
import { compileRules, runsOn, type CompiledRule, type RuleToCompile } from "~/rules/compile";
import { isTextAction } from "~/rules/find-in-text";
import { type ActionType } from "~/rules/rule-actions";
import { type RuleBlock } from "~/rules/rule-block";
import { type DocumentChange } from "~/rules/rule-document";
import { MAX_SPANS_PER_HIT, type HitSpan, type RuleHitResult } from "~/rules/rule-hit";
import { RuleRun, type RuledBody, type RulesResult } from "~/rules/run-rules";

/** A text at one moment. */
interface ShownText {
  /** `messages[0].content`; for text in JSON that a string holds, `…arguments#customer.email`. */
  path: string;
  text: string;
}

/** What one action did about one category, or why it did nothing. */
export interface ExplainedAction {
  /** Among the rule's actions, the disabled ones counted. */
  index: number;
  type: ActionType;
  category: RuleHitResult["category"];
  count: number;
  /** The first of them; offsets into the texts as the rule left them. */
  spans: HitSpan[];
  severity: RuleHitResult["severity"];
  label: string | null;
  skippedBecause: string | null;
  durationMicros: number;
}

export interface RuleStep {
  /** In the list of rules. */
  index: number;
  /** It found or did something. */
  matched: boolean;
  /** Why it did not; null when it did. */
  because: string | null;
  /** None for a rule that did not have its turn. */
  actions: ExplainedAction[];
  /** Of the texts that the rule changed: as it found them, and as it left them. */
  before: ShownText[];
  after: ShownText[];
  /** They are too long to be shown. */
  textsOmitted: boolean;
}

export interface RulesExplanation extends RulesResult {
  readonly steps: readonly RuleStep[];
}

export interface ExplainOptions {
  rules: readonly RuleToCompile[];
  hashKey: Buffer;
  body: RuledBody;
}

/** Characters of all texts that are shown, before and after: a thousand rules may each change a large one. */
const MAX_SHOWN = 4 * 1024 * 1024;
const NO_TEXT = "no text matched";
const NO_FIELD = "the body has no such field";

/** One action's turn. */
interface Turn {
  hits: readonly RuleHitResult[];
  micros: number;
}

const IDLE = { category: null, count: 0, spans: [], severity: null, label: null, durationMicros: 0 };
const NOTHING_SHOWN = { before: [], after: [], textsOmitted: false };

function didNothing(index: number, because: string): RuleStep {
  return { index, matched: false, because, actions: [], ...NOTHING_SHOWN };
}

const isDone = ({ skippedBecause }: Pick<RuleHitResult, "skippedBecause">) => skippedBecause === null;

/** Where what each hit put in stands now; the first places of each. */
function spansByOwner(changes: readonly DocumentChange[]): ReadonlyMap<unknown, HitSpan[]> {
  const byOwner = new Map<unknown, HitSpan[]>();
  for (const { path, spans } of changes) {
    for (const { owner, start, end } of spans) {
      const own = byOwner.get(owner) ?? [];
      byOwner.set(owner, own);
      if (own.length < MAX_SPANS_PER_HIT) own.push({ path, start, end });
    }
  }
  return byOwner;
}

class Explainer {
  private readonly run: RuleRun;
  private readonly running: readonly CompiledRule[];
  private turns = new Map<CompiledAction, Turn>();
  /** Hits that were told, and since when the action runs whose turn it is. */
  private told = 0;
  private turnStarted = 0;
  private readonly texts = new Map<string, string>();
  private shown = 0;
  block: RuleBlock | null = null;

  constructor({ rules, hashKey, body }: ExplainOptions) {
    const compiled = compileRules(rules, hashKey);
    this.running = compiled[body.direction].rules;
    this.run = new RuleRun(compiled[body.direction], compiled.hashKey, body, (action) =>
      this.endTurn(action),
    );
  }

  private endTurn(action: CompiledAction): void {
    const { recorder } = this.run;
    const now = performance.now();
    const micros = Math.round((now - this.turnStarted) * 1000);
    this.turns.set(action, { hits: recorder.since(this.told), micros });
    this.told = recorder.size;
    this.turnStarted = now;
  }

  /** @param index In the list of all rules. @param place Among those that run. */
  step(stored: RuleToCompile, index: number, place: number): RuleStep {
    const rule = this.running[place];
    if (!rule) throw new Error("a rule that runs was not compiled");
    if (this.block) return didNothing(index, `“${this.block.ruleName}” had blocked before it`);
    const failing = this.run.failingConditions(place);
    if (failing !== null) return didNothing(index, `its conditions do not hold: ${failing}`);
    this.turns = new Map();
    this.told = this.run.recorder.size;
    this.turnStarted = performance.now();
    this.block = this.run.step(rule, place);
    // Left out before any action had its turn.
    const [left] = this.turns.size === 0 ? this.run.recorder.since(this.told) : [];
    if (left) return didNothing(index, `sampled out: ${left.skippedBecause ?? ""}`);
    return this.describe(stored, index, rule);
  }

  private describe({ rule: { actions: given } }: RuleToCompile, index: number, rule: CompiledRule): RuleStep {
    const hasDone = [...this.turns.values()].some(({ hits }) => hits.some(isDone));
    const changes = hasDone ? this.run.document.changes() : [];
    const spans = spansByOwner(changes);
    let next = 0;
    const actions = given.flatMap(({ type, enabled }, place): ExplainedAction[] => {
      const idle = (skippedBecause: string) => [{ ...IDLE, index: place, type, skippedBecause }];
      if (!enabled) return idle("the action is disabled");
      const action = rule.actions[next++];
      const turn = action && this.turns.get(action);
      if (!turn) return idle(this.hasEndedBefore(rule, action) ? "the rule had blocked before it" : NO_TEXT);
      if (turn.hits.length === 0) return idle(isTextAction(action) ? NO_TEXT : NO_FIELD);
      return turn.hits.map((hit) => ({
        index: place,
        type,
        category: hit.category,
        count: hit.matchCount,
        spans: spans.get(hit) ?? [],
        severity: hit.severity,
        label: hit.label,
        skippedBecause: hit.skippedBecause,
        durationMicros: turn.micros,
      }));
    });
    const matched = actions.some(isDone);
    const reasons = new Set(actions.map(({ skippedBecause }) => skippedBecause));
    const because = matched ? null : [...reasons].join("; ");
    return { index, matched, because, actions, ...this.show(changes) };
  }

  /** Whether the rule's last turn came before the action's. */
  private hasEndedBefore({ actions }: CompiledRule, action: CompiledAction | undefined): boolean {
    const last = actions.findLastIndex((one) => this.turns.has(one));
    return this.block !== null && action !== undefined && actions.indexOf(action) > last;
  }

  private show(changes: readonly DocumentChange[]): Pick<RuleStep, "before" | "after" | "textsOmitted"> {
    const before: ShownText[] = [];
    const after: ShownText[] = [];
    for (const { path, original, text } of changes) {
      const last = this.texts.get(path) ?? original;
      if (last === text) continue;
      this.texts.set(path, text);
      before.push({ path, text: last });
      after.push({ path, text });
    }
    for (const { text } of [...before, ...after]) this.shown += text.length;
    return this.shown > MAX_SHOWN
      ? { ...NOTHING_SHOWN, textsOmitted: before.length > 0 }
      : { before, after, textsOmitted: false };
  }

  /** Once, after the last step. */
  read(): RulesResult {
    return this.run.read(this.block);
  }
}

/**
 * A step each time that it is asked, so that whoever has others to serve can do so in between.
 * @returns What the rules did together: the same as `runRules` on all of them.
 */
export function* explainSteps(options: ExplainOptions): Generator<RuleStep, RulesResult> {
  const explainer = new Explainer(options);
  const { direction } = options.body;
  let place = 0;
  for (const [index, stored] of options.rules.entries()) {
    const { enabled, apply_to: appliesTo } = stored.rule;
    if (runsOn(stored, direction)) yield explainer.step(stored, index, place++);
    else yield didNothing(index, enabled ? `it applies to ${appliesTo} only` : "it is disabled");
  }
  return explainer.read();
}

/** All steps at once. */
export function explainRules(options: ExplainOptions): RulesExplanation {
  const steps: RuleStep[] = [];
  const explaining = explainSteps(options);
  for (;;) {
    const next = explaining.next();
    if (next.done === true) return { ...next.value, steps };
    steps.push(next.value);
  }
}
