import { Link } from "@remix-run/react";
import { ChevronDown } from "lucide-react";
import { Section } from "~/components/ui/card";
import type { CategoryPatterns } from "~/detection/search-catalogue";
import { formatNoun } from "~/lib/quantity";
import { CATEGORY_GROUPS, categoryInfo, GROUP_LABELS } from "~/rules/categories";

/** "9 patterns in 4 categories" */
export function countsText(found: readonly CategoryPatterns[]): string {
  const patterns = found.reduce((sum, category) => sum + category.patterns.length, 0);
  return `${formatNoun(patterns, "pattern")} in ${formatNoun(found.length, "category", "categories")}`;
}

/** The list dresses its hundreds of links, which say no more than they have to. */
const PATTERN_LINKS =
  "-mx-2.5 mt-1.5 grid gap-x-2 sm:grid-cols-2 [&_a]:block [&_a]:rounded [&_a]:px-2.5 [&_a]:py-1.5 [&_a]:-outline-offset-2 [&_a]:hover:bg-sunken " +
  "[&_code]:block [&_code]:font-mono [&_code]:text-xs [&_code]:text-ink-faint [&_code]:[overflow-wrap:anywhere]";

function PatternLinks({ category, patterns, path }: CategoryPatterns & { path: string }) {
  return (
    <ul className={PATTERN_LINKS}>
      {patterns.map(({ id, name }) => (
        <li key={id}>
          {/* A page load and not a step of script: only then does the browser open what the address names. */}
          <a href={`${path}/${category}#${id}`}>
            {name} <code>{id}</code>
          </a>
        </li>
      ))}
    </ul>
  );
}

interface CategoryItemProps {
  found: CategoryPatterns;
  path: string;
  isOpen: boolean;
}

/** A category; its patterns behind a press that stands at the end of its first line, where there is room. */
function CategoryItem({ found, path, isOpen }: CategoryItemProps) {
  const { label, explanation, placeholder } = categoryInfo(found.category);
  return (
    <li className="relative px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-baseline gap-x-3 sm:pr-32">
        <h3>
          <Link
            to={`${path}/${found.category}`}
            className="inline-block min-h-6 rounded-sm text-base font-medium underline-offset-4 hover:underline"
          >
            {label}
          </Link>
        </h3>
        <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink-faint">{placeholder}</code>
      </div>
      <p className="max-w-2xl text-sm text-ink-muted text-pretty">{explanation}</p>
      <details className="group" open={isOpen}>
        <summary className="inline-flex h-7 list-none items-center gap-1 rounded px-2 text-sm text-ink-muted hover:bg-hover hover:text-ink max-sm:mt-1 max-sm:-ml-2 sm:absolute sm:top-2.5 sm:right-3">
          {formatNoun(found.patterns.length, "pattern")}
          <span className="sr-only"> for {label}</span>
          <ChevronDown size={14} className="transition-transform group-open:rotate-180" aria-hidden />
        </summary>
        <PatternLinks {...found} path={path} />
      </details>
    </li>
  );
}

interface CatalogueListProps {
  found: readonly CategoryPatterns[];
  /** The path of the catalogue. */
  path: string;
  /** The names of the patterns are in sight. */
  isOpen: boolean;
}

/** What a query found, group by group. */
export function CatalogueList({ found, path, isOpen }: CatalogueListProps) {
  const groups = CATEGORY_GROUPS.map((group) => ({
    group,
    categories: found.filter(({ category }) => categoryInfo(category).group === group),
  })).filter(({ categories }) => categories.length > 0);
  return (
    <div className="space-y-6">
      {groups.map(({ group, categories }) => (
        <Section
          key={group}
          id={group}
          title={GROUP_LABELS[group]}
          aside={<span className="text-sm text-ink-muted">{countsText(categories)}</span>}
        >
          <ul className="divide-y divide-line">
            {categories.map((category) => (
              <CategoryItem key={category.category} found={category} path={path} isOpen={isOpen} />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
