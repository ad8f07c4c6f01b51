/**
 * Password digests: argon2id with OWASP's minimum parameters (19 MiB, 2 passes, 1 lane), as PHC strings.
 *
 * Each run takes 19 MiB and one of libuv's four threads for tens of milliseconds, so only two run at a time and the
 * queue behind them is bounded: a flood of sign-ins slows sign-ins, never the gateway.
 */
import { hash, verify } from "@node-rs/argon2";

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const RUNNING_LIMIT = 2;
const WAITING_LIMIT = 100;

/** A digest that no known password has: verifying against it takes as long as against a real one. */
const NOBODY = `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Too many passwords are waiting to be checked. */
export class PasswordQueueFullError extends Error {
  override name = "PasswordQueueFullError";
  constructor() {
    super("Too many people are signing in at this moment. Try again in a few seconds.");
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= RUNNING_LIMIT) {
    if (waiting.length >= WAITING_LIMIT) throw new PasswordQueueFullError();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The turn is handed over, so that nobody slips in between.
    if (next) next();
    else running -= 1;
  }
}

/** The same password typed on another keyboard may arrive in another Unicode form. */
const canonical = (password: string) => password.normalize("NFKC");

/** @throws {PasswordQueueFullError} */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(canonical(password), PARAMETERS));
}

/**
 * Whether the password is the one behind the digest.
 * @param digest Null for an account that does not exist: false, after the same work.
 * @throws {PasswordQueueFullError}
 */
export async function verifyPassword(digest: string | null, password: string): Promise<boolean> {
  return inTurn(() => verify(digest ?? NOBODY, canonical(password)));
}
