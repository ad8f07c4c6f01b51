import { getCollectionProps, type FieldMetadata } from "@conform-to/react";
import { Choice } from "~/components/ui/choice";
import { FieldError } from "~/components/ui/field";
import {
  CATEGORY_CHOICES,
  CATEGORY_INFO,
  GROUP_LABELS,
  type Category,
  type CategoryChoice,
} from "~/rules/categories";

function isCategory(choice: string): choice is Category {
  return Object.hasOwn(CATEGORY_INFO, choice);
}

/** A choice in words: "E-mail address", "All personal data". */
export function categoryLabel(choice: CategoryChoice): string {
  if (isCategory(choice)) return CATEGORY_INFO[choice].label;
  return choice === "all" ? "Everything" : `All ${GROUP_LABELS[choice].toLowerCase()}`;
}

function members(choice: CategoryChoice): string {
  const names = Object.values(CATEGORY_INFO)
    .filter(({ group }) => choice === "all" || group === choice)
    .map(({ label }) => label);
  return `${names.join(", ")}, and what is added to the catalogue later.`;
}

/** What a rule looks for: single categories first, then whole groups. */
export function CategoryChoices({ meta }: { meta: FieldMetadata<CategoryChoice[]> }) {
  const options = getCollectionProps(meta, { type: "checkbox", options: [...CATEGORY_CHOICES] });
  return (
    <fieldset id={meta.id} tabIndex={-1} aria-describedby={meta.errors ? meta.errorId : undefined}>
      <legend className="mb-1.5 text-base font-medium">Look for</legend>
      <div className="divide-y divide-line overflow-hidden rounded-lg border border-line">
        {options.map(({ key, ...props }) => {
          const choice = CATEGORY_CHOICES.find((candidate) => candidate === props.value);
          if (!choice) return null;
          const info = isCategory(choice) ? CATEGORY_INFO[choice] : null;
          return (
            <Choice
              key={key}
              {...props}
              type="checkbox"
              label={categoryLabel(choice)}
              description={info ? info.explanation : members(choice)}
              aside={info && <code className="mt-0.5 font-mono text-xs text-ink-muted">{info.example}</code>}
            />
          );
        })}
      </div>
      <FieldError id={meta.errorId} errors={meta.errors} />
    </fieldset>
  );
}
