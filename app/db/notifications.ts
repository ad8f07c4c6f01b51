/** Hears of changes that other processes, or other machines, made to what the gateway keeps in memory. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "~/lib/logger";

const CHANNEL = "grepture_changes";
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** A connection that a firewall dropped in silence is found out by a query that gets no answer. */
const PROBE_EVERY_MS = 15_000;
const ANSWER_TIMEOUT_MS = 5000;

export interface ListenOptions {
  url: string;
  /** An organization's id; "*" when anything may have changed while the connection was away. */
  onChange: (organizationId: string) => void;
  /** Called on every change of the connection's state, first with true. */
  onState: (connected: boolean) => void;
  logger: Logger;
}

/**
 * Listens on a connection of its own until closed, and connects again whenever it is lost.
 * @returns once it listens. @throws when the first connection fails.
 */
export async function listenForChanges(options: ListenOptions): Promise<{ close(): Promise<void> }> {
  const { onChange, onState, logger } = options;
  const closing = new AbortController();
  let listener = await listen(options);
  onState(true);

  const keepListening = async () => {
    for (;;) {
      await listener.ended;
      if (isAborted(closing.signal)) return;
      onState(false);
      logger.warn("lost the connection that hears of changes: connecting again");
      const next = await reconnect(options, closing.signal);
      if (!next) return;
      listener = next;
      onState(true);
      onChange("*");
    }
  };
  const done = keepListening();
  return {
    close: async () => {
      closing.abort();
      await listener.client.end();
      await done;
    },
  };
}

/** A function, because the answer changes while we wait and the compiler would remember the first one. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

interface Listener {
  client: pg.Client;
  ended: Promise<void>;
}

async function reconnect(options: ListenOptions, signal: AbortSignal): Promise<Listener | null> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    if (isAborted(signal)) return null;
    const listener = await listen(options).catch(() => null);
    if (!listener) continue;
    if (!isAborted(signal)) return listener;
    await listener.client.end();
    return null;
  }
}

async function listen({ url, onChange }: ListenOptions): Promise<Listener> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    application_name: "grepture listener",
  });
  const ended = new Promise<void>((resolve) => client.once("end", () => resolve()));
  // Every failure also ends the connection, and that is what is acted upon.
  client.on("error", () => undefined);
  client.on("notification", ({ channel, payload }) => {
    if (channel === CHANNEL && payload) onChange(payload);
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const probe = setInterval(() => {
    // With a query still open, `end` does not wait for the other side.
    client.query("SELECT 1").catch(() => client.end());
  }, PROBE_EVERY_MS);
  probe.unref();
  void ended.then(() => clearInterval(probe));
  return { client, ended };
}
