/** Which path is which API. Everything else under the gateway's prefixes is a JSON 404. */
import { GatewayError } from "./gateway-error";

export interface Endpoint {
  id: "chat_completions";
  protocol: "openai";
  path: string;
}

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  [{ id: "chat_completions", protocol: "openai", path: "/v1/chat/completions" } as const].map((endpoint) => [
    endpoint.path,
    endpoint,
  ]),
);

const SERVED = [...ENDPOINTS.keys()].map((path) => `POST ${path}`).join(", ");

/** Whether a path belongs to the gateway rather than to the dashboard. */
export function isGatewayPath(url: string): boolean {
  return /^\/v1(beta)?(\/|\?|$)/.test(url);
}

/** @returns The endpoint, or the refusal to answer with once the caller is known. */
export function findEndpoint(method: string, url: string): Endpoint | GatewayError {
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  const endpoint = ENDPOINTS.get(path);
  if (!endpoint)
    return new GatewayError("not_found", `There is no ${method} ${printable(path)} here. Served: ${SERVED}.`);
  if (method !== "POST") {
    return new GatewayError("method_not_allowed", `${path} takes POST, not ${method}.`, {
      headers: { allow: "POST" },
    });
  }
  return endpoint;
}

/** A path as it may be repeated in a message. */
function printable(path: string): string {
  return path.slice(0, 200).replace(/[^\x21-\x7e]/g, "?");
}
