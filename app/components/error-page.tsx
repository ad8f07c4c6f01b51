import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import { buttonClass } from "./ui/button";

interface Explanation {
  title: string;
  text: string;
}

const BY_STATUS: Record<number, Explanation> = {
  403: {
    title: "You can’t do this here",
    text: "Your role in this organization does not include it. An owner or an admin can change your role.",
  },
  404: {
    title: "Page not found",
    text: "There is nothing at this address, or it belongs to an organization that you are not a member of.",
  },
  405: {
    title: "This can’t be done that way",
    text: "The address exists, but not for this kind of request.",
  },
  429: { title: "Too many tries", text: "Wait a minute, then try again." },
};

const OUR_FAULT: Explanation = {
  title: "Something broke on our side",
  text: "Nothing you entered was wrong. Try again; if it keeps happening, send the request id below to whoever runs this server.",
};

function explain(error: unknown): Explanation & { status: number } {
  if (!isRouteErrorResponse(error)) return { ...OUR_FAULT, status: 500 };
  const known = BY_STATUS[error.status];
  if (known) return { ...known, status: error.status };
  if (error.status >= 500) return { ...OUR_FAULT, status: error.status };
  return { title: "This request could not be handled", text: "Go back and try again.", status: error.status };
}

/** The page's title, for the `meta` of a route with an error boundary. */
export function errorTitle(error: unknown): string {
  return `${explain(error).title} · Grepture`;
}

/** What a person reads in place of a page. Never shows an error's own text: it may name what is nobody's business. */
export function ErrorPage({ requestId }: { requestId?: string | undefined }) {
  const { title, text, status } = explain(useRouteError());
  return (
    <div className="max-w-md">
      <p className="font-mono text-sm text-ink-faint">{status}</p>
      <h1 tabIndex={-1} className="mt-2 text-2xl font-semibold tracking-tight text-balance">
        {title}
      </h1>
      <p className="mt-3 text-base text-ink-muted text-pretty">{text}</p>
      <p className="mt-6">
        <Link to="/" className={buttonClass({ variant: "secondary" })}>
          Go to the dashboard
        </Link>
      </p>
      {requestId && (
        <p className="mt-8 text-xs text-ink-faint">
          Request id <code className="font-mono break-all select-all">{requestId}</code>
        </p>
      )}
    </div>
  );
}
