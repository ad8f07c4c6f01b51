import type { FormMetadata } from "@conform-to/react";
import { Plus } from "lucide-react";
import { Fragment } from "react";
import { CheckBox } from "~/components/ui/check-list";
import { FieldError, SelectField } from "~/components/ui/field";
import { ConditionGroupInputs, NEW_CONDITION } from "./condition-inputs";
import { ListButton } from "./list-button";
import type { RuleFields } from "./rule-fields";
import { MEMBER_LABELS } from "./rule-words";

const LOGIC_OPTIONS = [
  { value: "or", label: "One of the groups is enough (or)" },
  { value: "and", label: "All groups have to hold (and)" },
];

/** The word between two groups, as the list above them says. By style alone. */
function Between() {
  return (
    <p className="py-2 text-center text-xs font-semibold text-ink-muted uppercase" aria-hidden>
      <span className="hidden group-has-[[data-logic]_option[value=or]:checked]/conditions:inline">or</span>
      <span className="hidden group-has-[[data-logic]_option[value=and]:checked]/conditions:inline">and</span>
    </p>
  );
}

interface ConditionSectionProps {
  form: FormMetadata<RuleFields>;
  fields: ReturnType<FormMetadata<RuleFields>["getFieldset"]>;
}

/** When the rule applies: always, or where groups of conditions hold. */
export function ConditionSection({ form, fields }: ConditionSectionProps) {
  const { conditions, logic } = fields;
  const groups = conditions.getFieldList();
  return (
    <fieldset id={conditions.id} tabIndex={-1} className="group/conditions">
      <legend className="text-base font-medium">{MEMBER_LABELS.conditions}</legend>
      <p className="mt-0.5 text-sm text-ink-muted">
        {groups.length === 0
          ? "None: the rule applies to every request."
          : "“Matches” takes a pattern in RE2 syntax. On an answer, model, URL and headers are the request’s, and the body is the answer’s."}
      </p>
      {groups.length > 0 && (
        <div className="mt-2">
          <CheckBox meta={fields.match_all}>Apply to every request, whatever the conditions say</CheckBox>
        </div>
      )}
      {groups.length === 0 && fields.match_all.initialValue === "on" && (
        <input type="hidden" name={fields.match_all.name} value="on" />
      )}
      {groups.length > 1 ? (
        <div className="mt-3 max-w-sm" data-logic>
          <SelectField meta={logic} label={MEMBER_LABELS.logic} options={LOGIC_OPTIONS} />
        </div>
      ) : (
        <input type="hidden" name={logic.name} value={logic.initialValue ?? "or"} />
      )}
      {groups.length > 0 && (
        <div className="mt-3">
          {groups.map((group, index) => (
            <Fragment key={group.key}>
              {index > 0 && <Between />}
              <ConditionGroupInputs form={form} meta={group} index={index} groups={conditions} />
            </Fragment>
          ))}
        </div>
      )}
      <FieldError id={conditions.errorId} errors={conditions.errors} />
      <ListButton
        className="mt-3"
        intent={form.insert.getButtonProps({
          name: conditions.name,
          defaultValue: { logic: "and", conditions: [NEW_CONDITION] },
        })}
        leadsTo={`${form.id}-${conditions.name}[${groups.length}].conditions[0].field`}
      >
        <Plus size={14} aria-hidden /> {groups.length === 0 ? "Add a condition" : "Add a group"}
      </ListButton>
    </fieldset>
  );
}
