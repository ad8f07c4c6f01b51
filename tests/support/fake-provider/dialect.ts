/** What a protocol of the fake provider has to offer, so that every fault works in every protocol. */
import { type IncomingHttpHeaders } from "node:http";
import { type Scenario } from "./scenario";

export const JSON_TYPE = "application/json";
export const EVENTS_TYPE = "text/event-stream; charset=utf-8";

/** A request as far as an answer depends on it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Empty when the body is not a JSON object. */
  body: Readonly<Record<string, unknown>>;
  rawBody: Buffer;
}

/** An answer in the pieces in which the provider writes it. A fault counts, cuts and adds pieces. */
export interface Script {
  headers: Record<string, string>;
  /** Before anything that a reader of the answer would see: role chunk, `message_start`, ping, filter frames. */
  opening: readonly (string | Buffer)[];
  content: readonly (string | Buffer)[];
  /** Finish reason, usage and whatever tells that the answer is complete. */
  closing: readonly string[];
  /** The vendor's error inside a 200; in a buffered answer a body of its own. */
  error: string;
  /** The same of another error, whose envelope is given. */
  errorOf: (body: string) => string;
  /** Something that is not what it claims to be: an event whose data is no JSON. */
  malformed: string;
  /** One more piece of content with this text, for answers without end. */
  filler: (text: string) => string;
  /** Puts a piece on the wire, when that depends on what was there before. A new one for each answer. */
  framer?: () => (piece: string) => string;
  /** After the last piece of a complete answer. */
  end?: string;
}

export interface Operation {
  /** The model or deployment, whose name chooses the behaviour. Empty when the request names none. */
  model: string;
  script: (scenario: Scenario) => Script;
}

export interface Dialect {
  /** Null: the vendor has no such path. */
  operation: (asked: Asked) => Operation | null;
  /** The vendor's error envelope. `quoted` is a credential or a request that the vendor repeats in its message. */
  failure: (status: number, quoted: string | null) => { headers: Record<string, string>; body: string };
}

export const sse = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

/** A buffered answer: its halves are its content, and blanks before them change nothing about its meaning. */
export function wholeScript(
  body: string | Buffer,
  error: object,
  headers: Record<string, string> = {},
): Script {
  const bytes = Buffer.from(body);
  const half = Math.ceil(bytes.length / 2);
  return {
    headers: { "content-type": JSON_TYPE, ...headers },
    opening: [],
    content: [bytes.subarray(0, half), bytes.subarray(half)],
    closing: [],
    error: JSON.stringify(error),
    errorOf: (envelope) => envelope,
    malformed: ',{"half',
    filler: (text) => " ".repeat(text.length),
  };
}

export function isStreaming(asked: Asked): boolean {
  return asked.body.stream === true;
}

export function modelOf(asked: Asked): string {
  return typeof asked.body.model === "string" ? asked.body.model : "";
}
