import { Link } from "@remix-run/react";
import type { PatternSummary } from "~/detection/describe-pattern";
import { Confidence } from "./confidence";
import { MarkedText } from "./marked-text";

interface PatternListProps {
  patterns: readonly PatternSummary[];
  /** The path of their category. */
  path: string;
}

/** The patterns of a category, each with a value that it finds. */
export function PatternList({ patterns, path }: PatternListProps) {
  return (
    <ul className="divide-y divide-line">
      {patterns.map(({ id, name, confidence, example }) => (
        <li key={id} className="relative px-4 py-3 hover:bg-sunken sm:px-5">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <Link
              to={`${path}/${id}`}
              className="text-base font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              {name}
            </Link>
            <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink-faint">{id}</code>
            <span className="sm:ml-auto">
              <Confidence value={confidence} />
            </span>
          </div>
          <p className="mt-0.5 truncate font-mono text-xs leading-5 text-ink-muted">
            <MarkedText pieces={example} />
          </p>
        </li>
      ))}
    </ul>
  );
}
