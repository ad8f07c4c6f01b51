/**
 * How the fake provider behaves. A behaviour is a word in the model's name (in Azure the deployment's) or in the
 * credential, between dots: `gpt-fake.tools.cut-after-2`, `sk-test.status-429`. Unknown words mean nothing, and the
 * credential is asked first. Every word works in every protocol, buffered and streamed.
 *
 * | word | what happens |
 * |---|---|
 * | `text`, `tools`, `parallel-tools`, `json-schema`, `image`, `reasoning` | what is said (`text` unless told otherwise) |
 * | `status-N` | the vendor's error; 429 with Retry-After in seconds |
 * | `status-N-seconds`, `-date`, `-ms` | the same with Retry-After in seconds, as a date, with retry-after-ms |
 * | `status-N-60s` | the same with so many seconds in Retry-After |
 * | `status-N-html` | HTML instead of the envelope |
 * | `status-N-quoted`, `status-N-echo` | a message that repeats the credential; one that repeats the request |
 * | `status-N-empty`, `status-N-large` | no body at all; the envelope behind 20 MiB of blanks |
 * | `silent`, `reset`, `slow` | never answers; resets the connection; answers late |
 * | `cut-mid-stream`, `cut-after-N` | destroys the socket half way, or after N pieces of content |
 * | `end-mid-stream`, `end-after-N` | ends cleanly there, without the vendor's terminal marker |
 * | `stall-mid-stream`, `stall-after-N` | says nothing more from there on, and keeps the connection |
 * | `error-before-content`, `error-mid-stream`, `error-after-N` | the vendor's error inside a 200 |
 * | `error-quoted`, `error-quoted-after-N` | the same with a message that repeats the credential |
 * | `malformed`, `bytewise`, `gzip`, `br` | one bad line among good ones; a byte a chunk; compressed |
 * | `odd-framing` | events with everything that their format allows and few expect; else as usual |
 * | `late-content-N` | begins to answer, and says its content N milliseconds later |
 * | `inside-N`, `error-object` | the error of status N before the content of a 200; a 200 that is a JSON error, no stream |
 * | `malformed-first`, `malformed-only` | the bad line comes before everything else; nothing comes but a bad line |
 * | `untyped` | a whole answer that does not say that it is JSON |
 * | `priced` | the answer names a model that has a list price |
 * | `endless-stream`, `slow-stream`, `offer-N-mib` | never ends; takes two seconds; as fast as the socket takes it |
 */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { EVENTS_TYPE, JSON_TYPE, type Script } from "./dialect";
import { SCENARIOS, type Scenario } from "./scenario";
import { begin, delayed, say, speaker, wholeAnswer, type Exchange } from "./speech";

type Behaviour = (exchange: Exchange, count: number) => Promise<void> | void;

const SLOW_MS = 300;
const TICK_MS = 20;
const MIB = 1024 * 1024;
const BYTES_A_PACKET = 16;
/** Retry-After, in whatever form it is given. */
export const RETRY_AFTER_SECONDS = 7;

async function cut(exchange: Exchange, count: number): Promise<void> {
  begin(exchange, count);
  // What was written leaves the machine first.
  await sleep(50);
  exchange.res.socket?.destroy();
}

function end(exchange: Exchange, count: number): void {
  begin(exchange, count);
  exchange.res.end();
}

function failInside(exchange: Exchange, count: number): void {
  const { script, write, res } = exchange;
  begin(exchange, count)(script.error);
  if (script.end) write(script.end);
  res.end();
}

