/**
 * What goes into and comes out of the gateway, in Node's terms: web Request and Response objects cost three
 * quarters of the throughput (docs/decisions/002-gateway-core-on-node-primitives.md).
 */
import { type IncomingHttpHeaders } from "node:http";
import { type Readable } from "node:stream";
import { type Cancellation } from "~/lib/cancellation";
import { type ChatError } from "~/providers/chat";

export interface GatewayRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  headers: IncomingHttpHeaders;
  /** Whether a body comes with it, however long. */
  hasBody: boolean;
  /** The body as it comes, for one that is passed on unread. In place of `readBody`, not after it. */
  bodyStream: () => Readable;
  /**
   * The whole body, the same when asked again; null when it is larger than the limit. What is left of it is then discarded as it comes, so that
   * the caller can still read our answer.
   */
  readBody: (limitBytes: number) => Promise<Buffer | null>;
  /** Cancelled when the caller's connection closes before the answer is complete. */
  clientGone: Cancellation;
}

export interface GatewayResponse {
  status: number;
  headers: Record<string, string | string[]>;
  /** An iterable is a stream: whoever sends it must call `return()` on it when the caller leaves. */
  body: Buffer | AsyncIterable<Uint8Array>;
  /** What the body says, for a caller whose stream has begun before it was known. */
  error?: ChatError;
}
