import {
  FormProvider,
  FormStateInput,
  getFormProps,
  useForm,
  type SubmissionResult,
} from "@conform-to/react";
import { Form, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "~/components/ui/button";
import { Section } from "~/components/ui/card";
import { CheckBox } from "~/components/ui/check-list";
import { ErrorSummary } from "~/components/ui/error-summary";
import { ExplainedSelect } from "~/components/ui/explained-select";
import { TextAreaField, TextField } from "~/components/ui/field";
import { useFocusAfter } from "~/components/ui/focus-after";
import { APPLY_TO, ON_ERROR, type Rule } from "~/rules/rule";
import { ActionList } from "./action-list";
import { ConditionSection } from "./condition-section";
import { FocusAfterContext } from "./list-button";
import type { RuleFields, RuleFieldValues } from "./rule-fields";
import { readRuleForm } from "./rule-submission";
import { DIRECTION_LABELS, fieldLabel, MEMBER_LABELS } from "./rule-words";

const DIRECTION_EXPLANATIONS = {
  input: "What your callers send, before it leaves for the provider.",
  output: "What the provider answers, before your caller gets it.",
  both: "What is sent and what is answered.",
};
const DIRECTIONS = APPLY_TO.map((value) => ({
  value,
  label: DIRECTION_LABELS[value],
  explanation: DIRECTION_EXPLANATIONS[value],
}));

const ON_ERROR_WORDS = {
  continue: { label: "Go on without it", explanation: "The request passes as if the rule were not there." },
  block: { label: "Block the request", explanation: "Nothing passes that the rule could not look at." },
};
const FAILURES = [
  {
    value: "",
    label: "As its actions suggest",
    explanation: "A rule whose actions only log is left out; any other blocks, as it is there to protect.",
  },
  ...ON_ERROR.map((value) => ({ value, ...ON_ERROR_WORDS[value] })),
];

interface RuleFormProps {
  defaultValue: RuleFieldValues;
  lastResult: SubmissionResult | null;
  submitLabel: string;
  /** Where "Cancel" leads. */
  cancelTo: string;
  cataloguePath: string;
}

/** The words for what is wrong, from the top of the form to its end. */
function errorLabels(names: readonly string[]): Record<string, string> {
  const order = Object.keys(MEMBER_LABELS);
  const place = (name: string) => order.indexOf(/^\w*/.exec(name)?.[0] ?? "");
  const sorted = [...names].sort(
    (a, b) => place(a) - place(b) || a.localeCompare(b, "en", { numeric: true }),
  );
  return Object.fromEntries(sorted.map((name) => [name, fieldLabel(name)]));
}

/** One form for all of a rule, new or stored. */
export function RuleForm({ defaultValue, lastResult, submitLabel, cancelTo, cataloguePath }: RuleFormProps) {
  const busy = useNavigation().formData?.get("intent") === "save";
  const [form, fields] = useForm<RuleFields, Rule>({
    id: "rule",
    lastResult,
    defaultValue,
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => readRuleForm(formData),
  });
  const focusAfter = useFocusAfter(form.initialValue);
  return (
    <FormProvider context={form.context}>
      <FocusAfterContext.Provider value={focusAfter}>
        <Form method="post" {...getFormProps(form)} className="max-w-3xl space-y-6">
          {/* Enter in a field presses a form's first button: that is to be this one, not one that removes things. */}
          <button className="sr-only" tabIndex={-1} aria-hidden>
            {submitLabel}
          </button>
          <FormStateInput />
          <ErrorSummary form={form} labels={errorLabels(Object.keys(form.allErrors))} />
          <input type="hidden" name="intent" value="save" />
          <Section id="rule-about-title" title="About">
            <div className="space-y-4 p-4 sm:p-5">
              <TextField
                meta={fields.name}
                label={MEMBER_LABELS.name}
                autoComplete="off"
                placeholder="Redact contact details"
              />
              <TextAreaField
                meta={fields.description}
                label={MEMBER_LABELS.description}
                optional
                rows={2}
                placeholder="Why this rule exists, for whoever reads it next year"
              />
              <CheckBox meta={fields.enabled}>
                {MEMBER_LABELS.enabled}
                <span className="text-ink-muted">
                  . A rule that is off stays in the list and does nothing.
                </span>
              </CheckBox>
            </div>
          </Section>
          <Section id="rule-when-title" title="When it applies">
            <div className="space-y-5 p-4 sm:p-5">
              <div className="grid items-start gap-4 sm:grid-cols-2">
                <ExplainedSelect meta={fields.apply_to} label={MEMBER_LABELS.apply_to} options={DIRECTIONS} />
                <TextField
                  meta={fields.sampling_rate}
                  type="number"
                  step="any"
                  inputMode="decimal"
                  label={MEMBER_LABELS.sampling_rate}
                  suffix="%"
                  help="100 is every request. Less leaves the rest as they are."
                />
              </div>
              <ConditionSection form={form} fields={fields} />
            </div>
          </Section>
          <ActionList form={form} actions={fields.actions} cataloguePath={cataloguePath} />
          <Section id="rule-limits-title" title="When something goes wrong">
            <div className="grid items-start gap-4 p-4 sm:grid-cols-2 sm:p-5">
              <TextField
                meta={fields.timeout_seconds}
                type="number"
                step="any"
                inputMode="decimal"
                label={MEMBER_LABELS.timeout_seconds}
                suffix="seconds"
                help="For one request, all actions together: 1 to 600. A rule that takes longer has failed."
              />
              <ExplainedSelect meta={fields.on_error} label={MEMBER_LABELS.on_error} options={FAILURES} />
            </div>
          </Section>
          <div className="flex gap-2">
            <Button disabled={busy}>{busy ? "Saving…" : submitLabel}</Button>
            <ButtonLink to={cancelTo} variant="ghost">
              Cancel
            </ButtonLink>
          </div>
        </Form>
      </FocusAfterContext.Provider>
    </FormProvider>
  );
}
