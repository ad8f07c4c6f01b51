/** A body while rules rewrite it: its texts, and the fields beside them that rules name by path. */
import {
  jsonLeaves,
  type JsonLeaf,
  type JsonReplacement,
  type JsonStep,
  type TextPart,
} from "~/redaction/json-text";
import { SegmentedText, type Insertion, type Span } from "~/redaction/segmented-text";
import { formatPath } from "~/rules/format-path";
import { type JsonPath, isInPath } from "~/rules/json-path";

/** Says on whose behalf a text was put in, and collects where it ended up. */
export interface SpanOwner {
  addSpan(path: string, start: number, end: number): void;
}

interface DocumentText {
  part: TextPart;
  text: SegmentedText<SpanOwner>;
}

/** A value that rules changed, so far. */
export interface DocumentChange {
  path: string;
  /** As it came. */
  original: string;
  /** As it is now. */
  text: string;
  spans: readonly Span<SpanOwner>[];
}

export interface Field {
  /** For people. */
  path: string;
  /** Null for a number or a truth value: these cannot hold a token or a placeholder. */
  text: SegmentedText<SpanOwner> | null;
  /** The value as it came. */
  original: string;
  /** Makes a number or a truth value say nothing: 0 or false. Its type stays, so that the body keeps its shape. */
  erase: () => void;
}

type Place = Pick<TextPart, "path" | "inner">;

const placeOf = ({ path, inner = [] }: Place): JsonStep[] => [...path, ...inner];
const keyOf = (place: Place): string => JSON.stringify([place.path, place.inner]);

function partPath({ path, inner }: Place): string {
  return inner === undefined ? formatPath(path) : `${formatPath(path)}#${formatPath(inner)}`;
}

export class RuleDocument {
  readonly texts: DocumentText[];
  private readonly erased: { place: Place; literal: string; original: string }[] = [];
  private leaves: JsonLeaf[] | null = null;
  /** Something was put in: what was told of the original no longer holds. */
  hasChanged = false;

  /** @param source The body, as JSON; null where it is not known. */
  constructor(
    parts: readonly TextPart[],
    private readonly source: string | null,
  ) {
    this.texts = parts.map((part) => ({ part, text: new SegmentedText<SpanOwner>(part.text) }));
  }

  /** Rewrites what was found in the texts that are still open. */
  replaceFound<Finding extends { start: number; end: number }>(
    find: (texts: string[]) => Finding[][],
    insert: (finding: Finding) => Insertion<SpanOwner>,
  ): void {
    const openTexts = this.texts.map(({ text }) => text.openTexts());
    const findings = find(openTexts.flat());
    let next = 0;
    for (const [index, { text }] of this.texts.entries()) {
      const own = findings.slice(next, (next += openTexts[index]?.length ?? 0));
      if (own.some((found) => found.length > 0)) this.hasChanged = true;
      text.replace(own, insert);
    }
  }

  /** The values at or below the paths, once each. */
  fields(paths: readonly JsonPath[]): Field[] {
    if (this.source === null) return [];
    this.leaves ??= jsonLeaves(this.source, (path) => this.isPlainText(path));
    const known = new Map(this.texts.map((entry) => [keyOf(entry.part), entry.text]));
    return this.leaves
      .filter((leaf) => paths.some((path) => isInPath(path, placeOf(leaf))))
      .map((leaf) => {
        const text = typeof leaf.value === "string" ? (known.get(keyOf(leaf)) ?? this.addText(leaf)) : null;
        return {
          path: partPath(leaf),
          text,
          original: String(leaf.value),
          erase: () => this.erase(leaf),
        };
      });
  }

  private erase({ path, inner, value }: JsonLeaf): void {
    const place = { path, ...(inner && { inner }) };
    if (this.erased.some((other) => keyOf(other.place) === keyOf(place))) return;
    const literal = typeof value === "number" ? "0" : "false";
    this.erased.push({ place, literal, original: String(value) });
  }

  private isPlainText(path: readonly JsonStep[]): boolean {
    const key = keyOf({ path: [...path] });
    return this.texts.some(({ part }) => keyOf(part) === key);
  }

  private addText({ path, inner, value }: JsonLeaf): SegmentedText<SpanOwner> {
    const part: TextPart = { path, ...(inner && { inner }), text: String(value) };
    const text = new SegmentedText<SpanOwner>(part.text);
    this.texts.push({ part, text });
    return text;
  }

  /** What changed so far, for people. Tells nobody. */
  changes(): DocumentChange[] {
    const texts = this.texts.map(({ part, text }) => ({
      path: partPath(part),
      original: part.text,
      ...text.read(),
    }));
    const erased = this.erased.map(({ place, literal, original }) => {
      return { path: partPath(place), original, text: literal, spans: [] };
    });
    return [...texts.filter(({ spans }) => spans.length > 0), ...erased];
  }

  /** What changed, for the source; tells the owners where their text ended up. */
  read(): JsonReplacement[] {
    const changed = this.texts.flatMap(({ part, text: segments }) => {
      const { text, spans } = segments.read();
      if (spans.length === 0) return [];
      const path = partPath(part);
      for (const { owner, start, end } of spans) owner.addSpan(path, start, end);
      return { path: part.path, ...(part.inner && { inner: part.inner }), text };
    });
    return [...changed, ...this.erased.map(({ place, literal }) => ({ ...place, literal }))];
  }
}
