/**
 * Who is signed in, and what they may do. Every call asks the database: a session that was ended is over at once.
 *
 * The cookie lives as long as a session can at most, so that renewing a session needs no new cookie.
 */
import { setTimeout as delay } from "node:timers/promises";
import { redirect } from "@remix-run/node";
import { Cookie } from "lucia";
import { prisma } from "~/db/database";
import { PasswordQueueFullError, verifyPassword } from "~/lib/password-hash";
import { mayDo, type Permission } from "~/lib/permissions";
import { recordAudit } from "~/models/audit-event";
import { findMembership, type Membership } from "~/models/organization";
import { Refusal } from "~/models/refusal";
import { createUser } from "~/models/user";
import { clientFacts } from "./client-facts";
import { lucia } from "./lucia";
import { ABSOLUTE_LIFETIME_MS } from "./session-adapter";
import { clearFailures, takeSignInTurn } from "./sign-in-turn";

/** A refused sign-in takes this long, whether the account exists, waits, or the password was wrong. */
const REFUSAL_MS = 250;

const WRONG_CREDENTIALS =
  "This e-mail address and password do not match. After five wrong tries an account waits a while: if you are sure, try again in a few minutes.";

export interface SessionUser {
  id: string;
  email: string;
  name: string;
}

type SignedIn = { ok: true; /** A `Set-Cookie` value. */ setCookie: string };

export type SignInResult =
  SignedIn | { ok: false; reason: "wrong_credentials" | "busy"; /** For people. */ message: string };

export type SignUpResult = SignedIn | { ok: false; field: string | null; message: string };

/** @param input Already checked by `signInSchema`. The answer does not tell whether the account exists. */
export async function signIn(input: {
  email: string;
  password: string;
  request: Request;
}): Promise<SignInResult> {
  const refusalTime = delay(REFUSAL_MS);
  try {
    const account = await takeSignInTurn(input.email);
    const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
    if (!account || !isRight) {
      await refusalTime;
      return { ok: false, reason: "wrong_credentials", message: WRONG_CREDENTIALS };
    }
    await clearFailures(account.id);
    return { ok: true, setCookie: await startSession(account.id, input.request) };
  } catch (error) {
    if (!(error instanceof PasswordQueueFullError)) throw error;
    return { ok: false, reason: "busy", message: error.message };
  }
}

/** @param input Already checked by `signUpSchema`. Signs in as the new user. */
export async function signUp(input: {
  email: string;
  password: string;
  name: string;
  request: Request;
}): Promise<SignUpResult> {
  const { request, ...account } = input;
  try {
    const user = await createUser({ ...account, emailVerified: false });
    return { ok: true, setCookie: await startSession(user.id, request) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, field: error.field, message: error.message };
    if (error instanceof PasswordQueueFullError) return { ok: false, field: null, message: error.message };
    throw error;
  }
}

/** Ends the request's session, if it has one. @returns The `Set-Cookie` value that takes the cookie away. */
export async function signOut(request: Request): Promise<string> {
  await endSession(request);
  return lucia().createBlankSessionCookie().serialize();
}

export async function getUser(request: Request): Promise<SessionUser | null> {
  const sessionId = sessionIdOf(request);
  if (!sessionId) return null;
  const { user } = await lucia().validateSession(sessionId);
  return user && { id: user.id, email: user.email, name: user.name };
}

/** @throws {Response} a redirect to the sign-in page, which leads back here. */
export async function requireUser(request: Request): Promise<SessionUser> {
  const user = await getUser(request);
  if (user) return user;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/login?${new URLSearchParams({ redirectTo: pathname + search }).toString()}`);
}

/**
 * @param slug The organization's name in the URL.
 * @throws {Response} a redirect to the sign-in page; 404 for an organization that is unknown or not theirs, which
 *   they cannot tell apart; 403 when their role does not allow it.
 */
export async function requireMember(
  request: Request,
  slug: string,
  permission: Permission,
): Promise<Membership & { user: SessionUser }> {
  const user = await requireUser(request);
  const membership = await findMembership({ userId: user.id, slug });
  if (!membership) throw new Response("Not Found", { status: 404, statusText: "Not Found" });
  if (!mayDo(membership.role, permission)) {
    throw new Response("Your role in this organization does not allow this. Ask its owner.", {
      status: 403,
      statusText: "Forbidden",
    });
  }
  return { ...membership, user };
}

/** Always under a new id, in place of the session that the browser may have had. */
async function startSession(userId: string, request: Request): Promise<string> {
  await endSession(request);
  await lucia().deleteExpiredSessions();
  const facts = clientFacts(request);
  const session = await lucia().createSession(userId, facts);
  await recordAudit(prisma(), {
    action: "user.signed_in",
    actorUserId: userId,
    targetType: "user",
    targetId: userId,
    ipAddress: facts.ipAddress,
  });
  const { name, value, attributes } = lucia().createSessionCookie(session.id);
  return new Cookie(name, value, { ...attributes, maxAge: ABSOLUTE_LIFETIME_MS / 1000 }).serialize();
}

async function endSession(request: Request): Promise<void> {
  const sessionId = sessionIdOf(request);
  if (sessionId) await lucia().invalidateSession(sessionId);
}

function sessionIdOf(request: Request): string | null {
  return lucia().readSessionCookie(request.headers.get("Cookie") ?? "");
}
