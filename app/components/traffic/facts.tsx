import type { ReactNode } from "react";

/** Pairs of name and value. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-1 gap-x-8 gap-y-4 px-4 py-4 sm:grid-cols-2 sm:px-5 lg:grid-cols-3">
      {children}
    </dl>
  );
}

/** @param children Null and undefined are said to be absent, in words. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs font-medium text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-base [overflow-wrap:anywhere]">
        {children ?? <span className="text-ink-faint">Not reported</span>}
      </dd>
    </div>
  );
}
