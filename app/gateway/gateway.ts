/** Puts the gateway together from the environment and the database. */
import path from "node:path";
import { listenForChanges } from "~/db/notifications";
import { type Database } from "~/db/database";
import { prepareCatalogue } from "~/detection/prepare-catalogue";
import { type Env } from "~/env.server";
import { type Logger } from "~/lib/logger";
import { findApiKeyByHash } from "~/models/api-key";
import { loadOrganizationSnapshot } from "~/models/organization-snapshot";
import { Spool } from "~/traces/spool";
import { TraceWriter } from "~/traces/writer";
import { parseAllowedHosts } from "~/upstream/allowed-hosts";
import { UpstreamPools } from "~/upstream/pools";
import { TargetGuard } from "~/upstream/target-guard";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { handleRequest } from "./handle-request";
import { KeyHealthStore } from "./key-health-store";
import { KeyUsage } from "./key-usage";
import { compileSnapshot } from "./organization-snapshot";
import { SnapshotCache } from "./snapshot-cache";
import { TokenVault } from "./token-vault";

export interface Gateway {
  handle(request: GatewayRequest): Promise<GatewayResponse>;
  /** Stores what is still in memory; no request may be running. */
  close(): Promise<void>;
}

interface GatewayOptions {
  env: Env;
  database: Database;
  logger: Logger;
}

function createSnapshots(logger: Logger, keyHealth: KeyHealthStore): SnapshotCache {
  return new SnapshotCache({
    findKey: findApiKeyByHash,
    loadSnapshot: async (organizationId) => {
      const data = await loadOrganizationSnapshot(organizationId);
      const snapshot = data && compileSnapshot(data);
      if (snapshot) keyHealth.learn(snapshot);
      return snapshot;
    },
    onRenewalFailed: () =>
      logger.warn("an organization could not be renewed; its last snapshot stays in force"),
  });
}

export async function createGateway({ env, database, logger }: GatewayOptions): Promise<Gateway> {
  const keyHealth = new KeyHealthStore(logger);
  const snapshots = createSnapshots(logger, keyHealth);
  const notifications = await listenForChanges({
    url: database.url,
    logger,
    onChange: (organizationId) => snapshots.invalidate(organizationId),
    onState: (connected) => logger[connected ? "debug" : "warn"]({ connected }, "change notifications"),
  });
  const writer = new TraceWriter({
    pool: database.pool,
    spool: new Spool(path.join(env.DATA_DIR, "spool")),
    logger,
  });
  const keyUsage = new KeyUsage(logger);
  const vault = new TokenVault(logger);
  const endPreparing = prepareCatalogue();
  const pools = new UpstreamPools({
    connectMs: env.UPSTREAM_CONNECT_TIMEOUT_MS,
    firstByteMs: env.UPSTREAM_FIRST_BYTE_TIMEOUT_MS,
    idleMs: env.UPSTREAM_IDLE_TIMEOUT_MS,
    totalMs: env.UPSTREAM_TOTAL_TIMEOUT_MS,
  });
  const baseUrls = {
    openai: env.OPENAI_BASE_URL,
    anthropic: env.ANTHROPIC_BASE_URL,
    gemini: env.GEMINI_BASE_URL,
  };
  const dependencies = {
    snapshots,
    pools,
    baseUrls,
    guard: new TargetGuard({
      allowedHosts: parseAllowedHosts(env.ALLOWED_TARGET_HOSTS),
      trustedOrigins: Object.values(baseUrls),
    }),
    keepAliveMs: env.STREAM_KEEP_ALIVE_MS,
    writeTrace: writer.write,
    onKeyUsed: keyUsage.note,
    health: keyHealth.health,
    vault,
    logger,
  };
  return {
    handle: (request) => handleRequest(dependencies, request),
    async close() {
      await notifications.close();
      await pools.close();
      await keyUsage.close();
      await keyHealth.close();
      endPreparing();
      await vault.close();
      await writer.close();
    },
  };
}
