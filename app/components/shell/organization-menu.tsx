import { Link } from "@remix-run/react";
import clsx from "clsx";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { Popover, popoverButton } from "~/components/ui/popover";

export interface OrganizationChoice {
  slug: string;
  name: string;
  /** As people call it: "Free". */
  planLabel: string;
}

const ITEM =
  "flex min-h-9 items-center gap-2 rounded px-2.5 py-1.5 text-base -outline-offset-2 hover:bg-hover";

function Initial({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-sm bg-accent-soft text-xs font-semibold text-accent uppercase"
    >
      {Array.from(name)[0]}
    </span>
  );
}

/** Shows the organization and switches to another one. */
export function OrganizationMenu({
  current,
  all,
}: {
  current: OrganizationChoice;
  all: OrganizationChoice[];
}) {
  return (
    <>
      <button
        type="button"
        {...popoverButton("organization-menu")}
        className="flex h-10 w-full min-w-0 items-center gap-2 rounded px-2 text-left -outline-offset-2 hover:bg-hover"
      >
        <Initial name={current.name} />
        <span className="min-w-0 flex-1 truncate text-base font-semibold">{current.name}</span>
        <span className="sr-only">, switch organization</span>
        <ChevronsUpDown size={14} className="shrink-0 text-ink-faint" aria-hidden />
      </button>
      <Popover
        id="organization-menu"
        labelledBy="organization-menu-title"
        className="fixed top-14 right-auto bottom-auto left-3 max-h-[70dvh] w-64 overflow-y-auto p-1.5"
      >
        <p id="organization-menu-title" className="px-2.5 pt-1 pb-1.5 text-xs font-medium text-ink-faint">
          Organizations
        </p>
        <ul>
          {all.map(({ slug, name, planLabel }) => (
            <li key={slug}>
              <Link
                to={`/org/${slug}`}
                aria-current={slug === current.slug ? "true" : undefined}
                className={clsx(ITEM, slug === current.slug && "font-medium")}
              >
                <Initial name={name} />
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="text-xs font-normal text-ink-faint">{planLabel}</span>
                {slug === current.slug && <Check size={15} aria-hidden />}
              </Link>
            </li>
          ))}
        </ul>
        <div className="mt-1.5 border-t border-line pt-1.5">
          <Link to="/organizations/new" className={ITEM}>
            <span className="grid size-6 place-items-center text-ink-muted">
              <Plus size={16} aria-hidden />
            </span>
            New organization
          </Link>
        </div>
      </Popover>
    </>
  );
}
