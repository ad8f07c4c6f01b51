/** What PostgreSQL refused, as Prisma reports it. */
import { Prisma } from "~/db/generated/client";

/** A unique index already holds the value. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
