import type { FieldMetadata } from "@conform-to/react";
import clsx from "clsx";
import { CheckList } from "~/components/ui/check-list";
import { ExplainedSelect } from "~/components/ui/explained-select";
import { TextAreaField, TextField } from "~/components/ui/field";
import type { ActionFields } from "./rule-fields";
import { AI_CHOICES, MEMBER_LABELS } from "./rule-words";

type ActionInputs = ReturnType<FieldMetadata<ActionFields>["getFieldset"]>;

const OUTCOMES = {
  block: { value: "block", label: "Block", explanation: "Nothing goes on; the caller gets the error below." },
  log: { value: "log", label: "Log", explanation: "The request goes on, and the log says what was found." },
  redact: { value: "redact", label: "Redact", explanation: "What was found is taken out; the rest goes on." },
  flag: { value: "flag", label: "Flag", explanation: "The request goes on, marked for review in the log." },
};

/** The outcomes that each detection has. */
const OUTCOMES_OF = {
  ai_detect_injection: [OUTCOMES.block, OUTCOMES.log],
  ai_detect_toxicity: [OUTCOMES.block, OUTCOMES.log, OUTCOMES.redact],
  ai_detect_dlp: [OUTCOMES.block, OUTCOMES.log],
  ai_detect_compliance: [OUTCOMES.block, OUTCOMES.log, OUTCOMES.flag],
};
export type DecidingType = keyof typeof OUTCOMES_OF;

/** How sure the model has to be. */
export function ThresholdInput({ fields }: { fields: ActionInputs }) {
  return (
    <TextField
      meta={fields.threshold}
      type="number"
      inputMode="decimal"
      step="any"
      label={MEMBER_LABELS.threshold}
      help="From 0 to 1: how sure the model has to be. Higher finds less and errs less."
    />
  );
}

interface BlockInputsProps {
  status: FieldMetadata<number>;
  message: FieldMetadata<string>;
}

/** What the caller is told. */
export function BlockInputs({ status, message }: BlockInputsProps) {
  return (
    <>
      <TextField
        meta={status}
        type="number"
        inputMode="numeric"
        label={MEMBER_LABELS.status_code}
        help="An HTTP status from 400 to 599."
      />
      <TextAreaField
        meta={message}
        label={MEMBER_LABELS.message}
        optional
        rows={2}
        placeholder="Blocked by a rule"
        help="What the caller reads in the error."
      />
    </>
  );
}

/** A detection that a local model makes, and what follows from it. */
export function DetectionInputs({ fields, type }: { fields: ActionInputs; type: DecidingType }) {
  const hasBlockErrors = Boolean(fields.block_status_code.errors ?? fields.block_message.errors);
  return (
    <div className="flex flex-col gap-4">
      {type === "ai_detect_compliance" && (
        <CheckList meta={fields.domains} label={MEMBER_LABELS.domains} options={AI_CHOICES[type]} />
      )}
      {(type === "ai_detect_toxicity" || type === "ai_detect_dlp") && (
        <CheckList meta={fields.categories} label={MEMBER_LABELS.categories} options={AI_CHOICES[type]} />
      )}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <ThresholdInput fields={fields} />
        <ExplainedSelect
          meta={fields.on_detect}
          label={MEMBER_LABELS.on_detect}
          options={OUTCOMES_OF[type]}
        />
      </div>
      <div
        className={clsx(
          "items-start gap-4 group-has-[option[value=block]:checked]/action:grid sm:grid-cols-[1fr_2fr]",
          hasBlockErrors ? "grid" : "hidden",
        )}
      >
        <BlockInputs status={fields.block_status_code} message={fields.block_message} />
      </div>
    </div>
  );
}
