/** A question asked without an SDK: its headers are these and no others, and nobody reads ahead or tries again. */
import { type Question } from "./caller";
import { type Vendor } from "./expectations";

interface PlainRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Without a credential: who is calling is what such a test is about.
 * @param text What the user says; the question's tag when left out.
 */
export function plainRequest(
  vendor: Vendor,
  { model, streamed, tag }: Question,
  text: string = tag,
): PlainRequest {
  const version = vendor.caller.protocol === "anthropic" ? { "anthropic-version": "2023-06-01" } : {};
  return {
    path: vendor.path(model, streamed),
    headers: { "content-type": "application/json", "x-request-id": tag, ...version },
    body: JSON.stringify({ model, stream: streamed, max_tokens: 16, ...said(vendor, text) }),
  };
}

/** In the one member that the protocol reads: what stands in another one is nothing that a model is told. */
function said(vendor: Vendor, text: string): object {
  if (vendor.caller.protocol === "gemini") return { contents: [{ role: "user", parts: [{ text }] }] };
  if (vendor.path("", false) === "/v1/responses") return { input: text };
  return { messages: [{ role: "user", content: text }] };
}

export function withQuery(path: string, query: string): string {
  if (query === "") return path;
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}
