import { type Category } from "~/rules/categories";

/** A value that a pattern found in a text. */
export interface Finding {
  patternId: string;
  category: Category;
  /** UTF-16 offsets into the text as it came, end exclusive. */
  start: number;
  end: number;
}
