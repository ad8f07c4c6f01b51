/**
 * What can be detected, in the order in which the dashboard lists it. Browser-safe: forms, rule files, the
 * pattern catalogue and the placeholders all read this one table.
 */
import { type CategoryText } from "~/rules/categories/category-text";
import { FINANCIAL_CATEGORIES } from "~/rules/categories/financial";
import { NETWORK_CATEGORIES } from "~/rules/categories/network";
import { PII_CATEGORIES } from "~/rules/categories/pii";
import { SECRET_CATEGORIES } from "~/rules/categories/secrets";

/** Groups that stand for several categories. `all` grows with the catalogue. */
export const CATEGORY_GROUPS = ["pii", "secrets", "financial", "network"] as const;
export type CategoryGroup = (typeof CATEGORY_GROUPS)[number];

export const GROUP_LABELS: Record<CategoryGroup, string> = {
  pii: "Personal data",
  secrets: "Secrets",
  financial: "Financial data",
  network: "Network addresses",
};

const TEXTS = {
  pii: PII_CATEGORIES,
  secrets: SECRET_CATEGORIES,
  financial: FINANCIAL_CATEGORIES,
  network: NETWORK_CATEGORIES,
} as const satisfies Record<CategoryGroup, readonly CategoryText[]>;

export type Category = (typeof TEXTS)[CategoryGroup][number]["id"];

export interface CategoryInfo extends CategoryText {
  id: Category;
  group: CategoryGroup;
  /** What stands in for a value under `replacement: "placeholder"`. */
  placeholder: string;
}

/** Every category, group by group. */
export const CATEGORY_INFO: readonly CategoryInfo[] = CATEGORY_GROUPS.flatMap((group) =>
  TEXTS[group].map((text) => ({ ...text, group, placeholder: `[REDACTED_${text.id.toUpperCase()}]` })),
);
export const CATEGORIES: readonly Category[] = CATEGORY_INFO.map(({ id }) => id);

const INFO_BY_ID: ReadonlyMap<string, CategoryInfo> = new Map(CATEGORY_INFO.map((info) => [info.id, info]));

/** Null for what is no category, such as a group or what an old trace names. */
export function findCategory(id: string): CategoryInfo | null {
  return INFO_BY_ID.get(id) ?? null;
}

/** @throws {Error} never for a value of the type. */
export function categoryInfo(id: Category): CategoryInfo {
  const info = findCategory(id);
  if (!info) throw new Error(`no category is called ${id}`);
  return info;
}

/** Everything that may stand in an action's `categories`. */
export const CATEGORY_CHOICES: readonly CategoryChoice[] = [...CATEGORIES, ...CATEGORY_GROUPS, "all"];
export type CategoryChoice = Category | CategoryGroup | "all";

/** The categories that a list of choices means, each once, in catalogue order. */
export function expandCategories(choices: readonly CategoryChoice[]): Category[] {
  const chosen = new Set<string>(choices);
  return CATEGORY_INFO.filter(
    ({ id, group }) => chosen.has("all") || chosen.has(id) || chosen.has(group),
  ).map(({ id }) => id);
}
