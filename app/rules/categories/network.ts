import { type CategoryText } from "~/rules/categories/category-text";

export const NETWORK_CATEGORIES = [
  {
    id: "ip_address",
    label: "IP address",
    explanation: "Public IPv4 and IPv6 addresses in every notation.",
    example: "203.0.113.42",
  },
  {
    id: "private_ip_address",
    label: "Private IP address",
    explanation: "Addresses of private, shared, loopback and link-local networks.",
    example: "10.20.30.40",
  },
  {
    id: "mac_address",
    label: "MAC address",
    explanation: "Hardware addresses with colons, hyphens or dots.",
    example: "3c:22:fb:4a:91:0e",
  },
  {
    id: "url_credentials",
    label: "Credentials in a URL",
    explanation: "User name and password between :// and @.",
    example: "https://jane:s3cr3tpw@example.com",
  },
  {
    id: "internal_hostname",
    label: "Internal host name",
    explanation: "Names under internal suffixes such as .internal, .local, .corp and cluster names.",
    example: "db-01.prod.internal",
  },
] as const satisfies readonly CategoryText[];
