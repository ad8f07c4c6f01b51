/** Lucia, set up once for our origin. */
import { Lucia, TimeSpan } from "lucia";
import { env } from "~/env.server";
import { sessionAdapter, type SessionAttributes, type UserAttributes } from "./session-adapter";

/** A session that is not used this long ends. Lucia renews it in the second half of the span. */
const IDLE_LIFETIME = new TimeSpan(7, "d");

/** @param origin The product's own, which decides whether the cookie is bound to https. */
export function createLucia(origin: string) {
  const secure = origin.startsWith("https:");
  return new Lucia(sessionAdapter, {
    sessionExpiresIn: IDLE_LIFETIME,
    // The prefix makes browsers refuse a cookie that another host or plain http has set.
    sessionCookie: {
      name: secure ? "__Host-session" : "session",
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getUserAttributes: ({ email, name }) => ({ email, name }),
  });
}

let current: ReturnType<typeof createLucia> | undefined;

export function lucia(): ReturnType<typeof createLucia> {
  current ??= createLucia(env().APP_ORIGIN);
  return current;
}

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseUserAttributes: UserAttributes;
    DatabaseSessionAttributes: SessionAttributes;
  }
}
