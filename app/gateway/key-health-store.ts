/**
 * The health of provider keys, as this process finds it out, written to the database in batches: for the dashboard, for
 * the other instances and for the next start. The request path never waits for it.
 */
import { BoundedMap } from "~/lib/bounded-map";
import { type Logger } from "~/lib/logger";
import { recordKeyHealth, type KeyHealthChange as OwnedChange } from "~/models/provider-key-health";
import { KeyHealth, type KeyHealthChange } from "~/upstream/key-health";
import { type OrganizationSnapshot } from "./organization-snapshot";

const FLUSH_MS = 1_000;
/** While the database is away, changes beyond this many are left out: they are found out again. */
const MAX_WAITING = 10_000;
const MAX_OWNERS = 100_000;

export class KeyHealthStore {
  readonly health = new KeyHealth({ onChange: (change) => this.note(change) });
  /** Organizations by the keys that were seen last. */
  private readonly owners = new BoundedMap<string>(MAX_OWNERS);
  private waiting: KeyHealthChange[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly logger: Logger) {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  /** What the database knows, whenever an organization is read anew. */
  learn({ organizationId, providerKeys }: OrganizationSnapshot): void {
    for (const { id, status, coolingUntil } of providerKeys) {
      this.owners.set(id, organizationId);
      // What is on its way to the database is newer than what was read from it.
      if (this.waiting.some(({ keyId }) => keyId === id)) continue;
      this.health.learn(id, {
        coolingUntil: coolingUntil ? coolingUntil.getTime() : null,
        rejected: status === "rejected",
      });
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private note(change: KeyHealthChange): void {
    if (this.waiting.length < MAX_WAITING) this.waiting.push(change);
  }

  private async flush(): Promise<void> {
    const changes = this.waiting;
    this.waiting = [];
    const byOwner = new Map<string, OwnedChange[]>();
    for (const { keyId, status, coolingUntil } of changes) {
      const owner = this.owners.get(keyId);
      if (owner === undefined) continue;
      const rows = byOwner.get(owner) ?? [];
      rows.push({
        id: keyId,
        status,
        coolingUntil: coolingUntil === undefined ? undefined : new Date(coolingUntil),
      });
      byOwner.set(owner, rows);
    }
    for (const [organizationId, rows] of byOwner) {
      await recordKeyHealth(organizationId, rows).catch(() => {
        // Found out again by the next request that uses the key.
        this.logger.warn({ keys: rows.length }, "the health of provider keys could not be stored");
      });
    }
  }
}
