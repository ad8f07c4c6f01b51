/** Keys of shops, travel, parcel and subscription services. */
import { ISSUED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";

export const COMMERCE_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "shopify_token",
    name: "Shopify access token or secret",
    source: "shp(?:at|ss|ca|pa|ua|tka|rt)_[A-Fa-f0-9]{32}",
    examples: [
      "| SHOPIFY_ACCESS_TOKEN | «shpss_" + "4704359d2011da379f1d713a3bfd038d» |",
      "--api-key «shpca_" + "7d9bb08188a1569d3bf08e4104e8a410» --verbose",
      "キーは「«shpat_" + "153b1f54b89f14b450e6ee6347d31aa8»」です",
    ],
    nearMisses: [
      "id_shpss_" + "4704359d2011da379f1d713a3bfd038d",
      "shpat_00000000000000000000000000000000",
      "shpss_" + "4704359d2011da379f1d713a3bfd038",
    ],
    reference: "Shopify documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "woocommerce_key",
    name: "WooCommerce consumer key or secret",
    source: "c[ks]_[a-f0-9]{40}",
    examples: [
      "WC_CONSUMER_SECRET=«cs_7" + "f46a623a285f5f85dedef013b7771965b380c86»",
      "キーは「«cs_5" + "94a73346cdefaa1d65d6f66af3f62a152a7fadd»」です",
    ],
    nearMisses: [
      "id_cs_7" + "f46a623a285f5f85dedef013b7771965b380c86",
      "ck_0000000000000000000000000000000000000000",
      "cs_7" + "f46a623a285f5f85dedef013b7771965b380c8",
    ],
    reference: "WooCommerce REST API documentation: authentication",
  },
  {
    ...ISSUED_KEY,
    id: "easypost_api_key",
    name: "EasyPost API key",
    source: "EZ[AT]K[A-Za-z0-9]{54}",
    examples: [
      'const client = new Client("«EZAK' + 'QWxnAIgvWYZfoRMIyfwzpA7z8gp7Am9yij2bzkBO5DqoYKxvpEzGmc»");',
      "🔐«EZTK" + "UC30xcKKlX0DowuX9HFImCsC2DUXnoAheZR4P8gqGMSln5Y4lPQSNV»",
    ],
    nearMisses: [
      "id_EZAK" + "QWxnAIgvWYZfoRMIyfwzpA7z8gp7Am9yij2bzkBO5DqoYKxvpEzGmc",
      "EZAKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "EZAK" + "QWxnAIgvWYZfoRMIyfwzpA7z8gp7Am9yij2bzkBO5DqoYKxvpEzGm",
    ],
    reference: "EasyPost documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "shippo_token",
    name: "Shippo API token",
    source: "shippo_(?:live|test)_[a-fA-F0-9]{40}",
    examples: [
      'curl -H "Authorization: Bearer «shippo_' +
        'test_bb86ed274667e7f338d84351c7202fdbdd9c5a9f»" https://api.example.com',
      "clé d’accès : «shippo_" + "live_d22cc8ce98b8397a7ca002d6773fa1fd34b9b34e»",
    ],
    nearMisses: [
      "id_shippo_" + "test_bb86ed274667e7f338d84351c7202fdbdd9c5a9f",
      "shippo_live_0000000000000000000000000000000000000000",
      "shippo_" + "test_bb86ed274667e7f338d84351c7202fdbdd9c5a9",
    ],
    reference: "Shippo documentation: API tokens",
  },
  {
    ...ISSUED_KEY,
    id: "duffel_token",
    name: "Duffel access token",
    source: "duffel_(?:test|live)_[A-Za-z0-9_=-]{43}",
    examples: [
      "my key is «duffel_" + "live_L9FLwO8ClSxsPKWBjChtZ1SRHS0mJLv0hvMOcoUjwPY», does it work?",
      "المفتاح «duffel_" + "live_0MiwNDOkT1dqfW9xJghbm8z0XN1kHcii4XaHbNgBmat»",
    ],
    nearMisses: [
      "id_duffel_" + "live_L9FLwO8ClSxsPKWBjChtZ1SRHS0mJLv0hvMOcoUjwPY",
      "duffel_test_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "duffel_" + "live_L9FLwO8ClSxsPKWBjChtZ1SRHS0mJLv0hvMOcoUjwP",
    ],
    reference: "Duffel documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "paddle_api_key",
    name: "Paddle API key",
    source: "pdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}",
    examples: [
      'env = { PADDLE_API_KEY = "«pdl_' +
        'sdbx_apikey_u6aw8ehi5v8g94sxnal5dwgvu9_ZUrUVpoTNUE5w4Q7n4RiQ9_SV7»" }',
      "키는 «pdl_" + "sdbx_apikey_uafibensa70jv6sjocwmak7vcp_b3tFNGRyLQM4yOHW355k5e_atR»입니다",
    ],
    nearMisses: [
      "id_pdl_" + "sdbx_apikey_u6aw8ehi5v8g94sxnal5dwgvu9_ZUrUVpoTNUE5w4Q7n4RiQ9_SV7",
      `pdl_live_apikey_${"x".repeat(26)}_${"x".repeat(22)}_xxx`,
      "pdl_" + "sdbx_apikey_u6aw8ehi5v8g94sxnal5dwgvu9_ZUrUVpoTNUE5w4Q7n4RiQ9_SV",
    ],
    reference: "Paddle developer documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "polar_token",
    name: "Polar access token",
    source: "polar_(?:oat|pat|whs)_[A-Za-z0-9]{32,}",
    examples: [
      "--api-key «polar_" + "oat_GtkBi7eVj971jjoNtGlZ6PA9sbfntOJK» --verbose",
      "密钥是«polar_" + "whs_tuRKtg4WEtX2HIgsFm5ZmRZF9vn48Chr»。",
    ],
    nearMisses: [
      "id_polar_" + "oat_GtkBi7eVj971jjoNtGlZ6PA9sbfntOJK",
      "polar_oat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "polar_" + "oat_GtkBi7eVj971jjoNtGlZ6PA9sbfntOJ",
    ],
    reference: "Polar documentation: access tokens",
  },
];
