import { createServer, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createLogger } from "~/lib/logger";
import { createEmptyDatabase } from "tests/support/test-database";
import { database, setDatabase } from "./database";
import { DatabaseStartError, startDatabase } from "./start-database";

const startAt = (url: string) =>
  startDatabase({
    env: { DATABASE_URL: url, DATA_DIR: "/nowhere" },
    purpose: "server",
    logger: createLogger("silent"),
  });

describe("startDatabase with DATABASE_URL", () => {
  let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
  beforeEach(async () => {
    empty = await createEmptyDatabase();
  });
  afterEach(() => empty.drop());

  it("migrates it and makes it ready for requests, twice at once", async () => {
    const started = await Promise.all([startAt(empty.url), startAt(empty.url)]);
    for (const db of started) {
      expect(db.embedded).toBe(false);
      expect(await db.prisma.organization.count()).toBe(0);
    }
    const { rows } = await started[0].pool.query("SELECT 1 FROM pg_inherits");
    expect(rows.length).toBeGreaterThanOrEqual(3 * 4);
    await Promise.all(started.map((db) => db.stop()));
    await Promise.all(started.map((db) => db.stop()));
    const client = new pg.Client({ connectionString: inject("postgresUrl") });
    await client.connect();
    const name = new URL(empty.url).pathname.slice(1);
    const left = await client.query("SELECT 1 FROM pg_stat_activity WHERE datname = $1", [name]);
    await client.end();
    expect(left.rowCount).toBe(0);
  });

  it("refuses a newer database and closes its connections", async () => {
    const first = await startAt(empty.url);
    await first.pool.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99990101000000_later', now())",
    );
    await first.stop();
    await expect(startAt(empty.url)).rejects.toThrow(
      new DatabaseStartError(
        "the database is newer than this version of Grepture: migration 99990101000000_later is unknown; start the newer version",
      ),
    );
  });

  it("does not repeat the password of a URL that does not work", async () => {
    const wrong = new URL(empty.url);
    wrong.password = "canary-password";
    const error: unknown = await startAt(wrong.href).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseStartError);
    expect(String(error)).toMatch(
      /the database at 127\.0\.0\.1:\d+\/empty_\w+ cannot be used \(password authentication failed.*\): check DATABASE_URL/,
    );
    expect(String(error)).not.toContain("canary");
  });

  it("says what a user without rights lacks", async () => {
    const admin = new pg.Client({ connectionString: empty.url });
    await admin.connect();
    const role = `weak_${new URL(empty.url).pathname.slice(1)}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
    const weak = new URL(empty.url);
    weak.username = role;
    weak.password = "p";
    await expect(startAt(weak.href)).rejects.toThrow(
      "the database cannot be prepared (permission denied for schema public): check that its user may create tables",
    );
    await admin.query(`DROP ROLE ${role}`);
    await admin.end();
  });

  it("says where it found nobody", async () => {
    await expect(startAt("postgresql://u:canary@127.0.0.1:1/app")).rejects.toThrow(
      "the database at 127.0.0.1:1/app cannot be used (connect ECONNREFUSED 127.0.0.1:1): check DATABASE_URL and that PostgreSQL runs there",
    );
  });
});

describe("startDatabase with an old PostgreSQL", () => {
  let server: Server;
  const sockets = new Set<Socket>();
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it("refuses it", async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      speakAsVersion(socket, 13);
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    await expect(startAt(`postgresql://u:p@127.0.0.1:${port}/app`)).rejects.toThrow(
      `the database at 127.0.0.1:${port}/app is PostgreSQL 13: Grepture needs 14 or newer`,
    );
  });
});

describe("database", () => {
  it("is the one that was set", async () => {
    const empty = await createEmptyDatabase();
    const db = await startAt(empty.url);
    setDatabase(db);
    expect(database()).toBe(db);
    await db.stop();
    await empty.drop();
  });
});

/** Just enough of the wire protocol to accept anybody and answer every query with one integer. */
function speakAsVersion(socket: Socket, major: number) {
  const message = (type: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(5);
    head.write(type, 0, "latin1");
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
  const int32 = (value: number) => Buffer.from([0, 0, value >> 8, value & 255]);
  const ready = message("Z", Buffer.from("I"));
  const value = Buffer.from(String(major));
  const column = Buffer.concat([
    Buffer.from("major\0"),
    int32(0),
    int16(0),
    int32(23),
    int16(4),
    int32(0),
    int16(0),
  ]);
  const answer = [
    message("T", int16(1), column),
    message("D", int16(1), int32(value.length), value),
    message("C", Buffer.from("SELECT 1\0")),
    ready,
  ];
  socket.once("data", () => {
    socket.write(Buffer.concat([message("R", int32(0)), ready]));
    socket.on("data", (data) => {
      if (data[0] === "Q".charCodeAt(0)) socket.write(Buffer.concat(answer));
    });
  });
}
