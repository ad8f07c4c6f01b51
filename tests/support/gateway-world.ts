/** What a gateway test needs: a database, a provider that fails on purpose, a booted server, an organization. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type OpenAI from "openai";
import { prisma, type Database } from "~/db/database";
import { type ProviderId } from "~/providers/provider";
import { listRequests, findRequest, type RequestDetail } from "~/traces/queries";
import {
  createTestApiKey,
  createTestOrganization,
  createTestProviderKey,
  createTestRule,
  createTestUser,
  type TestUser,
} from "./factories";
import { startFakeProvider, type FakeProvider } from "./fake-provider/server";
import { startPostgresProxy, type PostgresProxy } from "./postgres-proxy";
import { AZURE_API_VERSION, sdkClients } from "./sdk-clients";
import { BUILT_SERVER, ROUTE_ADAPTER, ServerProcess } from "./server-process";
import { createTestDatabase, TEST_ENCRYPTION_KEY, TEST_SESSION_SECRET } from "./test-database";

const ALL_CATEGORIES = ["email", "phone", "ssn", "credit_card"] as const;

export interface Tenant {
  organizationId: string;
  slug: string;
  apiKey: string;
  apiKeyId: string;
  /** Of the first provider; empty when none is stored. */
  providerKey: string;
  providerKeys: Partial<Record<ProviderId, string>>;
  ruleId: string | null;
}

interface TenantOptions {
  withRule?: boolean;
  withProviderKey?: boolean;
  /** Whose keys are stored; OpenAI's unless told otherwise. */
  providers?: readonly ProviderId[];
  /** Words of the fake provider in the stored keys, as in `status-401`. */
  keyWords?: string;
}

/** A key of a chain. How it behaves is in the words of its secret and of its model. */
export interface ChainLink {
  provider: ProviderId;
  /** Words of the fake provider in the secret. */
  words?: string;
  /** The default model: what the key asks for a caller of another provider. */
  model?: string;
  /** Of an Azure key whose resource is not the fake provider. */
  endpoint?: string;
}

export interface ChainTenant extends Tenant {
  /** In the order in which each falls back to the next. */
  chain: readonly { id: string; key: string; provider: ProviderId; model: string | null }[];
}

