import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { CopyButton } from "~/components/ui/copy-button";
import type { Check, NearMiss, PatternDescription } from "~/detection/describe-pattern";
import type { TextPiece } from "~/detection/marked-text";
import { Confidence } from "./confidence";

const REASONS: Record<Check, string> = {
  boundary: "not with these neighbours",
  validate: "fails the check",
  context: "no context word near it",
};

/** Line ends are kept: keys and addresses have several lines. */
const TEXT = "font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]";

/** A text with what is found in it. */
function MarkedText({ pieces }: { pieces: readonly TextPiece[] }) {
  return pieces.map(({ text, isFound }, index) =>
    isFound ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
  );
}

/** Addresses in it are links. */
function Reference({ text }: { text: string }) {
  return text.split(/(https:\/\/[^\s;,]+)/).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={index} href={piece} rel="noreferrer" className="text-accent underline underline-offset-2">
        {piece}
      </a>
    ) : (
      <Fragment key={index}>{piece}</Fragment>
    ),
  );
}

/** One expression as it is searched for: what comes before and after the value is no part of it. */
function ExpressionLines({ expression, id }: { expression: PatternDescription["expression"]; id: string }) {
  const lines = [
    { name: "before", source: expression.before },
    { name: "value", source: expression.source },
    { name: "after", source: expression.after },
  ].filter(({ source }) => source !== null);
  return (
    <div className={`divide-y divide-line rounded border border-line bg-sunken ${TEXT}`}>
      {lines.map(({ name, source }) => (
        <div key={name} className="flex items-start gap-3 px-3 py-1">
          <span className="w-11 shrink-0 py-1 font-sans text-ink-faint">{name}</span>
          <code className={`min-w-0 flex-1 py-1 ${name === "value" ? "" : "text-ink-muted"}`}>{source}</code>
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

function Parts({ pattern }: { pattern: PatternDescription }) {
  const { id, examples, nearMisses, expression, boundary, isValidated, context, reference } = pattern;
  return (
    <dl className="divide-y divide-line *:grid *:gap-x-6 *:gap-y-1 *:py-3 *:sm:grid-cols-[8rem_minmax(0,1fr)]">
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
      <Part name="Defined by">
        <span className="[overflow-wrap:anywhere]">
          <Reference text={reference} />
        </span>
      </Part>
    </dl>
  );
}

/**
 * One pattern, closed to a line. Its anchor is inside, so that the browser itself opens the card that an address
 * names.
 */
export function PatternCard({ pattern, isOpen }: { pattern: PatternDescription; isOpen: boolean }) {
  const [first] = pattern.examples;
  return (
    <details
      open={isOpen}
      className="group rounded-lg border border-line bg-surface shadow-raised has-target:border-focus"
    >
      <summary className="flex list-none items-start gap-2 rounded-lg px-4 py-3 hover:bg-sunken sm:px-5">
        <ChevronRight
          size={16}
          className="mt-0.75 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
          aria-hidden
        />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h3 className="text-base font-semibold">{pattern.name}</h3>
            <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink-faint">{pattern.id}</code>
            <span className="sm:ml-auto">
              <Confidence value={pattern.confidence} />
            </span>
          </div>
          {first && (
            <p className="mt-0.5 truncate font-mono text-xs leading-5 text-ink-muted group-open:hidden">
              <MarkedText pieces={first} />
            </p>
          )}
        </div>
      </summary>
      <div id={pattern.id} className="scroll-mt-24 border-t border-line px-4 sm:px-5">
        <Parts pattern={pattern} />
      </div>
    </details>
  );
}
