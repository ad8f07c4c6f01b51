import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { newId } from "~/lib/ids";
import { createTestMember, createTestOrganization, createTestUser } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import {
  createOrganization,
  findMembership,
  findOrganization,
  organizationsOfUser,
  OrganizationNotFoundError,
  setPlan,
  slugOf,
} from "./organization";
import { openHashKey } from "./organization-secrets";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

describe("slugOf", () => {
  it.each([
    ["Acme Ltd.", "acme-ltd"],
    ["  Café Zürich & Söhne ", "cafe-zurich-sohne"],
    ["東京", "organization"],
    ["--", "organization"],
  ])("turns %s into %s", (name, slug) => expect(slugOf(name)).toBe(slug));

  it("fits the URL and the database whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe("createOrganization", () => {
  it("makes the owner a member, seals a hash key and leaves an audit event", async () => {
    const organization = await createTestOrganization({ name: "Acme Ltd.", plan: "pro" });
    expect(organization.slug).toBe("acme-ltd");
    expect(await organizationsOfUser(organization.owner.id)).toEqual([
      { id: organization.id, slug: "acme-ltd", name: "Acme Ltd.", role: "owner", plan: "pro" },
    ]);
    const row = await db.prisma.organization.findUniqueOrThrow({ where: { id: organization.id } });
    expect(openHashKey(organization.id, row.hashKeyCiphertext)).toHaveLength(32);
    expect(() => openHashKey(newId(), row.hashKeyCiphertext)).toThrow(/another row/);
    const events = await db.prisma.auditEvent.findMany({ where: { organizationId: organization.id } });
    expect(events).toMatchObject([{ action: "organization.created", actorUserId: organization.owner.id }]);
  });

  it("finds a slug of its own for each of several organizations of one name", async () => {
    const { id: ownerId } = await createTestUser();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => createOrganization({ name: "Twin", ownerId, plan: "free" })),
    );
    const slugs = made.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(5);
    expect(slugs).toContain("twin");
    for (const slug of slugs) expect(slug).toMatch(/^twin(-[a-z0-9]{6})?$/);
  });

  it("leaves nothing behind when the owner does not exist", async () => {
    await expect(createOrganization({ name: "Ghost", ownerId: newId(), plan: "free" })).rejects.toThrow();
    expect(await db.prisma.organization.count({ where: { name: "Ghost" } })).toBe(0);
  });
});

describe("findMembership", () => {
  it("knows members and their role, and nobody else", async () => {
    const organization = await createTestOrganization();
    const viewer = await createTestMember(organization.id, "viewer");
    const stranger = await createTestUser();
    const { slug } = organization;
    expect(await findMembership({ userId: viewer.id, slug })).toEqual({
      role: "viewer",
      organization: {
        id: organization.id,
        slug,
        name: organization.name,
        plan: "free",
        fallbackMode: "error",
        zeroDataSince: null,
      },
    });
    expect(await findMembership({ userId: stranger.id, slug })).toBeNull();
    expect(await findMembership({ userId: viewer.id, slug: "nowhere" })).toBeNull();
  });
});

describe("setPlan", () => {
  it("changes the plan and records it once", async () => {
    const { id } = await createTestOrganization();
    await setPlan(id, "business");
    await setPlan(id, "business");
    expect((await findOrganization(id))?.plan).toBe("business");
    const events = await db.prisma.auditEvent.findMany({
      where: { organizationId: id, action: "organization.plan_changed" },
    });
    expect(events.map((event) => event.details)).toEqual([{ from: "free", to: "business" }]);
  });

  it("says so when there is no such organization", async () => {
    const id = newId();
    await expect(setPlan(id, "pro")).rejects.toThrow(OrganizationNotFoundError);
    expect(await findOrganization(id)).toBeNull();
  });
});
