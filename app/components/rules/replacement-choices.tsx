import { getCollectionProps, type FieldMetadata } from "@conform-to/react";
import { Choice } from "~/components/ui/choice";
import { FieldError } from "~/components/ui/field";
import { REPLACEMENTS, type Replacement } from "~/rules/rule-actions";

export const REPLACEMENT_LABELS: Record<Replacement, string> = {
  placeholder: "Placeholder",
  hash: "Hash",
  mask: "Mask",
};

/** The example value of the form, as each replacement leaves it. */
const EXPLANATIONS: Record<Replacement, { text: string; becomes: string }> = {
  placeholder: {
    text: "Names what was there. The model still understands the sentence.",
    becomes: "[REDACTED_EMAIL]",
  },
  hash: {
    text: "The same value gives the same code in your whole organization, and means nothing outside it.",
    becomes: "5f2b9c01d7ae",
  },
  mask: { text: "Keeps the first and the last character.", becomes: "j******************m" },
};

/** What is put in a found value's place, with an example of each. */
export function ReplacementChoices({ meta }: { meta: FieldMetadata<Replacement> }) {
  const options = getCollectionProps(meta, { type: "radio", options: [...REPLACEMENTS] });
  return (
    <fieldset id={meta.id} tabIndex={-1} aria-describedby={meta.errors ? meta.errorId : undefined}>
      <legend className="mb-1.5 text-base font-medium">Replace it with</legend>
      <div className="divide-y divide-line overflow-hidden rounded-lg border border-line">
        {options.map(({ key, ...props }) => {
          const replacement = REPLACEMENTS.find((candidate) => candidate === props.value);
          if (!replacement) return null;
          const { text, becomes } = EXPLANATIONS[replacement];
          return (
            <Choice
              key={key}
              {...props}
              type="radio"
              label={REPLACEMENT_LABELS[replacement]}
              description={text}
              aside={
                <code className="mt-0.5 rounded-sm bg-mark px-1 font-mono text-xs text-mark-ink">
                  {becomes}
                </code>
              }
            />
          );
        })}
      </div>
      <p className="mt-1.5 text-sm text-ink-muted">
        Examples show <code className="font-mono text-xs">jane.doe@example.com</code>.
      </p>
      <FieldError id={meta.errorId} errors={meta.errors} />
    </fieldset>
  );
}
