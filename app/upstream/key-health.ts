/**
 * What this process knows about the health of provider keys, across requests: which one cools down and until when,
 * and which one its provider has rejected. A request that comes after the first must not pay again for a target that
 * is dead, and what one request was told to wait holds for all.
 *
 * Only keys in trouble are kept. Nothing here does I/O: changes are handed to `onChange`, and what the database or
 * another instance knows comes in by `learn`.
 */
import { type AttemptFailure, type FailureClass } from "./classify-failure";
import { LONGEST_WAIT_MS } from "./retry-after";

/** One of the two members. */
export interface KeyHealthChange {
  readonly keyId: string;
  readonly status?: "healthy" | "rejected";
  /** Milliseconds since the epoch. */
  readonly coolingUntil?: number;
}

interface KeyHealthOptions {
  /** Milliseconds since the epoch: deadlines are shared with other processes. */
  now?: () => number;
  /** From 0 to 1, as Math.random. */
  random?: () => number;
  /** Called at once, from within `failed` and `succeeded`; not for what was learned. It must not throw. */
  onChange?: (change: KeyHealthChange) => void;
  /** Beyond it, the key used longest ago is forgotten. */
  maxKeys?: number;
}

interface Health {
  failuresInARow: number;
  /** In the past when the key is not cooling. */
  coolingUntil: number;
  /** The deadline that others know: the last one told or learned. */
  sharedUntil: number;
  rejected: boolean;
}

interface Backoff {
  baseMs: number;
  maxMs: number;
  /** The failure in a row that it begins with. */
  begins: number;
}

const AT_ONCE: Backoff = { baseMs: 1_000, maxMs: 60_000, begins: 1 };

const BACKOFFS: Readonly<Record<Exclude<FailureClass, "rejected">, Backoff>> = {
  rate_limited: AT_ONCE,
  quota_exceeded: { baseMs: 30_000, maxMs: 600_000, begins: 1 },
  timeout: AT_ONCE,
  unreachable: AT_ONCE,
  // A lone 500 is about one request.
  server_error: { ...AT_ONCE, begins: 3 },
};

const JITTER = 0.2;
const MAX_KEYS = 100_000;
/** A deadline that moves on by less is not told again: under load, every failure moves it by some milliseconds. */
const RETELL_MS = 1_000;

/** Keys that are not to be asked before all others. Beyond every remaining time. */
const LAST = Number.MAX_SAFE_INTEGER;

export class KeyHealth {
  /** A Map keeps the order of insertion: the last used is the last. */
  private readonly keys = new Map<string, Health>();
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly onChange: (change: KeyHealthChange) => void;
  private readonly maxKeys: number;

  constructor(options: KeyHealthOptions = {}) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.onChange = options.onChange ?? (() => undefined);
    this.maxKeys = options.maxKeys ?? MAX_KEYS;
  }

  /**
   * Keys that are fit for use in the order of the chain, then those that cool down by the smallest remaining time,
   * then rejected ones in the order of the chain. Nothing is left out: a bad key is better than none.
   */
  order<K extends { id: string }>(keys: readonly K[]): K[] {
    const now = this.now();
    return keys
      .map((key) => ({ key, rank: this.rank(key.id, now) }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ key }) => key);
  }

  private rank(keyId: string, now: number): number {
    const health = this.find(keyId);
    if (!health) return 0;
    return health.rejected ? LAST : Math.max(health.coolingUntil - now, 0);
  }

  /** 0: not cooling. */
  remainingMs(keyId: string): number {
    const health = this.find(keyId);
    return health ? Math.max(health.coolingUntil - this.now(), 0) : 0;
  }

  /** To be read before an attempt and handed to `failed` after it. */
  failuresInARow(keyId: string): number {
    return this.find(keyId)?.failuresInARow ?? 0;
  }

  /**
   * @param rowWhenAsked `failuresInARow` when the attempt began. A failure that another attempt has reported since
   *   then is the same incident: the row does not grow, or a hundred requests at the same moment would make the
   *   backoff of the first failure as long as that of the hundredth. Left out, the failure counts.
   */
  failed(keyId: string, failure: AttemptFailure, rowWhenAsked = Infinity): void {
    const health = this.track(keyId);
    if (failure.class === "rejected") {
      this.setRejected(keyId, health, true);
      return;
    }
    if (health.failuresInARow <= rowWhenAsked) health.failuresInARow += 1;
    const backoff = BACKOFFS[failure.class];
    const step = health.failuresInARow - backoff.begins;
    if (step < 0) return;
    // Told 0 means nothing: a date of whole seconds is often past on arrival, and clocks differ.
    const told = failure.retryAfterMs ?? 0;
    this.cool(keyId, health, told > 0 ? Math.min(told, LONGEST_WAIT_MS) : this.backoffMs(backoff, step));
  }

  /** Ends the row of failures, and not a cooldown: that one request came through is no leave to send more. */
  succeeded(keyId: string): void {
    const health = this.find(keyId);
    if (!health) return;
    health.failuresInARow = 0;
    this.setRejected(keyId, health, false);
    if (health.coolingUntil <= this.now()) this.keys.delete(keyId);
  }

  /**
   * What the database or another instance knows. Tell it when it was read, not on every request: it replaces what this
   * process has found out about a rejection since.
   * @param known `coolingUntil` in milliseconds since the epoch; a deadline only grows. `rejected: false` clears the
   *   mark: the key was replaced.
   */
  learn(keyId: string, known: { coolingUntil: number | null; rejected: boolean }): void {
    const now = this.now();
    const until = Math.min(known.coolingUntil ?? 0, now + LONGEST_WAIT_MS);
    const isCooling = until > now;
    const health = isCooling || known.rejected ? this.track(keyId) : this.find(keyId);
    if (!health) return;
    health.rejected = known.rejected;
    if (!isCooling) return;
    health.coolingUntil = Math.max(health.coolingUntil, until);
    health.sharedUntil = Math.max(health.sharedUntil, until);
  }

  private setRejected(keyId: string, health: Health, rejected: boolean): void {
    if (health.rejected === rejected) return;
    health.rejected = rejected;
    this.onChange({ keyId, status: rejected ? "rejected" : "healthy" });
  }

  private cool(keyId: string, health: Health, waitMs: number): void {
    const now = this.now();
    const until = now + waitMs;
    if (until <= health.coolingUntil) return;
    health.coolingUntil = until;
    if (health.sharedUntil > now && until - health.sharedUntil < RETELL_MS) return;
    health.sharedUntil = until;
    this.onChange({ keyId, coolingUntil: until });
  }

  private backoffMs({ baseMs, maxMs }: Backoff, step: number): number {
    const middle = Math.min(baseMs * 2 ** step, maxMs);
    const jittered = middle * (1 + JITTER * (2 * this.random() - 1));
    return Math.min(Math.round(jittered), maxMs);
  }

  private find(keyId: string): Health | undefined {
    const health = this.keys.get(keyId);
    if (health) {
      this.keys.delete(keyId);
      this.keys.set(keyId, health);
    }
    return health;
  }

  private track(keyId: string): Health {
    const known = this.find(keyId);
    if (known) return known;
    const health: Health = { failuresInARow: 0, coolingUntil: 0, sharedUntil: 0, rejected: false };
    this.keys.set(keyId, health);
    if (this.keys.size > this.maxKeys) this.forgetOldest();
    return health;
  }

  private forgetOldest(): void {
    for (const keyId of this.keys.keys()) {
      this.keys.delete(keyId);
      return;
    }
  }
}
