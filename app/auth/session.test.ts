import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { type Role } from "~/db/generated/client";
import { type Permission } from "~/lib/permissions";
import {
  createTestMember,
  createTestOrganization,
  createTestUser,
  TEST_PASSWORD,
  type TestUser,
} from "tests/support/factories";
import { createTestDatabase, TEST_SESSION_SECRET } from "tests/support/test-database";
import { CLIENT_ADDRESS_HEADER } from "./client-facts";
import { createLucia } from "./lucia";
import { getUser, requireMember, requireUser, signIn, signOut, signUp } from "./session";

const DAY_MS = 86_400_000;

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

function visit(url = "http://localhost:3000/", headers: Record<string, string> = {}): Request {
  return new Request(url, { headers });
}

/** What a browser sends back after a `Set-Cookie`. */
function withCookie(setCookie: string, url?: string): Request {
  return visit(url, { Cookie: `theme=dark; ${setCookie.split(";")[0]!}` });
}

async function signInAs(user: TestUser): Promise<string> {
  const result = await signIn({ email: user.email, password: user.password, request: visit() });
  if (!result.ok) throw new Error(result.message);
  return result.setCookie;
}

async function refusalOf(work: Promise<unknown>): Promise<Response> {
  const thrown: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (thrown instanceof Response) return thrown;
  throw new Error(`expected a Response, got ${String(thrown)}`);
}

const idOf = (setCookie: string) => /^session=([a-z0-9]{40})/.exec(setCookie)?.[1] ?? "";
const digestOf = (id: string) =>
  createHmac("sha256", Buffer.from(TEST_SESSION_SECRET, "hex")).update(id).digest("hex");

describe("signUp", () => {
  it("creates the user and signs in", async () => {
    const result = await signUp({
      email: "new@example.com",
      password: TEST_PASSWORD,
      name: "New",
      request: visit(),
    });
    if (!result.ok) throw new Error(result.message);
    expect(await getUser(withCookie(result.setCookie))).toMatchObject({
      email: "new@example.com",
      name: "New",
    });
    const row = await db.prisma.user.findUniqueOrThrow({ where: { email: "new@example.com" } });
    expect(row.emailVerifiedAt).toBeNull();
  });

  it("points a taken address at signing in", async () => {
    const { email } = await createTestUser();
    const result = await signUp({ email, password: TEST_PASSWORD, name: "Again", request: visit() });
    expect(result).toMatchObject({ ok: false, field: "email" });
    expect(result.ok ? "" : result.message).toMatch(/try signing in/);
  });
});

describe("signIn", () => {
  it("sets a cookie that scripts and other sites cannot use, for the longest life of a session", async () => {
    const cookie = await signInAs(await createTestUser());
    expect(idOf(cookie)).not.toBe("");
    const attributes = cookie.split("; ").slice(1).sort();
    expect(attributes).toEqual(["HttpOnly", `Max-Age=${(30 * DAY_MS) / 1000}`, "Path=/", "SameSite=Lax"]);
  });

  it("binds the cookie to the host on https", () => {
    const cookie = createLucia("https://gateway.example.com").createSessionCookie("id").serialize();
    expect(cookie).toMatch(/^__Host-session=id; /);
    expect(cookie).toContain("Secure");
    expect(cookie).toContain("Path=/");
    expect(cookie).not.toContain("Domain");
  });

  it("stores a digest of the session id, the address and the browser", async () => {
    const user = await createTestUser();
    const request = visit(undefined, {
      [CLIENT_ADDRESS_HEADER]: "203.0.113.9",
      "User-Agent": "x".repeat(400),
    });
    const result = await signIn({ email: user.email.toUpperCase(), password: user.password, request });
    if (!result.ok) throw new Error(result.message);
    const rows = await db.prisma.session.findMany({ where: { userId: user.id } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: digestOf(idOf(result.setCookie)),
      ipAddress: "203.0.113.9",
      userAgent: "x".repeat(256),
    });
    expect(JSON.stringify(rows)).not.toContain(idOf(result.setCookie));
    const events = await db.prisma.auditEvent.findMany({
      where: { actorUserId: user.id, action: "user.signed_in" },
    });
    expect(events).toMatchObject([{ ipAddress: "203.0.113.9" }]);
  });

  it("takes no address that is none", async () => {
    const user = await createTestUser();
    const request = visit(undefined, { [CLIENT_ADDRESS_HEADER]: "<script>" });
    await signIn({ email: user.email, password: user.password, request });
    expect(await db.prisma.session.findFirstOrThrow({ where: { userId: user.id } })).toMatchObject({
      ipAddress: null,
    });
  });

  it("gives one answer in about one time for a wrong password, an unknown and a waiting account", async () => {
    const user = await createTestUser();
    const waiting = await createTestUser();
    await db.prisma.user.update({
      where: { id: waiting.id },
      data: { failedSignIns: 9, lockedUntil: new Date(Date.now() + 60_000) },
    });
    const tries = [
      { email: user.email, password: "wrong wrong wrong" },
      { email: "nobody@example.com", password: user.password },
      { email: waiting.email, password: waiting.password },
    ];
    const answers: unknown[] = [];
    const times: number[] = [];
    for (const attempt of tries) {
      const started = performance.now();
      answers.push(await signIn({ ...attempt, request: visit() }));
      times.push(performance.now() - started);
    }
    expect(answers[0]).toMatchObject({ ok: false, reason: "wrong_credentials" });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    for (const time of times) expect(time).toBeGreaterThan(245);
  });

  it("replaces the session that the browser had", async () => {
    const user = await createTestUser();
    const before = await signInAs(user);
    const result = await signIn({ email: user.email, password: user.password, request: withCookie(before) });
    if (!result.ok) throw new Error(result.message);
    expect(await getUser(withCookie(before))).toBeNull();
    expect(await getUser(withCookie(result.setCookie))).toMatchObject({ id: user.id });
  });
});

