/** Keys of vaults, deployment tools and networks. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

export const INFRASTRUCTURE_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "vault_token",
    name: "HashiCorp Vault token",
    source: String.raw`\bhv[sbr]\.[A-Za-z0-9_-]{24,}`,
    examples: [
      "VAULT_TOKEN: '«hvb." +
        "CAESIsJn7zxxdKVK8X6csZnJWZGW3cUhbBI0oTo4Qm8IoB67oFKY4pQlBRED1jCu6O8ZN8QhNS9mai8for2gGIPA7UlIc»'",
      "密钥是«hvb." +
        "CAESI4ez9siy6g7hMP1dsQmitLwAx5HDqYacn6JsRbixtZSDskhMkKPVYK6EvGFNVNwZKic1XtVyo3Q33UDkzvikkJbL6»。",
    ],
    nearMisses: [
      "id_hvb." +
        "CAESIsJn7zxxdKVK8X6csZnJWZGW3cUhbBI0oTo4Qm8IoB67oFKY4pQlBRED1jCu6O8ZN8QhNS9mai8for2gGIPA7UlIc",
      `hvs.CAESI${"x".repeat(88)}`,
      "hvb." + "CAESIsJn",
    ],
    reference: "HashiCorp Vault documentation: tokens",
  },
  {
    ...SIZED_KEY,
    id: "terraform_token",
    name: "HCP Terraform token",
    source: String.raw`\b[A-Za-z0-9]+\.atlasv1\.[A-Za-z0-9_=-]{60,70}`,
    validate: (value) => /^\w{14}\./.test(value) && isFilledIn(value),
    examples: [
      "https://api.example.com/v1?key=«nrUxgEjN6fHPq9" +
        ".atlasv1.5xSNaTSjwngZZBblzvUvXETirHjLlQLxTKP7AjvmvfkQYet7GOBuAHB3exYIs61yOHnSuY»&page=2",
      "der Schlüssel: «4wofD6KJWTpk6V" +
        ".atlasv1.o6AKnIoVk7X3z01qNBJnuMR6qvpaN74E4HNpFwF5yPlVoqFcmtK5QBfBKH06rchDBtOwRA» 🔑",
    ],
    nearMisses: [
      "BCy3qFZxwLNVmQ" + ".atlasv1.9DvKZT9UHcQlPg4ArZkjXdWKI2mB7LCD12UhUUNl7h8qnVqGOZ8SwFUw0HwtCR8RvKjqlrq",
      "id_nrUxgEjN6fHPq9" + ".atlasv1.5xSNaTSjwngZZBblzvUvXETirHjLlQLxTKP7AjvmvfkQYet7GOBuAHB3exYIs61yOHnSuY",
      `${"x".repeat(14)}.atlasv1.${"x".repeat(70)}`,
      "nrUxgEjN6fHPq9" + ".atlas",
    ],
    reference: "HCP Terraform documentation: API tokens",
  },
  {
    ...SIZED_KEY,
    id: "doppler_token",
    name: "Doppler token",
    source: String.raw`\bdp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]+)?)\.[A-Za-z0-9]{40,44}`,
    examples: [
      "| DOPPLER_TOKEN | «dp.p" + "t.j8TOUmiDkbnV3ODX9mW5nLBPkAhMZbRDN3TfaIX1aou» |",
      "ключ: «dp.s" + "t.prd.mWD80ccoP5CsyAIOM5hvBMjtw2hs9nqe1NQDB5HjYNW»",
    ],
    nearMisses: [
      "dp.p" + "t.zNwytPrgAPb2RtbYMTdwPROsDklTACwUvfEyzqYijOO_",
      "id_dp.p" + "t.j8TOUmiDkbnV3ODX9mW5nLBPkAhMZbRDN3TfaIX1aou",
      "dp.pt.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "dp.p" + "t.j8TOUm",
    ],
    reference: "Doppler documentation: token formats",
  },
  {
    ...SIZED_KEY,
    id: "pulumi_token",
    name: "Pulumi access token",
    source: String.raw`\bpul-[a-f0-9]{40}`,
    examples: [
      "PULUMI_ACCESS_TOKEN=«pul-" + "ddfb2829802f28ba4d0d6190527d78a90342c7d6»",
      "キーは「«pul-" + "7c370473f98e3ae2daed014d42ce72b1f8ab3a7c»」です",
    ],
    nearMisses: [
      "pul-" + "5b3e3b46cddc07aed8bd9dad43f3db26a28d1f52q",
      "id_pul-" + "ddfb2829802f28ba4d0d6190527d78a90342c7d6",
      "pul-0000000000000000000000000000000000000000",
      "pul-" + "ddfb2829802f28ba4d0d6190527d78a90342c7d",
    ],
    reference: "Pulumi documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "onepassword_service_token",
    name: "1Password service account token",
    source: String.raw`\bops_eyJ[A-Za-z0-9+/_-]{200,}={0,3}`,
    examples: [
      'const client = new Client("«ops_' +
        'eyJqh3QFRf8mFMTDOx0rOaPAGKeqdfbpXeqZ1Ck52nNMIIyw1GDROeBEmq5D8srhNJGfKaRC3V5hPouEXThqQelwO5GgbNihouTmVgS0PiDdRvt6RuUrdueIIaoE7auQkf5nwoyuFuRhfCdEWSoeEp8bpDZqWhYgfIjuuxD3hRZb2EEMMvWAzTgEPc4OY9pB6HAzfida6LRQMiqobNj0ORcroOno7FujTiBuOurNkzJnyyF0KE6»");',
      "🔐«ops_" +
        "eyJURtOBxUfsVQsRNS3aHwBogVHPbKK4WrYiWlkdpK2HQow49Q6QNPXkUVi3B6CnzyKeML4RfKNEAKt85fa4YI3Jr2XTHo476YIVOZxmcZWHbgFaVzXrR7unCWkZ6DkG50cL1IG2jYgrn6U7kxolK1NqAKFExZsI46JTigflOs4JRLhjxdhMqhO4EMBoNFgvNFnWTxyg3JI5Pwhpm24oU9iPXXaRXPznAcHqCHWmeaxReLuOFd2»",
    ],
    nearMisses: [
      "id_ops_" +
        "eyJqh3QFRf8mFMTDOx0rOaPAGKeqdfbpXeqZ1Ck52nNMIIyw1GDROeBEmq5D8srhNJGfKaRC3V5hPouEXThqQelwO5GgbNihouTmVgS0PiDdRvt6RuUrdueIIaoE7auQkf5nwoyuFuRhfCdEWSoeEp8bpDZqWhYgfIjuuxD3hRZb2EEMMvWAzTgEPc4OY9pB6HAzfida6LRQMiqobNj0ORcroOno7FujTiBuOurNkzJnyyF0KE6",
      `ops_eyJ${"x".repeat(240)}`,
      "ops_" + "eyJqh3QF",
    ],
    reference: "1Password developer documentation: service accounts",
  },
  {
    ...SIZED_KEY,
    id: "onepassword_secret_key",
    name: "1Password secret key",
    source: String.raw`\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}`,
    examples: [
      'curl -H "Authorization: Bearer «A3-I' +
        'SHHHC-VPINFS-L6PIK-KZZB9-P740S-ZM9SJ»" https://api.example.com',
      "clé d’accès : «A3-8" + "6TY2G-L6X9H9-H4SO0-L51BR-VCHI7-32O9M»",
    ],
    nearMisses: [
      "A3-V" + "11PJ1-F1RWPY-1I845-W4175-97XW6-32A62q",
      "id_A3-I" + "SHHHC-VPINFS-L6PIK-KZZB9-P740S-ZM9SJ",
      "A3-XXXXXX-XXXXXXXXXXX-XXXXX-XXXXX-XXXXX",
      "A3-I" + "SHHHC-VPINFS-L6PIK-KZZB9-P740S-ZM9S",
    ],
    reference: "1Password security design: Secret Key",
  },
  {
    ...SIZED_KEY,
    id: "infisical_token",
    name: "Infisical service token",
    source: String.raw`\bst\.[a-f0-9]{24}\.[a-f0-9]{32}\.[a-f0-9]{32}`,
    examples: [
      "my key is «st.8" +
        "5c6790cee1005f87f0fb2ab.151641c8cd52c866ff8c341ad207a756.0a8f35312dede0df245a882815d5ec27», does it work?",
      "المفتاح «st.8" +
        "0ef24f917423145643feae3.2d93bd38664b3ab147763297e9fe3173.709f104fa96a593cfa29c53520778be2»",
    ],
    nearMisses: [
      "st.4" + "36ff796d102bd73938b74e2.5df75e4f0172352acca41276ca13a2a2.75196fa62eda9cf2e4cae9bb765939cfq",
      "id_st.8" + "5c6790cee1005f87f0fb2ab.151641c8cd52c866ff8c341ad207a756.0a8f35312dede0df245a882815d5ec27",
      `st.${"0".repeat(24)}.${"0".repeat(32)}.${"0".repeat(32)}`,
      "st.8" + "5c6790cee1005f87f0fb2ab.151641c8cd52c866ff8c341ad207a756.0a8f35312dede0df245a882815d5ec2",
    ],
    reference: "Infisical documentation: service tokens",
  },
  {
    ...ISSUED_KEY,
    id: "tailscale_key",
    name: "Tailscale key",
    source: String.raw`\btskey-(?:api|auth|client|scim|webhook|secret)-[A-Za-z0-9]{6,}-[A-Za-z0-9]{4,}`,
    examples: [
      'env = { TS_AUTHKEY = "«tskey-' + 'api-zvyzIoDe2X65CNTRL-lTY3NDmD4JBMWDKXb3rlw22PJWOilhbJ»" }',
      "키는 «tskey-" + "api-cXmW8BYa8GLVCNTRL-ewRMBbIiZQVY34NikUl6BElpNaV4NWR2»입니다",
    ],
    nearMisses: [
      "id_tskey-" + "api-zvyzIoDe2X65CNTRL-lTY3NDmD4JBMWDKXb3rlw22PJWOilhbJ",
      `tskey-auth-${"x".repeat(12)}CNTRL-${"x".repeat(32)}`,
      "tskey-" + "api-zv",
    ],
    reference: "Tailscale documentation: key prefixes",
  },
  {
    ...SIZED_KEY,
    id: "openshift_token",
    name: "OpenShift user token",
    source: String.raw`\bsha256~[A-Za-z0-9_-]{43}`,
    examples: [
      "--api-key «sha256~" + "F8qdKUAOSEGmoDPs_xc5LklVmTBDB4kV8qEhXz9kAp0» --verbose",
      "密钥是«sha256~" + "qglPew5Gk9rkhFzf8ctZTDkjWFZetpO51sh6FjzeEJ2»。",
    ],
    nearMisses: [
      "sha256~" + "BZaNVnsAE9k9gwGzDOl9s1cnEUZfnpWGWZpk4xe8W6Uq",
      "id_sha256~" + "F8qdKUAOSEGmoDPs_xc5LklVmTBDB4kV8qEhXz9kAp0",
      "sha256~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "sha256~" + "F8qdKUAOSEGmoDPs_xc5LklVmTBDB4kV8qEhXz9kAp",
    ],
    reference: "OpenShift documentation: OAuth access tokens",
  },
  {
    ...SIZED_KEY,
    id: "harness_token",
    name: "Harness API key",
    source: String.raw`\b(?:pat|sat)\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}`,
    examples: [
      'export HARNESS_API_KEY="«pat.' +
        'ZDUmH1uoX4sqeaBN5ck2wg.e3fa4acef981b27fd427e5ed.OMzKe9ipe7xQHVldefqG»"',
      "der Schlüssel: «pat." + "foxuI6BtqadcsepUaP1EB8.ac610362fd3e533e7e9bc750.76oWqi2sp0QQ6tpfzq4G» 🔑",
    ],
    nearMisses: [
      "pat." + "uGsShQ0CZQMvrIcp4p5Tpj.bc14d76d86050893f279b4a9.7xaNMUcBVu9lz7ercquOq",
      "id_pat." + "ZDUmH1uoX4sqeaBN5ck2wg.e3fa4acef981b27fd427e5ed.OMzKe9ipe7xQHVldefqG",
      `pat.${"x".repeat(22)}.${"0".repeat(24)}.${"x".repeat(20)}`,
      "pat." + "ZDUmH1uoX4sqeaBN5ck2wg.e3fa4acef981b27fd427e5ed.OMzKe9ipe7xQHVldefq",
    ],
    reference: "Harness documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "prefect_api_key",
    name: "Prefect API key",
    source: String.raw`\bpn[ub]_[A-Za-z0-9]{36}`,
    examples: [
      '{"PREFECT_API_KEY": "«pnb_' + 'kI1sFKQEynQJ68dw0nwchOluLshk23qu7Onx»"}',
      "ключ: «pnu_" + "BiUyGZYBsTqf1M4gEorKwbZ6T3OzOiRJPW6i»",
    ],
    nearMisses: [
      "pnu_" + "LUxiXmznLfuxlNcjwzSkb2Cq39GZvs6tIWZUq",
      "id_pnb_" + "kI1sFKQEynQJ68dw0nwchOluLshk23qu7Onx",
      "pnu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "pnb_" + "kI1sFKQEynQJ68dw0nwchOluLshk23qu7On",
    ],
    reference: "Prefect Cloud documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "infracost_api_key",
    name: "Infracost API key",
    source: String.raw`\bico-[A-Za-z0-9]{32}`,
    examples: [
      "INFRACOST_API_KEY: '«ico-" + "pDCI5nfw6yWBY86do9DpSZ7MI53mqcXb»'",
      "キーは「«ico-" + "9sQik0cmRIUWXqyMtPcdPtWwkIA3cWVk»」です",
    ],
    nearMisses: [
      "ico-" + "pObKIaksplvwzhMjUy2ei4dTBiH5JdDqq",
      "id_ico-" + "pDCI5nfw6yWBY86do9DpSZ7MI53mqcXb",
      "ico-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "ico-" + "pDCI5nfw6yWBY86do9DpSZ7MI53mqcX",
    ],
    reference: "Infracost documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "stackhawk_api_key",
    name: "StackHawk API key",
    source: String.raw`\bhawk\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}`,
    examples: [
      "https://api.example.com/v1?key=«hawk." + "xJHzxcWE2cqcRHvNKdTc.7fz3s4D3cfSNORcfXi7p»&page=2",
      "🔐«hawk." + "2hlvkoW9mnOGymwqmluz.HRkuTW4kfoVxVOqXqKv3»",
    ],
    nearMisses: [
      "hawk." + "UXrkfl49I3NtqiRldVx5.lXYhrrnrP3jMN8Z6CBG3q",
      "id_hawk." + "xJHzxcWE2cqcRHvNKdTc.7fz3s4D3cfSNORcfXi7p",
      "hawk.xxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxx",
      "hawk." + "xJHzxcWE2cqcRHvNKdTc.7fz3s4D3cfSNORcfXi7",
    ],
    reference: "StackHawk documentation: API keys",
  },
];
