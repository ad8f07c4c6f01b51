import { getCollectionProps, getInputProps, type FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { FieldError } from "./field";

interface CheckListProps {
  meta: FieldMetadata<string[]>;
  label: ReactNode;
  options: readonly { value: string; label: string }[];
}

/** A handful of boxes under one name. */
export function CheckList({ meta, label, options }: CheckListProps) {
  const boxes = getCollectionProps(meta, { type: "checkbox", options: options.map(({ value }) => value) });
  return (
    <fieldset id={meta.id} tabIndex={-1} aria-describedby={meta.errors ? meta.errorId : undefined}>
      <legend className="mb-1.5 text-base font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {boxes.map(({ key, ...box }) => (
          <label
            key={key}
            htmlFor={box.id}
            className="inline-flex h-9 items-center gap-2 rounded border border-line-strong px-3 text-base has-checked:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-focus hover:bg-hover"
          >
            <input {...box} className="size-4 accent-primary outline-none" />
            {options.find(({ value }) => value === box.value)?.label}
          </label>
        ))}
      </div>
      <FieldError id={meta.errorId} errors={meta.errors} />
    </fieldset>
  );
}

interface CheckBoxProps {
  meta: FieldMetadata<boolean>;
  children: ReactNode;
}

/** One box with its words, as small as that. */
export function CheckBox({ meta, children }: CheckBoxProps) {
  const { key, ...input } = getInputProps(meta, { type: "checkbox" });
  return (
    <label htmlFor={input.id} className="inline-flex min-h-7 items-center gap-2 text-base">
      <input key={key} {...input} className="size-4 shrink-0 accent-primary" />
      <span>{children}</span>
    </label>
  );
}
