/** What a pattern is and does, as data for people to read: its functions become words, its near misses get a reason. */
import { ID_NUMBER, NO_LITERAL, NUMBER, NUMBER_IN_GROUPS, TOKEN, WORD } from "~/detection/boundaries";
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
  [NO_LITERAL, "Not within a longer token, and no literal in the source code of a program."],
  [NUMBER, "Not within a longer number, decimal, amount, version or identifier."],
  [
    NUMBER_IN_GROUPS,
    "Not within a longer number or identifier, and no part of a longer row of groups of digits.",
  ],
  [ID_NUMBER, "Not within a longer number, decimal, amount, path or address; commas may stand beside it."],
]);
const OWN_BOUNDARY =
  "Only where what stands right beside it allows: a check of its own looks at the characters.";

/** The compiled pattern with one of its checks alone, or with none. */
function withOnly(check: Check | null, compiled: CompiledPattern): CompiledPattern {
  const pattern = CHECKS.filter((other) => other !== check).reduce<Pattern>(
    (rest, other) => ({ ...rest, [other]: undefined }),
    compiled.pattern,
  );
  return { ...compiled, pattern, context: check === "context" ? compiled.context : null };
}

function describeNearMiss(compiled: CompiledPattern, text: string): NearMiss {
  const normalized = normalizeText(text).text;
  const placesWith = (check: Check | null) =>
    findMatches(withOnly(check, compiled), normalized, false)
      .map(({ start, end }) => `${start}-${end}`)
      .join();
  const unchecked = placesWith(null);
  return { text, rejectedBy: CHECKS.filter((check) => placesWith(check) !== unchecked) };
}

function describePattern(pattern: Pattern): PatternDescription {
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

const described = new Map<Category, readonly PatternDescription[]>();

/** The patterns of a category, in catalogue order. Made at the first question: the catalogue never changes. */
export function describeCategory(category: Category): readonly PatternDescription[] {
  const known = described.get(category);
  if (known) return known;
  const descriptions = CATALOGUE.filter((pattern) => pattern.category === category).map(describePattern);
  described.set(category, descriptions);
  return descriptions;
}
