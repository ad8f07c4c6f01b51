import clsx from "clsx";
import type { ReactNode } from "react";

/** Pairs of name and value. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 py-4 sm:gap-x-8 sm:px-5 lg:grid-cols-3">
      {children}
    </dl>
  );
}

const ABSENT = <span className="text-ink-faint">Not reported</span>;

/**
 * @param children Null, undefined and false are said to be absent, in words.
 * @param wide The whole row on a narrow screen.
 */
export function Fact({
  name,
  wide = false,
  children,
}: {
  name: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={clsx("min-w-0", wide && "max-lg:col-span-2")}>
      <dt className="text-xs font-medium text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-base [overflow-wrap:anywhere]">
        {children === false ? ABSENT : (children ?? ABSENT)}
      </dd>
    </div>
  );
}
