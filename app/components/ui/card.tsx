import clsx from "clsx";
import type { ReactNode } from "react";

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx("rounded-lg border border-line bg-surface shadow-raised", className)}>
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  /** Names the region for assistive technology and is a link target. */
  id: string;
  description?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled card. */
export function Section({ title, id, description, aside, children }: SectionProps) {
  return (
    <section aria-labelledby={id}>
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
          <div>
            <h2 id={id} className="text-base font-semibold">
              {title}
            </h2>
            {description && <p className="mt-0.5 text-sm text-ink-muted">{description}</p>}
          </div>
          {aside}
        </div>
        {children}
      </Card>
    </section>
  );
}
