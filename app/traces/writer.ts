/**
 * Stores traces off the request path: batches by size and by time, one insert at a time.
 *
 * When the database is away a batch goes to the spool and comes back when it answers again. A batch that the
 * database refuses for its content is halved until the row at fault stands alone; that row is dropped, logged by id
 * and counted. Every trace ends as written, spooled or dropped: the counters say how many.
 */
import { type Pool } from "pg";
import { ensurePartitions } from "~/db/partitions";
import { type Logger } from "~/lib/logger";
import { insertTraces } from "./insert-traces";
import { type Spool } from "./spool";
import { type Trace } from "./trace";
import { TraceRows } from "./trace-rows";

interface TraceWriterOptions {
  pool: Pool;
  spool: Spool;
  logger: Logger;
  /** A trace waits at most this long for company. */
  flushMs?: number;
  batchSize?: number;
  /** Between tries while the database is away. */
  retryMs?: number;
}

export interface TraceWriterStats {
  queued: number;
  written: number;
  spooled: number;
  dropped: number;
}

const FLUSH_MS = 200;
/** A batch is full with this many traces or bytes, whichever comes first. */
const BATCH_SIZE = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024;
const RETRY_MS = 2_000;
/** Beyond either the queue is moved to disk instead of growing. */
const MAX_QUEUED = 20_000;
const MAX_QUEUED_BYTES = 128 * 1024 * 1024;

/** Class 08: connection; 53: resources; 57: operator intervention; 58: system; 25006: read only; 40: rollback. */
const TRANSIENT_SQLSTATE = /^(08|40|53|57|58|25006)/;

/** Only this much of an error is logged: PostgreSQL quotes the row in its messages and details. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

/** Whether the row is at fault, as opposed to the database's being away. */
function isContentError(code: string): boolean {
  return /^[0-9][0-9A-Z]{4}$/.test(code) && !TRANSIENT_SQLSTATE.test(code);
}

export class TraceWriter {
  /** Full batches, oldest first, and the one that is being filled. */
  private readonly full: TraceRows[] = [];
  private filling = new TraceRows();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private awayUntil = 0;
  private replayDue = true;
  private readonly months = new Set<string>();
  private readonly counters = { written: 0, spooled: 0, dropped: 0 };
  private readonly flushMs: number;
  private readonly batchSize: number;
  private readonly retryMs: number;

  constructor(private readonly options: TraceWriterOptions) {
    this.flushMs = options.flushMs ?? FLUSH_MS;
    this.batchSize = options.batchSize ?? BATCH_SIZE;
    this.retryMs = options.retryMs ?? RETRY_MS;
    this.schedule(this.flushMs);
  }

  readonly write = (trace: Trace): void => {
    try {
      this.filling.add(trace);
    } catch (error) {
      // Whoever closes a trace is answering a request, which goes on.
      this.counters.dropped += 1;
      this.options.logger.error(
        { code: codeOf(error), trace: trace.id },
        "a trace was dropped: it has no rows",
      );
      return;
    }
    const isFull = this.filling.count >= this.batchSize || this.filling.byteLength >= BATCH_BYTES;
    if (isFull) this.full.push(this.endBatch());
    this.schedule(isFull ? 0 : this.flushMs);
  };

  get stats(): TraceWriterStats {
    return { queued: this.queued.traces, ...this.counters };
  }

  private get queued(): { traces: number; bytes: number } {
    const sum = { traces: 0, bytes: 0 };
    for (const { count, byteLength } of [...this.full, this.filling]) {
      sum.traces += count;
      sum.bytes += byteLength;
    }
    return sum;
  }

  /** Stores what waits; resolves when the queue is empty. */
  async flush(): Promise<void> {
    do {
      this.running ??= this.run().finally(() => (this.running = null));
      await this.running;
    } while (this.queued.traces > 0);
  }

  /** Flushes and stops. */
  async close(): Promise<void> {
    await this.flush();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(delayMs: number): void {
    if (this.timer && delayMs > 0) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush().then(() => {
        if (this.replayDue) this.schedule(this.retryMs);
      });
    }, delayMs);
    this.timer.unref();
  }

  private endBatch(): TraceRows {
    const ended = this.filling;
    this.filling = new TraceRows();
    return ended;
  }

  private async run(): Promise<void> {
    for (let waiting = this.queued; waiting.traces > 0; waiting = this.queued) {
      const isCrowded = waiting.traces > MAX_QUEUED || waiting.bytes > MAX_QUEUED_BYTES;
      const batch = this.full.shift() ?? this.endBatch();
      if (isCrowded) await this.keepOnDisk(batch);
      else await this.store(batch, false);
    }
    await this.replay();
  }

  /** @param again Some of it may have been stored before. */
  private async store(batch: TraceRows, again: boolean): Promise<void> {
    if (Date.now() < this.awayUntil) return this.keepOnDisk(batch);
    try {
      await this.ensureMonths(batch);
      await insertTraces(this.options.pool, batch, again);
      this.counters.written += batch.count;
    } catch (error) {
      const code = codeOf(error);
      if (isContentError(code)) return this.halve(batch, again, code);
      this.awayUntil = Date.now() + this.retryMs;
      this.options.logger.warn({ code, traces: batch.count }, "the database is away; traces wait on disk");
      await this.keepOnDisk(batch);
    }
  }

  private async ensureMonths(batch: TraceRows): Promise<void> {
    const missing = [...batch.months].filter((month) => !this.months.has(month));
    if (missing.length === 0) return;
    await ensurePartitions(
      this.options.pool,
      missing.map((month) => new Date(month)),
    );
    for (const month of missing) this.months.add(month);
  }

  private async halve(batch: TraceRows, again: boolean, code: string): Promise<void> {
    if (batch.count === 1) {
      this.counters.dropped += 1;
      const [key] = batch.keys();
      this.options.logger.error({ code, trace: key?.[2] }, "a trace was dropped: the database refused it");
      return;
    }
    for (const half of batch.halved()) await this.store(half, again);
  }

  private async keepOnDisk(batch: TraceRows): Promise<void> {
    this.replayDue = true;
    try {
      if (await this.options.spool.put(batch)) {
        this.counters.spooled += batch.count;
        return;
      }
      this.options.logger.error({ traces: batch.count }, "traces were dropped: the spool is full");
    } catch (error) {
      this.options.logger.error(
        { code: codeOf(error), traces: batch.count },
        "traces were dropped: the spool failed",
      );
    }
    this.counters.dropped += batch.count;
  }

  /** Brings back what waits on disk, oldest first, once the database answers. */
  private async replay(): Promise<void> {
    if (!this.replayDue || Date.now() < this.awayUntil) return;
    try {
      for (const name of await this.options.spool.list()) {
        const batch = await this.options.spool.read(name);
        if (!batch) {
          this.options.logger.error(
            { file: name },
            "a spooled batch is damaged; it was set aside as .damaged",
          );
          continue;
        }
        const before = this.counters.spooled;
        await this.store(batch, true);
        // It went back to disk under a new name: the database is away again.
        await this.options.spool.remove(name);
        if (this.counters.spooled > before) {
          this.counters.spooled = before;
          return;
        }
        this.counters.spooled = Math.max(0, this.counters.spooled - batch.count);
      }
      this.replayDue = false;
    } catch (error) {
      this.awayUntil = Date.now() + this.retryMs;
      this.options.logger.error({ code: codeOf(error) }, "waiting traces could not be read from the spool");
    }
  }
}
