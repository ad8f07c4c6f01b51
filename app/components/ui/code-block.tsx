import { CopyButton } from "./copy-button";

/** A snippet to take away. @param what Names it: "snippet", "API key". */
export function CodeBlock({ code, what, title }: { code: string; what: string; title?: string }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex min-h-10 items-center justify-between gap-2 border-b border-line py-1 pr-1.5 pl-3.5">
        <span className="truncate text-xs font-medium text-ink-muted">{title ?? what}</span>
        <CopyButton text={code} what={what} />
      </div>
      <pre
        tabIndex={0}
        role="region"
        aria-label={title ?? what}
        className="overflow-x-auto px-3.5 py-3 font-mono text-xs leading-5 text-ink"
      >
        <code>{code}</code>
      </pre>
    </div>
  );
}