describe("the throttle", () => {
  const lockOf = async (userId: string) => {
    const rows = await db.pool.query<{ failures: number; wait: number | null }>(
      "SELECT failed_sign_ins AS failures, extract(epoch FROM locked_until - now())::float AS wait FROM users WHERE id = $1",
      [userId],
    );
    return rows.rows[0]!;
  };
  const unlock = (userId: string) =>
    db.prisma.user.update({ where: { id: userId }, data: { lockedUntil: new Date(Date.now() - 1) } });
  const fail = (user: TestUser) =>
    signIn({ email: user.email, password: "wrong wrong wrong", request: visit() });

  it("begins at the fifth failure and doubles up to 15 minutes", async () => {
    const user = await createTestUser();
    await Promise.all([1, 2, 3, 4].map(() => fail(user)));
    expect(await lockOf(user.id)).toEqual({ failures: 4, wait: null });
    for (const [failures, seconds] of [
      [5, 1],
      [6, 2],
      [7, 4],
    ] as const) {
      await fail(user);
      const lock = await lockOf(user.id);
      expect(lock.failures).toBe(failures);
      expect(lock.wait).toBeLessThanOrEqual(seconds);
      expect(lock.wait).toBeGreaterThan(seconds - 1);
      await unlock(user.id);
    }
    await db.prisma.user.update({ where: { id: user.id }, data: { failedSignIns: 20 } });
    await fail(user);
    const { failures, wait } = await lockOf(user.id);
    expect(failures).toBe(20);
    expect(wait).toBeGreaterThan(890);
    expect(wait).toBeLessThanOrEqual(900);
  });

  it("lets five of many simultaneous tries through", async () => {
    const user = await createTestUser();
    const right = { email: user.email, password: user.password, request: visit() };
    const wrong = await Promise.all(Array.from({ length: 20 }, () => fail(user)));
    expect(wrong.every((result) => !result.ok)).toBe(true);
    expect((await lockOf(user.id)).failures).toBe(5);
    await db.prisma.user.update({
      where: { id: user.id },
      data: { lockedUntil: new Date(Date.now() + 60_000) },
    });
    expect(await signIn(right)).toMatchObject({ ok: false });
    await unlock(user.id);
    expect(await signIn(right)).toMatchObject({ ok: true });
    expect(await lockOf(user.id)).toEqual({ failures: 0, wait: null });
  });
});

