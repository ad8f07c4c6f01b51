/**
 * Text inside JSON source: finding it and replacing it without touching any other character.
 *
 * A body is never parsed and printed again: big integers, `1.0`, spacing, escapes and the order of keys reach the
 * provider as the caller wrote them.
 */
import {
  decodeLiteral,
  JsonTextError,
  walkJson,
  type JsonStep,
  type JsonVisitor,
} from "~/redaction/walk-json";

export { JsonTextError, JsonTooDeepError, MAX_JSON_DEPTH, type JsonStep } from "~/redaction/walk-json";

/** One piece of text in a body. */
export interface TextPart {
  /** Where the string sits in the body. */
  path: JsonStep[];
  /** The string itself holds JSON (tool arguments), and this is where the text sits in there. */
  inner?: JsonStep[];
  /** The decoded text. */
  text: string;
}

/** What one value of a body becomes: a string gets another text, anything else another literal. */
export type JsonReplacement = Pick<TextPart, "path" | "inner"> & ({ text: string } | { literal: string });

/** A value that holds no others. */
export interface JsonLeaf extends Pick<TextPart, "path" | "inner"> {
  value: string | number | boolean;
}

interface Target {
  children: Map<JsonStep, Target>;
  /** JSON source, or what becomes of the JSON that the string holds. */
  replacement: string | JsonReplacement[] | null;
  isString: boolean;
  replaced: boolean;
}

const newTarget = (): Target => ({
  children: new Map(),
  replacement: null,
  isString: true,
  replaced: false,
});

/** The replacements as a tree over paths, so that one walk finds them all. */
function plan(replacements: readonly JsonReplacement[]): { root: Target; targets: Target[] } {
  const root = newTarget();
  const targets = new Set<Target>();
  for (const replacement of replacements) {
    const { path, inner } = replacement;
    let target = root;
    for (const step of path) {
      const child = target.children.get(step) ?? newTarget();
      target.children.set(step, child);
      target = child;
    }
    if (inner === undefined && target.replacement === null) {
      target.isString = "text" in replacement;
      target.replacement = "text" in replacement ? JSON.stringify(replacement.text) : replacement.literal;
    } else if (inner !== undefined && typeof target.replacement !== "string") {
      const within = "text" in replacement ? { text: replacement.text } : { literal: replacement.literal };
      target.replacement = [...(target.replacement ?? []), { path: inner, ...within }];
    } else throw new JsonTextError("two replacements for one string");
    targets.add(target);
  }
  return { root, targets: [...targets] };
}

function newLiteral(
  source: string,
  start: number,
  end: number,
  replacement: string | JsonReplacement[],
): string {
  if (typeof replacement === "string") return replacement;
  return JSON.stringify(replaceJsonValues(decodeLiteral(source, start, end), replacement));
}

/**
 * The source with new literals at exactly the named paths. Without replacements it is the same string.
 * With `inner`, the replacement happens inside the JSON that the string holds; the rest of that JSON stays as it is.
 *
 * @throws {JsonTextError} when a path names no such value, leads into one that is itself replaced, or names more than one (duplicate keys): a replacement that
 *   cannot be made must never let the original through.
 */
export function replaceJsonValues(source: string, replacements: readonly JsonReplacement[]): string {
  if (replacements.length === 0) return source;
  const { root, targets } = plan(replacements);
  const pieces: string[] = [];
  let copied = 0;
  let current: Target | undefined = root;
  const open: { target: Target | undefined; start: number }[] = [];
  const replace = (start: number, end: number, isString: boolean) => {
    if (!current || current.replacement === null || current.isString !== isString) return;
    if (current.replaced) throw new JsonTextError("a replaced value occurs twice");
    current.replaced = true;
    pieces.push(source.slice(copied, start), newLiteral(source, start, end, current.replacement));
    copied = end;
  };
  walkJson(source, {
    slot: (step) => (current = open.at(-1)?.target?.children.get(step)),
    open: (start) => {
      open.push({ target: current, start });
      current = undefined;
    },
    close: (end) => {
      const closed = open.pop();
      current = closed?.target;
      if (closed) replace(closed.start, end, false);
    },
    string: (start, end) => replace(start, end, true),
    scalar: (start, end) => replace(start, end, false),
  } satisfies JsonVisitor);
  if (targets.some((target) => !target.replaced)) throw new JsonTextError("a value to replace is not there");
  pieces.push(source.slice(copied));
  return pieces.join("");
}

