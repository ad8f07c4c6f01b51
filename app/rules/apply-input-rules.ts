/**
 * Runs an organization's rules over the text parts of a request, in order of priority. Each action works on the text
 * as the ones before it left it. When nothing matches there are no replacements, and the caller sends the original
 * bytes.
 */
import { type TextPart } from "~/redaction/json-text";
import { replacementText } from "~/redaction/replacement-text";
import { SegmentedText } from "~/redaction/segmented-text";
import { CATEGORIES, type Category } from "~/rules/categories";
import { type CompiledAction, type CompiledRule, type CompiledRules } from "~/rules/compile";
import { formatPath } from "~/rules/format-path";
import { isSampled } from "~/rules/is-sampled";

/** A trace explains itself with this many places; `matchCount` counts all of them. */
export const MAX_SPANS_PER_HIT = 100;

interface HitSpan {
  /** `messages[0].content`; for text in JSON that a string holds, `…arguments#customer.email`. */
  path: string;
  /** UTF-16 offsets into the redacted text of that part, end exclusive. */
  start: number;
  end: number;
}

/** What one action of one rule did about one category, or that its rule was left out. Never holds a found value. */
export interface RuleHitResult {
  ruleId: string;
  ruleVersion: number;
  ruleName: string;
  action: "redact_pii";
  /** Null when the rule was skipped. */
  category: Category | null;
  matchCount: number;
  /** The first MAX_SPANS_PER_HIT places. */
  spans: HitSpan[];
  /** Why the rule was considered and did not run; null when it ran. */
  skippedBecause: string | null;
  /** Of the whole action, also where it has hits in several categories. */
  durationMicros: number;
}

interface PartReplacement {
  part: TextPart;
  /** The new text of the part. */
  text: string;
  spans: { start: number; end: number; category: Category }[];
}

export interface InputRulesResult {
  /** Only the parts that changed. */
  replacements: PartReplacement[];
  hits: RuleHitResult[];
  /** The rules that found something, in order. */
  appliedRuleIds: string[];
}

/** A hit while it is being counted, and the owner of what it inserted. */
type OpenHit = RuleHitResult & { category: Category };
type RewrittenPart = SegmentedText<OpenHit>;

function newHit(rule: CompiledRule, action: RuleHitResult["action"]): RuleHitResult {
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    ruleName: rule.name,
    action,
    category: null,
    matchCount: 0,
    spans: [],
    skippedBecause: null,
    durationMicros: 0,
  };
}

function skippedHit(rule: CompiledRule, action: CompiledAction): RuleHitResult {
  return { ...newHit(rule, action.type), skippedBecause: `sampling ${rule.samplingRate} %` };
}

/** Rewrites the parts. The hits come in the order of the categories, one for each that was found. */
function redact(
  rule: CompiledRule,
  action: CompiledAction,
  parts: readonly RewrittenPart[],
  hashKey: Buffer,
): OpenHit[] {
  const started = performance.now();
  const hits = new Map<Category, OpenHit>();
  const openTexts = parts.map((part) => part.openTexts());
  const findings = action.scanner.scanMany(openTexts.flat());
  let next = 0;
  for (const [index, part] of parts.entries()) {
    const count = openTexts[index]?.length ?? 0;
    part.replace(findings.slice(next, (next += count)), ({ category }, value) => {
      const hit = hits.get(category) ?? { ...newHit(rule, action.type), category };
      hits.set(category, hit);
      hit.matchCount++;
      return { text: replacementText(value, category, action.replacement, hashKey), owner: hit };
    });
  }
  const durationMicros = Math.round((performance.now() - started) * 1000);
  for (const hit of hits.values()) hit.durationMicros = durationMicros;
  return CATEGORIES.flatMap((category) => hits.get(category) ?? []);
}

function partPath({ path, inner }: TextPart): string {
  return inner === undefined ? formatPath(path) : `${formatPath(path)}#${formatPath(inner)}`;
}

/** The final text of the parts that changed; tells the hits where they ended up. */
function readReplacements(
  parts: readonly TextPart[],
  rewritten: readonly RewrittenPart[],
): PartReplacement[] {
  return parts.flatMap((part, index) => {
    const { text, spans } = rewritten[index]?.read() ?? { text: part.text, spans: [] };
    if (spans.length === 0) return [];
    const path = partPath(part);
    for (const { owner, start, end } of spans) {
      if (owner.spans.length < MAX_SPANS_PER_HIT) owner.spans.push({ path, start, end });
    }
    return [
      { part, text, spans: spans.map(({ owner, start, end }) => ({ start, end, category: owner.category })) },
    ];
  });
}

/** @param request.requestId Decides, with the rule's id, whether a sampled rule runs. */
export function applyInputRules(
  compiled: CompiledRules,
  request: { parts: readonly TextPart[]; requestId: string },
): InputRulesResult {
  const { parts, requestId } = request;
  const present = compiled.scanner.presentPatterns(parts.map(({ text }) => text));
  const rewritten = present.size > 0 ? parts.map(({ text }) => new SegmentedText<OpenHit>(text)) : [];
  const hits: RuleHitResult[] = [];
  const appliedRuleIds = new Set<string>();
  for (const rule of compiled.rules) {
    const due = rule.actions.filter(({ patternIds }) => patternIds.some((id) => present.has(id)));
    const [first] = due;
    if (first && !isSampled(rule.samplingRate, requestId, rule.id, compiled.hashKey)) {
      hits.push(skippedHit(rule, first));
      continue;
    }
    for (const action of due) {
      const found = redact(rule, action, rewritten, compiled.hashKey);
      if (found.length > 0) appliedRuleIds.add(rule.id);
      hits.push(...found);
    }
  }
  return { replacements: readReplacements(parts, rewritten), hits, appliedRuleIds: [...appliedRuleIds] };
}
