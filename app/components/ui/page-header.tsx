import { Link } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** The page above this one. */
  back?: { to: string; label: string };
  actions?: ReactNode;
}

/** The one `h1` of a page; it takes the focus after a navigation. */
export function PageHeader({ title, description, back, actions }: PageHeaderProps) {
  return (
    <header className="mb-6">
      {back && (
        <Link
          to={back.to}
          className="-ml-1 mb-3 inline-flex min-h-6 items-center gap-0.5 rounded-sm pr-1 text-sm text-ink-muted hover:text-ink"
        >
          <ChevronLeft size={15} aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="text-xl font-semibold text-balance [overflow-wrap:anywhere]">
            {title}
          </h1>
          {description && (
            <p className="mt-1 max-w-2xl text-base text-ink-muted text-pretty">{description}</p>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
