import { getCollectionProps, type FieldMetadata } from "@conform-to/react";
import { useState } from "react";
import { FieldError } from "~/components/ui/field";
import { SearchInput } from "~/components/ui/search-input";
import { formatNoun } from "~/lib/quantity";
import {
  CATEGORIES,
  CATEGORY_CHOICES,
  CATEGORY_GROUPS,
  CATEGORY_INFO,
  expandCategories,
  type CategoryChoice,
} from "~/rules/categories";
import { CategoryGroupChoices, WholeChoice, type ChoiceInputs } from "./category-group-choices";
import { answersFilter, choiceLabel, widestChoices } from "./category-text";

/** What the boxes say now. Without script it stays what they said when the page came. */
function chosenIn(value: unknown): CategoryChoice[] {
  const checked: unknown[] = Array.isArray(value) ? value : [value];
  return CATEGORY_CHOICES.filter((choice) => checked.includes(choice));
}

interface CategoryChoicesProps {
  meta: FieldMetadata<string[]>;
  /** Where the catalogue of patterns is. */
  cataloguePath: string;
}

/**
 * What a rule looks for: everything, whole groups, single categories. A checked group includes its categories: style
 * alone takes their boxes away and ticks them, so that it holds without script and leaves their own state as it was.
 */
export function CategoryChoices({ meta, cataloguePath }: CategoryChoicesProps) {
  const [filter, setFilter] = useState("");
  const options = getCollectionProps(meta, { type: "checkbox", options: [...CATEGORY_CHOICES] });
  const inputs: ChoiceInputs = new Map(options.map((input) => [input.value, input]));
  const choices = chosenIn(meta.value);
  const chosen = expandCategories(choices);
  const shown = CATEGORY_INFO.filter((info) => answersFilter(info, filter.trim()));
  const isFiltered = shown.length < CATEGORIES.length;
  return (
    <fieldset id={meta.id} tabIndex={-1} aria-describedby={meta.errors ? meta.errorId : undefined}>
      <legend className="text-base font-medium">Look for</legend>
      <p className="mt-0.5 text-sm text-ink-muted">
        The arrow beside each tells what it finds; the{" "}
        <a
          href={cataloguePath}
          target="_blank"
          className="rounded-sm font-medium text-accent underline underline-offset-2"
        >
          catalogue<span className="sr-only"> (opens in a new tab)</span>
        </a>{" "}
        has every pattern.
      </p>
      <FieldError id={meta.errorId} errors={meta.errors} />
      <div className="mt-2 mb-2.5 hidden flex-wrap items-center gap-x-4 gap-y-2 scripted:flex">
        <SearchInput
          className="min-w-48 flex-1"
          aria-label="Filter categories"
          placeholder="Filter categories"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          // Enter looks for something here; it does not send the form.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
        <p role="status" className="text-sm text-ink-muted tabular-nums">
          {isFiltered && `${formatNoun(shown.length, "match", "matches")}, `}
          {chosen.length} of {CATEGORIES.length} chosen
        </p>
      </div>
      <div data-scope className="overflow-hidden rounded-lg border border-line">
        <WholeChoice
          choice="all"
          input={inputs.get("all")}
          description="All of the catalogue, now and later"
          hidden={isFiltered}
        />
        <div data-parts>
          {CATEGORY_GROUPS.map((group) => (
            <CategoryGroupChoices
              key={group}
              group={group}
              inputs={inputs}
              shown={shown}
              chosen={chosen}
              cataloguePath={cataloguePath}
            />
          ))}
          {shown.length === 0 && (
            <p className="px-4 py-6 text-center text-base text-ink-muted">
              No category fits “{filter.trim()}”.
            </p>
          )}
        </div>
      </div>
      {choices.length > 0 && (
        <p className="mt-2.5 hidden text-sm text-ink-muted text-pretty scripted:block">
          <span className="font-medium text-ink">Chosen:</span>{" "}
          {widestChoices(choices).map(choiceLabel).join(", ")}
        </p>
      )}
    </fieldset>
  );
}
