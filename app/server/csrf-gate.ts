/**
 * One check before Remix sees anything that changes state. Remix's own check lets resource routes and
 * `?_data=` requests through and trusts forwarded hosts, so it does not count.
 *
 * The gateway's paths and the Stripe webhook never come here: they carry their own credentials and no cookies.
 */
import { type IncomingHttpHeaders } from "node:http";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * @param appOrigin Configured, never taken from Host or a forwarded header.
 * @returns Whether the request may have been sent by our own pages.
 */
export function passesCsrfGate(method: string, headers: IncomingHttpHeaders, appOrigin: string): boolean {
  if (SAFE_METHODS.has(method)) return true;
  if (headers.origin !== undefined) return headers.origin === appOrigin;
  return headers["sec-fetch-site"] === "same-origin";
}
