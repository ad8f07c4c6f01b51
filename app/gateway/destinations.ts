/** The hosts that requests may go to, and whose they are. */
import { type ProviderId } from "~/providers/provider";
import { type TargetGuard, type GuardedTarget } from "~/upstream/target-guard";
import { TargetRefusedError } from "~/upstream/upstream-error";
import { GatewayError } from "./gateway-error";

/** Without the version path; Azure's is a part of each key. */
type BaseUrls = Readonly<Record<Exclude<ProviderId, "azure">, string>>;

export interface Destinations {
  readonly baseUrls: BaseUrls;
  readonly guard: TargetGuard;
}

/** @throws {GatewayError} 400 when the guard refuses it. */
export function guardTarget(guard: TargetGuard, text: string): GuardedTarget {
  try {
    return guard.check(text);
  } catch (error) {
    if (!(error instanceof TargetRefusedError)) throw error;
    throw new GatewayError("invalid_target", `The target URL was refused: ${error.message}.`, {
      cause: error,
    });
  }
}

const VENDOR_HOSTS: Readonly<Record<string, ProviderId>> = {
  "api.openai.com": "openai",
  "api.anthropic.com": "anthropic",
  "generativelanguage.googleapis.com": "gemini",
};
const AZURE_HOST = /\.(openai|services\.ai)\.azure\.com$/;

/** Whose host a target is; one that several providers share (a proxy of the operator's) is the dialect's. */
export function providerOf(url: URL, dialect: ProviderId, { baseUrls }: Destinations): ProviderId | null {
  const at = (["openai", "anthropic", "gemini"] as const).filter(
    (id) => new URL(baseUrls[id]).origin === url.origin,
  );
  const [first] = at;
  if (first) return at.find((id) => id === dialect) ?? first;
  return VENDOR_HOSTS[url.hostname] ?? (AZURE_HOST.test(url.hostname) ? "azure" : null);
}

export function originOf(endpoint: string | null): string | null {
  return endpoint !== null && URL.canParse(endpoint) ? new URL(endpoint).origin : null;
}
