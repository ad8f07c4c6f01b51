/**
 * Paths into a JSON body, as rules name fields: `user.email`, `messages[*].metadata`, `$..ssn`, `items[0]["odd.key"]`.
 * `*` is every member or element, `..` any depth, its own level included. Browser-safe.
 */
/** A member's name or an element's index. */
type PathStep = string | number;

type Segment =
  | { readonly kind: "step"; readonly step: PathStep }
  | { readonly kind: "any" }
  /** What follows may sit at any depth. */
  | { readonly kind: "deep" };

export type JsonPath = readonly Segment[];

const MAX_SEGMENTS = 50;
const TOKEN =
  /\.\.|\.|\[\s*(?:(\*)|(\d{1,9})|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\]|(\*)|([^.[\]*"'\s]+)/y;

export class JsonPathError extends Error {
  override name = "JsonPathError";
}

function segmentOf(match: RegExpExecArray): Segment | null {
  const [token, anyIndex, index, quoted, singleQuoted, any, name] = match;
  if (token === "..") return { kind: "deep" };
  if (anyIndex !== undefined || any !== undefined) return { kind: "any" };
  if (index !== undefined) return { kind: "step", step: Number(index) };
  const key = quoted ?? singleQuoted;
  if (key !== undefined) return { kind: "step", step: key.replace(/\\(.)/g, "$1") };
  return name === undefined ? null : { kind: "step", step: name };
}

/** Two names need a dot between them, and a dot a name after it. */
function isOutOfPlace(token: string, previous: string): boolean {
  const isDot = token === "." || token === "..";
  const followsName = previous !== "" && previous !== "." && previous !== "..";
  if (isDot) return previous === "." || previous === "..";
  return token.startsWith("[") ? previous === "." : followsName;
}

/** @throws {JsonPathError} that says where the path stops making sense. */
export function parseJsonPath(text: string): JsonPath {
  const source = text.trim().replace(/^\$(?=$|[.[])/, "");
  const offset = text.trim().length - source.length;
  const segments: Segment[] = [];
  let previous = "";
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match || isOutOfPlace(match[0], previous) || segments.length === MAX_SEGMENTS) {
      throw new JsonPathError(`“${text}” is no path: it stops making sense at character ${at + offset + 1}`);
    }
    const segment = segmentOf(match);
    if (segment) segments.push(segment);
    previous = match[0];
  }
  if (segments.length === 0) throw new JsonPathError("a path names at least one field, such as user.email");
  if (previous === "." || previous === "..")
    throw new JsonPathError(`“${text}” is no path: it ends with a dot`);
  return segments;
}

/**
 * Whether the place is named by the path, or sits below a place that is: a path to an object means all in it.
 * Never costs more than steps times segments.
 */
export function isInPath(path: JsonPath, place: readonly PathStep[]): boolean {
  /** How many segments may be behind us; several at once where `..` leaves it open. */
  let reached = new Set([0]);
  for (const step of place) {
    const next = new Set<number>();
    for (const at of reached) {
      if (at === path.length) return true;
      advance(path, at, step, next);
    }
    reached = next;
  }
  return reached.has(path.length);
}

function advance(path: JsonPath, at: number, step: PathStep, next: Set<number>): void {
  const segment = path[at];
  if (!segment) return;
  if (segment.kind === "deep") {
    next.add(at);
    advance(path, at + 1, step, next);
  } else if (segment.kind === "any" || segment.step === step || segment.step === String(step))
    next.add(at + 1);
}
