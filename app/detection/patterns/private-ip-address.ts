import { IPV6, IPV6_CORE, isIpv6, isPrivateIpv6, PRIVATE_IPV4 } from "~/detection/ip-addresses";
import { IPV4_ALONE, IPV6_ALONE } from "~/detection/ip-boundaries";
import { type Pattern } from "~/detection/pattern";

export const PRIVATE_IP_ADDRESS_PATTERNS: readonly Pattern[] = [
  {
    id: "private_ipv4",
    name: "Private IPv4 address",
    category: "private_ip_address",
    source: String.raw`\b${PRIVATE_IPV4}\b`,
    boundary: IPV4_ALONE,
    confidence: 0.9,
    examples: [
      "«10.20.30.40»",
      "«192.168.1.10»:8080, «172.16.0.0»/12, «172.31.255.254»",
      "«100.64.3.7» «169.254.169.254» «127.0.0.1»",
      'DB_HOST="«10.0.12.5»"',
      "主机«192.168.0.12»，端口22",
      "worker-3/«10.0.12.5»:50010",
      "«10[.]0[.]12[.]5»",
      "inet addr:«10.0.12.5»  Bcast:«10.0.12.255»",
    ],
    nearMisses: [
      "172.32.0.1, 100.128.0.1, 192.169.0.1",
      "Windows 10.0.19041.1",
      "version 10.2.14.7",
      "Edge/10.0.0.1 Mobile",
      "10.0.12",
      "app-10.0.12.5.jar",
      "10.0.12.5.6",
    ],
    reference: "RFC 1918; RFC 6598; RFC 3927; RFC 1122 section 3.2.1.3",
  },
  {
    id: "private_ipv6",
    name: "Private IPv6 address",
    category: "private_ip_address",
    source: IPV6,
    core: IPV6_CORE,
    boundary: IPV6_ALONE,
    validate: (value) => isIpv6(value) && isPrivateIpv6(value),
    confidence: 0.9,
    examples: [
      "listen on [«::1»]:5432",
      "inet6 «fe80::1c2b:3aff:fe4d:5e6f%eth0»/64",
      "«fd12:3456:789a:1::1», «fc00::»/7",
      "«::ffff:10.0.0.7»",
      "本机«fe80::1»",
    ],
    nearMisses: [
      "2001:db8::1",
      "a[::1] and std::move",
      "feed::add(1)",
      "::ffff:203.0.113.42",
      "fe80::1::2",
      "x::1",
    ],
    reference: "RFC 4193; RFC 4291 section 2.5; RFC 3879",
  },
];
