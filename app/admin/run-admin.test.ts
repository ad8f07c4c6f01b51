import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { setDatabase, type Database } from "~/db/database";
import { EnvError, parseEnv } from "~/env.server";
import { hashApiKey } from "~/lib/api-key-format";
import { newId } from "~/lib/ids";
import { findApiKeyByHash } from "~/models/api-key";
import { findOrganization } from "~/models/organization";
import { providerKeyOpener } from "~/models/organization-secrets";
import { runAdminCommand, type AdminCommandOptions } from "tests/support/admin-command";
import {
  createTestOrganization,
  createTestProviderKey,
  createTestRule,
  testRule,
  TEST_PASSWORD,
} from "tests/support/factories";
import { createTestDatabase, TEST_ENCRYPTION_KEY, TEST_SESSION_SECRET } from "tests/support/test-database";

let db: Database;
let folder: string;
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "grepture-admin-"));
});
// The command brings a database of its own and stops it.
afterEach(() => setDatabase(db));
afterAll(async () => {
  await db.stop();
  await rm(folder, { recursive: true, force: true });
});

type Overrides = Partial<Omit<AdminCommandOptions, "database" | "folder">>;

function run(args: string[], overrides: Overrides = {}) {
  return runAdminCommand(args, { database: db, folder, variables: { DEFAULT_PLAN: "pro" }, ...overrides });
}

async function json(args: string[], overrides: Overrides = {}): Promise<unknown> {
  const { stdout, stderr, exitCode } = await run([...args, "--json"], overrides);
  expect(stdout.endsWith("\n")).toBe(true);
  expect(stdout.trimEnd()).not.toContain("\n");
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return JSON.parse(stdout);
}

async function failure(args: string[], overrides: Overrides = {}): Promise<unknown> {
  const { stdout, exitCode } = await run([...args, "--json"], overrides);
  expect(exitCode).toBe(1);
  const { error } = z.strictObject({ error: z.unknown() }).parse(JSON.parse(stdout));
  return error;
}

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

describe("user create", () => {
  const account = (email: string) => ["user", "create", "--email", email, "--name=Grace Hopper"];

  it("makes a verified account and its organization", async () => {
    const result = await json([...account("Grace@example.com"), "--password", TEST_PASSWORD]);
    expect(result).toEqual({ userId: uuid, organizationId: uuid });
    const { userId, organizationId } = z
      .object({ userId: z.string(), organizationId: z.string() })
      .parse(result);
    const user = await db.prisma.user.findUniqueOrThrow({
      where: { id: userId },
      include: { memberships: true },
    });
    expect(user).toMatchObject({ email: "grace@example.com", name: "Grace Hopper" });
    expect(user.emailVerifiedAt).not.toBeNull();
    expect(user.memberships).toMatchObject([{ organizationId, role: "owner" }]);
    expect(await findOrganization(organizationId)).toMatchObject({ name: "Grace Hopper", plan: "pro" });
  });

  it("takes the password from standard input", async () => {
    const result = await run([...account("stdin@example.com"), "--password", "-"], {
      stdin: `${TEST_PASSWORD}\n`,
    });
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toMatch(/^Created stdin@example\.com .*organization Grace Hopper/);
  });

  it("refuses a taken address and a weak password, naming the flag and not the password", async () => {
    const taken = [...account("grace@example.com"), "--password", TEST_PASSWORD];
    expect(await failure(taken)).toMatchObject({ code: "email_taken", field: "email" });
    const weak = await failure([...account("weak@example.com"), "--password", "hunter2"]);
    expect(weak).toEqual({
      code: "invalid_flag",
      message: "--password: At least 12 characters.",
      field: "password",
    });
    expect(JSON.stringify(weak)).not.toContain("hunter2");
  });
});

describe("organization set-plan", () => {
  it("sets it", async () => {
    const { id } = await createTestOrganization();
    expect(await json(["organization", "set-plan", "--organization", id, "--plan", "business"])).toEqual({
      plan: "business",
    });
    expect((await findOrganization(id))?.plan).toBe("business");
  });

  it.each([
    [["--organization", "7", "--plan", "pro"], "organization"],
    [["--plan", "pro"], "organization"],
    [["--organization", "", "--plan", "pro"], "organization"],
    [["--organization", "0190b5a8-0000-7000-8000-000000000000", "--plan", "gold"], "plan"],
    [["--organization", "0190b5a8-0000-7000-8000-000000000000"], "plan"],
    [["--organization", "0190b5a8-0000-7000-8000-000000000000", "--plan", "pro", "--force"], "force"],
  ])("refuses %j", async (args, field) => {
    expect(await failure(["organization", "set-plan", ...args])).toMatchObject({
      code: "invalid_flag",
      field,
    });
  });
});

