/** When each API key was last used, written in batches: the request path never waits for it. */
import { type Logger } from "~/lib/logger";
import { touchApiKeys } from "~/models/api-key";
import { type Caller } from "./snapshot-cache";

const FLUSH_MS = 10_000;

export class KeyUsage {
  private readonly used = new Map<string, { id: string; organizationId: string; at: Date }>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly logger: Logger) {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  readonly note = ({ apiKeyId, snapshot }: Caller): void => {
    const seen = this.used.get(apiKeyId);
    if (seen) seen.at = new Date();
    else this.used.set(apiKeyId, { id: apiKeyId, organizationId: snapshot.organizationId, at: new Date() });
  };

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async flush(): Promise<void> {
    if (this.used.size === 0) return;
    const entries = [...this.used.values()];
    this.used.clear();
    await touchApiKeys(entries).catch(() => {
      // A missed "last used" is no loss worth keeping: the next use sets it again.
      this.logger.warn({ keys: entries.length }, "when API keys were last used could not be stored");
    });
  }
}
