import type { ComponentProps, ReactNode } from "react";

interface ChoiceProps extends Omit<ComponentProps<"input">, "type"> {
  type: "checkbox" | "radio";
  label: ReactNode;
  description?: ReactNode;
  /** Stands at the end of the row. */
  aside?: ReactNode;
}

/** A checkbox or a radio with its explanation; the whole row is the target. */
export function Choice({ type, label, description, aside, id, ...props }: ChoiceProps) {
  return (
    <label
      htmlFor={id}
      className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 py-3 has-checked:bg-sunken hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
    >
      <input id={id} type={type} {...props} className="mt-0.75 size-4 shrink-0 accent-primary outline-none" />
      <span className="min-w-0 flex-1">
        <span className="block text-base font-medium">{label}</span>
        {description && (
          <span className="mt-0.5 block text-sm text-ink-muted text-pretty">{description}</span>
        )}
      </span>
      {aside && <span className="max-sm:basis-full max-sm:pl-7">{aside}</span>}
    </label>
  );
}
