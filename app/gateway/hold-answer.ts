/**
 * A stream whose rules need the whole answer: all events wait to its end, then the texts that came in pieces are ruled as
 * one, and each goes out in the place of its first piece.
 */
import { type StreamFrame } from "~/providers/codec";
import { type EventPiece, type EventReading, type EventTextReader } from "~/providers/event-text";
import { isObject, parseJson, type JsonObject } from "~/providers/json-value";
import { withoutProbabilities } from "~/providers/token-probabilities";
import {
  replaceJsonValues,
  textPartsOfJsonString,
  type JsonReplacement,
  type JsonStep,
  type TextPart,
} from "~/redaction/json-text";
import { type FrameRewriter } from "./answer-rules";

/** A longer answer cannot be ruled as a whole. Characters of all events together. */
const MAX_HELD = 16 * 1024 * 1024;

class AnswerTooLongError extends Error {
  override name = "AnswerTooLongError";
}

/** @param source The texts where they stand in a whole answer, as JSON. @throws {RuleBlockedError} */
export type RuleTexts = (parts: readonly TextPart[], source: string) => readonly JsonReplacement[];

/** One text of the answer. */
interface HeldText extends Pick<EventPiece, "place" | "kind"> {
  text: string;
}

/** A string that is complete in one event. */
interface WholeText extends HeldText {
  path: JsonStep[];
  /** It says again what came in pieces. */
  repeats: boolean;
}

interface Held {
  frame: StreamFrame;
  event: JsonObject;
  pieces: readonly EventPiece[];
  wholes: readonly WholeText[];
}

export class HeldAnswer implements FrameRewriter {
  private readonly held: Held[] = [];
  private size = 0;

  constructor(
    private readonly read: EventTextReader,
    private readonly rule: RuleTexts,
  ) {}

  rewrite(frame: StreamFrame): Promise<StreamFrame[]> {
    this.size += frame.data.length;
    if (this.size > MAX_HELD) throw new AnswerTooLongError("the answer is too long to be ruled as a whole");
    const parsed = parseJson(frame.data);
    const event = isObject(parsed) ? parsed : {};
    const reading = this.read(event);
    this.held.push({
      frame,
      event,
      pieces: reading.pieces,
      wholes: wholesOf(event, reading, this.held.length),
    });
    return Promise.resolve([]);
  }

  finish(): Promise<StreamFrame[]> {
    const held = this.held.splice(0);
    const said = saidInPieces(held);
    const known = new Set([...said.values()].map(({ text }) => text));
    // What repeats a text is no other text of the answer.
    const others = held
      .flatMap(({ wholes }) => wholes)
      .filter(({ text, repeats }) => !repeats || !known.has(text));
    const texts = [...said.values(), ...others];
    const ruled = this.ruled(texts);
    const again = new Map(texts.map(({ place, text }) => [text, ruled.get(keyOf({ place })) ?? text]));
    const hasChanged = texts.some(({ place, text }) => ruled.get(keyOf({ place })) !== text);
    const sent = new Set<string>();
    const frames = held.map(({ frame, event, pieces, wholes }): StreamFrame => {
      const replacements = pieces.map((piece): JsonReplacement => {
        const key = keyOf(piece);
        const text = sent.has(key) ? "" : (ruled.get(key) ?? "");
        sent.add(key);
        return { path: [...piece.path], text };
      });
      for (const { place, path, text } of wholes) {
        const now = ruled.get(keyOf({ place })) ?? again.get(text) ?? text;
        if (now !== text) replacements.push({ path, text: now });
      }
      if (hasChanged) replacements.push(...withoutProbabilities(event));
      return replacements.length === 0
        ? frame
        : { ...frame, data: replaceJsonValues(frame.data, replacements) };
    });
    return Promise.resolve(frames);
  }

  /** By place, what the rules leave of each text. */
  private ruled(texts: readonly HeldText[]): Map<string, string> {
    const parts = texts.flatMap(({ place, kind, text }) =>
      kind === "arguments" ? textPartsOfJsonString([...place], text) : { path: [...place], text },
    );
    const replacements = this.rule(parts, wholeAnswer(texts));
    return new Map(
      texts.map(({ place, text }) => {
        const key = keyOf({ place });
        const own = replacements
          .filter(({ path }) => keyOf({ place: path }) === key)
          .map((replacement) => ({ ...replacement, path: [] }));
        const said: unknown = JSON.parse(replaceJsonValues(JSON.stringify(text), own));
        return [key, typeof said === "string" ? said : text];
      }),
    );
  }
}

/** The texts that came in pieces, put together. */
function saidInPieces(held: readonly Held[]): Map<string, HeldText> {
  const texts = new Map<string, HeldText>();
  for (const { place, kind, text } of held.flatMap(({ pieces }) => pieces)) {
    const key = keyOf({ place });
    texts.set(key, { place, kind, text: (texts.get(key)?.text ?? "") + text });
  }
  return texts;
}

/** @param index Of the event; its texts have places of their own. */
function wholesOf(event: JsonObject, { wholes, repeats }: EventReading, index: number): WholeText[] {
  const strings = new Map(wholes.map((part) => [keyOf({ place: part.path }), part]));
  return [...strings.values()].map(({ path, inner }) => ({
    path,
    place: ["events", index, ...path],
    kind: inner ? ("arguments" as const) : ("text" as const),
    text: stringAt(event, path),
    repeats,
  }));
}

function stringAt(event: JsonObject, path: readonly JsonStep[]): string {
  let value: unknown = event;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isObject(value) ? value[step] : undefined;
  }
  return typeof value === "string" ? value : "";
}

/** As much of a buffered answer as the texts make up. */
function wholeAnswer(texts: readonly HeldText[]): string {
  const root = new Map<JsonStep, unknown>();
  for (const { place, text } of texts) {
    let at: Map<JsonStep, unknown> = root;
    for (const step of place.slice(0, -1)) {
      const below = at.get(step);
      const next = below instanceof Map ? (below as Map<JsonStep, unknown>) : new Map<JsonStep, unknown>();
      at.set(step, next);
      at = next;
    }
    at.set(place.at(-1) ?? "", text);
  }
  return JSON.stringify(plain(root));
}

function plain(value: unknown): unknown {
  return value instanceof Map
    ? Object.fromEntries(Array.from(value as Map<string, unknown>, ([key, below]) => [key, plain(below)]))
    : value;
}

function keyOf({ place }: Pick<EventPiece, "place">): string {
  return JSON.stringify(place);
}
