import { type Category } from "~/rules/categories";

/**
 * What may stand beside a value, told from its nearest neighbours (up to NEIGHBOUR_LENGTH UTF-16 units of the
 * normalised text, fewer at the borders). Kinds are in `boundaries.ts`.
 */
export type Boundary = (before: string, after: string) => boolean;

/**
 * One entry of the catalogue. All expressions are RE2 and see normalised text (`normalize-text.ts`): digits are ASCII,
 * every kind of space but a line break or tab is " ", every kind of hyphen or dash is "-", zero-width characters are gone.
 * A candidate becomes a finding when `boundary`, `validate` and `context`, where given, all agree; what each of them
 * is there for is shown by a near miss that is found without it.
 */
export interface Pattern {
  /** Stable, unique: traces and rule hits name it. */
  id: string;
  name: string;
  category: Category;
  /** What must come right before the value and is no part of it: a label, `password=`. */
  before?: string;
  /** The value. It may not match the empty string or across more than 8192 bytes. Groups are non-capturing. */
  source: string;
  /** What must come right after the value and is no part of it. */
  after?: string;
  /**
   * A piece that every match contains and that is easier to find, where that is less than all of it: best is what is rare
   * in ordinary text, such as an ending or a label.
   */
  core?: string;
  /** Where the core is, a match is likely; elsewhere the whole is not tried. Not for what is a word alone. */
  isCoreTelling?: true;
  boundary?: Boundary;
  /** What an expression cannot say: check digits, issued ranges, entropy. Gets the value as normalised. */
  validate?(value: string): boolean;
  /**
   * Words of which one must stand near the value: within CONTEXT_BEFORE units before it or CONTEXT_AFTER after it,
   * in the same text. Lower case; a space matches any run of spaces, `_` or `-`, or the seam of a camelCase name; no
   * letter may adjoin (so that "tin" is not found in "testing").
   */
  context?: readonly string[];
  /** How sure a finding is, 0 to 1. Between overlapping findings of one length the surer one names the whole. */
  confidence: number;
  /** Texts in which it finds exactly what stands between « and ». */
  examples: readonly string[];
  /** Texts that look alike and in which it finds nothing. */
  nearMisses: readonly string[];
  /** Where the form is defined: the issuer's documentation or the standard. */
  reference: string;
}

/** How much of the neighbours a boundary may look at, in UTF-16 units. */
export const NEIGHBOUR_LENGTH = 32;
/** Where context words count, in UTF-16 units before the value and after it. */
export const CONTEXT_BEFORE = 80;
export const CONTEXT_AFTER = 40;
