/** What a pattern is and does, as data for people to read: its functions become words, its near misses get a reason. */
import {
  ID_NUMBER,
  KEY_END,
  NO_LITERAL,
  NUMBER,
  NUMBER_IN_GROUPS,
  TOKEN,
  WORD,
} from "~/detection/boundaries";
import { CATALOGUE } from "~/detection/catalogue";
import { compilePattern, findMatches, type CompiledPattern } from "~/detection/find-matches";
import { markedPieces, type TextPiece } from "~/detection/marked-text";
import { normalizeText } from "~/detection/normalize-text";
import { CONTEXT_AFTER, CONTEXT_BEFORE, type Boundary, type Pattern } from "~/detection/pattern";
import { type Category } from "~/rules/categories";

/** The parts of a pattern that may speak against what its expression matches. */
const CHECKS = ["boundary", "validate", "context"] as const;
export type Check = (typeof CHECKS)[number];

export interface NearMiss {
  text: string;
  /** Which checks speak against it; none when the expression does not match it in the first place. */
  rejectedBy: Check[];
}

export interface PatternDescription extends Pick<Pattern, "id" | "name" | "confidence" | "reference"> {
  /** RE2. */
  expression: { before: string | null; source: string; after: string | null };
  /** What may not stand beside the value, in words. */
  boundary: string | null;
  /** Code looks at the value: check digits, issued ranges, entropy. */
  isValidated: boolean;
  /** Distances in characters. Null: no word has to be near. */
  context: { words: readonly string[]; before: number; after: number } | null;
  examples: TextPiece[][];
  nearMisses: NearMiss[];
}

const BOUNDARY_WORDS: ReadonlyMap<Boundary, string> = new Map([
  [WORD, "Not within a word: no letter, digit or underscore stands beside it."],
  [TOKEN, "Not within a longer token: no letter, digit, hyphen, slash or plus sign stands beside it."],
  [NUMBER, "Not within a longer number, decimal, amount, version or identifier."],
  [NO_LITERAL, "Not within a longer token, and no literal in the source code of a program."],
  [NUMBER_IN_GROUPS, "Not within a longer number or identifier, nor beside a further group of digits."],
  [ID_NUMBER, "Not within a longer number, amount, path or address."],
  [KEY_END, "Not the beginning of something longer."],
]);
const OWN_BOUNDARY =
  "Only where what stands right beside it allows: a check of its own looks at the characters.";

/** The compiled pattern without the checks that are not kept. */
function keeping(kept: readonly Check[], compiled: CompiledPattern): CompiledPattern {
  const pattern = CHECKS.filter((check) => !kept.includes(check)).reduce<Pattern>(
    (rest, check) => ({ ...rest, [check]: undefined }),
    compiled.pattern,
  );
  return { ...compiled, pattern, context: kept.includes("context") ? compiled.context : null };
}

/**
 * A check speaks against a text when it alone changes what the expression finds there, or when the others alone would
 * let something through: behind what one check turns down there may be more, which only another one does.
 */
function describeNearMiss(compiled: CompiledPattern, text: string): NearMiss {
  const normalized = normalizeText(text).text;
  const placesWith = (kept: readonly Check[]) =>
    findMatches(keeping(kept, compiled), normalized)
      .map(({ start, end }) => `${start}-${end}`)
      .join();
  const unchecked = placesWith([]);
  if (unchecked === "") return { text, rejectedBy: [] };
  const speaksAgainst = (check: Check) =>
    placesWith([check]) !== unchecked || placesWith(CHECKS.filter((other) => other !== check)) !== "";
  return { text, rejectedBy: CHECKS.filter(speaksAgainst) };
}

export function describePattern(pattern: Pattern): PatternDescription {
  const { id, name, confidence, reference, before = null, source, after = null } = pattern;
  const { boundary, context, examples, nearMisses } = pattern;
  const compiled = compilePattern(pattern);
  return {
    id,
    name,
    confidence,
    reference,
    expression: { before, source, after },
    boundary: boundary ? (BOUNDARY_WORDS.get(boundary) ?? OWN_BOUNDARY) : null,
    isValidated: pattern.validate !== undefined,
    context: context ? { words: context, before: CONTEXT_BEFORE, after: CONTEXT_AFTER } : null,
    examples: examples.map(markedPieces),
    nearMisses: nearMisses.map((text) => describeNearMiss(compiled, text)),
  };
}

type PatternName = Pick<Pattern, "id" | "name">;

/** A pattern of a category and the names of those beside it in the catalogue. Null: the category has none of that id. */
export function findPattern(
  category: Category,
  id: string,
): { pattern: PatternDescription; previous: PatternName | null; next: PatternName | null } | null {
  const patterns = CATALOGUE.filter((pattern) => pattern.category === category);
  const place = patterns.findIndex((pattern) => pattern.id === id);
  const pattern = patterns[place];
  if (!pattern) return null;
  const nameAt = (index: number): PatternName | null => {
    const neighbour = patterns[index];
    return neighbour ? { id: neighbour.id, name: neighbour.name } : null;
  };
  return { pattern: describePattern(pattern), previous: nameAt(place - 1), next: nameAt(place + 1) };
}

/** A pattern in a line. */
export interface PatternSummary extends Pick<Pattern, "id" | "name" | "confidence"> {
  example: TextPiece[];
}

/** The patterns of a category, in catalogue order. */
export function summariseCategory(category: Category): PatternSummary[] {
  return CATALOGUE.filter((pattern) => pattern.category === category).map(
    ({ id, name, confidence, examples: [example = ""] }) => ({
      id,
      name,
      confidence,
      example: markedPieces(example),
    }),
  );
}
