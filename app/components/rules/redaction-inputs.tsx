import type { FieldMetadata } from "@conform-to/react";
import clsx from "clsx";
import type { ReactNode } from "react";
import { ExplainedSelect } from "~/components/ui/explained-select";
import { TextField } from "~/components/ui/field";
import { REPLACEMENTS, type Replacement } from "~/rules/rule-actions";
import type { ActionFields } from "./rule-fields";
import { MEMBER_LABELS, REPLACEMENT_LABELS } from "./rule-words";

type ActionInputs = ReturnType<FieldMetadata<ActionFields>["getFieldset"]>;

function Example({ children }: { children: ReactNode }) {
  return (
    <code className="rounded-sm bg-mark box-decoration-clone px-1 font-mono text-xs text-mark-ink">
      {children}
    </code>
  );
}

/** The example value of the form, as each replacement leaves it. */
const EXPLANATIONS: Record<Replacement, ReactNode> = {
  placeholder: (
    <>
      Names what was there, so that the model still understands the sentence:{" "}
      <Example>[REDACTED_EMAIL]</Example>
    </>
  ),
  hash: (
    <>
      The same value gives the same code in your organization, and means nothing outside it:{" "}
      <Example>5f2b9c01d7ae</Example>
    </>
  ),
  mask: (
    <>
      Keeps the first and the last character: <Example>j******************m</Example>
    </>
  ),
};

const REPLACEMENT_OPTIONS = REPLACEMENTS.map((value) => ({
  value,
  label: REPLACEMENT_LABELS[value],
  explanation: EXPLANATIONS[value],
}));

const MODES = [
  {
    value: "redact",
    label: "Redacted for good",
    explanation: "The provider never sees it, and nobody gets it back.",
  },
  {
    value: "mask_and_restore",
    label: "Masked, and restored in the answer",
    explanation:
      "The provider sees a token. Where the answer has the token, your caller gets the value back.",
  },
];

/** What tokens look like and how long they can be turned back. */
export function TokenInputs({ fields, defaultPrefix }: { fields: ActionInputs; defaultPrefix: string }) {
  return (
    <>
      <TextField
        meta={fields.token_prefix}
        label={MEMBER_LABELS.token_prefix}
        autoComplete="off"
        spellCheck={false}
        placeholder={defaultPrefix}
        help={`Every token begins with it. Empty is ${defaultPrefix}.`}
      />
      <TextField
        meta={fields.ttl_seconds}
        type="number"
        inputMode="numeric"
        label={MEMBER_LABELS.ttl_seconds}
        suffix="seconds"
        help="Then they can no longer be restored. At most 604800 (7 days)."
      />
    </>
  );
}

/** What becomes of a value that was found. The fields of the mode that is not chosen are out of sight, by style alone. */
export function RedactionInputs({ fields }: { fields: ActionInputs }) {
  const hasTokenErrors = Boolean(fields.token_prefix.errors ?? fields.ttl_seconds.errors);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <ExplainedSelect meta={fields.mode} label={MEMBER_LABELS.mode} options={MODES} />
        <div className="group-has-[option[value=mask\_and\_restore]:checked]/action:hidden">
          <ExplainedSelect
            meta={fields.replacement}
            label={MEMBER_LABELS.replacement}
            options={REPLACEMENT_OPTIONS}
          />
        </div>
      </div>
      <div
        className={clsx(
          "items-start gap-4 group-has-[option[value=mask\_and\_restore]:checked]/action:grid sm:grid-cols-2",
          hasTokenErrors ? "grid" : "hidden",
        )}
      >
        <TokenInputs fields={fields} defaultPrefix="pii_" />
      </div>
    </div>
  );
}
