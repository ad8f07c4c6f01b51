/** Patterns that users write: only ever run by RE2, so that none can cost more than time linear in the text. */
import RE2 from "re2";
import { beforeUncertain, createHoldBack, type HoldBack, type OpenText } from "~/detection/hold-back";

/** A match with what replaces it; UTF-16 offsets, end exclusive. */
interface Replaced {
  start: number;
  end: number;
  text: string;
}

export interface UserPattern {
  /** RE2 syntax, flags apart. */
  readonly source: string;
  readonly ignoreCase: boolean;
  /** Whether there is a match that begins at or after an offset. */
  test(text: string, from?: number): boolean;
  /** Every match from an offset on that is not empty, disjoint and in order, and what the template makes of it. */
  replacements(text: string, template: string, from?: number): Replaced[];
  /** The same of the end of a text that is still being received: what ends by `openFrom` is certain, nothing straddles it. */
  findOpen(open: OpenText, template: string): { found: Replaced[]; openFrom: number };
}

export class UserPatternError extends Error {
  override name = "UserPatternError";
}

/** What RE2 leaves out on purpose, and how its messages name it. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/invalid perl operator: (\(\?(?:<?[=!]|>))/, "look-ahead and look-behind are not supported"],
  [/invalid escape sequence: (\\[1-9])/, "back-references are not supported"],
  [/invalid perl operator: (\(\?\S{0,3})/, "this kind of group is not supported"],
  [/invalid repetition size: (\{\S+)/, "a repetition of more than 1000 is not supported"],
];

function explain(source: string, message: string): string {
  for (const [form, reason] of REFUSED) {
    const fragment = form.exec(message)?.[1];
    if (fragment === undefined) continue;
    const at = source.indexOf(fragment);
    const where = at < 0 ? "" : `, at character ${at + 1}`;
    return `${reason}: “${fragment}”${where}`;
  }
  return message.replace(/^Invalid regular expression: /, "");
}

/** Texts on which whatever can match nothing at all does so somewhere. */
const EMPTY_PROBES = ["", "a b", "1-a\n_"];

/**
 * Whether a pattern can match the empty string: replacing with it would write between every two characters.
 * @throws {UserPatternError}
 */
export function matchesEmpty(source: string): boolean {
  const re2 = compile(source, true);
  return EMPTY_PROBES.some((probe) => hasEmptyMatch(re2, probe));
}

/** Match by match: asked for all at once, RE2 finds an empty one at the same place until memory ends. */
function hasEmptyMatch(re2: RE2, text: string): boolean {
  re2.lastIndex = 0;
  for (let match = re2.exec(text); match; match = re2.exec(text)) if (match[0] === "") return true;
  return false;
}

function compile(source: string, ignoreCase: boolean): RE2 {
  try {
    return new RE2(source, ignoreCase ? "giu" : "gu");
  } catch (error) {
    throw new UserPatternError(explain(source, error instanceof Error ? error.message : ""));
  }
}

const REFERENCE = /\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g;

/** The groups that a template refers to and the pattern lacks: `$3`. @throws {UserPatternError} */
export function missingGroups(source: string, template: string): string[] {
  // A pattern with an empty alternative matches, and tells its groups.
  const match = compile(`(?:${source})|`, false).exec("");
  const count = (match?.length ?? 1) - 1;
  const names = Object.keys(match?.groups ?? {});
  return [...template.matchAll(REFERENCE)].flatMap(([reference, , , number, name]) => {
    if (number !== undefined) return Number(number) <= count && Number(number) > 0 ? [] : reference;
    return name === undefined || names.includes(name) ? [] : reference;
  });
}

/** `$1`, `$<name>`, `$&` and `$$` as in JavaScript; every other `$` is itself. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(
    REFERENCE,
    (_reference, dollar?: string, whole?: string, number?: string, name?: string) => {
      if (dollar !== undefined) return "$";
      if (whole !== undefined) return match[0];
      return (number === undefined ? match.groups?.[name ?? ""] : match[Number(number)]) ?? "";
    },
  );
}

/** @throws {UserPatternError} that says what is wrong with it and where. */
export function compileUserPattern(
  source: string,
  { ignoreCase = false, isLiteral = false }: { ignoreCase?: boolean; isLiteral?: boolean } = {},
): UserPattern {
  const regex = isLiteral ? source.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`) : source;
  const re2 = compile(regex, ignoreCase);
  let holdBack: HoldBack | null = null;
  const replacements = (text: string, template: string, from = 0): Replaced[] => {
    const found: Replaced[] = [];
    re2.lastIndex = from;
    for (let match = re2.exec(text); match; match = re2.exec(text)) {
      const [{ length }] = match;
      // Never into the middle of a character: RE2 would count from another place than we do.
      if (length === 0) re2.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
      else {
        const replaced = isLiteral ? template : expand(template, match);
        found.push({ start: match.index, end: match.index + length, text: replaced });
      }
    }
    return found;
  };
  return {
    source: regex,
    ignoreCase,
    test(text, from = 0) {
      re2.lastIndex = from;
      return re2.test(text);
    },
    replacements,
    findOpen({ text, from }, template) {
      holdBack ??= createHoldBack([{ source: regex, ignoreCase }]);
      const found = replacements(text, template, from);
      return { found, openFrom: beforeUncertain(found, holdBack(text, from)) };
    },
  };
}

/** Tells in one pass over a text which of many patterns match it. */
export interface PatternSet {
  /** Places in the list that the set was made of. */
  matching(text: string): readonly number[];
}

/** @param patterns Compiled ones: a set of broken ones cannot come to be. */
export function createPatternSet(patterns: readonly UserPattern[]): PatternSet {
  const each = (text: string) => patterns.flatMap((pattern, place) => (pattern.test(text) ? place : []));
  if (patterns.length === 0) return { matching: () => [] };
  const sources = patterns.map(({ source, ignoreCase }) => (ignoreCase ? `(?i:${source})` : `(?:${source})`));
  let set: InstanceType<typeof RE2.Set>;
  try {
    set = new RE2.Set(sources, "u");
  } catch {
    // Larger than a set may be.
    return { matching: each };
  }
  return {
    matching(text) {
      try {
        return set.match(text);
      } catch {
        return each(text);
      }
    },
  };
}
