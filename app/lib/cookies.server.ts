/** The small, unsigned cookies of the interface (theme, time zone, message): nothing secret, nothing trusted. */
import { env } from "~/env.server";

/** The raw value of a cookie, or null. A malformed percent escape counts as absent. */
export function readCookie(request: Request, name: string): string | null {
  for (const pair of (request.headers.get("Cookie") ?? "").split(";")) {
    const separator = pair.indexOf("=");
    if (separator === -1 || pair.slice(0, separator).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(separator + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}

/** A `Set-Cookie` value for the whole site, out of reach of scripts. An age of 0 takes the cookie away. */
export function serializeCookie(name: string, value: string, maxAgeSeconds: number): string {
  const attributes = ["Path=/", `Max-Age=${maxAgeSeconds}`, "SameSite=Lax", "HttpOnly"];
  if (env().APP_ORIGIN.startsWith("https:")) attributes.push("Secure");
  return [`${name}=${encodeURIComponent(value)}`, ...attributes].join("; ");
}
