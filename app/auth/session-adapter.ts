/**
 * Lucia's view of the sessions table. The raw session id lives only in the cookie: at rest is its HMAC-SHA-256 under
 * SESSION_SECRET, so that neither a copy of the database nor a write to it signs anybody in.
 */
import { createHmac } from "node:crypto";
import { type Adapter, type DatabaseSession, type DatabaseUser } from "lucia";
import { prisma } from "~/db/database";
import { secrets } from "~/secrets.server";

const DAY_MS = 86_400_000;
/** A session ends this long after sign-in, however much it is used. */
export const ABSOLUTE_LIFETIME_MS = 30 * DAY_MS;
/** `lastSeenAt` is as exact as this; a write on every request would buy nothing. */
const SEEN_INTERVAL_MS = 5 * 60_000;

export interface SessionAttributes {
  ipAddress: string | null;
  userAgent: string | null;
}

export interface UserAttributes {
  email: string;
  name: string;
}

const digest = (sessionId: string) =>
  createHmac("sha256", secrets().sessionSecret).update(sessionId).digest("hex");

const endOfLife = (createdAt: Date) => new Date(createdAt.getTime() + ABSOLUTE_LIFETIME_MS);

const earlier = (first: Date, second: Date) => (first < second ? first : second);

async function getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
  const row = await prisma().session.findUnique({
    where: { id: digest(id) },
    include: { user: { select: { id: true, email: true, name: true } } },
  });
  if (!row) return [null, null];
  const { user, userId, ipAddress, userAgent } = row;
  const expiresAt = earlier(row.expiresAt, endOfLife(row.createdAt));
  await noteSeen(row.id, row.lastSeenAt);
  return [
    { id, userId, expiresAt, attributes: { ipAddress, userAgent } },
    { id: user.id, attributes: { email: user.email, name: user.name } },
  ];
}

async function noteSeen(storedId: string, lastSeenAt: Date): Promise<void> {
  const now = new Date();
  if (now.getTime() - lastSeenAt.getTime() < SEEN_INTERVAL_MS) return;
  await prisma().session.updateMany({
    where: { id: storedId, expiresAt: { gt: now } },
    data: { lastSeenAt: now },
  });
}

/** Slides the end, never beyond the absolute lifetime. */
async function updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
  const where = { id: digest(id) };
  const row = await prisma().session.findUnique({ where, select: { createdAt: true, expiresAt: true } });
  if (!row) return;
  const end = earlier(expiresAt, endOfLife(row.createdAt));
  if (end <= row.expiresAt) return;
  await prisma().session.updateMany({ where, data: { expiresAt: end } });
}

export const sessionAdapter: Adapter = {
  getSessionAndUser,
  updateSessionExpiration,

  /** For display: the ids are digests, which open nothing. */
  async getUserSessions(userId) {
    const rows = await prisma().session.findMany({ where: { userId }, orderBy: { createdAt: "desc" } });
    return rows.map(({ id, expiresAt, ipAddress, userAgent }) => {
      return { id, userId, expiresAt, attributes: { ipAddress, userAgent } };
    });
  },

  async setSession({ id, userId, expiresAt, attributes }) {
    await prisma().session.create({
      data: { id: digest(id), userId, expiresAt, ...attributes },
      select: { id: true },
    });
  },

  async deleteSession(id) {
    await prisma().session.deleteMany({ where: { id: digest(id) } });
  },

  async deleteUserSessions(userId) {
    await prisma().session.deleteMany({ where: { userId } });
  },

  async deleteExpiredSessions() {
    await prisma().session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  },
};
