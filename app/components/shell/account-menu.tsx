import { Form, useLocation } from "@remix-run/react";
import clsx from "clsx";
import { LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { Popover, popoverButton } from "~/components/ui/popover";
import { THEMES, type Theme } from "~/lib/theme";

const LOOKS = {
  system: { label: "System", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
};

function ThemeForm({ theme }: { theme: Theme }) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action="/theme" replace preventScrollReset>
      <input type="hidden" name="redirectTo" value={pathname + search} />
      <fieldset>
        <legend className="px-2.5 pb-1.5 text-xs font-medium text-ink-faint">Theme</legend>
        <div className="mx-1 grid grid-cols-3 gap-0.5 rounded border border-line bg-sunken p-0.5">
          {THEMES.map((choice) => {
            const { label, icon: Icon } = LOOKS[choice];
            return (
              <button
                key={choice}
                name="theme"
                value={choice}
                aria-pressed={choice === theme}
                className={clsx(
                  "flex h-7 items-center justify-center gap-1 rounded-sm text-xs font-medium",
                  choice === theme
                    ? "bg-surface text-ink shadow-raised ring-1 ring-line-strong"
                    : "text-ink-muted hover:text-ink",
                )}
              >
                <Icon size={13} aria-hidden />
                {label}
              </button>
            );
          })}
        </div>
      </fieldset>
    </Form>
  );
}

interface AccountMenuProps {
  user: { name: string; email: string };
  theme: Theme;
}

/** Who is signed in, the theme, and the way out. */
export function AccountMenu({ user, theme }: AccountMenuProps) {
  return (
    <>
      <button
        type="button"
        {...popoverButton("account-menu")}
        aria-label="Account menu"
        className="flex h-10 items-center gap-2 rounded px-2 text-left -outline-offset-2 hover:bg-hover lg:w-full"
      >
        <span className="grid size-6 shrink-0 place-items-center rounded-full border border-line bg-surface text-ink-muted">
          <UserRound size={13} aria-hidden />
        </span>
        <span className="min-w-0 flex-1 truncate text-base text-ink-muted max-lg:hidden">{user.name}</span>
      </button>
      <Popover
        id="account-menu"
        labelledBy="account-menu-name"
        className="fixed top-14 right-3 bottom-auto left-auto w-64 p-1.5 lg:top-auto lg:right-auto lg:bottom-15 lg:left-3"
      >
        <div className="border-b border-line px-2.5 pt-1 pb-2.5">
          <p id="account-menu-name" className="truncate text-base font-medium">
            {user.name}
          </p>
          <p className="truncate text-sm text-ink-muted">{user.email}</p>
        </div>
        <div className="py-2.5">
          <ThemeForm theme={theme} />
        </div>
        <Form method="post" action="/logout" className="border-t border-line pt-1.5">
          <button className="flex h-9 w-full items-center gap-2 rounded px-2.5 text-base -outline-offset-2 hover:bg-hover">
            <LogOut size={15} className="text-ink-muted" aria-hidden />
            Sign out
          </button>
        </Form>
      </Popover>
    </>
  );
}
