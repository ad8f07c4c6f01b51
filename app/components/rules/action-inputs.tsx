import type { FieldMetadata } from "@conform-to/react";
import { CheckBox, CheckList } from "~/components/ui/check-list";
import { LineField, SelectField, TextAreaField, TextField } from "~/components/ui/field";
import { SEVERITIES, type ActionType } from "~/rules/rule-actions";
import { CategoryChoices } from "./category-choices";
import { BlockInputs, DetectionInputs, ThresholdInput } from "./detection-inputs";
import { RedactionInputs, TokenInputs } from "./redaction-inputs";
import type { ActionFields } from "./rule-fields";
import { AI_CHOICES, MEMBER_LABELS, wordsOf } from "./rule-words";

type ActionInputsOf = ReturnType<FieldMetadata<ActionFields>["getFieldset"]>;

const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({ value, label: wordsOf(value) }));

function FindReplaceInputs({ fields }: { fields: ActionInputsOf }) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <LineField
          meta={fields.find}
          label={MEMBER_LABELS.find}
          className="font-mono"
          placeholder="Project Bluebird"
        />
        <LineField
          meta={fields.replace}
          label={MEMBER_LABELS.replace}
          optional
          className="font-mono"
          placeholder="[PROJECT]"
          help="Empty takes it out. In a pattern’s replacement, $1 is what its first group found, and $$ a dollar."
        />
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <CheckBox meta={fields.is_regex}>
          It is a pattern <span className="text-ink-muted">(RE2 syntax)</span>
        </CheckBox>
        <CheckBox meta={fields.case_sensitive}>Capitals matter</CheckBox>
      </div>
    </div>
  );
}

function PathsInput({ meta }: { meta: FieldMetadata<string> }) {
  return (
    <TextAreaField
      meta={meta}
      label={MEMBER_LABELS.fields}
      rows={3}
      spellCheck={false}
      className="font-mono"
      placeholder={"user.email\nmessages[*].metadata\n$..ssn"}
      help="One path of the JSON body a line. [*] is every entry of a list, .. any depth."
    />
  );
}

interface ActionInputsProps {
  type: ActionType;
  fields: ActionInputsOf;
  cataloguePath: string;
}

/** The parameters of an action, by its type. */
export function ActionInputs({ type, fields, cataloguePath }: ActionInputsProps) {
  switch (type) {
    case "redact_pii":
      return (
        <div className="flex flex-col gap-5">
          <CategoryChoices meta={fields.categories} cataloguePath={cataloguePath} />
          <RedactionInputs fields={fields} />
        </div>
      );
    case "find_replace":
      return <FindReplaceInputs fields={fields} />;
    case "redact_field":
      return (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <PathsInput meta={fields.fields} />
          <LineField
            meta={fields.replacement}
            label={MEMBER_LABELS.replacement}
            optional
            help="The text that stands in their place."
          />
        </div>
      );
    case "tokenize":
      return (
        <div className="flex flex-col gap-4">
          <PathsInput meta={fields.fields} />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TokenInputs fields={fields} defaultPrefix="tok_" />
          </div>
        </div>
      );
    case "block_request":
      return (
        <div className="grid items-start gap-4 sm:grid-cols-[1fr_2fr]">
          <BlockInputs status={fields.status_code} message={fields.message} />
        </div>
      );
    case "log_only":
      return (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <SelectField meta={fields.severity} label={MEMBER_LABELS.severity} options={SEVERITY_OPTIONS} />
          <TextField
            meta={fields.label}
            label={MEMBER_LABELS.label}
            optional
            autoComplete="off"
            placeholder="Customer data"
            help="Stands in the log beside the request."
          />
        </div>
      );
    case "ai_detect_pii":
      return (
        <div className="flex flex-col gap-4">
          <CheckList meta={fields.categories} label={MEMBER_LABELS.categories} options={AI_CHOICES[type]} />
          <div className="sm:max-w-1/2 sm:pr-2">
            <ThresholdInput fields={fields} />
          </div>
          <RedactionInputs fields={fields} />
        </div>
      );
    default:
      return <DetectionInputs fields={fields} type={type} />;
  }
}
