/**
 * A stream whose rules need the whole answer: all events wait to its end, then the texts that came in pieces are ruled as
 * one, and each goes out in the place of its first piece.
 */
import { type StreamFrame } from "~/providers/codec";
import { type EventPiece, type EventTextReader } from "~/providers/event-text";
import { isObject, parseJson } from "~/providers/json-value";
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

export class AnswerTooLongError extends Error {
  override name = "AnswerTooLongError";
}

/** @param source The texts where they stand in a whole answer, as JSON. @throws {RuleBlockedError} */
export type RuleTexts = (parts: readonly TextPart[], source: string) => readonly JsonReplacement[];

interface Held {
  frame: StreamFrame;
  pieces: readonly EventPiece[];
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
    const event = parseJson(frame.data);
    this.held.push({ frame, pieces: isObject(event) ? this.read(event).pieces : [] });
    return Promise.resolve([]);
  }

  finish(): Promise<StreamFrame[]> {
    const texts = new Map<string, { place: EventPiece["place"]; kind: EventPiece["kind"]; text: string }>();
    for (const piece of this.held.flatMap(({ pieces }) => pieces)) {
      const known = texts.get(keyOf(piece));
      if (known) known.text += piece.text;
      else texts.set(keyOf(piece), { place: piece.place, kind: piece.kind, text: piece.text });
    }
    const ruled = this.ruled([...texts.values()]);
    const said = new Set<string>();
    const frames = this.held.splice(0).map(({ frame, pieces }) => {
      const replacements = pieces.map((piece): JsonReplacement => {
        const key = keyOf(piece);
        const text = said.has(key) ? "" : (ruled.get(key) ?? "");
        said.add(key);
        return { path: [...piece.path], text };
      });
      return replacements.length === 0
        ? frame
        : { ...frame, data: replaceJsonValues(frame.data, replacements) };
    });
    return Promise.resolve(frames);
  }

  private ruled(texts: readonly Pick<EventPiece, "place" | "kind" | "text">[]): Map<string, string> {
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

/** As much of a buffered answer as the texts make up. */
function wholeAnswer(texts: readonly Pick<EventPiece, "place" | "text">[]): string {
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
