import { NavLink } from "@remix-run/react";
import clsx from "clsx";
import { Activity, BookOpenText, KeyRound, PlugZap, ShieldCheck } from "lucide-react";

const PAGES = [
  { path: "traffic", label: "Traffic", icon: Activity },
  { path: "rules", label: "Rules", icon: ShieldCheck },
  { path: "catalogue", label: "Catalogue", icon: BookOpenText },
  { path: "api-keys", label: "API keys", icon: KeyRound },
  { path: "provider-keys", label: "Provider keys", icon: PlugZap },
];

/** The pages of an organization: a column on wide screens, a row that scrolls on narrow ones. */
export function Navigation({ slug }: { slug: string }) {
  return (
    <nav aria-label="Main">
      <ul className="flex gap-1 max-lg:-mx-1 max-lg:overflow-x-auto max-lg:px-1 max-lg:pb-2 lg:flex-col lg:gap-0.5">
        {PAGES.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <NavLink
              to={`/org/${slug}/${path}`}
              className={({ isActive }) =>
                clsx(
                  "flex h-8 items-center gap-2 rounded px-2.5 text-base font-medium whitespace-nowrap -outline-offset-2 transition-colors",
                  isActive ? "bg-hover text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
                )
              }
            >
              <Icon size={16} strokeWidth={1.9} aria-hidden className="max-sm:hidden" />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
