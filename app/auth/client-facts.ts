/** Where a session was opened from, for its owner to recognise. Informational: nothing is decided by it. */
import { isIP } from "node:net";

/** The server entry sets it from the connection and takes away what a client sent under this name. */
export const CLIENT_ADDRESS_HEADER = "x-grepture-client-address";

const LONGEST_USER_AGENT = 256;

export function clientFacts(request: Request): { ipAddress: string | null; userAgent: string | null } {
  const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? "";
  return {
    ipAddress: isIP(address) === 0 ? null : address,
    userAgent: request.headers.get("User-Agent")?.slice(0, LONGEST_USER_AGENT) ?? null,
  };
}