describe("organization set", () => {
  const set = (id: string, ...flags: string[]) => ["organization", "set", "--organization", id, ...flags];

  it("sets what is given and prints what is in force", async () => {
    const { id } = await createTestOrganization({ plan: "business" });
    expect(await json(set(id, "--fallback-mode", "passthrough"))).toEqual({
      fallbackMode: "passthrough",
      zeroData: false,
    });
    expect(await json(set(id, "--zero-data=on"))).toEqual({ fallbackMode: "passthrough", zeroData: true });
    expect(await json(set(id, "--fallback-mode=error", "--zero-data=off"))).toEqual({
      fallbackMode: "error",
      zeroData: false,
    });
    expect(await findOrganization(id)).toMatchObject({ fallbackMode: "error", zeroDataSince: null });
    const text = await run(set(id, "--zero-data", "on"));
    expect(text.stdout).toBe("Fallback mode is error. Zero-data mode is on.\n");
  });

  it("says which plan has zero-data mode, and which flag asked for it", async () => {
    const { id } = await createTestOrganization({ plan: "pro" });
    expect(await failure(set(id, "--zero-data", "on", "--fallback-mode", "passthrough"))).toEqual({
      code: "plan_limit",
      message: "Zero-data mode is part of the Business plan; this organization is on the Pro plan.",
      field: "zero-data",
    });
    expect(await findOrganization(id)).toMatchObject({ fallbackMode: "error", zeroDataSince: null });
  });

  it.each([
    [["--fallback-mode", "ignore"], "fallback-mode"],
    [["--zero-data", "true"], "zero-data"],
    [["--zero-data"], "zero-data"],
    [["--zero-data=on", "--zero-data=off"], "zero-data"],
    [["--plan", "pro"], "plan"],
  ])("refuses %j", async (flags, field) => {
    expect(await failure(set(newId(), ...flags))).toMatchObject({ code: "invalid_flag", field });
  });

  it("asks for something to set, before it starts anything", async () => {
    const env = () => {
      throw new EnvError("was asked");
    };
    expect(await failure(set(newId()), { env })).toEqual({
      code: "invalid_flag",
      message: "There is nothing to set: give --fallback-mode, --zero-data or both.",
    });
    expect(await failure(["organization", "set"], { env })).toMatchObject({ field: "organization" });
  });
});

describe("an unknown organization", () => {
  it.each([
    ["organization", "set-plan", "--plan", "pro"],
    ["organization", "set", "--zero-data", "off"],
    ["api-key", "create", "--name", "x"],
    ["provider-key", "add", "--provider", "openai", "--key", "sk-something"],
    ["provider-key", "list"],
    ["provider-key", "link", "--id", newId(), "--fallback", "none"],
    ["rules", "import", "--file", "-"],
    ["rules", "export"],
    ["traffic", "list"],
  ])("is a clear error of %s %s", async (...args) => {
    const id = newId();
    const stdin = JSON.stringify([testRule()]);
    expect(await failure([...args, "--organization", id], { stdin })).toEqual({
      code: "organization_not_found",
      message: `There is no organization with the id ${id}.`,
      field: "organization",
    });
  });
});

describe("api-key create", () => {
  it("prints a key that the gateway accepts", async () => {
    const { id: organizationId } = await createTestOrganization();
    const result = await json(["api-key", "create", "--organization", organizationId, "--name", "ci"]);
    expect(result).toEqual({ id: uuid, key: expect.stringMatching(/^grp_/) as string });
    const { key } = z.object({ key: z.string() }).parse(result);
    expect(await findApiKeyByHash(hashApiKey(key))).toMatchObject({ organizationId });
    const text = await run(["api-key", "create", "--organization", organizationId, "--name", "ci"]);
    expect(text.stdout).toMatch(/^grp_\w{49}\nKeep it now/);
  });
});