describe("a session", () => {
  it("is over at once when it is ended", async () => {
    const cookie = await signInAs(await createTestUser());
    expect(await getUser(withCookie(cookie))).not.toBeNull();
    const cleared = await signOut(withCookie(cookie));
    expect(cleared).toMatch(/^session=; .*Max-Age=0/);
    expect(await getUser(withCookie(cookie))).toBeNull();
    expect(await signOut(visit())).toBe(cleared);
  });

  it("is nothing that a digest, a stranger's id or no cookie opens", async () => {
    const cookie = await signInAs(await createTestUser());
    expect(await getUser(visit())).toBeNull();
    expect(await getUser(visit(undefined, { Cookie: `session=${digestOf(idOf(cookie))}` }))).toBeNull();
    expect(await getUser(visit(undefined, { Cookie: `session=${"a".repeat(5000)}` }))).toBeNull();
    expect(await getUser(visit(undefined, { Cookie: "session=%00" }))).toBeNull();
  });

  it("ends when it was not used for a week, and is removed", async () => {
    const cookie = await signInAs(await createTestUser());
    const id = digestOf(idOf(cookie));
    const { expiresAt } = await db.prisma.session.findUniqueOrThrow({ where: { id } });
    expect(Math.abs(expiresAt.getTime() - Date.now() - 7 * DAY_MS)).toBeLessThan(60_000);
    await db.prisma.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await getUser(withCookie(cookie))).toBeNull();
    expect(await db.prisma.session.findUnique({ where: { id } })).toBeNull();
  });

  it("is renewed while it is used, and notes when", async () => {
    const cookie = await signInAs(await createTestUser());
    const where = { id: digestOf(idOf(cookie)) };
    const longAgo = new Date(Date.now() - 4 * DAY_MS);
    await db.prisma.session.update({
      where,
      data: { createdAt: longAgo, lastSeenAt: longAgo, expiresAt: new Date(Date.now() + 3 * DAY_MS) },
    });
    expect(await getUser(withCookie(cookie))).not.toBeNull();
    const row = await db.prisma.session.findUniqueOrThrow({ where });
    expect(Math.abs(row.expiresAt.getTime() - Date.now() - 7 * DAY_MS)).toBeLessThan(60_000);
    expect(Date.now() - row.lastSeenAt.getTime()).toBeLessThan(60_000);
  });

  it("never lives longer than 30 days", async () => {
    const cookie = await signInAs(await createTestUser());
    const where = { id: digestOf(idOf(cookie)) };
    const createdAt = new Date(Date.now() - 29 * DAY_MS);
    await db.prisma.session.update({ where, data: { createdAt, expiresAt: new Date(Date.now() + 1000) } });
    expect(await getUser(withCookie(cookie))).not.toBeNull();
    const { expiresAt } = await db.prisma.session.findUniqueOrThrow({ where });
    expect(expiresAt.getTime()).toBe(createdAt.getTime() + 30 * DAY_MS);
    await db.prisma.session.update({
      where,
      data: { createdAt: new Date(Date.now() - 31 * DAY_MS), expiresAt: new Date(Date.now() + 7 * DAY_MS) },
    });
    expect(await getUser(withCookie(cookie))).toBeNull();
  });

  it("is cleared away after its end by the next sign-in", async () => {
    const user = await createTestUser();
    const id = digestOf(idOf(await signInAs(user)));
    await db.prisma.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    await signInAs(await createTestUser());
    expect(await db.prisma.session.findUnique({ where: { id } })).toBeNull();
  });
});

describe("requireUser", () => {
  it("sends strangers to the sign-in page, which leads back", async () => {
    const refusal = await refusalOf(
      requireUser(visit("http://localhost:3000/org/acme/traffic?cursor=a&b=%26")),
    );
    expect(refusal.status).toBe(302);
    const location = new URL(refusal.headers.get("Location") ?? "", "http://localhost:3000");
    expect(location.pathname).toBe("/login");
    expect(location.searchParams.get("redirectTo")).toBe("/org/acme/traffic?cursor=a&b=%26");
  });
});

describe("requireMember", () => {
  it("gives 404 for a foreign and for an unknown organization, alike", async () => {
    const { slug } = await createTestOrganization();
    const cookie = await signInAs(await createTestUser());
    const foreign = await refusalOf(requireMember(withCookie(cookie), slug, "view"));
    const unknown = await refusalOf(requireMember(withCookie(cookie), "nowhere", "view"));
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await unknown.text());
    expect((await refusalOf(requireMember(visit(), slug, "view"))).status).toBe(302);
  });

  it.each<[Role, Permission, boolean]>([
    ["admin", "manage_organization", true],
    ["member", "manage_rules", true],
    ["member", "manage_keys", false],
    ["viewer", "view", true],
    ["viewer", "manage_rules", false],
  ])("for a %s and %s: %s", async (role, permission, allowed) => {
    const organization = await createTestOrganization();
    const user = await createTestMember(organization.id, role);
    const member = requireMember(withCookie(await signInAs(user)), organization.slug, permission);
    if (allowed) {
      expect(await member).toMatchObject({
        role,
        user: { id: user.id },
        organization: { id: organization.id },
      });
    } else {
      expect((await refusalOf(member)).status).toBe(403);
    }
  });
});
