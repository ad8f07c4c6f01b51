import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./public-address";

describe("isPublicAddress", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "172.15.255.255",
    "172.32.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "168.63.129.17",
    "2606:4700::6810:84e5",
    "2a00:1450:4001:82a::200a",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
  ])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
  ])("%s is not, nor in any IPv6 form", (address) => {
    const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
    const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
    for (const form of [
      address,
      `::ffff:${address}`,
      `::ffff:${hex(a, b)}:${hex(c, d)}`,
      `::${address}`,
      `::ffff:0:${address}`,
      `64:ff9b::${address}`,
      `64:ff9b:1::${address}`,
      `2002:${hex(a, b)}:${hex(c, d)}::1`,
      `2001:0:${hex(a, b)}:${hex(c, d)}::`,
      `2001::${hex(a ^ 255, b ^ 255)}:${hex(c ^ 255, d ^ 255)}`,
    ]) {
      expect(isPublicAddress(form), form).toBe(false);
    }
  });

  it.each([
    "::",
    "::1",
    "100::1",
    "2001:db8::1",
    "2001:10::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    // Tunnels, even to a public address.
    "2002:808:808::1",
    "2001:0:808:808::1",
    "localhost",
    "",
    "1.2.3.4.5",
  ])("%j is not", (address) => expect(isPublicAddress(address)).toBe(false));
});