describe("provider-key add", () => {
  it("stores what the flags say", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id: fallback } = await createTestProviderKey(organizationId, { defaultModel: "gpt-4o" });
    const args = [
      "provider-key",
      "add",
      "--organization",
      organizationId,
      "--provider=azure",
      "--name",
      "Team",
      "--default-model",
      "gpt-4o",
    ];
    const azure = [
      "--endpoint",
      "https://team.openai.azure.com",
      "--api-version",
      "2024-10-21",
      "--fallback",
      fallback,
      "--primary",
    ];
    const result = await json([...args, ...azure, "--key", "-"], { stdin: "azure-secret-9876\n" });
    expect(result).toEqual({ id: uuid, isPrimary: true, lastFour: "9876" });
    const row = await db.prisma.providerKey.findFirstOrThrow({
      where: { organizationId, provider: "azure" },
    });
    expect(row).toMatchObject({
      name: "Team",
      defaultModel: "gpt-4o",
      endpoint: "https://team.openai.azure.com",
      apiVersion: "2024-10-21",
      fallbackKeyId: fallback,
    });
    expect(providerKeyOpener(row, row.ciphertext)()).toBe("azure-secret-9876");
  });

  it("names the flag of what is wrong, and never the key", async () => {
    const { id } = await createTestOrganization();
    const args = [
      "provider-key",
      "add",
      "--organization",
      id,
      "--provider",
      "openai",
      "--key",
      "sk-canary-1234",
    ];
    const wrong = await failure([...args, "--api-version", "1"]);
    expect(wrong).toMatchObject({ code: "invalid_provider_key", field: "api-version" });
    const fallback = await failure([...args, "--fallback", newId()]);
    expect(fallback).toMatchObject({ field: "fallback" });
    const stray = await failure([...args, "sk-canary-1234"]);
    expect(JSON.stringify([wrong, fallback, stray])).not.toContain("canary");
  });
});

describe("provider-key add, flag by flag", () => {
  const add = (id: string, ...flags: string[]) => [
    ...["provider-key", "add", "--organization", id, "--provider=openai", "--key=sk-canary-1234"],
    ...flags,
  ];
  const azure = (id: string, ...flags: string[]) =>
    add(id, ...flags).map((flag) => (flag === "--provider=openai" ? "--provider=azure" : flag));

  it("makes the first key primary, and a later one when asked to", async () => {
    const { id } = await createTestOrganization();
    expect(await json(add(id))).toMatchObject({ isPrimary: true, lastFour: "1234" });
    expect(await json(add(id))).toMatchObject({ isPrimary: false });
    const third = z.object({ id: z.string() }).parse(await json(add(id, "--primary")));
    const primaries = await db.prisma.providerKey.findMany({
      where: { organizationId: id, isPrimary: true },
    });
    expect(primaries.map((key) => key.id)).toEqual([third.id]);
  });

  it("links to another provider's key once that one has a default model", async () => {
    const { id } = await createTestOrganization();
    const claude = await createTestProviderKey(id, { provider: "anthropic", name: "Claude" });
    expect(await failure(add(id, "--fallback", claude.id))).toMatchObject({
      code: "invalid_provider_key",
      message: expect.stringContaining("“Claude”") as string,
      field: "fallback",
    });
    const model = ["--provider=anthropic", "--default-model", " claude-x "];
    const args = add(id, ...model).filter((flag) => flag !== "--provider=openai");
    const withModel = z.object({ id: z.string() }).parse(await json(args));
    const added = z.object({ id: z.string() }).parse(await json(add(id, `--fallback=${withModel.id}`)));
    const keys = await db.prisma.providerKey.findMany({ where: { organizationId: id } });
    expect(keys.find((key) => key.id === withModel.id)).toMatchObject({ defaultModel: "claude-x" });
    expect(keys.find((key) => key.id === added.id)).toMatchObject({ fallbackKeyId: withModel.id });
  });

  it.each([
    ["endpoint", ["--endpoint", "https://team.openai.azure.com"]],
    ["api-version", ["--api-version", "2024-10-21"]],
    ["name", ["--name", "two\nlines"]],
    ["default-model", ["--default-model", "x".repeat(201)]],
    ["fallback", ["--fallback", "7"]],
    ["primary", ["--primary=yes"]],
  ])("names --%s", async (field, flags) => {
    const { id } = await createTestOrganization();
    const wrong = await failure(add(id, ...flags));
    expect(wrong).toMatchObject({ field });
    expect(JSON.stringify(wrong)).not.toContain("canary");
  });

  it("wants an https endpoint for Azure, and no API version", async () => {
    const { id } = await createTestOrganization();
    expect(await failure(azure(id))).toMatchObject({ field: "endpoint" });
    const plain = azure(id, "--endpoint", "http://team.openai.azure.com");
    expect(await failure(plain)).toMatchObject({ field: "endpoint" });
    const secure = azure(id, "--endpoint", "https://team.openai.azure.com/");
    expect(await json(secure)).toMatchObject({ isPrimary: true });
  });

  it("refuses a masked key", async () => {
    const { id } = await createTestOrganization();
    const masked = add(id).map((flag) => (flag.startsWith("--key") ? "--key=sk-…1234" : flag));
    expect(await failure(masked)).toMatchObject({ field: "key", message: /masked/ });
  });
});

