/** Who did what. Written in the transaction of the change, so that neither exists without the other. */
import { type Prisma } from "~/db/generated/client";
import { newId } from "~/lib/ids";

export interface AuditEntry {
  /** Noun and past participle: `api_key.created`. */
  action: string;
  /** Left out for an account's own events. */
  organizationId?: string;
  /** Left out or null: the admin command or the system. */
  actorUserId?: string | null | undefined;
  targetType?: string;
  targetId?: string;
  /** Names, providers, versions. Never a secret, never content. */
  details?: Prisma.InputJsonObject;
  ipAddress?: string | null;
}

/** @param tx The transaction that makes the change. */
export async function recordAudit(tx: Prisma.TransactionClient, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: newId(),
      action: entry.action,
      organizationId: entry.organizationId ?? null,
      actorUserId: entry.actorUserId ?? null,
      targetType: entry.targetType ?? null,
      targetId: entry.targetId ?? null,
      ipAddress: entry.ipAddress ?? null,
      ...(entry.details ? { details: entry.details } : {}),
    },
    select: { id: true },
  });
}
