/** What a gateway test needs: a database, a provider that fails on purpose, a booted server, an organization. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import OpenAI from "openai";
import { type Database } from "~/db/database";
import { listRequests, findRequest, type RequestDetail } from "~/traces/queries";
import { createTestApiKey, createTestOrganization, createTestProviderKey, createTestRule } from "./factories";
import { startFakeOpenai, type FakeOpenai } from "./fake-openai";
import { startPostgresProxy, type PostgresProxy } from "./postgres-proxy";
import { ServerProcess } from "./server-process";
import { createTestDatabase, TEST_ENCRYPTION_KEY, TEST_SESSION_SECRET } from "./test-database";

const ALL_CATEGORIES = ["email", "phone", "ssn", "credit_card"] as const;

export interface Tenant {
  organizationId: string;
  slug: string;
  apiKey: string;
  apiKeyId: string;
  providerKey: string;
  ruleId: string | null;
}

export interface GatewayWorld {
  database: Database;
  provider: FakeOpenai;
  /** The server's line to its database. */
  line: PostgresProxy;
  server: ServerProcess;
  /** The server's variables, for a second one. */
  variables: Record<string, string>;
  tenant(options?: { withRule?: boolean; withProviderKey?: boolean }): Promise<Tenant>;
  client(tenant: Pick<Tenant, "apiKey">, options?: { maxRetries?: number }): OpenAI;
  post(
    tenant: Pick<Tenant, "apiKey">,
    body: string | Buffer,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** The newest trace of an organization, once as many as `count` are stored. */
  trace(tenant: Tenant, count?: number): Promise<RequestDetail>;
  stop(): Promise<void>;
}

async function makeTenant(withRule: boolean, withProviderKey: boolean): Promise<Tenant> {
  const { id: organizationId, slug } = await createTestOrganization();
  const { id: apiKeyId, key: apiKey } = await createTestApiKey(organizationId);
  const providerKey = withProviderKey ? (await createTestProviderKey(organizationId)).key : "";
  const rule = withRule
    ? await createTestRule(organizationId, {
        name: "redact",
        actions: [{ type: "redact_pii", categories: [...ALL_CATEGORIES] }],
      })
    : null;
  return { organizationId, slug, apiKey, apiKeyId, providerKey, ruleId: rule?.id ?? null };
}

async function waitForTrace({ organizationId }: Tenant, count: number): Promise<RequestDetail> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const { rows } = await listRequests({ organizationId, limit: 200 });
    const [newest] = rows;
    if (newest && rows.length >= count) {
      const detail = await findRequest({ organizationId, id: newest.id });
      if (detail) return detail;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`fewer than ${count} traces were stored`);
}

export async function startGatewayWorld(overrides: Record<string, string> = {}): Promise<GatewayWorld> {
  const [database, provider] = [await createTestDatabase(), await startFakeOpenai()];
  const line = await startPostgresProxy(database.url);
  const dataDir = await mkdtemp(path.join(tmpdir(), "grepture-gateway-"));
  const variables = {
    DATABASE_URL: line.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    SESSION_SECRET: TEST_SESSION_SECRET,
    OPENAI_BASE_URL: provider.origin,
    LOG_LEVEL: "trace",
    ...overrides,
  };
  const server = await ServerProcess.start(variables);
  return {
    database,
    provider,
    line,
    server,
    variables,
    tenant: ({ withRule = false, withProviderKey = true } = {}) => makeTenant(withRule, withProviderKey),
    client: ({ apiKey }, { maxRetries = 0 } = {}) =>
      new OpenAI({ baseURL: `${server.origin}/v1`, apiKey, maxRetries }),
    post: ({ apiKey }, body, headers = {}) =>
      fetch(`${server.origin}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
        body: new Uint8Array(Buffer.from(body)),
      }),
    trace: (tenant, count = 1) => waitForTrace(tenant, count),
    async stop() {
      await server.stop();
      await provider.close();
      await line.close();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
