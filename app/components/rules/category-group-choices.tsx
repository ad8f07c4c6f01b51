import clsx from "clsx";
import { Check, ChevronDown, ExternalLink } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { formatNoun } from "~/lib/quantity";
import {
  CATEGORY_INFO,
  GROUP_LABELS,
  type Category,
  type CategoryGroup,
  type CategoryInfo,
} from "~/rules/categories";
import { choiceLabel } from "./category-text";

type InputProps = ComponentProps<"input"> & { id: string };
/** The attributes of each choice's checkbox, by its value. */
export type ChoiceInputs = ReadonlyMap<string, InputProps>;

const ROW =
  "flex items-start gap-2.5 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus included:pointer-events-none";

/** The box, and the tick that stands in its place while a wider choice includes this one. */
function Box(input: InputProps) {
  return (
    <span className="relative mt-0.75 size-4 shrink-0">
      <input
        {...input}
        type="checkbox"
        className="block size-4 accent-primary outline-none included:invisible"
      />
      <Check
        size={16}
        strokeWidth={2.5}
        className="absolute inset-0 hidden text-accent included:block"
        aria-hidden
      />
    </span>
  );
}

/** Words for whoever does not see the tick. */
function Included() {
  return (
    <span className="hidden included:inline">
      <span className="sr-only">, included</span>
    </span>
  );
}

interface WholeChoiceProps {
  choice: CategoryGroup | "all";
  input: InputProps | undefined;
  description: string;
  aside?: ReactNode;
  hidden?: boolean;
}

/** The choice of all that stands below it. */
export function WholeChoice({ choice, input, description, aside, hidden = false }: WholeChoiceProps) {
  if (!input) return null;
  const { key, ...box } = input;
  const [labelId, descriptionId] = [`${input.id}-label`, `${input.id}-description`];
  return (
    <div data-whole hidden={hidden}>
      <label
        htmlFor={input.id}
        className={clsx(ROW, "px-4 py-2.5 hover:bg-hover", choice !== "all" && "bg-sunken")}
      >
        <Box
          key={key}
          {...box}
          aria-labelledby={labelId}
          aria-describedby={clsx(box["aria-describedby"], descriptionId)}
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <span id={labelId} className="text-base font-medium">
            {choiceLabel(choice)}
            <Included />
          </span>
          <span id={descriptionId} className="text-sm text-ink-muted">
            {description}
          </span>
        </span>
        {aside}
      </label>
    </div>
  );
}

interface CategoryCellProps {
  info: CategoryInfo;
  input: InputProps | undefined;
  hidden: boolean;
  cataloguePath: string;
}

/** One category: its box, and what it means behind a press beside the box. */
function CategoryCell({ info, input, hidden, cataloguePath }: CategoryCellProps) {
  if (!input) return null;
  const { key, ...box } = input;
  const explanationId = `${input.id}-explanation`;
  return (
    <div hidden={hidden} className="relative min-w-0">
      <label htmlFor={input.id} className={clsx(ROW, "rounded py-2 pr-10 pl-2.5 hover:bg-sunken")}>
        <Box key={key} {...box} aria-describedby={clsx(box["aria-describedby"], explanationId)} />
        <span className="min-w-0 text-base included:text-ink-muted">
          {info.label}
          <Included />
        </span>
      </label>
      {/* For the description of the box: what a closed disclosure holds is read out by no browser. */}
      <span id={explanationId} hidden>
        {info.explanation}
      </span>
      <details className="group">
        <summary className="absolute top-1 right-1 grid size-7.5 list-none place-items-center rounded text-ink-faint hover:bg-hover hover:text-ink">
          <span className="sr-only">About {info.label}</span>
          <ChevronDown size={15} className="transition-transform group-open:rotate-180" aria-hidden />
        </summary>
        <div className="pr-3 pb-3 pl-9 text-sm text-ink-muted">
          <p className="text-pretty">{info.explanation}</p>
          <p className="mt-1.5">
            <code className="rounded-sm bg-mark box-decoration-clone px-1 py-px font-mono text-xs [overflow-wrap:anywhere] text-mark-ink">
              {info.example}
            </code>
          </p>
          <a
            href={`${cataloguePath}/${info.id}`}
            target="_blank"
            className="mt-1.5 inline-flex min-h-6 items-center gap-1 rounded-sm font-medium text-accent underline-offset-4 hover:underline"
          >
            Its patterns
            <span className="sr-only"> of {info.label} (opens in a new tab)</span>
            <ExternalLink size={12} aria-hidden />
          </a>
        </div>
      </details>
    </div>
  );
}

interface CategoryGroupChoicesProps {
  group: CategoryGroup;
  inputs: ChoiceInputs;
  /** What the filter leaves. */
  shown: readonly CategoryInfo[];
  chosen: readonly Category[];
  cataloguePath: string;
}

/** All of a group in one choice, and its categories one by one. What the filter hides stays chosen. */
export function CategoryGroupChoices(props: CategoryGroupChoicesProps) {
  const { group, inputs, shown, chosen, cataloguePath } = props;
  const members = CATEGORY_INFO.filter((info) => info.group === group);
  const chosenCount = members.filter(({ id }) => chosen.includes(id)).length;
  return (
    <fieldset
      data-scope
      hidden={!members.some((info) => shown.includes(info))}
      className="border-t border-line"
    >
      <legend className="sr-only">{GROUP_LABELS[group]}</legend>
      <WholeChoice
        choice={group}
        input={inputs.get(group)}
        description={`${formatNoun(members.length, "category", "categories")} and later ones`}
        aside={
          <span
            className={clsx(
              "mt-px hidden text-sm whitespace-nowrap tabular-nums scripted:block",
              chosenCount > 0 ? "font-medium text-ink" : "text-ink-faint",
            )}
          >
            <span aria-hidden>
              {chosenCount}/{members.length}
            </span>
            <span className="sr-only">
              {chosenCount} of {members.length} chosen
            </span>
          </span>
        }
      />
      <div data-parts className="grid gap-x-2 p-1.5 sm:grid-cols-2">
        {members.map((info) => (
          <CategoryCell
            key={info.id}
            info={info}
            input={inputs.get(info.id)}
            hidden={!shown.includes(info)}
            cataloguePath={cataloguePath}
          />
        ))}
      </div>
    </fieldset>
  );
}