/** The error's message begins with the credential that the vendor did not like. */
function failQuoting(exchange: Exchange, count: number): void {
  const error = exchange.script.error.replace(/"message":\s*"/, `$&${exchange.credential} `);
  failInside({ ...exchange, script: { ...exchange.script, error } }, count);
}

function stall(exchange: Exchange, count: number): void {
  begin(exchange, count);
  // Where there was nothing to say yet, the head is what came.
  exchange.res.flushHeaders();
}

function failInsideWith(exchange: Exchange, status: number): void {
  const { script, dialect, write, res } = exchange;
  begin(exchange, 0)(script.errorOf(dialect.failure(status, null).body));
  if (script.end) write(script.end);
  res.end();
}

function compressed(encoding: string, compress: (bytes: Buffer) => Buffer): Behaviour {
  return (exchange) => {
    const { res, script, write } = exchange;
    res.writeHead(200, { ...script.headers, "content-encoding": encoding });
    write(compress(wholeAnswer(exchange)));
    res.end();
  };
}

const LINE_ENDS = ["\r", "\r\n", "\n"];
/** A comment, and fields that make no event. */
const NO_EVENTS = [": ping", "", "event: nothing", "", "id: 7", "retry: 1000", ""] as const;

/**
 * The same events with a byte order mark, all line ends, data on several lines and without the blank after the colon,
 * what makes no event between them, and no blank line at the end.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
function oddlyFramed(events: string): string {
  const blocks = events.split(/(?:\r?\n){2}/).filter((block) => block !== "");
  const written = blocks.map((block, index) => {
    const lines = block
      .replace(/^data: ?\{/m, "data: {\ndata: ")
      .replace(/^(data|event): /gm, index % 2 === 0 ? "$1:" : "$&")
      .split(/\r?\n/);
    const between = index === blocks.length - 1 ? [] : ["", ...NO_EVENTS, ""];
    return [...lines, ...between].join(LINE_ENDS[index % LINE_ENDS.length]);
  });
  return `\ufeff${written.join("")}`;
}

const WORDS: Readonly<Record<string, Behaviour>> = {
  silent: () => undefined,
  reset: ({ res }) => void res.socket?.resetAndDestroy(),
  slow: async (exchange) => {
    await sleep(SLOW_MS);
    await say(exchange);
  },
  "cut-mid-stream": cut,
  "cut-after": cut,
  "end-mid-stream": end,
  "end-after": end,
  "stall-mid-stream": stall,
  "stall-after": stall,
  "error-before-content": (exchange) => failInside(exchange, 0),
  "error-mid-stream": failInside,
  "error-after": failInside,
  "error-quoted": failQuoting,
  "error-quoted-after": failQuoting,
  inside: failInsideWith,
  "error-object": ({ res, dialect }) => {
    res.writeHead(200, { "content-type": JSON_TYPE }).end(dialect.failure(503, null).body);
  },
  malformed: (exchange) => {
    const { script, res } = exchange;
    const speak = begin(exchange, 1);
    for (const piece of [script.malformed, ...script.content.slice(1), ...script.closing]) speak(piece);
    if (script.end) exchange.write(script.end);
    res.end();
  },
  "malformed-first": (exchange) => {
    const { script, res, write } = exchange;
    const speak = speaker(exchange);
    for (const piece of [script.malformed, ...script.opening, ...script.content, ...script.closing])
      speak(piece);
    if (script.end) write(script.end);
    res.end();
  },
  "malformed-only": (exchange) => {
    speaker(exchange)(exchange.script.malformed);
    exchange.res.end();
  },
  untyped: (exchange) => {
    exchange.res.writeHead(200, { "content-type": "application/octet-stream" }).end(wholeAnswer(exchange));
  },
  bytewise: async (exchange) => {
    const { res, script, write } = exchange;
    res.writeHead(200, script.headers);
    const bytes = wholeAnswer(exchange);
    for (let start = 0; start < bytes.length; start += BYTES_A_PACKET) {
      // Every byte is a chunk of HTTP of its own; that they share packets saves the machine, not the reader.
      res.cork();
      for (const byte of bytes.subarray(start, start + BYTES_A_PACKET)) write(Buffer.of(byte));
      res.uncork();
      await new Promise((resolve) => setImmediate(resolve));
    }
    res.end();
  },
  "odd-framing": (exchange) => {
    const { res, script, write } = exchange;
    const answer = wholeAnswer(exchange);
    res.writeHead(200, script.headers);
    write(script.headers["content-type"] === EVENTS_TYPE ? oddlyFramed(answer.toString("utf8")) : answer);
    res.end();
  },
  gzip: compressed("gzip", gzipSync),
  br: compressed("br", brotliCompressSync),
  "late-content": (exchange, milliseconds) =>
    delayed(exchange, async () => {
      // Of a protocol without an opening, the head alone.
      exchange.res.flushHeaders();
      await sleep(milliseconds);
    }),
  "endless-stream": (exchange) =>
    delayed(exchange, async (speak) => {
      while (!exchange.res.destroyed) {
        speak(exchange.script.filler("tick "));
        await sleep(TICK_MS);
      }
    }),
  "slow-stream": (exchange) =>
    delayed(exchange, async (speak) => {
      for (let count = 0; count < 20 && !exchange.res.destroyed; count++) {
        speak(exchange.script.filler(`${count} `));
        await sleep(100);
      }
    }),
  offer: (exchange, mebibytes) =>
    delayed(exchange, async (speak) => {
      const { res, script } = exchange;
      const piece = script.filler("x".repeat(64 * 1024));
      const closed = once(res, "close");
      for (let offered = 0; offered < mebibytes * MIB && !res.destroyed; offered += piece.length) {
        if (!speak(piece)) await Promise.race([once(res, "drain"), closed]);
      }
    }),
};

function retryAfter(form: string): Record<string, string> {
  const milliseconds = RETRY_AFTER_SECONDS * 1000;
  if (form === "seconds") return { "retry-after": String(RETRY_AFTER_SECONDS) };
  if (form === "date") return { "retry-after": new Date(Date.now() + milliseconds).toUTCString() };
  if (form === "ms") return { "retry-after-ms": String(milliseconds) };
  const seconds = /^(\d+)s$/.exec(form)?.[1];
  return seconds === undefined ? {} : { "retry-after": seconds };
}

function failure(status: number, form: string): Behaviour {
  return ({ res, dialect, credential, asked }) => {
    if (form === "html") {
      res.writeHead(status, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
      return;
    }
    if (form === "empty") {
      res.writeHead(status).end();
      return;
    }
    const quoted = form === "echo" ? asked : form === "quoted" ? credential : null;
    const { headers, body } = dialect.failure(status, quoted);
    const wait = retryAfter(form === "" && status === 429 ? "seconds" : form);
    res.writeHead(status, { "content-type": JSON_TYPE, ...headers, ...wait });
    if (form === "large") res.write(Buffer.alloc(20 * MIB, " "));
    res.end(body);
  };
}

function behaviourOf(word: string): ((exchange: Exchange) => Promise<void> | void) | null {
  const status = /^status-(\d{3})(?:-(\w+))?$/.exec(word);
  if (status) return (exchange) => failure(Number(status[1]), status[2] ?? "")(exchange, -1);
  const counted = /^([a-z-]+)-(\d+)(?:-mib)?$/.exec(word);
  const behaviour = WORDS[counted?.[1] ?? word];
  return behaviour ? (exchange) => behaviour(exchange, counted ? Number(counted[2]) : -1) : null;
}

/** The names that `priced` gives to the fake models. */
const PRICED_MODELS: Readonly<Record<string, string>> = {
  "gpt-fake-1": "gpt-4o-mini",
  "claude-fake-1": "claude-haiku-4-5",
  "gemini-fake-1": "gemini-2.5-flash",
};

function priced(script: Script): Script {
  const rename = (text: string) =>
    Object.entries(PRICED_MODELS).reduce((said, [name, listed]) => said.replaceAll(name, listed), text);
  const { opening, content, closing } = script;
  const bytes = content.filter((piece) => Buffer.isBuffer(piece));
  return {
    ...script,
    opening: opening.map((piece) => rename(piece.toString())),
    // The two halves of a buffered answer may be cut inside a character.
    content:
      bytes.length > 0
        ? [Buffer.from(rename(Buffer.concat(bytes).toString()))]
        : content.map((piece) => rename(piece.toString())),
    closing: closing.map(rename),
  };
}

/** @param names The credential and the model, in the order in which they are asked. */
export function choose(names: readonly string[]): {
  scenario: Scenario;
  adapt: (script: Script) => Script;
  behave: (exchange: Exchange) => Promise<void> | void;
} {
  const words = names.flatMap((name) => name.split("."));
  const scenario = SCENARIOS.find((one) => words.includes(one)) ?? "text";
  const adapt = words.includes("priced") ? priced : (script: Script) => script;
  return { scenario, adapt, behave: words.map(behaviourOf).find((one) => one !== null) ?? say };
}
