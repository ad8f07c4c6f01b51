/** Who is calling: from the headers to the organization's snapshot. */
import { hashApiKey, isApiKey } from "~/lib/api-key-format";
import { type Credentials } from "./credentials";
import { GatewayError } from "./gateway-error";
import { type Caller, type SnapshotCache } from "./snapshot-cache";

/** @throws {GatewayError} 401, or 503 when the key is not known yet and the database is away. */
export async function authenticate(credentials: Credentials, snapshots: SnapshotCache): Promise<Caller> {
  const { apiKey } = credentials;
  if (apiKey === null) {
    throw new GatewayError(
      "missing_api_key",
      "No Grepture API key was sent. Send it as `Authorization: Bearer grp_…`; keys are made in the dashboard under API keys.",
    );
  }
  if (!isApiKey(apiKey)) {
    throw new GatewayError(
      "invalid_api_key",
      "This is not a complete Grepture API key. Copy the whole key, or make a new one in the dashboard under API keys.",
    );
  }
  const caller = await resolve(hashApiKey(apiKey), snapshots);
  if (!caller) {
    throw new GatewayError(
      "invalid_api_key",
      "This Grepture API key is unknown, expired or was revoked. Make a new one in the dashboard under API keys.",
    );
  }
  return caller;
}

async function resolve(hash: Buffer, snapshots: SnapshotCache): Promise<Caller | null> {
  try {
    const caller = snapshots.resolve(hash);
    return caller instanceof Promise ? await caller : caller;
  } catch (cause) {
    throw new GatewayError(
      "database_unavailable",
      "The key cannot be checked right now. Try again in a moment.",
      {
        cause,
        headers: { "retry-after": "5" },
      },
    );
  }
}
