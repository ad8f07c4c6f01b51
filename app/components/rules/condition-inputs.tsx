import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { Plus, X } from "lucide-react";
import { FieldError, LineField, SelectField, TextField } from "~/components/ui/field";
import {
  CONDITION_FIELDS,
  CONDITION_OPERATORS,
  type Condition,
  type ConditionGroup,
} from "~/rules/rule-conditions";
import { ListButton } from "./list-button";
import type { RuleFields } from "./rule-fields";
import { CONDITION_FIELD_LABELS, MEMBER_LABELS, OPERATOR_LABELS } from "./rule-words";

const FIELD_OPTIONS = CONDITION_FIELDS.map((value) => ({ value, label: CONDITION_FIELD_LABELS[value] }));
const OPERATOR_OPTIONS = CONDITION_OPERATORS.map((value) => ({ value, label: OPERATOR_LABELS[value] }));
const GROUP_LOGIC = [
  { value: "and", label: "All must hold" },
  { value: "or", label: "One must hold" },
];

export const NEW_CONDITION = { field: "model", operator: "contains", value: "" } satisfies Condition;

interface ConditionRowProps {
  meta: FieldMetadata<Condition, RuleFields>;
  number: number;
  remove: React.ReactNode;
}

/** One condition in a line: where, how, what. What the choice makes needless is out of sight, by style alone. */
function ConditionRow({ meta, number, remove }: ConditionRowProps) {
  const fields = meta.getFieldset();
  return (
    <fieldset
      id={meta.id}
      tabIndex={-1}
      className="group/condition flex items-start gap-2 rounded max-sm:border-b max-sm:border-line max-sm:pb-3"
    >
      <legend className="sr-only">Condition {number}</legend>
      <div className="grid min-w-0 flex-1 grid-cols-2 items-start gap-2 sm:flex">
        <div className="sm:w-28 sm:shrink-0">
          <SelectField meta={fields.field} label={MEMBER_LABELS.field} options={FIELD_OPTIONS} compact />
        </div>
        <div className="hidden group-has-[option[value=header]:checked]/condition:block sm:w-36 sm:shrink-0">
          <TextField
            meta={fields.name}
            label="Header name"
            placeholder="x-team"
            autoComplete="off"
            spellCheck={false}
            compact
          />
        </div>
        <div className="group-has-[option[value=header]:checked]/condition:col-span-2 sm:w-44 sm:shrink-0">
          <SelectField
            meta={fields.operator}
            label={MEMBER_LABELS.operator}
            options={OPERATOR_OPTIONS}
            compact
          />
        </div>
        <div className="flex-1 group-has-[option[value=exists]:checked]/condition:hidden max-sm:col-span-2">
          <LineField
            meta={fields.value}
            label={MEMBER_LABELS.value}
            placeholder="Text or pattern"
            className="font-mono"
            compact
          />
        </div>
      </div>
      {remove}
    </fieldset>
  );
}

interface ConditionGroupInputsProps {
  form: FormMetadata<RuleFields>;
  meta: FieldMetadata<ConditionGroup, RuleFields>;
  index: number;
  /** The list of groups. */
  groups: FieldMetadata<ConditionGroup[], RuleFields>;
}

/** Conditions that hold together, or of which one has to. */
export function ConditionGroupInputs({ form, meta, index, groups }: ConditionGroupInputsProps) {
  const { logic, conditions } = meta.getFieldset();
  const rows = conditions.getFieldList();
  return (
    <fieldset id={meta.id} tabIndex={-1} className="rounded-lg border border-line bg-sunken p-3 sm:p-4">
      <legend className="sr-only">Group {index + 1}</legend>
      <div className="mb-3 flex items-center justify-between gap-2">
        <div className="w-44">
          <SelectField meta={logic} label={`Group ${index + 1} applies when`} options={GROUP_LOGIC} compact />
        </div>
        <ListButton
          look="ghost"
          intent={form.remove.getButtonProps({ name: groups.name, index })}
          leadsTo={groups.id}
        >
          Remove<span className="sr-only"> group {index + 1}</span>
        </ListButton>
      </div>
      <div id={conditions.id} tabIndex={-1} className="space-y-2 max-sm:space-y-3">
        {rows.map((row, number) => (
          <ConditionRow
            key={row.key}
            meta={row}
            number={number + 1}
            remove={
              <ListButton
                look="icon"
                className="mt-1"
                intent={form.remove.getButtonProps({ name: conditions.name, index: number })}
                leadsTo={conditions.id}
                aria-label={`Remove condition ${number + 1} of group ${index + 1}`}
              >
                <X size={15} aria-hidden />
              </ListButton>
            }
          />
        ))}
      </div>
      <FieldError id={conditions.errorId} errors={conditions.errors} />
      <ListButton
        look="secondary"
        className="mt-3"
        intent={form.insert.getButtonProps({ name: conditions.name, defaultValue: NEW_CONDITION })}
        leadsTo={`${form.id}-${conditions.name}[${rows.length}].field`}
      >
        <Plus size={14} aria-hidden /> Add condition
        <span className="sr-only"> to group {index + 1}</span>
      </ListButton>
    </fieldset>
  );
}
