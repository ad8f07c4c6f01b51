/** People with an account. */
import { prisma } from "~/db/database";
import { newId } from "~/lib/ids";
import { hashPassword } from "~/lib/password-hash";
import { recordAudit } from "./audit-event";
import { isUniqueViolation } from "./database-errors";
import { Refusal } from "./refusal";

export interface UserRecord {
  id: string;
  email: string;
  name: string;
}

/** The wording does not say that the account exists: whoever owns it is helped by trying to sign in. */
export class EmailTakenError extends Refusal {
  override name = "EmailTakenError";
  constructor() {
    super(
      "email_taken",
      "This e-mail address cannot be used for a new account. If it is yours, try signing in.",
      "email",
    );
  }
}

const SELECT = { id: true, email: true, name: true } as const;

export async function findUserByEmail(email: string): Promise<UserRecord | null> {
  return prisma().user.findUnique({ where: { email: email.toLowerCase() }, select: SELECT });
}

export async function findUserById(id: string): Promise<UserRecord | null> {
  return prisma().user.findUnique({ where: { id }, select: SELECT });
}

/**
 * @param input Already checked by `signUpSchema`.
 * @throws {EmailTakenError}
 * @throws {PasswordQueueFullError}
 */
export async function createUser(input: {
  email: string;
  password: string;
  name: string;
  emailVerified: boolean;
}): Promise<UserRecord> {
  const passwordHash = await hashPassword(input.password);
  const id = newId();
  try {
    return await prisma().$transaction(async (tx) => {
      const user = await tx.user.create({
        data: {
          id,
          email: input.email.toLowerCase(),
          name: input.name,
          passwordHash,
          emailVerifiedAt: input.emailVerified ? new Date() : null,
        },
        select: SELECT,
      });
      await recordAudit(tx, { action: "user.created", actorUserId: id, targetType: "user", targetId: id });
      return user;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new EmailTakenError();
    throw error;
  }
}
