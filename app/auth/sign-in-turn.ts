/**
 * The throttle on an account's sign-ins: after 5 wrong passwords in a row it waits 1 s before the next try, then
 * 2 s, 4 s, … 15 minutes. Kept in the database, so that every instance counts together.
 */
import { prisma } from "~/db/database";
import { Prisma } from "~/db/generated/client";

const FREE_FAILURES = 5;
const LONGEST_WAIT_SECONDS = 900;
/** Beyond this the wait no longer grows; it keeps the power of two small. */
const COUNTED_FAILURES = 20;

/**
 * Takes the account's turn for one try. The try counts as failed until `clearFailures` says otherwise: that way tries
 * that arrive together cannot all be the first.
 * @returns Null when no such account exists or it has to wait.
 */
export async function takeSignInTurn(email: string): Promise<{ id: string; passwordHash: string } | null> {
  const rows = await prisma().$queryRaw<{ id: string; passwordHash: string }[]>(Prisma.sql`
    UPDATE users SET
      failed_sign_ins = least(failed_sign_ins + 1, ${COUNTED_FAILURES}::int),
      locked_until = CASE WHEN failed_sign_ins + 1 >= ${FREE_FAILURES}::int THEN
        now() + least(power(2, failed_sign_ins + 1 - ${FREE_FAILURES}::int), ${LONGEST_WAIT_SECONDS}::int) * interval '1 second'
      END
    WHERE email = ${email.toLowerCase()} AND (locked_until IS NULL OR locked_until <= now())
    RETURNING id::text AS "id", password_hash AS "passwordHash"`);
  return rows[0] ?? null;
}

/** The password was right. */
export async function clearFailures(userId: string): Promise<void> {
  await prisma().user.updateMany({ where: { id: userId }, data: { failedSignIns: 0, lockedUntil: null } });
}
