import type { ReactNode } from "react";
import { StatusMessage } from "~/components/ui/status-message";
import type { Theme } from "~/lib/theme";
import { AccountMenu } from "./account-menu";
import { Navigation } from "./navigation";
import { OrganizationMenu, type OrganizationChoice } from "./organization-menu";

interface AppShellProps {
  organization: OrganizationChoice;
  organizations: OrganizationChoice[];
  user: { name: string; email: string };
  theme: Theme;
  /** What the last act did. */
  message: string | null;
  children: ReactNode;
}

/** The frame of every page of an organization: a side column on wide screens, two rows on top on narrow ones. */
export function AppShell({ organization, organizations, user, theme, message, children }: AppShellProps) {
  return (
    <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-2 left-2 z-20 -translate-y-16 rounded bg-primary px-3 py-2 text-base font-medium text-primary-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 border-line max-lg:border-b max-lg:px-3 max-lg:pt-2 lg:sticky lg:top-0 lg:h-dvh lg:grid-cols-1 lg:grid-rows-[auto_1fr_auto] lg:gap-y-4 lg:border-r lg:p-3">
        <OrganizationMenu current={organization} all={organizations} />
        <div className="max-lg:order-last max-lg:col-span-2 max-lg:mt-2 max-lg:min-w-0">
          <Navigation slug={organization.slug} />
        </div>
        <AccountMenu user={user} theme={theme} />
      </div>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-5xl min-w-0 px-4 py-7 sm:px-8 lg:py-9">
        <StatusMessage message={message} />
        {children}
      </main>
    </div>
  );
}
