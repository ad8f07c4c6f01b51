/** How a stream is cut into events on the wire: server-sent events, or the elements of a JSON array (Gemini). */
import { type ChatError } from "~/providers/chat";
import { type StreamFrame } from "~/providers/codec";
import { PROTOCOLS } from "~/providers/registry";
import { JsonArraySplitter } from "~/streaming/json-array";
import { encodeSseEvent, SseSplitter } from "~/streaming/sse";
import { type Addressee } from "./gateway-error";

export interface StreamItem {
  /** The exact bytes. */
  raw: Buffer;
  /** Null for comments, spacing and punctuation. */
  data: string | null;
  event: string | null;
}

/** Cuts a provider's bytes into items; all of them in a row are the stream. */
export interface StreamReader {
  push(chunk: Uint8Array): readonly StreamItem[];
  /** What is left when the stream ends. */
  flush(): readonly StreamItem[];
}

/** Writes the caller's stream, from a provider's own bytes or event by event. */
export interface StreamWriter {
  /** Bytes that are passed on as they are. @param isWhole False for an event that the provider left open. */
  raw(bytes: Buffer, isWhole: boolean): Buffer;
  frame(frame: StreamFrame): Buffer;
  /** The last bytes of a stream that was written event by event and is complete. */
  end(): Buffer;
  /** Bytes that mean nothing to a client. */
  readonly keepAlive: Buffer;
  /** The last bytes of a stream that broke off. */
  errorNotice(error: ChatError, addressee: Addressee): Buffer;
}

export interface StreamFraming {
  readonly contentType: string;
  reader(): StreamReader;
  writer(): StreamWriter;
}

const NOTHING = Buffer.alloc(0);

function errorFrame(error: ChatError, { dialect, requestId }: Addressee): StreamFrame {
  return PROTOCOLS[dialect].errors.encodeStreamError(error, requestId);
}

function encodeFrame({ event, data }: StreamFrame): Buffer {
  return encodeSseEvent(event === null ? { data } : { event, data });
}

function sseWriter(): StreamWriter {
  let isOpen = false;
  return {
    raw(bytes, isWhole) {
      isOpen = !isWhole;
      return bytes;
    },
    frame: encodeFrame,
    end: () => NOTHING,
    keepAlive: Buffer.from(": keep-alive\n\n"),
    errorNotice(error, addressee) {
      const notice = encodeFrame(errorFrame(error, addressee));
      // An event that the provider left open would swallow it.
      return isOpen ? Buffer.concat([Buffer.from("\n\n"), notice]) : notice;
    },
  };
}

export const SSE_FRAMING: StreamFraming = {
  contentType: "text/event-stream",
  reader: () => new SseSplitter(),
  writer: sseWriter,
};

function jsonArrayReader(): StreamReader {
  const splitter = new JsonArraySplitter();
  return {
    push: (chunk) => splitter.push(chunk).map(({ raw, data }) => ({ raw, data, event: null })),
    // What is held is half an element, which would break the array.
    flush: () => [],
  };
}

function jsonArrayWriter(): StreamWriter {
  /** The last byte that is no spacing; empty before the first. */
  let last = "";
  const separator = () => (last === "" ? "[" : last === "[" || last === "," ? "" : ",");
  return {
    raw(bytes) {
      last = bytes.toString("latin1").trimEnd().at(-1) ?? last;
      return bytes;
    },
    frame({ data }) {
      const element = Buffer.from(`${separator()}${data}\n`);
      last = "}";
      return element;
    },
    end: () => Buffer.from(last === "" ? "[]" : "]"),
    keepAlive: Buffer.from("\n"),
    errorNotice: (error, addressee) => Buffer.from(`${separator()}\n${errorFrame(error, addressee).data}\n]`),
  };
}

export const JSON_ARRAY_FRAMING: StreamFraming = {
  contentType: "application/json",
  reader: jsonArrayReader,
  writer: jsonArrayWriter,
};
