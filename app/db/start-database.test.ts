import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "tests/support/test-database";
import type { Database } from "./database";

describe("a test database", () => {
  let db: Database;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(async () => {
    await db.stop();
  });
  it("works through Prisma", async () => {
    expect(await db.prisma.user.count()).toBe(0);
  });
});
