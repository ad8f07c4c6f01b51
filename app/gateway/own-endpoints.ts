/** The endpoints that are ours and never a provider's, and are answered without asking one. */
import { GatewayError } from "./gateway-error";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { serveScan } from "./serve-scan";
import { type Caller } from "./snapshot-cache";

/** A request of a known caller. */
export interface OwnRequest {
  request: GatewayRequest;
  requestId: string;
  caller: Caller;
}

/** @throws {GatewayError} */
export type OwnEndpoint = (asked: OwnRequest) => Promise<GatewayResponse>;

const ENDPOINTS: ReadonlyMap<string, OwnEndpoint> = new Map([["/v1/scan", only("POST", serveScan)]]);

function only(method: string, serve: OwnEndpoint): OwnEndpoint {
  return async (asked) => {
    if (asked.request.method === method) return serve(asked);
    throw new GatewayError("method_not_allowed", `This endpoint takes ${method} only.`, {
      headers: { allow: method },
    });
  };
}

/** @returns Null where none of them is asked: a target that the caller names wins over our path. */
export function findOwnEndpoint({ url, headers }: Pick<GatewayRequest, "url" | "headers">) {
  if (headers["x-grepture-target"] !== undefined) return null;
  return ENDPOINTS.get(url.replace(/\?.*$/s, "")) ?? null;
}
