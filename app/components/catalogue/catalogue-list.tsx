import { Link } from "@remix-run/react";
import { Section } from "~/components/ui/card";
import type { CategoryPatterns } from "~/detection/search-catalogue";
import { formatNoun } from "~/lib/quantity";
import { CATEGORY_GROUPS, categoryInfo, GROUP_LABELS } from "~/rules/categories";

/** A category and how many of its patterns answer a query; which ones, where somebody searched for words. */
export interface CategoryItem extends CategoryPatterns {
  count: number;
}

/** "9 patterns in 4 categories" */
export function countsText(items: readonly CategoryItem[]): string {
  const patterns = items.reduce((sum, { count }) => sum + count, 0);
  return `${formatNoun(patterns, "pattern")} in ${formatNoun(items.length, "category", "categories")}`;
}

/** The list dresses its links, of which there may be hundreds. */
const PATTERN_LINKS =
  "-mx-2.5 mt-1.5 grid gap-x-2 sm:grid-cols-2 [&_a]:block [&_a]:rounded [&_a]:px-2.5 [&_a]:py-1.5 [&_a]:-outline-offset-2 [&_a]:hover:bg-sunken " +
  "[&_code]:block [&_code]:font-mono [&_code]:text-xs [&_code]:text-ink-faint [&_code]:[overflow-wrap:anywhere]";

function CategoryRow({ item, path }: { item: CategoryItem; path: string }) {
  const { category, patterns, count } = item;
  const { label, explanation, placeholder } = categoryInfo(category);
  return (
    <li className="px-4 py-3 sm:px-5">
      <div className="relative -mx-2.5 rounded px-2.5 hover:bg-sunken">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3>
            <Link
              to={`${path}/${category}`}
              className="text-base font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              {label}
            </Link>
          </h3>
          <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink-faint">{placeholder}</code>
          <span className="text-sm text-ink-muted sm:ml-auto">{formatNoun(count, "pattern")}</span>
        </div>
        <p className="max-w-2xl text-sm text-ink-muted text-pretty">{explanation}</p>
      </div>
      {patterns.length > 0 && (
        <ul className={PATTERN_LINKS}>
          {patterns.map(({ id, name }) => (
            <li key={id}>
              <Link to={`${path}/${category}/${id}`}>
                {name} <code>{id}</code>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What a query found, group by group. @param path Of the catalogue. */
export function CatalogueList({ items, path }: { items: readonly CategoryItem[]; path: string }) {
  const groups = CATEGORY_GROUPS.map((group) => ({
    group,
    members: items.filter(({ category }) => categoryInfo(category).group === group),
  })).filter(({ members }) => members.length > 0);
  return (
    <div className="space-y-6">
      {groups.map(({ group, members }) => (
        <Section
          key={group}
          id={group}
          title={GROUP_LABELS[group]}
          aside={<span className="text-sm text-ink-muted">{countsText(members)}</span>}
        >
          <ul className="divide-y divide-line">
            {members.map((item) => (
              <CategoryRow key={item.category} item={item} path={path} />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
