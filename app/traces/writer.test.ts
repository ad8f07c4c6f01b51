import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { newId } from "~/lib/ids";
import { createLogger } from "~/lib/logger";
import { createTestDatabase } from "tests/support/test-database";
import { findRequest, listRequests } from "./queries";
import { Spool } from "./spool";
import { NO_ANNOTATIONS, type Trace } from "./trace";
import { TraceRows } from "./trace-rows";
import { TraceWriter } from "./writer";

const logger = createLogger("silent");
let database: Database;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "grepture-spool-"));
  return () => rm(folder, { recursive: true });
});

function trace(organizationId: string, part: Partial<Trace> = {}): Trace {
  const startedAt = part.startedAt ?? Date.now();
  return {
    organizationId,
    id: newId(startedAt),
    startedAt,
    requestId: "req-1",
    apiKeyId: null,
    method: "POST",
    url: "/v1/chat/completions",
    protocol: "openai",
    streaming: false,
    requestedModel: "gpt-x",
    provider: "openai",
    providerKeyId: null,
    servedModel: "gpt-x-1",
    cost: null,
    annotations: NO_ANNOTATIONS,
    warnings: [],
    passedThrough: false,
    status: 200,
    outcome: "ok",
    errorCode: null,
    errorMessage: null,
    durationMs: 12,
    firstByteMs: 10,
    usage: {
      inputTokens: 5,
      outputTokens: 7,
      totalTokens: 12,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: 0,
    },
    ruleHits: [],
    attempts: [],
    zeroData: false,
    requestBody: '{"a":1}',
    responseBody: null,
    ...part,
  };
}

function writerOn(pool: Pool, retryMs = 50): TraceWriter {
  return new TraceWriter({ pool, spool: new Spool(folder), logger, flushMs: 5, batchSize: 7, retryMs });
}

async function ids(organizationId: string): Promise<string[]> {
  const { rows } = await listRequests({ organizationId, limit: 200 });
  return rows.map((row) => row.id);
}

