/**
 * DNS for connections to hosts that a caller chose. The check is part of the lookup that the connection itself makes,
 * and the connection uses the very addresses that were checked: a name that answers differently the next time
 * (DNS rebinding) is checked again with its next connection.
 */
import { type LookupAddress, type LookupAllOptions } from "node:dns";
import { type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address";
import { TargetRefusedError } from "./upstream-error";

/** The part of `dns.lookup` that is needed: all addresses of a host. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A lookup for `net.connect` that fails with TargetRefusedError when any address of the host is not public. */
export function checkedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      if (!first)
        return callback(Object.assign(new Error("the host has no address"), { code: "ENOTFOUND" }), []);
      // One private address among public ones is how a rebinding host looks, or an internal one.
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new TargetRefusedError(refusal(hostname)), []);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The address is not told: it would describe the operator's network to the caller. */
function refusal(hostname: string): string {
  return `the host "${hostname.slice(0, 100)}" resolves to an address that is not public; the operator can name it in ALLOWED_TARGET_HOSTS`;
}