export interface GatewayWorld {
  database: Database;
  provider: FakeProvider;
  /** The server's line to its database. */
  line: PostgresProxy;
  server: ServerProcess;
  /** The server's variables, for a second one. */
  variables: Record<string, string>;
  tenant(options?: TenantOptions): Promise<Tenant>;
  /** An organization whose keys fall back to one another; the first is its provider's primary key. */
  chain(links: readonly ChainLink[], options?: Pick<TenantOptions, "withRule">): Promise<ChainTenant>;
  /** Every SDK, with our key where its vendor's belongs. */
  sdk<Name extends keyof typeof sdkClients>(
    name: Name,
    tenant: Pick<Tenant, "apiKey">,
  ): ReturnType<(typeof sdkClients)[Name]>;
  client(tenant: Pick<Tenant, "apiKey">): OpenAI;
  post(
    tenant: Pick<Tenant, "apiKey">,
    body: string | Buffer,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** The newest trace of an organization, once as many as `count` are stored. */
  trace(tenant: Tenant, count?: number): Promise<RequestDetail>;
  /** The trace of the request that was sent with this X-Request-Id, once it is stored. */
  traceOf(tenant: Tenant, requestId: string): Promise<RequestDetail>;
  stop(): Promise<void>;
}

/** A key as its provider would give it, the words after a dot. */
async function storeKey(
  organizationId: string,
  origin: string,
  { provider, words = "", model, endpoint = origin }: ChainLink,
  place: { fallbackKeyId?: string | undefined; primary?: boolean } = {},
): Promise<{ id: string; key: string }> {
  const key = `sk-${provider}-${randomUUID()}${words === "" ? "" : `.${words}`}`;
  const isAzure = provider === "azure";
  const { id } = await createTestProviderKey(organizationId, {
    provider,
    key,
    defaultModel: model ?? "taken-away-later",
    ...(isAzure ? { endpoint: "https://fake.openai.azure.com", apiVersion: AZURE_API_VERSION } : {}),
    ...place,
  });
  // People can store https endpoints alone; the fake provider has none.
  if (isAzure) await prisma().providerKey.update({ where: { id }, data: { endpoint } });
  return { id, key };
}

async function makeTenant(owner: TestUser, origin: string, options: TenantOptions): Promise<Tenant> {
  const { withRule = false, withProviderKey = true, providers = ["openai"], keyWords = "" } = options;
  const { id: organizationId, slug } = await createTestOrganization({ owner });
  const { id: apiKeyId, key: apiKey } = await createTestApiKey(organizationId);
  const providerKeys: Tenant["providerKeys"] = {};
  for (const provider of withProviderKey ? providers : []) {
    const { key } = await storeKey(organizationId, origin, { provider, words: keyWords });
    providerKeys[provider] = key;
  }
  const rule = withRule
    ? await createTestRule(organizationId, {
        name: "redact",
        actions: [{ type: "redact_pii", categories: [...ALL_CATEGORIES] }],
      })
    : null;
  const providerKey = Object.values(providerKeys)[0] ?? "";
  return { organizationId, slug, apiKey, apiKeyId, providerKey, providerKeys, ruleId: rule?.id ?? null };
}

async function makeChain(
  owner: TestUser,
  origin: string,
  links: readonly ChainLink[],
  options: Pick<TenantOptions, "withRule"> = {},
): Promise<ChainTenant> {
  const tenant = await makeTenant(owner, origin, { ...options, withProviderKey: false });
  const chain: ChainTenant["chain"][number][] = [];
  // From the end, so that each key finds the one that it falls back to.
  for (const link of [...links].reverse()) {
    const { provider, model = null } = link;
    const place = { fallbackKeyId: chain[0]?.id, primary: true };
    chain.unshift({ ...(await storeKey(tenant.organizationId, origin, link, place)), provider, model });
  }
  // As keys may stand that were stored before a fallback needed one.
  const id = { in: chain.filter(({ model }) => model === null).map((key) => key.id) };
  await prisma().providerKey.updateMany({ where: { id }, data: { defaultModel: null } });
  const providerKeys = Object.fromEntries([...chain].reverse().map(({ provider, key }) => [provider, key]));
  return { ...tenant, chain, providerKeys, providerKey: chain[0]?.key ?? "" };
}

const POLL_MS = 50;

/** @throws When there is none after ten seconds. */
async function waitFor<Value>(what: string, look: () => Promise<Value | null>): Promise<Value> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${what} was not stored`);
}

function newestTrace({ organizationId }: Tenant, count: number): Promise<RequestDetail> {
  return waitFor(`trace number ${count}`, async () => {
    const { rows } = await listRequests({ organizationId, limit: 200 });
    const [newest] = rows;
    return newest && rows.length >= count ? findRequest({ organizationId, id: newest.id }) : null;
  });
}

function traceOf({ organizationId }: Tenant, requestId: string): Promise<RequestDetail> {
  return waitFor(`the trace of ${requestId}`, async () => {
    const row = await prisma().request.findFirst({
      where: { organizationId, requestId },
      select: { id: true },
    });
    return row && findRequest({ organizationId, id: row.id });
  });
}

/** The built server, or in the project that runs the same suite again, the adapter of the resource routes. */
const ENTRY = process.env.GATEWAY_DOOR === "route" ? ROUTE_ADAPTER : BUILT_SERVER;

export async function startGatewayWorld(overrides: Record<string, string> = {}): Promise<GatewayWorld> {
  const [database, provider] = [await createTestDatabase(), await startFakeProvider()];
  const line = await startPostgresProxy(database.url);
  const dataDir = await mkdtemp(path.join(tmpdir(), "grepture-gateway-"));
  const owner = await createTestUser();
  const variables = {
    DATABASE_URL: line.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    SESSION_SECRET: TEST_SESSION_SECRET,
    OPENAI_BASE_URL: provider.origin,
    ANTHROPIC_BASE_URL: provider.origin,
    GEMINI_BASE_URL: provider.origin,
    // Azure's endpoint comes from the key, and the fake is on the loopback.
    ALLOWED_TARGET_HOSTS: new URL(provider.origin).host,
    LOG_LEVEL: "trace",
    ...overrides,
  };
  const server = await ServerProcess.start(variables, ENTRY);
  const { origin } = server;
  return {
    database,
    provider,
    line,
    server,
    variables,
    tenant: (options = {}) => makeTenant(owner, provider.origin, options),
    chain: (links, options) => makeChain(owner, provider.origin, links, options),
    sdk<Name extends keyof typeof sdkClients>(name: Name, { apiKey }: Pick<Tenant, "apiKey">) {
      return sdkClients[name]({ origin, apiKey }) as ReturnType<(typeof sdkClients)[Name]>;
    },
    client: ({ apiKey }) => sdkClients.openai({ origin, apiKey }),
    post: ({ apiKey }, body, headers = {}) =>
      fetch(`${origin}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
        body: new Uint8Array(Buffer.from(body)),
      }),
    trace: (tenant, count = 1) => newestTrace(tenant, count),
    traceOf,
    async stop() {
      await server.stop();
      await provider.close();
      await line.close();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
