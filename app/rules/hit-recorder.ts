/** Collects what rules did, in the order in which they did it. */
import { type Category } from "~/rules/categories";
import { type CompiledAction } from "~/rules/compile-action";
import { type CompiledRule } from "~/rules/compile";
import { type ActionType } from "~/rules/rule-actions";
import { type SpanOwner } from "~/rules/rule-document";
import { MAX_SPANS_PER_HIT, type RuleDirection, type RuleHitResult } from "~/rules/rule-hit";

/** A hit while it is being counted, and the owner of what it put in. */
class CountedHit implements SpanOwner, RuleHitResult {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly ruleName: string;
  matchCount = 0;
  readonly spans: RuleHitResult["spans"] = [];
  severity: RuleHitResult["severity"] = null;
  label: string | null = null;
  skippedBecause: string | null = null;
  durationMicros = 0;

  constructor(
    rule: CompiledRule,
    readonly direction: RuleDirection,
    readonly action: ActionType,
    readonly category: Category | null,
  ) {
    this.ruleId = rule.id;
    this.ruleVersion = rule.version;
    this.ruleName = rule.name;
  }

  addSpan(path: string, start: number, end: number): void {
    if (this.spans.length < MAX_SPANS_PER_HIT) this.spans.push({ path, start, end });
  }
}

export class HitRecorder {
  readonly #hits: RuleHitResult[] = [];
  /** By the action that found something, and what it found. */
  readonly #open = new Map<CompiledAction, Map<Category | null, CountedHit>>();

  constructor(private readonly direction: RuleDirection) {}

  /** Where they did something, each once. */
  get appliedRuleIds(): string[] {
    return [...new Set(this.#hits.filter((hit) => hit.skippedBecause === null).map((hit) => hit.ruleId))];
  }

  get hits(): RuleHitResult[] {
    return this.#hits.map(({ ...hit }) => hit);
  }

  get size(): number {
    return this.#hits.length;
  }

  /** The hits themselves: each owns what it put in. @param from How many there were before them. */
  since(from: number): readonly RuleHitResult[] {
    return this.#hits.slice(from);
  }

  /** What rules did elsewhere. */
  add(hits: readonly RuleHitResult[]): void {
    this.#hits.push(...hits);
  }

  /** The hit of this action and category, opened by the first thing that it finds; one more is found. */
  count(rule: CompiledRule, action: CompiledAction, category: Category | null = null): SpanOwner {
    const own = this.#open.get(action) ?? new Map<Category | null, CountedHit>();
    this.#open.set(action, own);
    const known = own.get(category);
    const hit = known ?? new CountedHit(rule, this.direction, action.type, category);
    own.set(category, hit);
    if (!known) this.#hits.push(hit);
    hit.matchCount++;
    return hit;
  }

  /** Runs an action; all that it has found took this much longer. */
  time<Result>(action: CompiledAction, run: () => Result): Result {
    const started = performance.now();
    const result = run();
    const micros = Math.round((performance.now() - started) * 1000);
    for (const hit of this.#open.get(action)?.values() ?? []) hit.durationMicros += micros;
    return result;
  }

  log(rule: CompiledRule, action: Extract<CompiledAction, { type: "log_only" }>): void {
    const hit = new CountedHit(rule, this.direction, action.type, null);
    hit.matchCount = 1;
    hit.severity = action.severity;
    hit.label = action.label === "" ? null : action.label;
    this.#hits.push(hit);
  }

  skip(rule: CompiledRule, action: ActionType, because: string): void {
    const hit = new CountedHit(rule, this.direction, action, null);
    hit.skippedBecause = because;
    this.#hits.push(hit);
  }
}
