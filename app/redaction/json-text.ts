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

/** What the strings that hold JSON themselves become, by the path inside them. */
type InnerReplacement = Pick<TextPart, "path" | "text">;

interface Target {
  children: Map<JsonStep, Target>;
  replacement: string | InnerReplacement[] | null;
  replaced: boolean;
}

const newTarget = (): Target => ({ children: new Map(), replacement: null, replaced: false });

/** The replacements as a tree over paths, so that one walk finds them all. */
function plan(replacements: readonly TextPart[]): { root: Target; targets: Target[] } {
  const root = newTarget();
  const targets = new Set<Target>();
  for (const { path, inner, text } of replacements) {
    let target = root;
    for (const step of path) {
      const child = target.children.get(step) ?? newTarget();
      target.children.set(step, child);
      target = child;
    }
    if (inner === undefined && target.replacement === null) target.replacement = text;
    else if (inner !== undefined && typeof target.replacement !== "string") {
      target.replacement = [...(target.replacement ?? []), { path: inner, text }];
    } else throw new JsonTextError("two replacements for one string");
    targets.add(target);
  }
  return { root, targets: [...targets] };
}

function newLiteral(
  source: string,
  start: number,
  end: number,
  replacement: string | InnerReplacement[],
): string {
  if (typeof replacement === "string") return JSON.stringify(replacement);
  return JSON.stringify(replaceJsonStrings(decodeLiteral(source, start, end), replacement));
}

/**
 * The source with new string literals at exactly the named paths. Without replacements it is the same string.
 * With `inner`, the replacement happens inside the JSON that the string holds; the rest of that JSON stays as it is.
 *
 * @throws {JsonTextError} when a path names no string, or names more than one (duplicate keys): a replacement that
 *   cannot be made must never let the original through.
 */
export function replaceJsonStrings(source: string, replacements: readonly TextPart[]): string {
  if (replacements.length === 0) return source;
  const { root, targets } = plan(replacements);
  const pieces: string[] = [];
  let copied = 0;
  let current: Target | undefined = root;
  const open: (Target | undefined)[] = [];
  walkJson(source, {
    slot: (step) => (current = open.at(-1)?.children.get(step)),
    open: () => {
      open.push(current);
      current = undefined;
    },
    close: () => open.pop(),
    string: (start, end) => {
      if (!current || current.replacement === null) return;
      if (current.replaced) throw new JsonTextError("a replaced string occurs twice");
      current.replaced = true;
      pieces.push(source.slice(copied, start), newLiteral(source, start, end, current.replacement));
      copied = end;
    },
  } satisfies JsonVisitor);
  if (targets.some((target) => !target.replaced)) throw new JsonTextError("a string to replace is not there");
  pieces.push(source.slice(copied));
  return pieces.join("");
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

/** Every string value in JSON source, with its path. Keys are not values. */
function stringValues(source: string): InnerReplacement[] {
  const values: InnerReplacement[] = [];
  const path: JsonStep[] = [];
  let depth = 0;
  walkJson(source, {
    slot: (step) => (path[depth - 1] = step),
    open: () => depth++,
    close: () => (path.length = --depth),
    string: (start, end) =>
      values.push({ path: path.slice(0, depth), text: decodeLiteral(source, start, end) }),
  } satisfies JsonVisitor);
  return values;
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