describe("provider-key list and link", () => {
  it("link keys to a chain, and show it", async () => {
    const { id: organizationId } = await createTestOrganization();
    const list = ["provider-key", "list", "--organization", organizationId];
    expect(await json(list)).toEqual({ keys: [] });
    expect((await run(list)).stdout).toBe("No provider keys.\n");
    const claude = await createTestProviderKey(organizationId, {
      provider: "anthropic",
      name: "Claude",
      defaultModel: "claude-x",
    });
    const main = await createTestProviderKey(organizationId, { name: "Main" });
    const backup = await createTestProviderKey(organizationId, { name: "Backup" });
    const link = (id: string, to: string) => [
      ...["provider-key", "link", "--organization", organizationId, "--id", id, "--fallback", to],
    ];
    await json(link(backup.id, claude.id));
    expect(await json(link(main.id, backup.id))).toEqual({
      id: main.id,
      fallbackKeyId: backup.id,
      chain: [backup.id, claude.id],
    });
    const all = z.object({ keys: z.array(z.looseObject({ id: z.string() })) }).parse(await json(list));
    expect(all.keys).toMatchObject([
      { id: main.id, name: "Main", isPrimary: true, chain: [backup.id, claude.id], status: "healthy" },
      { id: backup.id, isPrimary: false, chain: [claude.id] },
      { id: claude.id, provider: "anthropic", defaultModel: "claude-x", chain: [] },
    ]);
    expect(JSON.stringify(all)).not.toContain(main.key);
    expect((await run(list)).stdout).toContain(
      `${main.id}  openai Main …${main.lastFour}, then Backup, then Claude  primary\n`,
    );
    expect(await failure(link(claude.id, main.id))).toMatchObject({
      field: "fallback",
      message: expect.stringContaining("Claude → Main → Backup → Claude") as string,
    });
    expect(await failure(link(backup.id, main.id))).toMatchObject({
      field: "fallback",
      message: expect.stringContaining("Backup → Main → Backup") as string,
    });
    expect(await json(link(main.id, "none"))).toEqual({ id: main.id, fallbackKeyId: null, chain: [] });
    expect((await run(link(main.id, backup.id))).stdout).toBe(
      `openai Main …${main.lastFour}, then Backup, then Claude\n`,
    );
  });

  it("say what is wrong with a flag", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestProviderKey(organizationId);
    const other = await createTestOrganization();
    const link = (organization: string, key: string, to: string) =>
      failure([...["provider-key", "link", "--organization", organization, "--id", key, "--fallback", to]]);
    expect(await link(organizationId, id, "nobody")).toMatchObject({
      message: "--fallback is not an id: the id of another provider key, or none",
      field: "fallback",
    });
    expect(await link(organizationId, "7", "none")).toMatchObject({ field: "id" });
    expect(await link(other.id, id, "none")).toMatchObject({ code: "provider_key_not_found", field: "id" });
    expect(await link(organizationId, id, id)).toMatchObject({ field: "fallback" });
    expect(await failure(["provider-key", "link", "--organization", organizationId])).toMatchObject({
      field: "id",
    });
  });
});

describe("rules import and export", () => {
  it("move rules between organizations", async () => {
    const from = await createTestOrganization();
    const to = await createTestOrganization();
    await createTestRule(from.id, { name: "one" });
    await createTestRule(from.id, { name: "two", sampling_rate: 10 });
    const exported = await run(["rules", "export", "--organization", from.id]);
    const file = path.join(folder, "rules.json");
    await writeFile(file, exported.stdout);
    expect(await json(["rules", "import", "--organization", to.id, "--file", file])).toEqual({ imported: 2 });
    const array = await json(["rules", "export", "--organization", to.id]);
    expect(array).toEqual(JSON.parse(exported.stdout));
    expect(array).toMatchObject([
      { name: "one", apply_to: "input" },
      { name: "two", sampling_rate: 10 },
    ]);
  });

  it("say what is wrong with a file, and save nothing of it", async () => {
    const { id } = await createTestOrganization();
    const args = ["rules", "import", "--organization", id, "--file"];
    expect(await failure([...args, path.join(folder, "absent.json")])).toMatchObject({
      code: "unreadable_file",
      field: "file",
    });
    expect(await failure([...args, "-"], { stdin: "[" })).toMatchObject({
      code: "invalid_rules",
      message: expect.stringMatching(/^No rule was imported\. this is not JSON/) as string,
    });
    const stdin = JSON.stringify([testRule(), { name: "bad", actions: [{ type: "explode" }] }]);
    const bad = await failure([...args, "-"], { stdin });
    expect(bad).toMatchObject({
      code: "invalid_rules",
      message: expect.stringContaining("explode") as string,
    });
    const four = JSON.stringify(Array.from({ length: 4 }, () => testRule()));
    expect(await failure([...args, "-"], { stdin: four })).toMatchObject({ code: "plan_limit" });
    expect(await json(["rules", "export", "--organization", id])).toEqual([]);
  });

  it("stop reading a file that is too large", async () => {
    const { id } = await createTestOrganization();
    const stdin = "x".repeat(11 * 1024 * 1024);
    expect(await failure(["rules", "import", "--organization", id, "--file", "-"], { stdin })).toMatchObject({
      code: "unreadable_file",
    });
  });
});

