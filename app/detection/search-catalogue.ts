/** Finds patterns of the catalogue by what people call them. */
import { CATALOGUE } from "~/detection/catalogue";
import { markedPieces } from "~/detection/marked-text";
import { type Pattern } from "~/detection/pattern";
import {
  CATEGORIES,
  categoryInfo,
  GROUP_LABELS,
  type Category,
  type CategoryGroup,
} from "~/rules/categories";

export interface CatalogueQuery {
  /** Words, all of which a pattern has to have; none asks for everything. */
  text: string;
  /** Null: every group. */
  group: CategoryGroup | null;
}

/** The patterns of one category that answer a query. */
export interface CategoryPatterns {
  category: Category;
  patterns: Pick<Pattern, "id" | "name">[];
}

/** No query needs more words, and each costs a look at every pattern. */
const MAX_WORDS = 10;

/** One form for `API_Key`, "api key" and "Führerschein" without its dots. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}

/** What a pattern is found by. The values of its examples are among it, so that `ghp_` or `AKIA` leads to its issuer. */
function searchedText({ id, name, category, reference, context = [], examples }: Pattern): string {
  const { label, group } = categoryInfo(category);
  const values = examples.flatMap(markedPieces).flatMap(({ text, isFound }) => (isFound ? text : []));
  const terms = [id, name, category, label, GROUP_LABELS[group], reference, ...context];
  return [...terms, ...values].map(fold).join("\n");
}

const SEARCHED = CATALOGUE.map((pattern) => ({ pattern, text: searchedText(pattern) }));

/** In catalogue order; categories in which nothing answers are left out. */
export function searchCatalogue({ text, group }: CatalogueQuery): CategoryPatterns[] {
  const words = fold(text).split(" ").slice(0, MAX_WORDS);
  const found = new Map<Category, CategoryPatterns["patterns"]>();
  for (const { pattern, text: searched } of SEARCHED) {
    const { id, name, category } = pattern;
    if (group !== null && categoryInfo(category).group !== group) continue;
    if (!words.every((word) => searched.includes(word))) continue;
    found.set(category, [...(found.get(category) ?? []), { id, name }]);
  }
  return CATEGORIES.flatMap((category) => {
    const patterns = found.get(category);
    return patterns ? { category, patterns } : [];
  });
}
