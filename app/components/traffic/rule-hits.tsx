/** What each rule did to a request and its answer, in the order in which it did it. */
import { Link } from "@remix-run/react";
import { EyeOff } from "lucide-react";
import { ACTION_WORDS } from "~/components/rules/rule-words";
import { Badge, type Tone } from "~/components/ui/badge";
import { Section } from "~/components/ui/card";
import { formatMicros, formatNoun } from "~/lib/quantity";
import { findCategory } from "~/rules/categories";
import { ACTION_TYPES } from "~/rules/rule-actions";

export interface RuleHitFacts {
  position: number;
  ruleName: string;
  ruleVersion: number;
  direction: "input" | "output";
  action: string;
  category: string | null;
  matchCount: number;
  severity: string | null;
  label: string | null;
  skippedBecause: string | null;
  durationMicros: number;
}

/** Leads to how it is recognised. A category that this version no longer knows keeps its id, and leads nowhere. */
function CategoryName({ id, cataloguePath }: { id: string; cataloguePath: string }) {
  const info = findCategory(id);
  if (!info) return id;
  return (
    <Link to={`${cataloguePath}/${id}`} className="rounded-sm underline underline-offset-2">
      {info.label}
    </Link>
  );
}

const SEVERITY_TONES: Readonly<Record<string, Tone>> = { warn: "warning", critical: "negative" };

/** What came of it. */
function Outcome({ hit, cataloguePath }: { hit: RuleHitFacts; cataloguePath: string }) {
  const { action, category, label, matchCount, severity, skippedBecause } = hit;
  if (skippedBecause !== null) return <Badge>Not applied: {skippedBecause}</Badge>;
  if (action === "block_request") return <Badge tone="negative">Blocked</Badge>;
  if (severity !== null) {
    return (
      <Badge tone={SEVERITY_TONES[severity] ?? "neutral"}>
        {severity}
        {label !== null && `: ${label}`}
      </Badge>
    );
  }
  return (
    <Badge tone="accent">
      <EyeOff size={12} aria-hidden />
      {formatNoun(matchCount, "match", "matches")}
      {category && (
        <>
          {" · "}
          <CategoryName id={category} cataloguePath={cataloguePath} />
        </>
      )}
    </Badge>
  );
}

/** "Redact by category", "Block, on the answer". An action that this version no longer knows keeps its id. */
function wordsOfAction({ action, direction }: RuleHitFacts): string {
  const type = ACTION_TYPES.find((known) => known === action);
  return (type ? ACTION_WORDS[type].label : action) + (direction === "output" ? ", on the answer" : "");
}

interface RuleHitsProps {
  hits: RuleHitFacts[];
  cataloguePath: string;
}

export function RuleHitsSection({ hits, cataloguePath }: RuleHitsProps) {
  return (
    <Section id="rule-hits" title="Rules">
      {hits.length === 0 ? (
        <p className="px-4 py-5 text-base text-ink-muted sm:px-5">
          No rule found anything. The request left as it came in.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {hits.map((hit) => (
            <li key={hit.position} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:px-5">
              <span className="text-base font-medium [overflow-wrap:anywhere]">{hit.ruleName}</span>
              <span className="text-sm text-ink-faint">version {hit.ruleVersion}</span>
              <span className="text-sm text-ink-muted">{wordsOfAction(hit)}</span>
              <Outcome hit={hit} cataloguePath={cataloguePath} />
              <span className="ml-auto text-sm text-ink-muted tabular-nums">
                {formatMicros(hit.durationMicros)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
