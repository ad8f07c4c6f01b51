import type { ReactNode } from "react";
import { LogoMark } from "./logo";

interface AuthPageProps {
  title: string;
  description: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}

/** The frame of the pages before the dashboard: one column, one form. */
export function AuthPage({ title, description, children, footer }: AuthPageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[max(3rem,14vh)] pb-16">
      <div className="w-full max-w-90">
        <LogoMark size={32} />
        <h1 tabIndex={-1} className="mt-6 text-xl font-semibold">
          {title}
        </h1>
        <p className="mt-1 text-base text-ink-muted text-pretty">{description}</p>
        <div className="mt-7">{children}</div>
        {footer && <p className="mt-7 border-t border-line pt-5 text-base text-ink-muted">{footer}</p>}
      </div>
    </main>
  );
}