/** The source with every string value, keys apart, put through a function; what it leaves alone keeps its bytes. */
export function mapJsonStrings(source: string, change: (text: string) => string): string {
  const pieces: string[] = [];
  let copied = 0;
  visitLeaves(source, (_path, start, end, isString) => {
    if (!isString) return;
    const text = decodeLiteral(source, start, end);
    const changed = change(text);
    if (changed === text) return;
    pieces.push(source.slice(copied, start), JSON.stringify(changed));
    copied = end;
  });
  return pieces.length === 0 ? source : pieces.join("") + source.slice(copied);
}

/**
 * Whether any object names a key twice (`"a"` and `"\u0061"` are one key). Readers differ in which one counts, so
 * what our rules saw might not be what the provider acts on: with rules in force such a body is refused.
 *
 * @param source Text that JSON.parse accepts.
 * @throws {JsonTooDeepError}
 */
export function hasDuplicateKeys(source: string): boolean {
  const open: Set<JsonStep>[] = [];
  let duplicate = false;
  walkJson(source, {
    slot: (step) => {
      const keys = open.at(-1);
      if (keys === undefined || typeof step === "number") return;
      duplicate ||= keys.has(step);
      keys.add(step);
    },
    open: () => open.push(new Set()),
    close: () => open.pop(),
    string: () => undefined,
  } satisfies JsonVisitor);
  return duplicate;
}

/** Visits every value in JSON source that holds no others, with its path. Keys are not values. */
function visitLeaves(
  source: string,
  visit: (path: JsonStep[], start: number, end: number, isString: boolean) => void,
): void {
  const path: JsonStep[] = [];
  let depth = 0;
  walkJson(source, {
    slot: (step) => (path[depth - 1] = step),
    open: () => depth++,
    close: () => (path.length = --depth),
    string: (start, end) => visit(path.slice(0, depth), start, end, true),
    scalar: (start, end) => visit(path.slice(0, depth), start, end, false),
  } satisfies JsonVisitor);
}

function stringValues(source: string): Pick<TextPart, "path" | "text">[] {
  const values: Pick<TextPart, "path" | "text">[] = [];
  visitLeaves(source, (path, start, end, isString) => {
    if (isString) values.push({ path, text: decodeLiteral(source, start, end) });
  });
  return values;
}

function scalarValue(literal: string): number | boolean | null {
  const value: unknown = JSON.parse(literal);
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

/**
 * Every string, number and truth value in JSON source; those in a string that holds JSON with their path inside it.
 *
 * @param isPlain The string at this path is text, whatever it looks like.
 */
export function jsonLeaves(source: string, isPlain: (path: readonly JsonStep[]) => boolean): JsonLeaf[] {
  const leaves: JsonLeaf[] = [];
  visitLeaves(source, (path, start, end, isString) => {
    const value = isString ? decodeLiteral(source, start, end) : scalarValue(source.slice(start, end));
    if (value === null) return;
    if (typeof value !== "string" || isPlain(path) || !holdsJson(value)) leaves.push({ path, value });
    else {
      // Not deeper: JSON in a string in a string is text there.
      for (const leaf of jsonLeaves(value, () => true)) leaves.push({ ...leaf, path, inner: leaf.path });
    }
  });
  return leaves;
}

function holdsJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return !hasDuplicateKeys(text);
  } catch {
    return false;
  }
}

/**
 * The text parts of a string that may hold JSON, such as a tool's arguments: one part for each string inside when
 * it does, else (plain text, cut-off or ambiguous JSON) the string as a whole.
 */
export function textPartsOfJsonString(path: JsonStep[], text: string): TextPart[] {
  if (!holdsJson(text)) return [{ path, text }];
  return stringValues(text).map((value) => ({ path, inner: value.path, text: value.text }));
}
