import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { ArrowDown, ArrowUp, ChevronDown, Plus, Trash2 } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { CheckBox } from "~/components/ui/check-list";
import { FieldError } from "~/components/ui/field";
import { ACTION_TYPES, type ActionType } from "~/rules/rule-actions";
import { ActionInputs } from "./action-inputs";
import { newAction } from "./new-actions";
import { ListButton } from "./list-button";
import type { ActionFields, RuleFields } from "./rule-fields";
import { ACTION_GROUPS, ACTION_WORDS, needsModel } from "./rule-words";

interface ActionCardProps {
  form: FormMetadata<RuleFields>;
  meta: FieldMetadata<ActionFields, RuleFields>;
  actions: FieldMetadata<ActionFields[], RuleFields>;
  index: number;
  count: number;
  cataloguePath: string;
}

/** One action: what it is, its place in the order, its parameters. */
function ActionCard({ form, meta, actions, index, count, cataloguePath }: ActionCardProps) {
  const fields = meta.getFieldset();
  const type = ACTION_TYPES.find((candidate) => candidate === fields.type.initialValue);
  if (!type) return null;
  const { label, description } = ACTION_WORDS[type];
  const titleId = `${meta.id}-title`;
  const name = `action ${index + 1}, ${label}`;
  const move = (to: number) => ({
    intent: form.reorder.getButtonProps({ name: actions.name, from: index, to }),
    leadsTo: `${form.id}-${actions.name}[${to}]`,
  });
  return (
    <section
      id={meta.id}
      tabIndex={-1}
      aria-labelledby={titleId}
      className="group/action scroll-mt-4 rounded-lg border border-line bg-surface shadow-raised"
    >
      <input type="hidden" name={fields.type.name} value={type} />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 sm:px-5">
        <span
          className="grid size-6 shrink-0 place-items-center rounded-sm bg-sunken font-mono text-xs text-ink-muted"
          aria-hidden
        >
          {index + 1}
        </span>
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="text-base font-semibold">
            <span className="sr-only">Action {index + 1}: </span>
            {label}
          </h3>
          <p className="text-sm text-ink-muted max-sm:hidden">{description}</p>
        </div>
        {needsModel(type) && <Badge tone="warning">No model here yet</Badge>}
        <div className="flex items-center gap-0.5">
          <span className="mr-2">
            <CheckBox meta={fields.enabled}>
              On<span className="sr-only"> for {name}</span>
            </CheckBox>
          </span>
          <ListButton look="icon" {...move(index - 1)} disabled={index === 0} aria-label={`Move ${name} up`}>
            <ArrowUp size={15} aria-hidden />
          </ListButton>
          <ListButton
            look="icon"
            {...move(index + 1)}
            disabled={index === count - 1}
            aria-label={`Move ${name} down`}
          >
            <ArrowDown size={15} aria-hidden />
          </ListButton>
          <ListButton
            look="icon"
            intent={form.remove.getButtonProps({ name: actions.name, index })}
            leadsTo={actions.id}
            aria-label={`Remove ${name}`}
          >
            <Trash2 size={15} aria-hidden />
          </ListButton>
        </div>
      </header>
      <div className="p-4 sm:p-5">
        <ActionInputs type={type} fields={fields} cataloguePath={cataloguePath} />
      </div>
    </section>
  );
}

interface PaletteProps {
  form: FormMetadata<RuleFields>;
  actions: FieldMetadata<ActionFields[], RuleFields>;
  count: number;
}

/** Everything that a rule can do, each a press away. */
function Palette({ form, actions, count }: PaletteProps) {
  const button = (type: ActionType) => (
    <ListButton
      key={type}
      look="plain"
      className="flex items-start gap-2 rounded border border-line px-3 py-2 text-left hover:border-line-strong hover:bg-hover"
      intent={form.insert.getButtonProps({ name: actions.name, defaultValue: newAction(type) })}
      leadsTo={`${form.id}-${actions.name}[${count}]`}
    >
      <Plus size={14} className="mt-1 shrink-0 text-ink-muted" aria-hidden />
      <span className="min-w-0">
        <span className="block text-base font-medium">
          <span className="sr-only">Add: </span>
          {ACTION_WORDS[type].label}
        </span>
        <span className="block text-sm text-ink-muted max-sm:hidden">{ACTION_WORDS[type].description}</span>
      </span>
    </ListButton>
  );
  return (
    // Another number of actions, another disclosure: it closes behind the one that was added.
    <details
      key={count}
      open={count === 0}
      className="group/palette rounded-lg border border-dashed border-line-strong"
    >
      <summary className="flex list-none items-center gap-1.5 rounded-lg px-4 py-3 text-base font-medium hover:bg-hover sm:px-5">
        <Plus size={15} aria-hidden />
        {count === 0 ? "Add an action" : "Add another action"}
        <ChevronDown
          size={15}
          className="ml-auto text-ink-muted transition-transform group-open/palette:rotate-180"
          aria-hidden
        />
      </summary>
      <div className="space-y-4 px-4 pt-2.5 pb-4 sm:px-5 sm:pb-5">
        {ACTION_GROUPS.map(({ label, note, types }) => (
          <div key={label}>
            <p className="mb-1.5 text-sm text-ink-muted">
              {label}
              {note && <span className="block text-warning">{note}</span>}
            </p>
            <div className="grid gap-2 sm:grid-cols-2">{types.map(button)}</div>
          </div>
        ))}
      </div>
    </details>
  );
}

interface ActionListProps {
  form: FormMetadata<RuleFields>;
  actions: FieldMetadata<ActionFields[], RuleFields>;
  cataloguePath: string;
}

/** What the rule does, in order. */
export function ActionList({ form, actions, cataloguePath }: ActionListProps) {
  const list = actions.getFieldList();
  return (
    <section id={actions.id} tabIndex={-1} aria-labelledby="rule-actions-title" className="space-y-3">
      <div>
        <h2 id="rule-actions-title" className="text-lg font-semibold">
          What it does
        </h2>
        <p className="text-sm text-ink-muted">
          {list.length > 1
            ? "One after the other: each sees the text as the one before it left it."
            : "One action, or several in order."}
        </p>
        <FieldError id={actions.errorId} errors={actions.errors} />
      </div>
      {list.map((action, index) => (
        <ActionCard
          key={action.key}
          form={form}
          meta={action}
          actions={actions}
          index={index}
          count={list.length}
          cataloguePath={cataloguePath}
        />
      ))}
      <Palette form={form} actions={actions} count={list.length} />
    </section>
  );
}
