import { Form } from "@remix-run/react";
import { PlugZap, Star, TriangleAlert } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Confirm } from "~/components/ui/confirm";
import { Moment } from "~/components/ui/moment";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";

export interface ProviderKeyItem {
  id: string;
  provider: ProviderId;
  name: string;
  lastFour: string;
  isPrimary: boolean;
  status: "healthy" | "rejected";
  createdAt: Date;
}

interface RowProps {
  item: ProviderKeyItem;
  zone: string | null;
  mayManage: boolean;
}

function RowActions({ item: { id, name, isPrimary } }: RowProps) {
  return (
    <div className="flex items-center gap-1 max-sm:-ml-2.5">
      {!isPrimary && (
        <Form method="post">
          <input type="hidden" name="intent" value="promote" />
          <input type="hidden" name="id" value={id} />
          <Button variant="ghost" size="sm" aria-label={`Make ${name} primary`}>
            Make primary
          </Button>
        </Form>
      )}
      <Confirm
        id={`delete-${id}`}
        trigger="Delete"
        triggerLabel={`Delete ${name}`}
        title={`Delete “${name}”?`}
        confirmLabel="Delete key"
        fields={{ intent: "delete", id }}
      >
        {isPrimary
          ? "It is the primary key: the next oldest key takes over, and without one, requests are refused. "
          : "Requests no longer use it. "}
        The stored key is erased. This can’t be undone.
      </Confirm>
    </div>
  );
}

function ProviderKeyRow(props: RowProps) {
  const { item, zone, mayManage } = props;
  return (
    <li className="flex gap-3 px-4 py-3 max-sm:flex-col max-sm:gap-1.5 sm:items-center sm:px-5">
      <span className="grid size-8 shrink-0 place-items-center rounded border border-line bg-sunken text-ink-muted max-sm:hidden">
        <PlugZap size={15} aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-base font-medium [overflow-wrap:anywhere]">{item.name}</span>
          <code className="font-mono text-xs text-ink-muted">…{item.lastFour}</code>
          {item.isPrimary && (
            <Badge tone="accent">
              <Star size={11} aria-hidden /> Primary
            </Badge>
          )}
          {item.status === "rejected" && (
            <Badge tone="negative">
              <TriangleAlert size={11} aria-hidden /> Rejected by the provider
            </Badge>
          )}
        </p>
        <p className="mt-0.5 text-sm text-ink-muted">
          {PROVIDER_NAMES[item.provider]}
          <span aria-hidden> · </span>
          <span className="sr-only">, </span>
          Added <Moment at={item.createdAt} zone={zone} dayOnly />
        </p>
      </div>
      {mayManage && <RowActions {...props} />}
    </li>
  );
}

export function ProviderKeyList({ items, ...rest }: { items: ProviderKeyItem[] } & Omit<RowProps, "item">) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <ProviderKeyRow key={item.id} item={item} {...rest} />
      ))}
    </ul>
  );
}
