import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Inbox } from "lucide-react";
import { requireMember } from "~/auth/session";
import { Onboarding, type OnboardingState } from "~/components/traffic/onboarding";
import { TrafficTable, type TrafficItem } from "~/components/traffic/traffic-table";
import { ButtonLink } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { ZoneNote } from "~/components/ui/moment";
import { PageHeader } from "~/components/ui/page-header";
import { env } from "~/env.server";
import { zoneOfRequest } from "~/lib/viewer.server";
import { listApiKeys } from "~/models/api-key";
import { listProviderKeys } from "~/models/provider-key";
import { listRules } from "~/models/rule";
import { listRequests, type RequestRow } from "~/traces/queries";

const PAGE_SIZE = 50;

export const meta: MetaFunction = () => [{ title: "Traffic · Grepture" }];

function toItem(row: RequestRow): TrafficItem {
  const {
    id,
    startedAt,
    outcome,
    status,
    streaming,
    providerKeyName,
    attemptCount,
    inputTokens,
    outputTokens,
    durationMs,
  } = row;
  const model = row.servedModel ?? row.requestedModel;
  const redactions = row.ruleHits.reduce(
    (sum, hit) => sum + (hit.skippedBecause === null ? hit.matchCount : 0),
    0,
  );
  const measures = { attemptCount, inputTokens, outputTokens, durationMs, redactions };
  return { id, startedAt, outcome, status, model, streaming, providerKeyName, ...measures };
}

async function onboardingState(organizationId: string): Promise<OnboardingState> {
  const [providerKeys, apiKeys, rules] = await Promise.all([
    listProviderKeys(organizationId),
    listApiKeys(organizationId),
    listRules(organizationId),
  ]);
  return {
    hasProviderKey: providerKeys.length > 0,
    hasApiKey: apiKeys.some((key) => key.revokedAt === null),
    hasRule: rules.length > 0,
    baseUrl: `${env().APP_ORIGIN}/v1`,
  };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const cursor = new URL(request.url).searchParams.get("before") ?? undefined;
  const { rows, nextCursor } = await listRequests({
    organizationId: organization.id,
    limit: PAGE_SIZE,
    cursor,
  });
  const isNewest = cursor === undefined;
  return {
    items: rows.map(toItem),
    nextCursor,
    isNewest,
    onboarding: rows.length === 0 && isNewest ? await onboardingState(organization.id) : null,
    path: `/org/${organization.slug}`,
    zone: zoneOfRequest(request),
  };
}

export default function Traffic() {
  const { items, nextCursor, isNewest, onboarding, path, zone } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Traffic"
        description="Every request that passed the gateway, as it left: what a rule took out is not stored."
        actions={
          items.length > 0 && (
            <>
              <ZoneNote zone={zone} />
              <ButtonLink to="." variant="secondary" size="sm">
                {isNewest ? "Refresh" : "Newest"}
              </ButtonLink>
            </>
          )
        }
      />
      {onboarding && <Onboarding state={onboarding} path={path} />}
      {items.length > 0 && (
        <Card className="overflow-hidden">
          <TrafficTable items={items} zone={zone} />
        </Card>
      )}
      {items.length === 0 && !onboarding && (
        <Card>
          <EmptyState
            icon={Inbox}
            title="Nothing older"
            action={
              <ButtonLink to="." variant="secondary">
                Newest requests
              </ButtonLink>
            }
          >
            There are no requests from before this point.
          </EmptyState>
        </Card>
      )}
      {nextCursor && (
        <nav aria-label="Pages" className="mt-4 flex justify-end">
          <ButtonLink to={`?before=${nextCursor}`} variant="secondary">
            Older requests
          </ButtonLink>
        </nav>
      )}
    </>
  );
}
