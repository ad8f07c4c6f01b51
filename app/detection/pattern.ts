import { type Category } from "~/rules/categories";

/** A stretch of text that a pattern's expression found, with what stands around it. */
export interface Candidate {
  match: string;
  /** Up to CONTEXT_LENGTH UTF-16 units before and after, cut at the borders of the text. */
  before: string;
  after: string;
}

/** One entry of the catalogue. */
export interface Pattern {
  id: string;
  name: string;
  category: Category;
  /**
   * RE2 syntax. Where it has a group, what is found is that group, and the group must close the match: what comes
   * before it is the label that makes the value recognisable.
   */
  source: string;
  /** What the expression cannot say: check digits, issued ranges, what must not stand next to it. */
  accepts(candidate: Candidate): boolean;
  /** Texts in which it finds exactly what stands between « and ». */
  examples: readonly string[];
  /** Texts that look alike and in which it finds nothing. */
  nearMisses: readonly string[];
  /** Where the form is defined. */
  reference: string;
}

/** How much of the surroundings a pattern may look at. */
export const CONTEXT_LENGTH = 5;

/** Separators as people and models write them: no-break spaces and the dashes that a keyboard lacks included. */
export const SPACE = String.raw`[ \x{a0}\x{202f}]`;
export const DASH = String.raw`[-\x{2010}\x{2011}\x{2013}]`;
export const SEPARATOR = String.raw`[ .\-\x{a0}\x{202f}\x{2010}\x{2011}\x{2013}]`;
