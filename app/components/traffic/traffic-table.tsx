import { Link } from "@remix-run/react";
import clsx from "clsx";
import { EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "~/components/ui/badge";
import { Moment } from "~/components/ui/moment";
import { formatCount, formatDuration } from "~/lib/quantity";
import { OutcomeBadge, type Outcome } from "./outcome";

export interface TrafficItem {
  id: string;
  startedAt: Date;
  outcome: Outcome;
  status: number | null;
  model: string | null;
  streaming: boolean;
  providerKeyName: string | null;
  /** Keys that were tried, or passed over, until the one named. */
  attemptCount: number;
  inputTokens: number | null;
  outputTokens: number | null;
  durationMs: number;
  /** Places that rules rewrote. */
  redactions: number;
}

const HEADINGS = ["Time", "Outcome", "Model", "Provider key", "Tokens", "Latency", "Rules"] as const;
const RIGHT = new Set<string>(["Tokens", "Latency"]);

const FROM_RIGHT_ON_PHONES = new Set<string>(["Outcome", "Provider key", "Latency"]);

/** A cell; on a phone the row is a card of two columns. */
function Cell({ label, children }: { label: (typeof HEADINGS)[number]; children: ReactNode }) {
  return (
    <td
      role="cell"
      className={clsx(
        "min-w-0 text-sm sm:px-3 sm:py-2.5 sm:first:pl-5 sm:last:pr-5",
        FROM_RIGHT_ON_PHONES.has(label) && "max-sm:text-right",
        RIGHT.has(label) && "sm:text-right",
      )}
    >
      {children}
    </td>
  );
}

function Tokens({ input, output }: { input: number | null; output: number | null }) {
  if (input === null && output === null) return <Absent what="not reported" />;
  return (
    <span className="tabular-nums">
      <span className="sr-only">in </span>
      {input === null ? "–" : formatCount(input)}
      <span className="text-ink-faint" aria-hidden>
        {" → "}
      </span>
      <span className="sr-only">, out </span>
      {output === null ? "–" : formatCount(output)}
      <span className="text-ink-faint sm:hidden"> tokens</span>
    </span>
  );
}

/** Nothing to show is a dash for the eye and words for the ear. */
function Absent({ what }: { what: string }) {
  return (
    <>
      <span aria-hidden className="text-ink-faint max-sm:hidden">
        –
      </span>
      <span className="sr-only">{what}</span>
    </>
  );
}

function TrafficRow({ item, zone }: { item: TrafficItem; zone: string | null }) {
  return (
    <tr
      role="row"
      className="relative hover:bg-sunken max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1.5 max-sm:px-4 max-sm:py-3.5"
    >
      <Cell label="Time">
        <Link
          to={item.id}
          className="inline-flex min-h-6 items-center rounded-sm font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <Moment at={item.startedAt} zone={zone} />
        </Link>
      </Cell>
      <Cell label="Outcome">
        <OutcomeBadge outcome={item.outcome} status={item.status} />
      </Cell>
      <Cell label="Model">
        {item.model ? (
          <span className="font-mono text-xs [overflow-wrap:anywhere]">{item.model}</span>
        ) : (
          <Absent what="none" />
        )}
        {item.streaming && <span className="ml-1.5 text-xs text-ink-faint">stream</span>}
      </Cell>
      <Cell label="Provider key">
        {item.providerKeyName ?? <Absent what="none" />}
        {item.attemptCount > 1 && (
          <span className="ml-1.5 text-xs text-ink-faint">{formatCount(item.attemptCount)} attempts</span>
        )}
      </Cell>
      <Cell label="Tokens">
        <Tokens input={item.inputTokens} output={item.outputTokens} />
      </Cell>
      <Cell label="Latency">
        <span className="tabular-nums">{formatDuration(item.durationMs)}</span>
      </Cell>
      <Cell label="Rules">
        {item.redactions > 0 ? (
          <Badge tone="accent">
            <EyeOff size={12} aria-hidden />
            {formatCount(item.redactions)} redacted
          </Badge>
        ) : (
          <Absent what="none applied" />
        )}
      </Cell>
    </tr>
  );
}

/** The newest requests. Explicit roles keep it a table for assistive technology where CSS makes cards of it. */
export function TrafficTable({ items, zone }: { items: TrafficItem[]; zone: string | null }) {
  return (
    <table role="table" aria-label="Requests" className="w-full border-collapse max-sm:block">
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-line">
          {HEADINGS.map((heading) => (
            <th
              key={heading}
              role="columnheader"
              scope="col"
              className={clsx(
                "px-3 py-2.5 text-left text-xs font-medium whitespace-nowrap text-ink-faint first:pl-5 last:pr-5",
                RIGHT.has(heading) && "text-right",
              )}
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="divide-y divide-line max-sm:block">
        {items.map((item) => (
          <TrafficRow key={item.id} item={item} zone={zone} />
        ))}
      </tbody>
    </table>
  );
}