describe("traffic list", () => {
  async function createRequest(organizationId: string, traceId: string) {
    const startedAt = new Date();
    const id = newId(startedAt.getTime());
    await db.prisma.request.create({
      data: {
        organizationId,
        startedAt,
        id,
        requestId: id,
        traceId,
        method: "POST",
        status: 200,
        outcome: "ok",
        durationMs: 12,
      },
    });
    const part = { organizationId, requestStartedAt: startedAt, requestId: id, position: 0 };
    await db.prisma.attempt.create({
      data: { ...part, provider: "openai", status: 200, startedAt, durationMs: 10 },
    });
    return id;
  }

  it("prints the newest rows of the organization with their parts", async () => {
    const { id: organizationId } = await createTestOrganization();
    const first = await createRequest(organizationId, "a");
    const second = await createRequest(organizationId, "b");
    const args = ["traffic", "list", "--organization", organizationId];
    const all = z.object({ rows: z.array(z.looseObject({ id: z.string() })) }).parse(await json(args));
    expect(all.rows.map((row) => row.id).sort()).toEqual([first, second].sort());
    expect(all.rows[0]).toMatchObject({ attempts: [{ provider: "openai", status: 200 }], ruleHits: [] });
    expect(await json([...args, "--trace", "a"])).toMatchObject({ rows: [{ id: first }] });
    expect(await json([...args, "--limit", "1"])).toMatchObject({ rows: [{}], nextCursor: uuid });
    expect((await run(args)).stdout).toContain(" 200  ok ");
    const other = await createTestOrganization();
    expect((await run(["traffic", "list", "--organization", other.id])).stdout).toBe("No requests.\n");
  });

  it.each(["0", "201", "many", "-1"])("refuses --limit=%s", async (limit) => {
    const args = ["traffic", "list", "--organization", newId(), `--limit=${limit}`];
    expect(await failure(args)).toMatchObject({ code: "invalid_flag", field: "limit" });
  });
});

describe("the dispatcher", () => {
  it.each([[[]], [["--help"]], [["user", "create", "--help"]]])("explains itself for %j", async (args) => {
    const { stdout, exitCode } = await run(args);
    expect(exitCode).toBe(0);
    for (const name of ["user create", "provider-key add", "rules export", "traffic list"])
      expect(stdout).toContain(name);
  });

  it("lists the commands when it does not know one", async () => {
    expect(await failure(["user", "destroy"])).toMatchObject({ code: "unknown_command" });
    const text = await run(["user", "destroy"]);
    expect(text).toMatchObject({ exitCode: 1, stdout: "" });
    expect(text.stderr).toMatch(/^There is no such command.*user create/);
  });

  it("says what is wrong with the environment or the database", async () => {
    const args = ["rules", "export", "--organization", newId()];
    const env = () => parseEnv({ PORT: "x" });
    expect(await failure(args, { env })).toMatchObject({ code: "environment" });
    const keys = { ENCRYPTION_KEY: TEST_ENCRYPTION_KEY, SESSION_SECRET: TEST_SESSION_SECRET };
    const nowhere = () => parseEnv({ DATABASE_URL: "postgresql://u:hunter2@127.0.0.1:1/none", ...keys });
    const database = await failure(args, { env: nowhere });
    expect(database).toMatchObject({ code: "database" });
    expect(JSON.stringify(database)).not.toContain("hunter2");
  });

  it("checks flags before it starts anything", async () => {
    const env = () => {
      throw new EnvError("was asked");
    };
    expect(await failure(["rules", "export", "--organization", "7"], { env })).toMatchObject({
      code: "invalid_flag",
    });
  });

  it("keeps an unforeseen failure's text to standard error", async () => {
    const env = () => {
      throw new Error("inner detail");
    };
    const { stdout, stderr } = await run(["rules", "export", "--organization", newId(), "--json"], { env });
    expect(stdout).not.toContain("inner detail");
    expect(stderr).toContain("inner detail");
  });
});
