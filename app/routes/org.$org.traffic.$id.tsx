import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireMember } from "~/auth/session";
import { AttemptsSection } from "~/components/traffic/attempts";
import { BodyView } from "~/components/traffic/body-view";
import { OutcomeBadge } from "~/components/traffic/outcome";
import { RequestFactsSection, RequestNotices, type RequestFacts } from "~/components/traffic/request-detail";
import { RuleHitsSection, type RuleHitFacts } from "~/components/traffic/rule-hits";
import { PageHeader } from "~/components/ui/page-header";
import { notFound } from "~/lib/not-found.server";
import { requireRowId } from "~/lib/row-id.server";
import { zoneOfRequest } from "~/lib/viewer.server";
import { findRequest, type RequestDetail } from "~/traces/queries";

export const meta: MetaFunction = () => [{ title: "Request · Traffic · Grepture" }];

/** Stored as JSON; what cannot be read marks nothing. */
const marksSchema = z.array(z.object({ path: z.string(), start: z.number(), end: z.number() })).catch([]);

const metadataSchema = z.record(z.string(), z.string()).nullable().catch(null);

function bodiesOf(found: RequestDetail) {
  const { requestBody, responseBody, requestTruncated, responseTruncated, zeroData } = found;
  const marksOf = (direction: "input" | "output") =>
    found.ruleHits.flatMap((hit) => (hit.direction === direction ? marksSchema.parse(hit.spans) : []));
  const marks = { request: marksOf("input"), response: marksOf("output") };
  return { requestBody, responseBody, requestTruncated, responseTruncated, zeroData, marks };
}

function factsOf(found: RequestDetail): RequestFacts {
  const { startedAt, requestId, traceId, apiKeyName, streaming, requestedModel, servedModel } = found;
  const { provider, providerKeyName, durationMs, firstByteMs, inputTokens, outputTokens, totalTokens } =
    found;
  const asked = { startedAt, requestId, traceId, apiKeyName, streaming, requestedModel };
  const served = { servedModel, provider, providerKeyName, durationMs, firstByteMs };
  const { cachedInputTokens, cacheWriteTokens, reasoningTokens, cost, sessionId, label, seq } = found;
  const parts = { cachedInputTokens, cacheWriteTokens, reasoningTokens, cost };
  const said = { sessionId, label, seq, metadata: metadataSchema.parse(found.metadata) };
  return { ...asked, ...served, inputTokens, outputTokens, totalTokens, ...parts, ...said };
}

function hitOf(hit: RequestDetail["ruleHits"][number]): RuleHitFacts {
  const { position, ruleName, ruleVersion, direction, action, category, matchCount } = hit;
  const { severity, label, skippedBecause, durationMicros } = hit;
  const did = { direction, action, category, matchCount, severity, label, skippedBecause };
  return { position, ruleName, ruleVersion, ...did, durationMicros };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const found = await findRequest({ organizationId: organization.id, id: requireRowId(params["id"]) });
  if (!found) throw notFound();
  const { method, url, outcome, status, errorMessage, passedThrough, warnings } = found;
  return {
    title: `${method} ${url ?? "request"}`,
    outcome,
    status,
    notices: { errorMessage, passedThrough, warnings },
    facts: factsOf(found),
    attempts: found.attempts,
    hits: found.ruleHits.map(hitOf),
    bodies: bodiesOf(found),
    path: `/org/${organization.slug}/traffic`,
    cataloguePath: `/org/${organization.slug}/catalogue`,
    zone: zoneOfRequest(request),
  };
}

export default function RequestPage() {
  const { title, outcome, status, notices, facts, attempts, hits, bodies, path, cataloguePath, zone } =
    useLoaderData<typeof loader>();
  const zeroData = "Not stored on purpose: the organization was in zero-data mode.";
  return (
    <>
      <PageHeader
        title={<span className="font-mono text-lg">{title}</span>}
        back={{ to: path, label: "Traffic" }}
        actions={<OutcomeBadge outcome={outcome} status={status} />}
      />
      <div className="space-y-6">
        <RequestNotices {...notices} />
        <RequestFactsSection facts={facts} zone={zone} />
        <RuleHitsSection hits={hits} cataloguePath={cataloguePath} />
        <AttemptsSection attempts={attempts} />
        <BodyView
          id="request-body"
          title="Request body, after the rules"
          body={bodies.requestBody}
          marks={bodies.marks.request}
          truncated={bodies.requestTruncated}
          absence={
            bodies.zeroData
              ? zeroData
              : "There is none: the request ended before its body was read, or had no body."
          }
        />
        <BodyView
          id="response-body"
          title="Response body, after the rules"
          body={bodies.responseBody}
          marks={bodies.marks.response}
          truncated={bodies.responseTruncated}
          absence={bodies.zeroData ? zeroData : "There is none: the request ended before an answer came."}
        />
      </div>
    </>
  );
}
