import { type Pattern } from "~/detection/pattern";
import { FINANCIAL_PATTERNS } from "~/detection/patterns/financial";
import { PII_PATTERNS } from "~/detection/patterns/pii";
import { type Category } from "~/rules/categories";

/** Every pattern. The order breaks ties between findings of one length. */
export const CATALOGUE: readonly Pattern[] = [...PII_PATTERNS, ...FINANCIAL_PATTERNS];

/** The patterns that find these categories, in catalogue order. */
export function patternIdsOf(categories: readonly Category[]): string[] {
  return CATALOGUE.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
}