describe("TraceWriter", () => {
  it("stores a trace with its attempts, rule hits and bodies, and reads it back", async () => {
    const organizationId = newId();
    const written = trace(organizationId, {
      attempts: [
        {
          provider: "openai",
          providerKeyId: null,
          model: "gpt-x",
          status: 200,
          errorClass: null,
          errorMessage: null,
          startedAt: Date.now(),
          durationMs: 9,
          translated: true,
          movedOnBecause: "http_429",
        },
      ],
      ruleHits: [
        {
          ruleId: newId(),
          ruleVersion: 3,
          ruleName: "r",
          direction: "input",
          action: "redact_pii",
          category: "email",
          severity: null,
          label: null,
          matchCount: 2,
          spans: [{ path: "messages[0].content", start: 1, end: 3 }],
          skippedBecause: null,
          durationMicros: 12.6,
        },
      ],
    });
    const writer = writerOn(database.pool);
    writer.write(written);
    await writer.close();
    const found = await findRequest({ organizationId, id: written.id });
    expect(found).toMatchObject({
      id: written.id,
      requestBody: '{"a":1}',
      inputTokens: 5,
      cachedInputTokens: null,
      reasoningTokens: 0,
      ruleHitCount: 1,
      attemptCount: 1,
      attempts: [{ status: 200, durationMs: 9, position: 0, translated: true, movedOnBecause: "http_429" }],
      ruleHits: [
        {
          category: "email",
          matchCount: 2,
          durationMicros: 13,
          spans: [{ path: "messages[0].content", start: 1, end: 3 }],
        },
      ],
    });
    expect(await findRequest({ organizationId: newId(), id: written.id })).toBeNull();
  });

  it("stores what callers can do to strings: NUL, half a surrogate pair, too long", async () => {
    const organizationId = newId();
    const writer = writerOn(database.pool);
    writer.write(
      trace(organizationId, { requestedModel: "a\0b\ud800", requestBody: `\0${"x".repeat(300_000)}` }),
    );
    await writer.close();
    const [id] = await ids(organizationId);
    const found = await findRequest({ organizationId, id: id! });
    expect(found).toMatchObject({
      requestedModel: "a\ufffdb\ufffd",
      requestTruncated: true,
      responseTruncated: false,
    });
    expect(found?.requestBody).toHaveLength(256 * 1024);
    expect(writer.stats).toEqual({ queued: 0, written: 1, spooled: 0, dropped: 0 });
  });

  it("drops only the row that the database refuses, and counts it", async () => {
    const organizationId = newId();
    const writer = writerOn(database.pool);
    for (let count = 0; count < 40; count++) {
      writer.write(trace(organizationId, count === 17 ? { durationMs: 1e12 } : {}));
    }
    await writer.close();
    expect(await ids(organizationId)).toHaveLength(39);
    expect(writer.stats).toMatchObject({ written: 39, dropped: 1 });
  });

  it("drops a trace of which no rows can be made, and does not throw at the request that it is of", async () => {
    const organizationId = newId();
    const good = trace(organizationId);
    const writer = writerOn(database.pool);
    writer.write({ ...trace(organizationId), startedAt: NaN });
    writer.write(good);
    await writer.close();
    expect(writer.stats).toEqual({ queued: 0, written: 1, spooled: 0, dropped: 1 });
    expect(await ids(organizationId)).toEqual([good.id]);
  });

  it("makes the partitions of a month that nobody prepared", async () => {
    const organizationId = newId();
    const writer = writerOn(database.pool);
    writer.write(trace(organizationId, { startedAt: Date.UTC(2031, 4, 5) }));
    await writer.close();
    expect(await ids(organizationId)).toHaveLength(1);
  });

  it("spools to disk while the database is away and brings everything back, once", async () => {
    const organizationId = newId();
    const away = new Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/none" });
    const first = writerOn(away, 60_000);
    const written = Array.from({ length: 20 }, () => trace(organizationId));
    for (const one of written) first.write(one);
    await first.close();
    expect(first.stats).toEqual({ queued: 0, written: 0, spooled: 20, dropped: 0 });
    await away.end();

    await writeFile(path.join(folder, "0-broken.sql"), "COPY requests (id) FROM STDIN;\nhalf");
    const second = writerOn(database.pool);
    await expect.poll(() => ids(organizationId)).toHaveLength(20);
    await second.close();
    expect(new Set(await ids(organizationId))).toEqual(new Set(written.map((one) => one.id)));
    expect(await readdir(folder)).toEqual(["0-broken.sql.damaged"]);
  });

  it("stores a replayed batch that had been stored already only once", async () => {
    const organizationId = newId();
    const one = trace(organizationId);
    const rows = new TraceRows();
    rows.add(one);
    await new Spool(folder).put(rows);
    const writer = writerOn(database.pool);
    writer.write(one);
    await expect.poll(async () => (await readdir(folder)).length).toBe(0);
    await writer.close();
    expect(await ids(organizationId)).toEqual([one.id]);
  });

  it("counts what a full spool refuses", async () => {
    const away = new Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/none" });
    const writer = new TraceWriter({ pool: away, spool: new Spool(folder, 10), logger, flushMs: 5 });
    writer.write(trace(newId()));
    await writer.close();
    await away.end();
    expect(writer.stats).toMatchObject({ written: 0, spooled: 0, dropped: 1 });
  });
});

describe("listRequests", () => {
  it("pages from the newest to the oldest without a gap or a repeat", async () => {
    const organizationId = newId();
    const writer = writerOn(database.pool);
    const startedAt = Date.now();
    for (let count = 0; count < 23; count++)
      writer.write(trace(organizationId, { startedAt: startedAt - (count >> 2) }));
    await writer.close();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRequests({ organizationId, limit: 5, cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(23);
    expect(seen).toEqual(seen.toSorted().reverse());
    expect(new Set(seen).size).toBe(23);
  });
});
