/** Which path speaks which protocol, and what it asks for. wire.md's ingress table, as code. */
import { holdsApiKey } from "~/lib/api-key-format";
import { readGeminiPath } from "~/providers/gemini/endpoint";
import { type Operation } from "~/providers/protocol";
import { type RequestRoute } from "~/providers/codec";
import { type ProviderId } from "~/providers/provider";
import { GatewayError } from "./gateway-error";

export interface Endpoint {
  /** The caller's protocol: of its request, of the answer and of every error. */
  readonly dialect: ProviderId;
  readonly operation: Operation;
  /** As it goes to the provider. */
  readonly path: string;
  /** With its `?`, without a key; empty when there is none. */
  readonly query: string;
  readonly route: RequestRoute;
}

interface Asked {
  method: string;
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
/** Paths under /v1 that are ours and never a provider's. */
const OURS = /^\/v1\/(trace|prompts|scan|account)(\/|$)/;
/** A path that a URL parser would resolve to another one. */
const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i;
const NO_ROUTE: RequestRoute = { model: null, stream: null };

const OPENAI_OPERATIONS: Readonly<Record<string, Operation>> = {
  "/chat/completions": "chat",
  "/responses": "responses",
  "/embeddings": "embeddings",
  "/completions": "completions",
  "/moderations": "moderations",
};
const ANTHROPIC_OPERATIONS: Readonly<Record<string, Operation>> = {
  "/v1/messages": "chat",
  "/v1/messages/count_tokens": "count_tokens",
};
const GEMINI_OPERATIONS: Readonly<Record<string, Operation>> = {
  generateContent: "chat",
  streamGenerateContent: "chat",
  countTokens: "count_tokens",
  embedContent: "embeddings",
  batchEmbedContents: "embeddings",
};

/** Whether a path belongs to the gateway rather than to the dashboard. */
export function isGatewayPath(url: string): boolean {
  return /^\/(v1|v1beta|openai|proxy)(\/|\?|$)/.test(url);
}

function splitUrl(url: string): { path: string; query: string } {
  const start = url.indexOf("?");
  return start === -1 ? { path: url, query: "" } : { path: url.slice(0, start), query: url.slice(start) };
}

/** Google's parameter for one, or ours in whatever parameter it stands. */
function isKey(pair: string): boolean {
  return /^key(=|$)/i.test(pair) || holdsApiKey(pair);
}

/** A key may have come as `?key=`; it goes upstream in a header or not at all. */
function withoutKey(query: string): string {
  if (query === "") return query;
  const kept = query
    .slice(1)
    .split("&")
    .filter((pair) => !isKey(decodeName(pair)));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

function decodeName(pair: string): string {
  try {
    return decodeURIComponent(pair.replaceAll("+", " "));
  } catch {
    return pair;
  }
}

type Protocolled = Omit<Endpoint, "path" | "query">;

function geminiEndpoint(path: string): Protocolled | null {
  const named = readGeminiPath(path);
  if (!named) {
    const isOwn = path === "/v1beta" || path.startsWith("/v1beta/");
    return isOwn ? { dialect: "gemini", operation: "other", route: NO_ROUTE } : null;
  }
  return {
    dialect: "gemini",
    operation: GEMINI_OPERATIONS[named.method] ?? "other",
    route: { model: named.model, stream: named.method === "streamGenerateContent" },
  };
}

const DEPLOYMENT = /^\/openai\/deployments\/([^/]+)(\/.*)?$/;

function azureEndpoint(path: string): Protocolled {
  const [, deployment, rest] = DEPLOYMENT.exec(path) ?? [];
  const action = rest ?? path.replace(/^\/openai\/v1/, "");
  const model = deployment === undefined ? null : decodeName(deployment);
  return {
    dialect: "azure",
    operation: OPENAI_OPERATIONS[action] ?? "other",
    route: { model, stream: null },
  };
}

/** What a provider's own path speaks: of ours by their place, of a target's by its path. */
function readPath(path: string, isAnthropic: boolean): Protocolled {
  if (path.startsWith("/openai/")) return azureEndpoint(path);
  return anthropicEndpoint(path, isAnthropic) ?? geminiEndpoint(path) ?? openaiEndpoint(path);
}

function anthropicEndpoint(path: string, isAnthropic: boolean): Protocolled | null {
  const operation = ANTHROPIC_OPERATIONS[path];
  const isOwn = operation !== undefined || path.startsWith("/v1/messages/");
  if (!isOwn && !(isAnthropic && path.startsWith("/v1/"))) return null;
  return { dialect: "anthropic", operation: operation ?? "other", route: NO_ROUTE };
}

function openaiEndpoint(path: string): Protocolled {
  // Any host that speaks OpenAI's protocol may have a prefix of its own before it.
  const action = /\/(chat\/completions|responses|embeddings|completions|moderations)$/.exec(path)?.[0] ?? "";
  return { dialect: "openai", operation: OPENAI_OPERATIONS[action] ?? "other", route: NO_ROUTE };
}

/** Gemini streams one JSON array unless it is asked for events. */
export function streamsArray({ dialect, query }: Pick<Endpoint, "dialect" | "query">): boolean {
  return dialect === "gemini" && new URLSearchParams(query).get("alt") !== "sse";
}

/** In which words to answer a request that may not be one of ours at all. */
export function dialectOf({ url, headers }: Pick<Asked, "url" | "headers">): ProviderId {
  const { path } = splitUrl(url);
  return readPath(path, headers["anthropic-version"] !== undefined).dialect;
}

/**
 * @param target The caller's X-Grepture-Target, checked: then it says what is asked, and our own path nothing.
 * @returns The endpoint, or the refusal to answer with once the caller is known.
 */
export function findEndpoint(asked: Asked, target: URL | null): Endpoint | GatewayError {
  const { method, url, headers } = asked;
  const { path, query } = target ? { path: target.pathname, query: target.search } : splitUrl(url);
  if (!METHODS.includes(method)) {
    return new GatewayError("method_not_allowed", `${method} is not served here.`, {
      headers: { allow: METHODS.join(", ") },
    });
  }
  const isRoot = /^\/(v1|v1beta|openai)\/?$/.test(path);
  if (!target && (isRoot || OURS.test(path) || path.startsWith("/proxy"))) return notFound(method, path);
  if (DOT_SEGMENT.test(path)) return notFound(method, path);
  const read = readPath(path, headers["anthropic-version"] !== undefined);
  const operation = method === "POST" ? read.operation : "other";
  return { dialect: read.dialect, operation, path, query: withoutKey(query), route: read.route };
}

function notFound(method: string, path: string): GatewayError {
  const hint = path.startsWith("/proxy")
    ? "Send the full URL of the provider's endpoint in X-Grepture-Target."
    : "Served are the providers' own paths: /v1/…, /v1/messages, /v1beta/models/…, /openai/deployments/…";
  return new GatewayError("not_found", `There is no ${method} ${printable(path)} here. ${hint}`);
}

/** A path as it may be repeated in a message. */
function printable(path: string): string {
  return path.slice(0, 200).replace(/[^\x21-\x7e]/g, "?");
}
