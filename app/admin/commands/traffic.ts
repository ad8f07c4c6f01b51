import { z } from "zod";
import { findOrganization, OrganizationNotFoundError } from "~/models/organization";
import { listRequests, type RequestRow } from "~/traces/queries";
import { defineCommand, organizationId, required } from "../command";

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 200;
const limitText = `must be a number from 1 to ${LARGEST_LIMIT}`;

export const trafficList = defineCommand({
  name: "traffic list",
  summary: "the newest requests, with rule hits and attempts",
  usage: `--organization ID [--limit N] [--trace ID]`,
  flags: {
    organization: organizationId,
    limit: z
      .string()
      .regex(/^\d{1,3}$/, limitText)
      .transform(Number)
      .refine((value) => value >= 1 && value <= LARGEST_LIMIT, limitText)
      .default(DEFAULT_LIMIT),
    trace: required("a trace id").optional(),
  },
  async run({ organization, limit, trace }) {
    if (!(await findOrganization(organization))) throw new OrganizationNotFoundError(organization);
    const page = await listRequests({ organizationId: organization, limit, traceId: trace });
    return { json: page, text: page.rows.map(lineOf).join("\n") || "No requests." };
  },
});

function lineOf(row: RequestRow): string {
  const model = row.servedModel ?? row.requestedModel ?? "-";
  const facts = [
    row.startedAt.toISOString(),
    row.status ?? "-",
    row.outcome,
    row.provider ?? "-",
    model,
    `${row.durationMs} ms`,
    `${row.totalTokens ?? "?"} tokens`,
    `${row.ruleHitCount} rule hits`,
    row.id,
  ];
  return facts.join("  ");
}
