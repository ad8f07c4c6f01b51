/** What PostgreSQL refused, as Prisma reports it. */
import { Prisma } from "~/db/generated/client";

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
}

/** A unique index already holds the value. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, "P2002");
}

/** A row that was referred to does not exist. */
export function isForeignKeyViolation(error: unknown): boolean {
  return hasCode(error, "P2003");
}
