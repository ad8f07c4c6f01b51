import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteLoaderData,
} from "@remix-run/react";
import { useEffect, useRef, type ReactNode } from "react";
import { ErrorPage, errorTitle } from "~/components/error-page";
import { useNonce } from "~/components/nonce";
import { themeOfRequest } from "~/lib/viewer.server";
import stylesheet from "./tailwind.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => [{ title: error ? errorTitle(error) : "Grepture" }];

/** Pages differ by cookie (session, theme, zone) and hold tenant data: no cache keeps one. */
export const headers = () => ({ "Cache-Control": "no-store" });

export function loader({ request, context }: LoaderFunctionArgs) {
  return { theme: themeOfRequest(request), requestId: context.requestId };
}

/**
 * Leaves the viewer's time zone in a cookie. Free of quotes, angle brackets and ampersands: React escapes those in
 * text, and a script's text is not unescaped by the browser.
 */
const REMEMBER_ZONE =
  "document.cookie=`tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)};path=/;max-age=31536000;samesite=lax`";

/** After a navigation without a page load, the new page's heading takes the focus, so that it is announced. */
function useHeadingFocus(): void {
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [pathname]);
}

/** The document around every page, error pages included; the loader's data may be missing there. */
export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const nonce = useNonce();
  return (
    <html lang="en" data-theme={data?.theme ?? "system"}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
        <script nonce={nonce} suppressHydrationWarning>
          {REMEMBER_ZONE}
        </script>
      </head>
      <body className="min-h-dvh bg-canvas font-sans text-ink antialiased">
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  useHeadingFocus();
  return <Outlet />;
}

export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("root");
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-16">
      <ErrorPage requestId={data?.requestId} />
    </main>
  );
}
