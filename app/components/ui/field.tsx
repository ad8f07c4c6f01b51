import { getInputProps, getSelectProps, getTextareaProps, type FieldMetadata } from "@conform-to/react";
import clsx from "clsx";
import { ChevronDown, CircleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

/** How every control that text is typed into looks. */
export const CONTROL =
  "w-full rounded border border-field bg-surface px-3 text-base text-ink placeholder:text-ink-faint aria-invalid:border-negative max-sm:text-lg";

export function FieldError({ id, errors }: { id: string; errors: string[] | undefined }) {
  if (!errors?.length) return null;
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-sm text-negative">
      <CircleAlert size={14} className="mt-0.75 shrink-0" aria-hidden />
      <span className="inline-block first-letter:uppercase">{errors.join(" ")}</span>
    </p>
  );
}

interface FieldFrameProps {
  meta: { id: string; errorId: string; descriptionId: string; errors?: string[] | undefined };
  label: ReactNode;
  optional?: boolean;
  help?: ReactNode;
  /** The label is heard and not seen: in a row whose order says what is what. */
  compact?: boolean;
  children: ReactNode;
}

function FieldFrame({ meta, label, optional = false, help, compact = false, children }: FieldFrameProps) {
  return (
    <div className="min-w-0">
      <label
        htmlFor={meta.id}
        className={compact ? "sr-only" : "mb-1.5 flex items-baseline justify-between text-base font-medium"}
      >
        {label}
        {optional && <span className="text-xs font-normal text-ink-faint">Optional</span>}
      </label>
      {children}
      <FieldError id={meta.errorId} errors={meta.errors} />
      {help && (
        <p id={meta.descriptionId} className="mt-1.5 text-sm text-ink-muted text-pretty">
          {help}
        </p>
      )}
    </div>
  );
}

/** Errors are referred to by conform itself. */
function describedBy(meta: { descriptionId: string }, help: ReactNode) {
  return help ? { ariaDescribedBy: meta.descriptionId } : {};
}

interface TextFieldProps<Value extends string | number | undefined> extends Omit<
  ComponentProps<"input">,
  "type" | "name" | "id" | "form"
> {
  meta: FieldMetadata<Value>;
  label: ReactNode;
  type?: "text" | "email" | "password" | "number";
  optional?: boolean;
  help?: ReactNode;
  /** Shown after the input: a unit. */
  suffix?: string;
  compact?: boolean;
}

export function TextField<Value extends string | number | undefined>({
  meta,
  label,
  type = "text",
  optional,
  help,
  suffix,
  compact = false,
  className,
  ...rest
}: TextFieldProps<Value>) {
  const { key, ...props } = getInputProps(meta, { type, ...describedBy(meta, help) });
  const input = <input key={key} {...props} {...rest} className={clsx(CONTROL, "h-9", className)} />;
  return (
    <FieldFrame meta={meta} label={label} optional={optional ?? false} help={help} compact={compact}>
      {suffix ? (
        <div className="flex items-center gap-2">
          {input}
          <span className="text-base text-ink-muted">{suffix}</span>
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  );
}

interface TextAreaFieldProps extends Omit<ComponentProps<"textarea">, "name" | "id" | "form"> {
  meta: FieldMetadata<string>;
  label: ReactNode;
  optional?: boolean;
  help?: ReactNode;
  compact?: boolean;
}

export function TextAreaField(props: TextAreaFieldProps) {
  const { meta, label, optional, help, compact = false, className, ...rest } = props;
  const { key, ...textarea } = getTextareaProps(meta, describedBy(meta, help));
  return (
    <FieldFrame meta={meta} label={label} optional={optional ?? false} help={help} compact={compact}>
      <textarea key={key} {...textarea} {...rest} className={clsx(CONTROL, "py-2", className)} />
    </FieldFrame>
  );
}

interface LineFieldProps {
  meta: FieldMetadata<string>;
  label: ReactNode;
  optional?: boolean;
  help?: ReactNode;
  compact?: boolean;
  placeholder?: string;
  className?: string;
}

/** One line, in which Enter sends the form; several, where the text has them already and a line would lose them. */
export function LineField({ className, ...props }: LineFieldProps) {
  const shared = { ...props, autoComplete: "off", spellCheck: false };
  return props.meta.initialValue?.includes("\n") ? (
    <TextAreaField {...shared} rows={3} className={className} />
  ) : (
    <TextField {...shared} className={className} />
  );
}

interface SelectFieldProps<Value extends string | undefined> extends Omit<
  ComponentProps<"select">,
  "name" | "id" | "form" | "children"
> {
  meta: FieldMetadata<Value>;
  label: ReactNode;
  options: readonly { value: string; label: string }[];
  optional?: boolean;
  help?: ReactNode;
  compact?: boolean;
}

/** The platform's own list, which every device knows how to show. */
export function SelectField<Value extends string | undefined>(props: SelectFieldProps<Value>) {
  const { meta, label, options, optional, help, compact = false, className, ...rest } = props;
  const { key, ...select } = getSelectProps(meta, describedBy(meta, help));
  return (
    <FieldFrame meta={meta} label={label} optional={optional ?? false} help={help} compact={compact}>
      <div className="relative">
        <select
          key={key}
          {...select}
          {...rest}
          className={clsx(
            CONTROL,
            "h-9 appearance-none truncate",
            compact ? "pr-7 pl-2.5!" : "pr-9",
            className,
          )}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={15}
          className={clsx(
            "pointer-events-none absolute top-1/2 -translate-y-1/2 text-ink-muted",
            compact ? "right-2" : "right-3",
          )}
          aria-hidden
        />
      </div>
    </FieldFrame>
  );
}
