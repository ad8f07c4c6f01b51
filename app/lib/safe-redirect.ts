/** Where a person may be sent after a form: a path on this site, whatever the form or the link says. */

const ORIGIN = "http://local.invalid";

/**
 * @param to From a query or a form: not trusted.
 * @param fallback Where to go when it is not a path on this site.
 */
export function safeRedirect(to: unknown, fallback: string): string {
  // Browsers read a second slash or a backslash as the start of a host, and skip tabs and line breaks.
  if (typeof to !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to)) return fallback;
  if (!URL.canParse(to, ORIGIN)) return fallback;
  const url = new URL(to, ORIGIN);
  const path = url.pathname + url.search + url.hash;
  return url.origin === ORIGIN && !path.startsWith("//") ? path : fallback;
}
