import { Form, Link } from "@remix-run/react";
import { CircleCheck, CornerDownRight, Star, Timer, TriangleAlert } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button, ButtonLink } from "~/components/ui/button";
import { Confirm } from "~/components/ui/confirm";
import { Moment } from "~/components/ui/moment";
import { formatCount, formatNoun, formatShare } from "~/lib/quantity";
import { PROVIDER_NAMES } from "~/providers/provider";
import { ChainText } from "./chain-text";
import type { ProviderKeyGroup, ProviderKeyItem } from "./provider-key-items";

interface ListProps {
  /** The path of the page. */
  path: string;
  zone: string | null;
  mayManage: boolean;
}

interface RowProps extends ListProps {
  item: ProviderKeyItem;
}

function StatusBadge({ item: { status, coolingUntil }, zone }: RowProps) {
  if (status === "rejected") {
    return (
      <Badge tone="negative">
        <TriangleAlert size={11} aria-hidden /> Rejected by the provider
      </Badge>
    );
  }
  if (coolingUntil) {
    return (
      <Badge tone="warning">
        <Timer size={11} aria-hidden />
        <span>
          Cooling down until <Moment at={coolingUntil} zone={zone} />
        </span>
      </Badge>
    );
  }
  return (
    <Badge tone="positive">
      <CircleCheck size={11} aria-hidden /> Healthy
    </Badge>
  );
}

/** Who is tried next, or what it takes for the key to be tried at all. */
function Chain({ item: { provider, isPrimary, chain, fallbackOf } }: { item: ProviderKeyItem }) {
  // A request to an Azure resource finds the key of that resource, primary or not.
  const isReached = isPrimary || fallbackOf.length > 0 || provider === "azure";
  return (
    <p className="flex gap-1.5">
      <CornerDownRight size={14} className="mt-0.75 shrink-0 text-ink-faint" aria-hidden />
      <span>
        {!isReached && "Nothing leads to it yet: make it primary, or let another key fall back to it. "}
        {isReached && chain.length === 0 && "No fallback: if it fails, the caller gets the error."}
        {chain.length > 0 && (
          <>
            If it fails, <ChainText provider={provider} chain={chain} />.
          </>
        )}
      </span>
    </p>
  );
}

function Statistics({ item: { statistics } }: { item: ProviderKeyItem }) {
  if (!statistics) return <p>Not used in the last 7 days</p>;
  const { served, servedShare, rateLimited, rateLimitedShare } = statistics;
  return (
    <p className="tabular-nums">
      <span className="whitespace-nowrap">
        {formatNoun(served, "request")} served ({formatShare(servedShare)} of all)
      </span>
      <span className="max-sm:hidden"> · </span>
      <span className="whitespace-nowrap max-sm:block">
        {formatCount(rateLimited)} rate-limited ({formatShare(rateLimitedShare)})
      </span>
    </p>
  );
}

/** When and that the provider refused the key, and what to do. */
function Rejection({ item: { id, statusChangedAt }, path, zone, mayManage }: RowProps) {
  return (
    <p className="text-negative">
      The provider refused it
      {statusChangedAt && (
        <>
          {" on "}
          <Moment at={statusChangedAt} zone={zone} />
        </>
      )}
      .{" "}
      {mayManage && (
        <Link to={`${path}/${id}`} className="font-medium underline underline-offset-2">
          Replace the key
        </Link>
      )}
    </p>
  );
}

const names = new Intl.ListFormat("en", { type: "conjunction" });

/** What becomes of the requests that begin with the key. */
function whatFollows({ provider, isPrimary, isOnly }: ProviderKeyItem): string {
  if (!isPrimary) return "Requests no longer use it.";
  const label = PROVIDER_NAMES[provider];
  return isOnly
    ? `It is the only ${label} key: without it, requests for ${label} are refused.`
    : "It is the primary key: the next oldest one takes its place.";
}

function DeleteQuestion({ item }: { item: ProviderKeyItem }) {
  const { id, name, fallbackOf } = item;
  const linked = names.format(fallbackOf.map((other) => `“${other}”`));
  return (
    <Confirm
      id={`delete-${id}`}
      trigger="Delete"
      triggerLabel={`Delete ${name}`}
      title={`Delete “${name}”?`}
      confirmLabel="Delete key"
      fields={{ intent: "delete", id }}
    >
      {whatFollows(item)}{" "}
      {fallbackOf.length > 0 &&
        `${linked} ${fallbackOf.length === 1 ? "falls" : "fall"} back to it and will have no fallback. `}
      The stored key is erased. This can’t be undone.
    </Confirm>
  );
}

function RowActions({ item, path }: RowProps) {
  const { id, name, isPrimary } = item;
  return (
    <div className="flex items-start gap-1 max-sm:-ml-2.5">
      {!isPrimary && (
        <Form method="post">
          <input type="hidden" name="intent" value="promote" />
          <input type="hidden" name="id" value={id} />
          <Button variant="ghost" size="sm" aria-label={`Make ${name} primary`}>
            Make primary
          </Button>
        </Form>
      )}
      <ButtonLink to={`${path}/${id}`} variant="ghost" size="sm" aria-label={`Edit ${name}`}>
        Edit
      </ButtonLink>
      <DeleteQuestion item={item} />
    </div>
  );
}

function ProviderKeyRow(props: RowProps) {
  const { item, zone, mayManage } = props;
  return (
    <li className="flex gap-3 px-4 py-3.5 max-sm:flex-col max-sm:gap-2 sm:px-5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-base font-medium [overflow-wrap:anywhere]">{item.name}</span>
          <code className="font-mono text-xs text-ink-muted">…{item.lastFour}</code>
          {item.isPrimary && (
            <Badge tone="accent">
              <Star size={11} aria-hidden /> Primary
            </Badge>
          )}
          <StatusBadge {...props} />
        </p>
        <div className="mt-1 space-y-0.5 text-sm text-ink-muted">
          {item.status === "rejected" && <Rejection {...props} />}
          <Chain item={item} />
          <Statistics item={item} />
          <p>
            {item.defaultModel && (
              <>
                Default model{" "}
                <code className="font-mono text-xs text-ink [overflow-wrap:anywhere]">
                  {item.defaultModel}
                </code>
                {" · "}
              </>
            )}
            Added <Moment at={item.createdAt} zone={zone} dayOnly />
          </p>
        </div>
      </div>
      {mayManage && <RowActions {...props} />}
    </li>
  );
}

/** Every key with its state, its chain and what it did, by provider. */
export function ProviderKeyList({ groups, ...rest }: { groups: ProviderKeyGroup[] } & ListProps) {
  return groups.map(({ provider, servedShare, items }) => (
    <div key={provider} className="border-b border-line last:border-b-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line bg-sunken px-4 py-1.5 sm:px-5">
        <h3 className="text-sm font-medium">{PROVIDER_NAMES[provider]}</h3>
        {servedShare !== null && (
          <p className="text-xs text-ink-muted tabular-nums">
            {formatShare(servedShare)} of all served requests
          </p>
        )}
      </div>
      <ul className="divide-y divide-line" aria-label={`${PROVIDER_NAMES[provider]} keys`}>
        {items.map((item) => (
          <ProviderKeyRow key={item.id} item={item} {...rest} />
        ))}
      </ul>
    </div>
  ));
}
