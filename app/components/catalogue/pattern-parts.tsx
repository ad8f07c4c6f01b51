import clsx from "clsx";
import type { ReactNode } from "react";
import { CopyButton } from "~/components/ui/copy-button";
import type { Check, NearMiss, PatternDescription } from "~/detection/describe-pattern";
import { MarkedText } from "./marked-text";

const REASONS: Record<Check, string> = {
  boundary: "not with these neighbours",
  validate: "fails the check",
  context: "no context word near it",
};

/** Line ends are kept: keys and addresses have several lines. */
const TEXT = "font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]";

/** One expression as it is searched for: what comes before and after the value is no part of it. */
function ExpressionLines({ expression, id }: { expression: PatternDescription["expression"]; id: string }) {
  const lines = [
    { name: "before", source: expression.before },
    { name: "value", source: expression.source },
    { name: "after", source: expression.after },
  ].filter(({ source }) => source !== null);
  return (
    <div className="divide-y divide-line rounded border border-line bg-sunken">
      {lines.map(({ name, source }) => (
        <div key={name} className="flex items-start gap-3 px-3 py-1">
          <span className="w-11 shrink-0 py-1 text-xs leading-5 text-ink-faint">{name}</span>
          <code className={clsx(TEXT, "min-w-0 flex-1 py-1", name !== "value" && "text-ink-muted")}>
            {source}
          </code>
          {name === "value" && <CopyButton text={expression.source} what={`expression of ${id}`} />}
        </div>
      ))}
    </div>
  );
}

function NearMisses({ nearMisses }: { nearMisses: readonly NearMiss[] }) {
  return (
    <ul className={`space-y-1 ${TEXT}`}>
      {nearMisses.map(({ text, rejectedBy }) => (
        <li key={text}>
          {text}{" "}
          <span className="pl-1 font-sans text-ink-faint">
            {rejectedBy.length === 0
              ? "not of this form"
              : rejectedBy.map((check) => REASONS[check]).join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ContextWords({ words, before, after }: NonNullable<PatternDescription["context"]>) {
  return (
    <>
      One of these stands at most {before} characters before it or {after} after it:
      <span className="mt-1.5 flex flex-wrap gap-1.5 *:rounded-sm *:bg-sunken *:px-1.5 *:py-px *:font-mono *:text-xs">
        {words.map((word) => (
          <code key={word}>{word}</code>
        ))}
      </span>
    </>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm font-medium text-ink-muted">{name}</dt>
      <dd className="min-w-0 text-sm">{children}</dd>
    </div>
  );
}

/** Everything that makes a pattern find what it finds. */
export function PatternParts({ pattern }: { pattern: PatternDescription }) {
  const { id, examples, nearMisses, expression, boundary, isValidated, context, reference } = pattern;
  return (
    <dl className="divide-y divide-line px-4 *:grid *:gap-x-6 *:gap-y-1 *:py-3.5 *:sm:grid-cols-[9rem_minmax(0,1fr)] sm:px-5">
      <Part name="Finds">
        <ul className={`space-y-1 ${TEXT}`}>
          {examples.map((pieces, index) => (
            <li key={index}>
              <MarkedText pieces={pieces} />
            </li>
          ))}
        </ul>
      </Part>
      <Part name="Leaves alone">
        <NearMisses nearMisses={nearMisses} />
      </Part>
      <Part name="Expression">
        <ExpressionLines expression={expression} id={id} />
      </Part>
      {boundary && <Part name="Neighbours">{boundary}</Part>}
      {isValidated && (
        <Part name="Check">
          Code looks at the value as well, for what an expression cannot say: check digits, issued ranges,
          randomness.
        </Part>
      )}
      {context && (
        <Part name="Context words">
          <ContextWords {...context} />
        </Part>
      )}
      <Part name="Defined by">{reference}</Part>
    </dl>
  );
}
