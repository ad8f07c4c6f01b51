/**
 * A message that outlives one redirect. The cookie holds a code, never text: nobody can make the page say something
 * else by planting a cookie.
 */
import { redirect, type TypedResponse } from "@remix-run/node";
import { readCookie, serializeCookie } from "./cookies.server";

const MESSAGES = {
  "organization-created": "Organization created. A few steps are left until the first request.",
  "api-key-revoked": "API key revoked. Requests that use it are refused from now on.",
  "provider-key-added": "Provider key stored, encrypted.",
  "provider-key-saved": "Provider key saved. It is in force within a second.",
  "provider-key-promoted": "Primary key changed. The next request uses it.",
  "provider-key-deleted": "Provider key deleted.",
  "rule-created": "Rule created. It is in force within a second.",
  "rule-saved": "Rule saved. It is in force within a second.",
  "rule-enabled": "Rule switched on.",
  "rule-disabled": "Rule switched off.",
  "rule-deleted": "Rule deleted.",
  "rule-moved": "Order changed. It is in force within a second.",
  "rules-imported": "Rules imported, after those that were there. They are in force within a second.",
  "already-gone": "It was not there any more. Nothing was changed.",
} as const;

export type FlashCode = keyof typeof MESSAGES;

const COOKIE = "flash";
const LIFETIME_SECONDS = 60;

function isFlashCode(value: string): value is FlashCode {
  return Object.hasOwn(MESSAGES, value);
}

/** After a successful post: the next page, which says what was done. */
export function redirectWithMessage(to: string, code: FlashCode): TypedResponse<never> {
  return redirect(to, { headers: { "Set-Cookie": serializeCookie(COOKIE, code, LIFETIME_SECONDS) } });
}

/** The message that the previous answer left, and the header that takes it away once it is shown. */
export function takeMessage(request: Request): { message: string | null; headers: HeadersInit } {
  const code = readCookie(request, COOKIE);
  if (!code) return { message: null, headers: {} };
  return {
    message: isFlashCode(code) ? MESSAGES[code] : null,
    headers: { "Set-Cookie": serializeCookie(COOKIE, "", 0) },
  };
}
