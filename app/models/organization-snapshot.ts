/** What the gateway needs to know of an organization, read at one moment in one statement. */
import { z } from "zod";
import { prisma } from "~/db/database";
import { Prisma } from "~/db/generated/client";
import { toStoredRule } from "./stored-rule";

const providerKeySchema = z.object({
  id: z.string(),
  provider: z.enum(["openai", "anthropic", "gemini", "azure"]),
  ciphertext: z.string(),
  isPrimary: z.boolean(),
  defaultModel: z.string().nullable(),
  endpoint: z.string().nullable(),
  apiVersion: z.string().nullable(),
  fallbackKeyId: z.string().nullable(),
  status: z.enum(["healthy", "rejected"]),
  /** Tried last until then; may have passed. Read with the rest: a change of it alone renews no snapshot. */
  coolingUntil: z.iso
    .datetime({ offset: true })
    .nullable()
    .transform((text) => text && new Date(text)),
});

const ruleRowSchema = z.object({
  id: z.string(),
  position: z.number(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  version: z.number(),
  definition: z.unknown(),
});

const snapshotSchema = z.object({
  organizationId: z.string(),
  plan: z.enum(["free", "pro", "business"]),
  fallbackMode: z.enum(["error", "passthrough"]),
  /** Zero-data mode is on. */
  zeroData: z.boolean(),
  /** Opened by `openHashKey`. */
  hashKeyCiphertext: z.string(),
  /** Enabled ones, in the order in which they run. */
  rules: z.array(ruleRowSchema.transform(toStoredRule)),
  /** Primary first, then the oldest. */
  providerKeys: z.array(providerKeySchema),
});

export type OrganizationSnapshotData = z.output<typeof snapshotSchema>;

/**
 * One statement sees one state of the database: rules and keys of the same moment.
 * @returns Null when there is no such organization.
 * @throws {StoredRuleError} when a rule cannot be read: running the others alone would let its matches through.
 */
export async function loadOrganizationSnapshot(
  organizationId: string,
): Promise<OrganizationSnapshotData | null> {
  const rows = await prisma().$queryRaw<unknown[]>(Prisma.sql`
    SELECT
      organization.id::text AS "organizationId",
      organization.plan::text AS "plan",
      organization.fallback_mode::text AS "fallbackMode",
      organization.zero_data_since IS NOT NULL AS "zeroData",
      organization.hash_key_ciphertext AS "hashKeyCiphertext",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'id', id, 'position', position, 'name', name, 'description', description,
          'enabled', enabled, 'version', version, 'definition', definition
        ) ORDER BY position, created_at, id)
        FROM rules WHERE organization_id = organization.id AND enabled
      ), '[]') AS "rules",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'id', id, 'provider', provider, 'ciphertext', ciphertext, 'isPrimary', is_primary,
          'defaultModel', default_model, 'endpoint', endpoint, 'apiVersion', api_version,
          'fallbackKeyId', fallback_key_id, 'status', status, 'coolingUntil', cooling_until
        ) ORDER BY is_primary DESC, created_at, id)
        FROM provider_keys WHERE organization_id = organization.id
      ), '[]') AS "providerKeys"
    FROM organizations AS organization
    WHERE organization.id = ${organizationId}::uuid`);
  const [row] = rows;
  return row === undefined ? null : snapshotSchema.parse(row);
}
