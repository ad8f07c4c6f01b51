import { getCollectionProps, type FieldMetadata } from "@conform-to/react";
import { Choice } from "~/components/ui/choice";
import { FieldError } from "~/components/ui/field";
import {
  CATEGORY_CHOICES,
  CATEGORY_INFO,
  GROUP_LABELS,
  findCategory,
  type CategoryChoice,
  type CategoryGroup,
} from "~/rules/categories";

function isGroup(choice: string): choice is CategoryGroup {
  return Object.hasOwn(GROUP_LABELS, choice);
}

/** A choice in words: "E-mail address", "All personal data". */
export function categoryLabel(choice: CategoryChoice): string {
  if (isGroup(choice)) return `All ${GROUP_LABELS[choice].toLowerCase()}`;
  return findCategory(choice)?.label ?? "Everything";
}

function members(choice: CategoryChoice): string {
  const names = CATEGORY_INFO.filter(({ group }) => choice === "all" || group === choice).map(
    ({ label }) => label,
  );
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
          const info = findCategory(choice);
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
