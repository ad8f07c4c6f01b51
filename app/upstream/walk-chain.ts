/**
 * The walk along a chain of provider keys: one is asked after the other until one answers, or an error comes that no
 * other key cures. It knows nothing of HTTP; what an answer is, and what it takes to get one, is the caller's.
 */
import { type AttemptFailure } from "./classify-failure";
import { type KeyHealth } from "./key-health";

export type AttemptOutcome<A> =
  /** A success, or (`isError`) an error that no other key cures: that one says nothing about the key's health. */
  | { readonly kind: "answered"; readonly answer: A; readonly isError?: boolean }
  /** `answer` is what the caller gets if this was the last word. */
  | { readonly kind: "failed"; readonly failure: AttemptFailure; readonly answer: A }
  /** This key cannot take this request. It was not sent. */
  | { readonly kind: "skipped"; readonly reason: string };

export type WalkEnd<K, A> =
  | { readonly kind: "answered"; readonly key: K; readonly answer: A }
  /**
   * Every key that could be asked failed. `last` is the answer of the one that failed last. `retryAfterMs` is the
   * smallest remaining cooldown of the keys that were asked when all of them were rate limited (a quota is a limit
   * too), else null.
   */
  | {
      readonly kind: "exhausted";
      readonly last: A;
      readonly allRateLimited: boolean;
      readonly retryAfterMs: number | null;
    }
  /** No key could be asked at all; a reason for each. */
  | { readonly kind: "unusable"; readonly reasons: readonly string[] };

interface WalkOptions<K, A> {
  readonly health: KeyHealth;
  /** What it throws ends the walk. */
  readonly attempt: (key: K) => Promise<AttemptOutcome<A>>;
  /** Whether the client has left. Asked before every attempt. */
  readonly isGone: () => boolean;
  /** The walk leaves a key that failed or was skipped, and another one is asked now. */
  readonly onMovedOn?: (key: K, reason: string) => void;
  /**
   * For the answer of a failed attempt that nobody will get, which may hold an open stream. It comes as soon as
   * another key has failed or answered, or the walk ends by an error: if the rest are skipped, it is still needed.
   */
  readonly discard?: (answer: A) => void;
}

/** The client left while there was another key to ask. */
export class ClientGoneError extends Error {
  override name = "ClientGoneError";

  constructor() {
    super("the client left before an answer was found");
  }
}

/** For the trace: `rejected`, `http_429`, `timeout`. */
function reasonOf(failure: AttemptFailure): string {
  if (failure.class === "rejected" || failure.status === null) return failure.class;
  return `http_${failure.status}`;
}

interface FailedAttempt<K> {
  readonly key: K;
  readonly failure: AttemptFailure;
}

/** The smallest remaining cooldown; null when not all were rate limited. */
function waitForAny<K extends { id: string }>(
  failures: readonly FailedAttempt<K>[],
  health: KeyHealth,
): number | null {
  const areAllLimited = failures.every(
    ({ failure }) => failure.class === "rate_limited" || failure.class === "quota_exceeded",
  );
  return areAllLimited ? Math.min(...failures.map(({ key }) => health.remainingMs(key.id))) : null;
}

class Walk<K extends { id: string }, A> {
  private readonly failures: FailedAttempt<K>[] = [];
  private readonly reasons: string[] = [];
  /** Of the key that failed last. */
  private held: { answer: A } | null = null;
  private left: { key: K; reason: string } | null = null;

  constructor(private readonly options: WalkOptions<K, A>) {}

  /** @returns null when the next key is to be asked. */
  async ask(key: K): Promise<WalkEnd<K, A> | null> {
    const { health, attempt, isGone, onMovedOn } = this.options;
    if (isGone()) throw new ClientGoneError();
    if (this.left) onMovedOn?.(this.left.key, this.left.reason);
    const row = health.failuresInARow(key.id);
    const outcome = await attempt(key);
    if (outcome.kind === "skipped") {
      this.reasons.push(outcome.reason);
      this.left = { key, reason: outcome.reason };
      return null;
    }
    this.discardHeld();
    if (outcome.kind === "answered") {
      if (!outcome.isError) health.succeeded(key.id);
      return { kind: "answered", key, answer: outcome.answer };
    }
    const { answer, failure } = outcome;
    this.held = { answer };
    this.left = { key, reason: reasonOf(failure) };
    this.failures.push({ key, failure });
    health.failed(key.id, failure, row);
    return null;
  }

  discardHeld(): void {
    const { held } = this;
    this.held = null;
    if (held) this.options.discard?.(held.answer);
  }

  /** Nobody is left to ask. */
  end(): WalkEnd<K, A> {
    if (!this.held) return { kind: "unusable", reasons: this.reasons };
    const retryAfterMs = waitForAny(this.failures, this.options.health);
    const allRateLimited = retryAfterMs !== null;
    return { kind: "exhausted", last: this.held.answer, allRateLimited, retryAfterMs };
  }
}

/**
 * Asks each key once, in the order that their health gave them when the walk began, and tells health how it went.
 * @param keys The chain, each key once.
 * @throws {ClientGoneError} before the attempt that it would have been.
 */
export async function walkChain<K extends { id: string }, A>(
  keys: readonly K[],
  options: WalkOptions<K, A>,
): Promise<WalkEnd<K, A>> {
  const walk = new Walk<K, A>(options);
  try {
    for (const key of options.health.order(keys)) {
      const end = await walk.ask(key);
      if (end) return end;
    }
  } catch (error) {
    walk.discardHeld();
    throw error;
  }
  return walk.end();
}
