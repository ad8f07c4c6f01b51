/** What people read about the choices of categories. */
import {
  CATEGORY_CHOICES,
  CATEGORY_GROUPS,
  findCategory,
  GROUP_LABELS,
  type CategoryChoice,
  type CategoryGroup,
  type CategoryInfo,
} from "~/rules/categories";

function isGroup(choice: CategoryChoice): choice is CategoryGroup {
  return Object.hasOwn(GROUP_LABELS, choice);
}

/** A choice in words: "E-mail address", "All personal data". */
export function choiceLabel(choice: CategoryChoice): string {
  if (isGroup(choice)) return `All ${GROUP_LABELS[choice].toLowerCase()}`;
  return findCategory(choice)?.label ?? "Everything";
}

/** The choices without those that a wider one of them stands for: widest first, then in catalogue order. */
export function widestChoices(choices: readonly CategoryChoice[]): CategoryChoice[] {
  if (choices.includes("all")) return ["all"];
  const groups = CATEGORY_GROUPS.filter((group) => choices.includes(group));
  const single = CATEGORY_CHOICES.filter((choice) => {
    const info = choices.includes(choice) ? findCategory(choice) : null;
    return info !== null && !groups.includes(info.group);
  });
  return [...groups, ...single];
}

/** Whether all words of a filter are in what is said about a category. */
export function answersFilter(info: CategoryInfo, filter: string): boolean {
  const text = [info.label, info.id, info.id.replaceAll("_", " "), info.explanation, info.example]
    .join("\n")
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
