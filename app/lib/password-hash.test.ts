import { describe, expect, it } from "vitest";
import { hashPassword, PasswordQueueFullError, verifyPassword } from "./password-hash";

describe("a password digest", () => {
  it("is argon2id with the documented cost, salted, and matches its password alone", async () => {
    const [first, second] = await Promise.all([
      hashPassword("seven quiet otters"),
      hashPassword("seven quiet otters"),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword(first, "seven quiet otters")).toBe(true);
    expect(await verifyPassword(first, "seven quiet otter")).toBe(false);
  });

  it("matches the same text in another Unicode form", async () => {
    const digest = await hashPassword("caf\u00e9 au lait".normalize("NFC"));
    expect(await verifyPassword(digest, "caf\u00e9 au lait".normalize("NFD"))).toBe(true);
  });

  it("does the same work for an account that does not exist, and says no", async () => {
    const digest = await hashPassword("seven quiet otters");
    const time = async (given: string | null) => {
      const started = performance.now();
      for (let run = 0; run < 10; run += 1)
        expect(await verifyPassword(given, "wrong wrong wrong")).toBe(false);
      return performance.now() - started;
    };
    await time(null);
    const [known, unknown] = [await time(digest), await time(null)];
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
  });

  it("is computed for a bounded number of people at once", async () => {
    const results = await Promise.allSettled(Array.from({ length: 130 }, () => verifyPassword(null, "x")));
    const refused = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason as unknown] : [],
    );
    expect(refused).toHaveLength(28);
    for (const reason of refused) expect(reason).toBeInstanceOf(PasswordQueueFullError);
    expect(await verifyPassword(null, "x")).toBe(false);
  });
});
