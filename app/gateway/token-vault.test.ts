import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { createTokenFormat } from "~/redaction/token-format";
import { createTestOrganization } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { TokenVault, type TokenSession } from "./token-vault";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const silent = pino({ level: "silent" });
const format = createTokenFormat(Buffer.alloc(32, 5), ["pii_"]);
const POLICY = { prefix: "pii_", ttlSeconds: 60 };

interface World {
  vault: TokenVault;
  /** Lets time pass, in milliseconds. */
  pass: (milliseconds: number) => void;
  session: (fields?: { scope?: string; zeroData?: boolean; onUnavailable?: () => void }) => TokenSession;
}

async function world(organizationId?: string): Promise<World & { organizationId: string }> {
  const id = organizationId ?? (await createTestOrganization()).id;
  let now = Date.now();
  const vault = new TokenVault(silent, () => now);
  const session: World["session"] = ({
    scope = "s",
    zeroData = false,
    onUnavailable = () => undefined,
  } = {}) => vault.session({ organizationId: id, zeroData, format, scope, onUnavailable });
  return { vault, pass: (milliseconds) => (now += milliseconds), session, organizationId: id };
}

describe("a request's own tokens", () => {
  it("are restored at once, without the database, to the second", async () => {
    const { pass, session, vault } = await world();
    const own = session();
    const token = own.issue("jane@example.com", POLICY);
    expect(own.issue("jane@example.com", POLICY)).toBe(token);
    expect(own.resolve([token])).toEqual(new Map([[token, "jane@example.com"]]));
    pass(59_999);
    expect(own.resolve([token])).toEqual(new Map([[token, "jane@example.com"]]));
    pass(1);
    expect(own.resolve([token])).toEqual(new Map());
    await vault.close();
  });

  it("live longer when they are given out again", async () => {
    const { pass, session, vault } = await world();
    const own = session();
    const token = own.issue("v", POLICY);
    pass(30_000);
    own.issue("v", POLICY);
    pass(45_000);
    expect(own.resolve([token])).toEqual(new Map([[token, "v"]]));
    await vault.close();
  });
});

describe("tokens of earlier requests", () => {
  it("come from this process, and from the database in another one", async () => {
    const first = await world();
    const token = first.session().issue("jane@example.com", POLICY);
    expect(first.session({ scope: "later" }).resolve([token])).toEqual(
      new Map([[token, "jane@example.com"]]),
    );
    await first.vault.close();
    const second = await world(first.organizationId);
    const values = second.session().resolve([token]);
    expect(values).toBeInstanceOf(Promise);
    expect(await values).toEqual(new Map([[token, "jane@example.com"]]));
    await second.vault.close();
    const stranger = await world();
    expect(await stranger.session().resolve([token])).toEqual(new Map());
    await stranger.vault.close();
  });

  it("are lost with the process where nothing may be stored", async () => {
    const first = await world();
    const token = first.session({ zeroData: true }).issue("jane@example.com", POLICY);
    await first.vault.close();
    expect(await db.prisma.vaultToken.count({ where: { organizationId: first.organizationId } })).toBe(0);
    const second = await world(first.organizationId);
    expect(second.session({ zeroData: true }).resolve([token])).toEqual(new Map());
    await second.vault.close();
  });

  it("count as expired while the database is away, and the request is told", async () => {
    const { session, vault } = await world();
    const foreign = format.mint("x", "pii_", "elsewhere");
    let told = 0;
    const asking = session({ onUnavailable: () => told++ });
    // Not a text that PostgreSQL takes: what a failing query looks like from here.
    expect(await asking.resolve([`${foreign}\u0000`])).toEqual(new Map());
    expect(told).toBe(1);
    await vault.close();
  });
});
