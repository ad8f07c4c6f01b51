/** Which IP addresses are on the public internet: what a target chosen by a caller may resolve to. */
import ipaddr from "ipaddr.js";

/** IANA hands out global unicast addresses from this block alone: RFC 4291, section 2.4. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse("2000::");
/** RFC 6052: what a DNS64 resolver answers for an IPv4 host, so the IPv4 address inside is what counts. */
const NAT64 = ipaddr.IPv6.parse("64:ff9b::");
/**
 * Azure's host agent, with metadata and certificates: in a public range, answered inside every Azure machine.
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const AZURE_WIRE_SERVER = "168.63.129.16";

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast" && address.toString() !== AZURE_WIRE_SERVER;
}

/**
 * False for loopback, private, link-local (cloud metadata), unique-local, carrier-grade NAT, multicast, reserved and
 * documentation ranges, and for what is no IP address. An IPv4 address inside an IPv6 one (mapped, NAT64) is judged
 * itself; the tunnels 6to4 and Teredo are refused whatever they carry: no provider lives behind one.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return isPublicIPv4(address);
  if (address.isIPv4MappedAddress() || address.match(NAT64, 96)) {
    return isPublicIPv4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  }
  return address.match(GLOBAL_UNICAST, 3) && address.range() === "unicast";
}
