import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { DecryptionError } from "~/lib/encryption";
import { newId } from "~/lib/ids";
import { createTestOrganization } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { deleteExpiredVaultTokens, findVaultTokens, storeVaultTokens, type VaultEntry } from "./vault-token";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

async function organization(): Promise<string> {
  return (await createTestOrganization()).id;
}

function entry(organizationId: string, fields: Partial<VaultEntry> = {}): VaultEntry {
  return { organizationId, token: "pii_a", value: "jane@example.com", expiresAt: inSeconds(60), ...fields };
}

describe("the stored values behind tokens", () => {
  it("are encrypted, each for its organization and token alone", async () => {
    const organizationId = await organization();
    await storeVaultTokens([entry(organizationId), entry(organizationId, { token: "pii_b", value: "" })]);
    const rows = await db.prisma.vaultToken.findMany({ where: { organizationId } });
    expect(JSON.stringify(rows)).not.toContain("jane");
    const found = await findVaultTokens(organizationId, ["pii_a", "pii_b", "pii_c"]);
    expect(new Map(found.map(({ token, value }) => [token, value]))).toEqual(
      new Map([
        ["pii_a", "jane@example.com"],
        ["pii_b", ""],
      ]),
    );
    // A row that was moved to another token opens nothing.
    await db.prisma.vaultToken.deleteMany({ where: { organizationId, token: "pii_b" } });
    await db.prisma.vaultToken.updateMany({ where: { organizationId }, data: { token: "pii_b" } });
    await expect(findVaultTokens(organizationId, ["pii_b"])).rejects.toThrow(DecryptionError);
  });

  it("are found by their organization alone", async () => {
    const [own, other] = [await organization(), await organization()];
    await storeVaultTokens([entry(own)]);
    expect(await findVaultTokens(other, ["pii_a"])).toEqual([]);
  });

  it("end at their time, and live until the later of two", async () => {
    const organizationId = await organization();
    await storeVaultTokens([
      entry(organizationId, { token: "pii_past", expiresAt: inSeconds(-1) }),
      entry(organizationId, { token: "pii_twice", expiresAt: inSeconds(100) }),
      entry(organizationId, { token: "pii_twice", expiresAt: inSeconds(50) }),
    ]);
    await storeVaultTokens([entry(organizationId, { token: "pii_twice", expiresAt: inSeconds(-5) })]);
    const found = await findVaultTokens(organizationId, ["pii_past", "pii_twice"]);
    expect(found.map(({ token }) => token)).toEqual(["pii_twice"]);
    expect(found[0]!.expiresAt.getTime()).toBeGreaterThan(Date.now() + 90_000);
    expect(await deleteExpiredVaultTokens()).toBe(1);
    expect(await db.prisma.vaultToken.count({ where: { organizationId } })).toBe(1);
  });

  it("of an organization that is gone are not stored, and do not keep others from being", async () => {
    const organizationId = await organization();
    await storeVaultTokens([entry(newId()), entry(organizationId)]);
    expect(await findVaultTokens(organizationId, ["pii_a"])).toHaveLength(1);
    await storeVaultTokens([]);
  });
});
