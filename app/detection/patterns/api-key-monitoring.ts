/** Keys of monitoring, analytics and feature flags. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

export const MONITORING_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "sentry_token",
    name: "Sentry auth token",
    source: String.raw`\bsntry[su]_(?:eyJ[A-Za-z0-9+/=]+_[A-Za-z0-9+/]{43}|[a-f0-9]{64})`,
    examples: [
      "| SENTRY_AUTH_TOKEN | «sntryu_" +
        "058ba153ff2acedc7d4ff3a7c8090defd732c2db153c1e7f123e47abfa4bf02b» |",
      "--api-key «sntrys_" +
        "eyJpYXQiUSUF1ncetqSzjwHX43kHAGKdl1ZjUkt5qDL766nq1sd7EQZdhi8l2wDw6UKXvbx5POuBWeNN3p2WOPzEDi25CXznRiQOisJYUiPAIjtG5JuvmzrW1WgorblD=_62dXRFV1CHCFEdzk30Ah0T70FuL7ZhnnGZlTUn7NfFi» --verbose",
      "🔐«sntryu_" + "ef837bf5f9b4006e87ff2f3705386bd2e1d41d6f597b9508ae4b70fa107d7629»",
    ],
    nearMisses: [
      "sntryu_" + "a0e8ecebaf5d7550e747e34dcc6d92c183dc4c90aa58b3a09fe87d37897857e4q",
      "id_sntryu_" + "058ba153ff2acedc7d4ff3a7c8090defd732c2db153c1e7f123e47abfa4bf02b",
      `sntryu_${"0".repeat(64)}`,
      "sntryu_" + "058ba153ff2acedc7d4ff3a7c8090defd732c2db153c1e7f123e47abfa4bf02",
    ],
    reference: "Sentry documentation: auth tokens",
  },
  {
    ...SIZED_KEY,
    id: "new_relic_key",
    name: "New Relic API key",
    source: String.raw`\b(?:NRAK-[A-Z0-9]{27}|NRJS-[a-f0-9]{19}|NRI[IQ]-[A-Za-z0-9_-]{32}|NRRA-[a-f0-9]{42})`,
    examples: [
      "NEW_RELIC_API_KEY=«NRAK-" + "7PJNR41T2FWRER3DV8S79D42DQT»",
      "🔐«NRAK-" + "RWZ9FZ1QGEBGKBHWH2848NH93Y3»",
    ],
    nearMisses: [
      "NRAK-" + "SU5T158ZO7Y8ZMJ1SH0CHRG0HLSq",
      "id_NRAK-" + "7PJNR41T2FWRER3DV8S79D42DQT",
      "NRAK-XXXXXXXXXXXXXXXXXXXXXXXXXXX",
      "NRAK-" + "7PJNR41T2FWRER3DV8S79D42DQ",
    ],
    reference: "New Relic documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "new_relic_license_key",
    name: "New Relic license key",
    source: String.raw`\b[a-f0-9x]+NRAL`,
    validate: (value) => /^\w{34,40}$/.test(value) && isFilledIn(value),
    examples: [
      'const client = new Client("«c6f543458999e999e436' + '29c0b1f2815b0823NRAL»");',
      "clé d’accès : «0538f540a498a364e9d4" + "73aed8af0afa070cNRAL»",
    ],
    nearMisses: [
      "077776599b5548b2395d" + "5a5adf9a9921c6baNRALq",
      "id_c6f543458999e999e436" + "29c0b1f2815b0823NRAL",
      "000000000000000000000000000000000000NRAL",
      "c6f543458999e999e436" + "29c0b1f2815b0823NRA",
    ],
    reference: "New Relic documentation: license keys",
  },
  {
    ...ISSUED_KEY,
    id: "grafana_token",
    name: "Grafana token",
    source: String.raw`\b(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,}={0,2}|eyJrIjoi[A-Za-z0-9]{70,}={0,3})`,
    examples: [
      'curl -H "Authorization: Bearer «glsa_' +
        '7ywDHB1BoXl1uzqR4TjLG6nxd5OgoVg2_8bdb185a»" https://api.example.com',
      "GRAFANA_TOKEN: '«glc_" +
        "eyJvIjoi9eyjKlIhNSPyc3ksCw4cSTjMYB5BaWF1cxQuAGV5qO3fcHi2skx5Q72Fp2LsOQ7EQ3INERmEkVN5UCsOlMSTvgNIN8»'",
      "키는 «eyJr" +
        "IjoiT1itv214kBfOO3QFGppW1d0yTFoB4AYfjXm9nW0Tr7asrecMsJsLg2xAe21GyENOfpZJNAl5duUf3fV7HeJY»입니다",
    ],
    nearMisses: [
      "id_glsa_" + "7ywDHB1BoXl1uzqR4TjLG6nxd5OgoVg2_8bdb185a",
      "glsa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_00000000",
      "glsa_" + "7ywDHB1BoXl1uzqR4TjLG6nxd5OgoVg2_8bdb185",
    ],
    reference: "Grafana documentation: service account, access policy and API tokens",
  },
  {
    ...SIZED_KEY,
    id: "dynatrace_token",
    name: "Dynatrace token",
    source: String.raw`\bdt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}`,
    examples: [
      "my key is «dt0c01." +
        "Y56FC479FBMT52H0UB9HSKTT.FYL447EYUSPF3XS63WDRQ2L78LQXH0GSKN4BHQM048ORNZPNGMR57KACUCLDIYY9», does it work?",
      "키는 «dt0c01." +
        "HABBBX7LTF0CEH23R881P6FC.HD7K99B138V0G5L1XW48RMP0OVLNB6GD1788FYHU8L1IKTYO2838ZTI4XML655ED»입니다",
    ],
    nearMisses: [
      "dt0c01." +
        "8RUQ90159WW8LFZXB8X7WSGY.VSSTJQNF01N3C6XPKPVFS4YR8DDF3QKS4OAQA00TWJR62DJ1JCBH0SO3FZMC3E3Xq",
      "id_dt0c01." +
        "Y56FC479FBMT52H0UB9HSKTT.FYL447EYUSPF3XS63WDRQ2L78LQXH0GSKN4BHQM048ORNZPNGMR57KACUCLDIYY9",
      `dt0c01.${"X".repeat(24)}.${"X".repeat(64)}`,
      "dt0c01." + "Y56FC479FBMT52H0UB9HSKTT.FYL447EYUSPF3XS63WDRQ2L78LQXH0GSKN4BHQM048ORNZPNGMR57KACUCLDIYY",
    ],
    reference: "Dynatrace documentation: token format",
  },
  {
    ...SIZED_KEY,
    id: "launchdarkly_key",
    name: "LaunchDarkly key",
    source: String.raw`\b(?:sdk|mob|api)-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}`,
    examples: [
      'env = { LAUNCHDARKLY_SDK_KEY = "«sdk-' + '846b7fde-cd71-8d92-d0c2-77ff2b51fed6»" }',
      "密钥是«api-" + "20e82bba-8508-9301-9fb3-bc45b07bdccd»。",
    ],
    nearMisses: [
      "sdk-" + "6a0e23ac-3abb-5be0-e430-7b11198a500dq",
      "id_sdk-" + "846b7fde-cd71-8d92-d0c2-77ff2b51fed6",
      "sdk-00000000-0000-0000-0000-000000000000",
      "sdk-" + "846b7fde-cd71-8d92-d0c2-77ff2b51fed",
    ],
    reference: "LaunchDarkly documentation: SDK keys and access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "posthog_key",
    name: "PostHog personal API key",
    source: String.raw`\bph[xsa]_[A-Za-z0-9_-]{40,}`,
    examples: [
      "--api-key «phx_" + "UIe1q7btF8v2GyKjnuq51ACBMzeLvvagCRKEaS1TUq4» --verbose",
      "der Schlüssel: «phx_" + "w7ES3flBQrJOlSucxn69mNj59eYz8vnRD70qds6dth1» 🔑",
    ],
    nearMisses: [
      "id_phx_" + "UIe1q7btF8v2GyKjnuq51ACBMzeLvvagCRKEaS1TUq4",
      "phx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "phx_" + "UIe1q7bt",
    ],
    reference: "PostHog documentation: personal API keys",
  },
  {
    ...SIZED_KEY,
    id: "segment_token",
    name: "Segment public API token",
    source: String.raw`\bsgp_[A-Za-z0-9]{64}`,
    examples: [
      'export SEGMENT_TOKEN="«sgp_' + 'Y6ZQHaOa7uT1oW2pAmEjJnbRNUyJ9GhvDHQ6dELa5qAKizm0MCBdGgpB4UbL11AZ»"',
      "ключ: «sgp_" + "yNeJ2NWnb8RrSIe7u80zFqpPAsjbIZIuzUZXfpoK87qwhjjhDmFfOQgz2iWKp3uB»",
    ],
    nearMisses: [
      "sgp_" + "ha9XD1OiXw0wOtuMZ3gWCWRJ0tZYVcItx9RWfsyAmydaq8HHszXpQRpbSXpYL2sKq",
      "id_sgp_" + "Y6ZQHaOa7uT1oW2pAmEjJnbRNUyJ9GhvDHQ6dELa5qAKizm0MCBdGgpB4UbL11AZ",
      `sgp_${"x".repeat(64)}`,
      "sgp_" + "Y6ZQHaOa7uT1oW2pAmEjJnbRNUyJ9GhvDHQ6dELa5qAKizm0MCBdGgpB4UbL11A",
    ],
    reference: "Segment documentation: public API tokens",
  },
  {
    ...SIZED_KEY,
    id: "statsig_secret_key",
    name: "Statsig server secret key",
    source: String.raw`\bsecret-[A-Za-z0-9]{40,50}`,
    examples: [
      '{"STATSIG_SECRET_KEY": "«secret-' + 'KUrCYswo64StY32OEKZT1KEnBpAZkYSFSTbFmSzU»"}',
      "キーは「«secret-" + "KoPCK9sGAxnFu6iwF64xy5BGTtsuhxbOy15hi83c»」です",
    ],
    nearMisses: [
      "secret-" + "Af8oBY7VK3qLTTOOKRQT2sfPeBem8aQrl8cvycSrX82DNv8OKqq",
      "id_secret-" + "KUrCYswo64StY32OEKZT1KEnBpAZkYSFSTbFmSzU",
      "secret-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "secret-" + "KUrCYswo64StY32OEKZT1KEnBpAZkYSFSTbFmSz",
    ],
    reference: "Statsig documentation: server secret keys",
  },
  {
    ...SIZED_KEY,
    id: "honeycomb_key",
    name: "Honeycomb ingest key",
    source: String.raw`\bhc[abx]ik_[a-z0-9]{58}`,
    examples: [
      "HONEYCOMB_API_KEY: '«hcaik_" + "01jawwbsfcdzoejm1nehoxljex6w5wcpjectwd5v91wq1a8n5mejo2j1d2»'",
      "🔐«hcaik_" + "01noi9b4rdgccwc1mh3kcitjtvvlmb9has4pgwdmnaya1xz2sevjioe4qy»",
    ],
    nearMisses: [
      "hcaik_" + "01ydph540q6dal2iyyr2imf5o5np2uauc8nfp5jirc9np9fncteekapus8q",
      "id_hcaik_" + "01jawwbsfcdzoejm1nehoxljex6w5wcpjectwd5v91wq1a8n5mejo2j1d2",
      `hcaik_01${"x".repeat(56)}`,
      "hcaik_" + "01jawwbsfcdzoejm1nehoxljex6w5wcpjectwd5v91wq1a8n5mejo2j1d",
    ],
    reference: "Honeycomb documentation: ingest keys",
  },
  {
    ...SIZED_KEY,
    id: "adafruit_io_key",
    name: "Adafruit IO key",
    source: String.raw`\baio_[A-Za-z0-9]{28}`,
    examples: [
      "https://api.example.com/v1?key=«aio_" + "CQc8wHOn6A7ElSCqxaTgbvkhNlTw»&page=2",
      "clé d’accès : «aio_" + "OzuJhcZvGuAmNGqsuTbRX9wptdJy»",
    ],
    nearMisses: [
      "aio_" + "AwYBX13G5GNNujLBTHDwEdxEl22Oq",
      "id_aio_" + "CQc8wHOn6A7ElSCqxaTgbvkhNlTw",
      "aio_xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "aio_" + "CQc8wHOn6A7ElSCqxaTgbvkhNlT",
    ],
    reference: "Adafruit IO documentation: keys",
  },
  {
    ...SIZED_KEY,
    id: "ubidots_key",
    name: "Ubidots API key",
    source: String.raw`\bBBFF-[A-Za-z0-9]{30}`,
    examples: [
      "| UBIDOTS_API_KEY | «BBFF-" + "vhfam5jQL7xKv34lEwHvteKSzo1tLG» |",
      "المفتاح «BBFF-" + "rrtxnClK9utLkhp6b1fXveOde9XY2h»",
    ],
    nearMisses: [
      "BBFF-" + "MaYaLKxak1CkdTkeiFOxhDPwCM1GZJq",
      "id_BBFF-" + "vhfam5jQL7xKv34lEwHvteKSzo1tLG",
      "BBFF-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "BBFF-" + "vhfam5jQL7xKv34lEwHvteKSzo1tL",
    ],
    reference: "Ubidots documentation: API credentials",
  },
  {
    ...SIZED_KEY,
    id: "maxmind_license_key",
    name: "MaxMind license key",
    source: String.raw`\b[A-Za-z0-9]+_[A-Za-z0-9]+_mmk`,
    validate: (value) => /^\w{6}_\w{29}_mmk$/.test(value) && isFilledIn(value),
    examples: [
      "MAXMIND_LICENSE_KEY=«sAzWOm_uUG" + "9sI2LsfsrwWjA0grBxED15frW5_mmk»",
      "키는 «5kn3pW_C96" + "kOquErhSsqcipnkic8rMXUQHdr_mmk»입니다",
    ],
    nearMisses: [
      "t93PTF_JJK" + "8uiDwL2GpMXfS8eWaVzHA8nV32_mmkq",
      "id_sAzWOm_uUG" + "9sI2LsfsrwWjA0grBxED15frW5_mmk",
      "xxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxx_mmk",
      "sAzWOm_uUG" + "9sI2LsfsrwWjA0grBxED15frW5_mm",
    ],
    reference: "MaxMind documentation: license keys",
  },
];
