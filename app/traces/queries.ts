/** Reading traces: the list, a page at a time, and one request in full. Every query names the organization. */
import { prisma } from "~/db/database";
import { type Attempt, type Request, type RuleHit } from "~/db/generated/client";
import { timeOfId } from "~/lib/ids";

type OfRequest = "organizationId" | "requestStartedAt" | "requestId";

type AttemptRow = Omit<Attempt, OfRequest> & { providerKeyName: string | null };
type RuleHitRow = Omit<RuleHit, OfRequest>;

export interface RequestRow extends Omit<Request, "cost"> {
  /** US dollars; null when the model's price is unknown. */
  cost: number | null;
  apiKeyName: string | null;
  /** Of the key that answered; null for the caller's own key and for one that was deleted. */
  providerKeyName: string | null;
  attempts: AttemptRow[];
  ruleHits: RuleHitRow[];
}

export interface RequestDetail extends RequestRow {
  /** After redaction; null when none is stored. */
  requestBody: string | null;
  responseBody: string | null;
  requestTruncated: boolean;
  responseTruncated: boolean;
}

export interface RequestPage {
  /** Newest first. */
  rows: RequestRow[];
  /** Pass it back for the next older page; null on the last one. */
  nextCursor: string | null;
}

const MAX_PAGE = 200;

/** Rows before the cursor, which is the id of the last row seen: an id carries its own time. */
function beforeCursor(cursor: string | undefined) {
  const at = cursor === undefined ? null : timeOfId(cursor);
  if (!cursor || !at) return {};
  return { OR: [{ startedAt: { lt: at } }, { startedAt: at, id: { lt: cursor } }] };
}

export async function listRequests(filter: {
  organizationId: string;
  limit: number;
  cursor?: string | undefined;
  traceId?: string | undefined;
}): Promise<RequestPage> {
  const { organizationId, cursor, traceId } = filter;
  const limit = Math.min(Math.max(1, filter.limit), MAX_PAGE);
  const found = await prisma().request.findMany({
    where: { organizationId, ...(traceId === undefined ? {} : { traceId }), ...beforeCursor(cursor) },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await withParts(organizationId, page),
    nextCursor: found.length > limit && last ? last.id : null,
  };
}

/** @returns Null when the organization has no such request. */
export async function findRequest(input: {
  organizationId: string;
  id: string;
}): Promise<RequestDetail | null> {
  const { organizationId, id } = input;
  const startedAt = timeOfId(id);
  if (!startedAt) return null;
  const request = await prisma().request.findUnique({
    where: { organizationId_startedAt_id: { organizationId, startedAt, id } },
  });
  if (!request) return null;
  const [rows, body] = await Promise.all([
    withParts(organizationId, [request]),
    prisma().requestBody.findUnique({
      where: {
        organizationId_requestStartedAt_requestId: {
          organizationId,
          requestStartedAt: startedAt,
          requestId: id,
        },
      },
    }),
  ]);
  const [row] = rows;
  if (!row) return null;
  return {
    ...row,
    requestBody: body?.requestBody ?? null,
    responseBody: body?.responseBody ?? null,
    requestTruncated: body?.requestTruncated ?? false,
    responseTruncated: body?.responseTruncated ?? false,
  };
}

/** Adds attempts, rule hits and names, with one query each however many rows there are. */
async function withParts(organizationId: string, requests: readonly Request[]): Promise<RequestRow[]> {
  const [newest, oldest] = [requests[0], requests.at(-1)];
  if (!newest || !oldest) return [];
  const where = {
    organizationId,
    // The partition key, so that only the months of this page are looked at.
    requestStartedAt: { gte: oldest.startedAt, lte: newest.startedAt },
    requestId: { in: requests.map((request) => request.id) },
  };
  const [attempts, ruleHits, providerKeys, apiKeys] = await Promise.all([
    prisma().attempt.findMany({ where, orderBy: { position: "asc" } }),
    prisma().ruleHit.findMany({ where, orderBy: { position: "asc" } }),
    prisma().providerKey.findMany({ where: { organizationId }, select: { id: true, name: true } }),
    prisma().apiKey.findMany({ where: { organizationId }, select: { id: true, name: true } }),
  ]);
  const providerKeyNames = new Map(providerKeys.map((key) => [key.id, key.name]));
  const apiKeyNames = new Map(apiKeys.map((key) => [key.id, key.name]));
  const nameOf = (names: Map<string, string>, id: string | null) =>
    id === null ? null : (names.get(id) ?? null);
  return requests.map((request) => ({
    ...request,
    cost: request.cost?.toNumber() ?? null,
    apiKeyName: nameOf(apiKeyNames, request.apiKeyId),
    providerKeyName: nameOf(providerKeyNames, request.providerKeyId),
    attempts: attempts
      .filter((attempt) => attempt.requestId === request.id)
      .map((attempt) => ({ ...attempt, providerKeyName: nameOf(providerKeyNames, attempt.providerKeyId) })),
    ruleHits: ruleHits.filter((hit) => hit.requestId === request.id),
  }));
}
