/**
 * What can be detected, in the order in which the dashboard lists it. Browser-safe: forms, rule files, the
 * pattern catalogue and the placeholders all read this one table.
 */

export interface CategoryInfo {
  id: Category;
  group: CategoryGroup;
  label: string;
  /** What is found, in a sentence for people. */
  explanation: string;
  /** A made-up value, to show what becomes of it. */
  example: string;
  /** What stands in for a value under `replacement: "placeholder"`. */
  placeholder: string;
}

export const CATEGORIES = ["email", "phone", "ssn", "credit_card"] as const;
export type Category = (typeof CATEGORIES)[number];

/** Groups that stand for several categories. `all` grows with the catalogue. */
export const CATEGORY_GROUPS = ["pii", "financial"] as const;
export type CategoryGroup = (typeof CATEGORY_GROUPS)[number];

/** Everything that may stand in an action's `categories`. */
export const CATEGORY_CHOICES = [...CATEGORIES, ...CATEGORY_GROUPS, "all"] as const;
export type CategoryChoice = (typeof CATEGORY_CHOICES)[number];

export const GROUP_LABELS: Record<CategoryGroup, string> = {
  pii: "Personal data",
  financial: "Financial data",
};

export const CATEGORY_INFO: Record<Category, CategoryInfo> = {
  email: {
    id: "email",
    group: "pii",
    label: "E-mail address",
    explanation: "Addresses with a domain, plus tags and accented or Cyrillic letters included.",
    example: "jane.doe@example.com",
    placeholder: "[REDACTED_EMAIL]",
  },
  phone: {
    id: "phone",
    group: "pii",
    label: "Phone number",
    explanation:
      "North American numbers with separators, international numbers with + or 00, and any number that a word such as “phone” announces.",
    example: "+1 (415) 555-0132",
    placeholder: "[REDACTED_PHONE]",
  },
  ssn: {
    id: "ssn",
    group: "pii",
    label: "US Social Security number",
    explanation: "Numbers in an issued range, written 3-2-4 or announced by “SSN”.",
    example: "536-22-8145",
    placeholder: "[REDACTED_SSN]",
  },
  credit_card: {
    id: "credit_card",
    group: "financial",
    label: "Credit card number",
    explanation: "Numbers of a known card network whose check digit is right, spaced or not.",
    example: "4242 4242 4242 4242",
    placeholder: "[REDACTED_CREDIT_CARD]",
  },
};

/** The categories that a list of choices means, each once, in catalogue order. */
export function expandCategories(choices: readonly CategoryChoice[]): Category[] {
  const chosen = new Set<string>(choices);
  return CATEGORIES.filter(
    (id) => chosen.has("all") || chosen.has(id) || chosen.has(CATEGORY_INFO[id].group),
  );
}
