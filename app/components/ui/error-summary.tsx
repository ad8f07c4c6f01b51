import type { FormMetadata } from "@conform-to/react";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";

interface ErrorSummaryProps {
  /** Only its errors and its id are read, so a form of any shape fits. */
  form: Pick<FormMetadata<Record<string, unknown>>, "id" | "allErrors" | "errors" | "status">;
  /** The words that the form's labels use, by field name, in the order of the fields. */
  labels: Record<string, string>;
}

/**
 * What stopped a form, above it, each entry a link to its field. Takes the focus when no field is to blame; else
 * the first wrong field has it.
 */
export function ErrorSummary({ form, labels }: ErrorSummaryProps) {
  const ref = useRef<HTMLDivElement>(null);
  const failed = form.status === "error";
  const aboutForm = failed && Object.keys(form.allErrors).every((name) => name === "");
  useEffect(() => {
    if (aboutForm) ref.current?.focus();
  }, [aboutForm, form.errors]);
  if (!failed) return null;

  const formErrors = form.errors ?? [];
  const order = Object.keys(labels);
  const fieldErrors = Object.entries(form.allErrors)
    .filter(([name]) => name !== "")
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  if (formErrors.length === 0 && fieldErrors.length === 0) return null;
  const titleId = `${form.id}-problems`;
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="alert"
      aria-labelledby={titleId}
      className="rounded-lg bg-negative-soft px-4 py-3 text-negative"
    >
      <p id={titleId} className="flex items-center gap-2 text-base font-medium">
        <CircleAlert size={16} className="shrink-0" aria-hidden />
        {fieldErrors.length > 0 ? "Please check the form" : formErrors.join(" ")}
      </p>
      {fieldErrors.length > 0 && (
        <ul className="mt-1.5 space-y-1 pl-6 text-sm">
          {formErrors.map((message) => (
            <li key={message}>{message}</li>
          ))}
          {fieldErrors.map(([name, errors]) => (
            <li key={name}>
              <a href={`#${form.id}-${name}`} className="font-medium underline underline-offset-2">
                {labels[name] ?? name}
              </a>
              : {errors.join(" ")}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
