/** How a stream is cut into events on the wire: server-sent events, or the elements of a JSON array (Gemini). */
import { type ChatError } from "~/providers/chat";
import { PROTOCOLS } from "~/providers/registry";
import { JsonArraySplitter, type JsonArrayItem } from "~/streaming/json-array";
import { encodeSseEvent, SseSplitter } from "~/streaming/sse";
import { type Addressee } from "./gateway-error";

export interface StreamItem {
  /** The exact bytes. */
  raw: Buffer;
  /** Null for comments, spacing and punctuation. */
  data: string | null;
  event: string | null;
}

export interface StreamFraming {
  push(chunk: Uint8Array): readonly StreamItem[];
  /** What is left when the stream ends. */
  flush(): readonly StreamItem[];
  /** Bytes that mean nothing to a client. */
  readonly keepAlive: Buffer;
  /** The last bytes of a stream that broke off. */
  errorNotice(error: ChatError, addressee: Addressee): Buffer;
}

function errorFrame(error: ChatError, { dialect, requestId }: Addressee) {
  return PROTOCOLS[dialect].errors.encodeStreamError(error, requestId);
}

export function sseFraming(): StreamFraming {
  const splitter = new SseSplitter();
  let isOpen = false;
  return {
    push: (chunk) => splitter.push(chunk),
    flush() {
      const rest = splitter.flush();
      isOpen = rest.length > 0;
      return rest;
    },
    keepAlive: Buffer.from(": keep-alive\n\n"),
    errorNotice(error, addressee) {
      const { event, data } = errorFrame(error, addressee);
      const notice = encodeSseEvent(event === null ? { data } : { event, data });
      // An event that the provider left open would swallow it.
      return isOpen ? Buffer.concat([Buffer.from("\n\n"), notice]) : notice;
    },
  };
}

export function jsonArrayFraming(): StreamFraming {
  const splitter = new JsonArraySplitter();
  /** The last byte that is no spacing; empty before the first. */
  let last = "";
  const toItem = ({ raw, data }: JsonArrayItem): StreamItem => {
    last = raw.toString("latin1").trimEnd().at(-1) ?? last;
    return { raw, data, event: null };
  };
  return {
    push: (chunk) => splitter.push(chunk).map(toItem),
    // What is held is half an element, which would break the array.
    flush: () => [],
    keepAlive: Buffer.from("\n"),
    errorNotice(error, addressee) {
      const before = last === "" ? "[" : last === "[" || last === "," ? "" : ",";
      return Buffer.from(`${before}\n${errorFrame(error, addressee).data}\n]`);
    },
  };
}
