import { Ban, KeyRound } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Confirm } from "~/components/ui/confirm";
import { Moment } from "~/components/ui/moment";

export interface ApiKeyItem {
  id: string;
  name: string;
  lastFour: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdBy: string | null;
}

function ApiKeyRow({ item, zone, mayManage }: { item: ApiKeyItem; zone: string | null; mayManage: boolean }) {
  const { id, name, lastFour, createdAt, lastUsedAt, revokedAt, createdBy } = item;
  return (
    <li className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <span className="grid size-8 shrink-0 place-items-center rounded border border-line bg-sunken text-ink-muted max-sm:hidden">
        <KeyRound size={15} aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-base font-medium [overflow-wrap:anywhere]">{name}</span>
          <code className="font-mono text-xs text-ink-muted">grp_…{lastFour}</code>
          {revokedAt && (
            <Badge tone="neutral">
              <Ban size={11} aria-hidden /> Revoked
            </Badge>
          )}
        </p>
        <p className="mt-0.5 text-sm text-ink-muted">
          {revokedAt ? (
            <>
              Revoked <Moment at={revokedAt} zone={zone} dayOnly />
            </>
          ) : (
            <>
              {lastUsedAt ? "Last used " : "Never used"}
              {lastUsedAt && <Moment at={lastUsedAt} zone={zone} />}
            </>
          )}
          <span aria-hidden> · </span>
          <span className="sr-only">, </span>
          Created <Moment at={createdAt} zone={zone} dayOnly />
          {createdBy && ` by ${createdBy}`}
        </p>
      </div>
      {mayManage && !revokedAt && (
        <Confirm
          id={`revoke-${id}`}
          trigger="Revoke"
          triggerLabel={`Revoke ${name}`}
          title={`Revoke “${name}”?`}
          confirmLabel="Revoke key"
          fields={{ intent: "revoke", id }}
        >
          Requests that use grp_…{lastFour} are refused at once. This can’t be undone; applications need a new
          key.
        </Confirm>
      )}
    </li>
  );
}

export function ApiKeyList(props: { items: ApiKeyItem[]; zone: string | null; mayManage: boolean }) {
  const { items, ...rest } = props;
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <ApiKeyRow key={item.id} item={item} {...rest} />
      ))}
    </ul>
  );
}
