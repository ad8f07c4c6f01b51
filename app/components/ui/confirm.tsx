import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Popover, popoverButton } from "./popover";

interface ConfirmProps {
  /** Unique on the page. */
  id: string;
  /** What the opening button says. */
  trigger: ReactNode;
  /** Its accessible name, when the text alone does not say which row it acts on. */
  triggerLabel?: string;
  title: string;
  /** What happens, in plain words. */
  children: ReactNode;
  confirmLabel: string;
  /** Sent with the form. */
  fields: Record<string, string>;
}

/** A destructive act in two steps: the button opens a question, the question holds the form. */
export function Confirm({ id, trigger, triggerLabel, title, children, confirmLabel, fields }: ConfirmProps) {
  const titleId = `${id}-title`;
  return (
    <>
      <Button type="button" variant="ghost" size="sm" aria-label={triggerLabel} {...popoverButton(id)}>
        {trigger}
      </Button>
      <Popover id={id} labelledBy={titleId} modal>
        <Form method="post" className="p-5 text-left whitespace-normal">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <h2 id={titleId} className="text-lg font-semibold [overflow-wrap:anywhere]">
            {title}
          </h2>
          <div className="mt-2 text-base text-ink-muted text-pretty">{children}</div>
          <div className="mt-5 flex justify-end gap-2">
            <Button type="button" variant="secondary" {...popoverButton(id, "hide")}>
              Cancel
            </Button>
            <Button variant="danger">{confirmLabel}</Button>
          </div>
        </Form>
      </Popover>
    </>
  );
}
