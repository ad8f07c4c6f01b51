import { getFormProps, getInputProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Choice } from "~/components/ui/choice";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextAreaField, TextField } from "~/components/ui/field";
import { CategoryChoices } from "./category-choices";
import { ReplacementChoices } from "./replacement-choices";
import { ruleFieldsSchema, type RuleFields } from "./rule-fields";

const LABELS = {
  name: "Name",
  description: "Description",
  samplingRate: "Share of requests",
  categories: "Look for",
  replacement: "Replace it with",
};

interface RuleFormProps {
  defaultValue: Partial<RuleFields>;
  lastResult: SubmissionResult | null;
  submitLabel: string;
  /** Where "Cancel" leads. */
  cancelTo: string;
  cataloguePath: string;
}

/** One form for new and stored rules. */
export function RuleForm({ defaultValue, lastResult, submitLabel, cancelTo, cataloguePath }: RuleFormProps) {
  const busy = useNavigation().formData?.get("intent") === "save";
  const [form, fields] = useForm({
    id: "rule",
    lastResult,
    defaultValue,
    constraint: getZodConstraint(ruleFieldsSchema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: ruleFieldsSchema }),
  });
  const { key: enabledKey, ...enabled } = getInputProps(fields.enabled, { type: "checkbox" });
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-3xl space-y-6">
      <ErrorSummary form={form} labels={LABELS} />
      <input type="hidden" name="intent" value="save" />
      <Card className="space-y-5 p-4 sm:p-5">
        <TextField
          meta={fields.name}
          label={LABELS.name}
          autoComplete="off"
          placeholder="Redact contact details"
        />
        <TextAreaField
          meta={fields.description}
          label={LABELS.description}
          optional
          rows={2}
          placeholder="Why this rule exists, for whoever reads it next year"
        />
      </Card>
      <Card className="space-y-6 p-4 sm:p-5">
        <CategoryChoices meta={fields.categories} cataloguePath={cataloguePath} />
        <ReplacementChoices meta={fields.replacement} />
      </Card>
      <Card className="p-4 sm:p-5">
        <div className="max-w-sm">
          <TextField
            meta={fields.samplingRate}
            type="number"
            inputMode="decimal"
            label={LABELS.samplingRate}
            suffix="%"
            className="max-w-28"
            help="100 applies the rule to every request. Less leaves the rest of the requests as they are."
          />
        </div>
        <div className="mt-4 overflow-hidden rounded-lg border border-line">
          <Choice
            key={enabledKey}
            {...enabled}
            type="checkbox"
            label="Switched on"
            description="A rule that is off stays in the list and does nothing."
          />
        </div>
      </Card>
      <div className="flex gap-2">
        <Button disabled={busy}>{busy ? "Saving…" : submitLabel}</Button>
        <ButtonLink to={cancelTo} variant="ghost">
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
