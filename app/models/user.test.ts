import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { createTestUser, TEST_PASSWORD } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { createUser, EmailTakenError, findUserByEmail, findUserById } from "./user";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

describe("createUser", () => {
  it("stores the address in lower case and no password", async () => {
    const user = await createTestUser({ email: "Grace@Example.com", name: "Grace" });
    const row = await db.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(row.email).toBe("grace@example.com");
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain(TEST_PASSWORD);
    expect(row.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await findUserByEmail("GRACE@example.com")).toEqual({
      id: user.id,
      email: "grace@example.com",
      name: "Grace",
    });
    expect(await findUserById(user.id)).toMatchObject({ name: "Grace" });
    expect(await db.prisma.auditEvent.count({ where: { action: "user.created", targetId: user.id } })).toBe(
      1,
    );
  });

  it("gives an address to one of those who ask for it at once", async () => {
    const input = { email: "one@example.com", password: TEST_PASSWORD, name: "One", emailVerified: false };
    const results = await Promise.allSettled([
      createUser(input),
      createUser(input),
      createUser({ ...input, email: "ONE@example.com" }),
    ]);
    const refused = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason as unknown] : [],
    );
    expect(refused).toHaveLength(2);
    for (const reason of refused) {
      expect(reason).toBeInstanceOf(EmailTakenError);
      expect(reason).toMatchObject({ field: "email", code: "email_taken" });
    }
  });

  it("answers null for people it does not know", async () => {
    expect(await findUserByEmail("nobody@example.com")).toBeNull();
  });
});
