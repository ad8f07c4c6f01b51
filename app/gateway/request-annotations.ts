/** What the caller says about a request for its trace: wire.md's X-Grepture headers, bounded and checked. */
import { type IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { NO_ANNOTATIONS, type RequestAnnotations } from "~/traces/trace";
import { GatewayError } from "./gateway-error";

const NAMES = [
  "x-grepture-trace-id",
  "x-grepture-session-id",
  "x-grepture-label",
  "x-grepture-seq",
  "x-grepture-metadata",
] as const;

const MAX_ID = 256;
const MAX_METADATA_BYTES = 8 * 1024;
const MAX_SEQ = 2_147_483_647;
const metadataSchema = z.record(z.string().max(256), z.string().max(2_048));
/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/;

type Name = (typeof NAMES)[number];

function refuse(name: Name, what: string): never {
  throw new GatewayError("invalid_header", `${name} ${what}.`);
}

function short(headers: IncomingHttpHeaders, name: Name): string | null {
  const value = headers[name];
  if (typeof value !== "string" || value === "") return null;
  return value.length <= MAX_ID ? value : refuse(name, `is longer than ${MAX_ID} characters`);
}

function readSeq(headers: IncomingHttpHeaders): number | null {
  const value = short(headers, "x-grepture-seq");
  if (value === null) return null;
  const seq = /^\d{1,10}$/.test(value) ? Number(value) : Infinity;
  return seq <= MAX_SEQ ? seq : refuse("x-grepture-seq", `must be a whole number from 0 to ${MAX_SEQ}`);
}

function readMetadata(headers: IncomingHttpHeaders): Record<string, string> | null {
  const name = "x-grepture-metadata";
  const value = headers[name];
  if (typeof value !== "string" || value === "") return null;
  if (value.length > MAX_METADATA_BYTES) refuse(name, `is longer than ${MAX_METADATA_BYTES} bytes`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    refuse(name, "is not valid JSON");
  }
  const result = metadataSchema.safeParse(parsed);
  return result.success ? result.data : refuse(name, "must be a JSON object whose values are strings");
}

/**
 * The trace id is X-Grepture-Trace-Id, else that of a valid traceparent.
 * @throws {GatewayError} 400 naming the header that is wrong.
 */
export function readAnnotations(headers: IncomingHttpHeaders): RequestAnnotations {
  const { traceparent } = headers;
  if (traceparent === undefined && NAMES.every((name) => headers[name] === undefined)) return NO_ANNOTATIONS;
  const parent = typeof traceparent === "string" ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return {
    traceId: short(headers, "x-grepture-trace-id") ?? parent ?? null,
    sessionId: short(headers, "x-grepture-session-id"),
    label: short(headers, "x-grepture-label"),
    seq: readSeq(headers),
    metadata: readMetadata(headers),
  };
}
