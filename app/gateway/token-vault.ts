/**
 * Remembers what tokens stand for. A request restores its own tokens from its own memory; those of earlier requests
 * come from this process, else from the database, where they are stored behind the request's back. In zero-data mode
 * nothing is stored: the vault is this process.
 */
import { type Logger } from "~/lib/logger";
import {
  deleteExpiredVaultTokens,
  findVaultTokens,
  storeVaultTokens,
  type VaultEntry,
} from "~/models/vault-token";
import { type TokenFormat } from "~/redaction/token-format";
import { type TokenIssuer } from "~/redaction/token-issuer";
import { type TokenValues } from "~/redaction/restore-tokens";

const FLUSH_MS = 200;
const SWEEP_MS = 60_000;
/** Characters of values in memory, of all organizations: beyond it the oldest are forgotten, and found in the database. */
const MAX_REMEMBERED = 64 * 1024 * 1024;
/** Waiting to be stored while the database is away. */
const MAX_WAITING = 100_000;
const BATCH = 1_000;

interface Remembered {
  value: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Of the request that tokens are given out for. */
export interface TokenScope {
  readonly organizationId: string;
  readonly zeroData: boolean;
  readonly format: TokenFormat;
  /** The same value has the same token within it. */
  readonly scope: string;
  /** The database could not be asked for tokens of earlier requests. */
  readonly onUnavailable: () => void;
}

export class TokenVault {
  private readonly remembered = new Map<string, Remembered>();
  private size = 0;
  private waiting: VaultEntry[] = [];
  private storing: Promise<void> = Promise.resolve();
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(
    private readonly logger: Logger,
    private readonly now: () => number = Date.now,
  ) {
    this.timers = [
      setInterval(() => void this.flush(), FLUSH_MS).unref(),
      setInterval(() => void this.sweep(), SWEEP_MS).unref(),
    ];
  }

  session(scope: TokenScope): TokenSession {
    return new TokenSession(this, scope, this.now);
  }

  remember({ organizationId, zeroData }: TokenScope, token: string, { value, expiresAt }: Remembered): void {
    const key = keyOf(organizationId, token);
    const known = this.remembered.get(key);
    // The oldest is forgotten first: what is given out again is young again.
    this.forget(key);
    this.remembered.set(key, { value, expiresAt: Math.max(expiresAt, known?.expiresAt ?? 0) });
    this.size += value.length;
    for (const oldest of this.remembered.keys()) {
      if (this.size <= MAX_REMEMBERED) break;
      this.forget(oldest);
    }
    if (zeroData) return;
    this.waiting.push({ organizationId, token, value, expiresAt: new Date(expiresAt) });
    if (this.waiting.length > MAX_WAITING) {
      this.waiting.splice(0, BATCH);
      this.logger.error(
        { tokens: BATCH },
        "the database is away; tokens were given up that only this process can restore",
      );
    }
  }

  private forget(key: string): void {
    this.size -= this.remembered.get(key)?.value.length ?? 0;
    this.remembered.delete(key);
  }

  /** Of the tokens that have not expired. */
  known(organizationId: string, tokens: readonly string[]): Map<string, string> {
    const values = new Map<string, string>();
    for (const token of tokens) {
      const found = this.remembered.get(keyOf(organizationId, token));
      if (found && found.expiresAt > this.now()) values.set(token, found.value);
    }
    return values;
  }

  async stored(organizationId: string, tokens: readonly string[]): Promise<Map<string, string>> {
    const entries = await findVaultTokens(organizationId, tokens);
    return new Map(entries.map(({ token, value }) => [token, value]));
  }

  /** Stores what is waiting. Failed batches wait on. */
  flush(): Promise<void> {
    this.storing = this.storing.then(async () => {
      while (this.waiting.length > 0) {
        const batch = this.waiting.splice(0, BATCH);
        try {
          await storeVaultTokens(batch);
        } catch {
          this.waiting.unshift(...batch);
          return;
        }
      }
    });
    return this.storing;
  }

  private async sweep(): Promise<void> {
    const now = this.now();
    for (const [key, { expiresAt }] of this.remembered) if (expiresAt <= now) this.forget(key);
    await deleteExpiredVaultTokens().catch(() => {
      this.logger.warn("expired tokens could not be deleted; trying again in a minute");
    });
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.flush();
    const lost = this.waiting.length;
    if (lost > 0)
      this.logger.error({ tokens: lost }, "tokens could not be stored and cannot be restored any more");
  }
}

function keyOf(organizationId: string, token: string): string {
  return `${organizationId}:${token}`;
}

/** The tokens of one request. */
export class TokenSession implements TokenIssuer {
  private readonly own = new Map<string, Remembered>();

  constructor(
    private readonly vault: TokenVault,
    private readonly scope: TokenScope,
    private readonly now: () => number,
  ) {}

  get format(): TokenFormat {
    return this.scope.format;
  }

  get hasIssued(): boolean {
    return this.own.size > 0;
  }

  issue(value: string, { prefix, ttlSeconds }: { prefix: string; ttlSeconds: number }): string {
    const token = this.scope.format.mint(value, prefix, this.scope.scope);
    const expiresAt = this.now() + ttlSeconds * 1000;
    if ((this.own.get(token)?.expiresAt ?? 0) >= expiresAt) return token;
    this.own.set(token, { value, expiresAt });
    this.vault.remember(this.scope, token, { value, expiresAt });
    return token;
  }

  /** The values of tokens; at once where no other process is to be asked. Those that are missing have expired. */
  resolve(tokens: readonly string[]): TokenValues | Promise<TokenValues> {
    const { organizationId, zeroData } = this.scope;
    const values = this.vault.known(organizationId, tokens);
    const missing: string[] = [];
    for (const token of tokens) {
      const own = this.own.get(token);
      if (own && own.expiresAt > this.now()) values.set(token, own.value);
      else if (!own && !values.has(token)) missing.push(token);
    }
    if (missing.length === 0 || zeroData) return values;
    return this.vault.stored(organizationId, missing).then(
      (stored) => new Map([...values, ...stored]),
      () => {
        this.scope.onUnavailable();
        return values;
      },
    );
  }
}
