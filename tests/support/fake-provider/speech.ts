/** How the fake provider writes an answer: its pieces as the dialect frames them, whole or a few at a time. */
import { type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Dialect, type Script } from "./dialect";

export interface Exchange {
  res: ServerResponse;
  dialect: Dialect;
  script: Script;
  credential: string;
  /** The body of the request. */
  asked: string;
  /** Counts what it writes. False when the socket's buffer is full. */
  write: (bytes: string | Buffer) => boolean;
}

/** Writes pieces as the dialect frames them. */
export function speaker({ res, script, write }: Exchange): (piece: string | Buffer) => boolean {
  const frame = script.framer?.() ?? ((piece: string) => piece);
  if (!res.headersSent) res.writeHead(200, script.headers);
  return (piece) => write(typeof piece === "string" ? frame(piece) : piece);
}

export async function say(exchange: Exchange): Promise<void> {
  const { res, script, write } = exchange;
  if (script.content.every((piece) => Buffer.isBuffer(piece))) {
    const bytes = wholeAnswer(exchange);
    res.writeHead(200, { ...script.headers, "content-length": bytes.length });
    write(bytes);
    res.end();
    return;
  }
  const speak = speaker(exchange);
  for (const piece of [...script.opening, ...script.content, ...script.closing]) {
    speak(piece);
    await sleep(2);
  }
  if (script.end) write(script.end);
  res.end();
}

/** The whole answer as one text, as the wire would have it. */
export function wholeAnswer({ script }: Exchange): Buffer {
  const frame = script.framer?.() ?? ((piece: string) => piece);
  const pieces = [...script.opening, ...script.content, ...script.closing];
  const bytes = pieces.map((piece) => Buffer.from(typeof piece === "string" ? frame(piece) : piece));
  return Buffer.concat([...bytes, Buffer.from(script.end ?? "")]);
}

/** Says the opening and the first pieces of content: as many as told, else half of them. */
export function begin(exchange: Exchange, count: number): (piece: string | Buffer) => boolean {
  const { opening, content } = exchange.script;
  const speak = speaker(exchange);
  const half = Math.max(1, Math.floor(content.length / 2));
  for (const piece of [...opening, ...content.slice(0, count < 0 ? half : count)]) speak(piece);
  return speak;
}

/** Fillers first, then the answer: in a buffered one they are blanks, and the whole stays JSON. */
export async function delayed(
  exchange: Exchange,
  fill: (speak: (piece: string) => boolean) => Promise<void>,
) {
  const { res, script, write } = exchange;
  const speak = speaker(exchange);
  for (const piece of script.opening) speak(piece);
  await fill(speak);
  for (const piece of [...script.content, ...script.closing]) speak(piece);
  if (script.end) write(script.end);
  res.end();
}
