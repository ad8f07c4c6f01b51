/** What the server knows of the person at the screen before it renders: theme and time zone. */
import { readCookie, serializeCookie } from "./cookies.server";
import { parseTheme, type Theme } from "./theme";

const THEME_COOKIE = "theme";
/** The name that root.tsx's inline script writes under. */
const ZONE_COOKIE = "tz";
const ONE_YEAR_SECONDS = 31_536_000;
const LONGEST_ZONE_NAME = 64;

/** The viewer's choice, known before the first byte is rendered, so that no wrong theme flashes. */
export function themeOfRequest(request: Request): Theme {
  return parseTheme(readCookie(request, THEME_COOKIE));
}

export function themeCookie(theme: Theme): string {
  return serializeCookie(THEME_COOKIE, theme, ONE_YEAR_SECONDS);
}

/** The viewer's IANA zone, or null when the browser has not told one that this runtime knows. */
export function zoneOfRequest(request: Request): string | null {
  const zone = readCookie(request, ZONE_COOKIE);
  if (!zone || zone.length > LONGEST_ZONE_NAME) return null;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
