/** Keys of shops, travel, parcel and subscription services. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";

export const COMMERCE_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "shopify_token",
    name: "Shopify access token or secret",
    source: String.raw`\bshp(?:at|ss|ca|pa|ua|tka|rt)_[A-Fa-f0-9]{32}`,
    examples: [
      "SHOPIFY_ACCESS_TOKEN=«shpss_" + "4704359d2011da379f1d713a3bfd038d»",
      'export SHOPIFY_ACCESS_TOKEN="«shpca_' + '7d9bb08188a1569d3bf08e4104e8a410»"',
      "🔐«shpat_" + "153b1f54b89f14b450e6ee6347d31aa8»",
    ],
    nearMisses: [
      "shpat_" + "e74bd0812031e9d36b77a5e4d8ce189eq",
      "id_shpss_" + "4704359d2011da379f1d713a3bfd038d",
      "shpat_00000000000000000000000000000000",
      "shpss_" + "4704359d2011da379f1d713a3bfd038",
    ],
    reference: "Shopify documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "woocommerce_key",
    name: "WooCommerce consumer key or secret",
    source: String.raw`\bc[ks]_[a-f0-9]{40}`,
    examples: [
      'const client = new Client("«cs_7' + 'f46a623a285f5f85dedef013b7771965b380c86»");',
      "🔐«cs_5" + "94a73346cdefaa1d65d6f66af3f62a152a7fadd»",
    ],
    nearMisses: [
      "ck_6" + "d2313e0e45e7542d590b823ab7d7232be5bf888q",
      "id_cs_7" + "f46a623a285f5f85dedef013b7771965b380c86",
      "ck_0000000000000000000000000000000000000000",
      "cs_7" + "f46a623a285f5f85dedef013b7771965b380c8",
    ],
    reference: "WooCommerce REST API documentation: authentication",
  },
  {
    ...SIZED_KEY,
    id: "easypost_api_key",
    name: "EasyPost API key",
    source: String.raw`\bEZ[AT]K[A-Za-z0-9]{54}`,
    examples: [
      'curl -H "Authorization: Bearer «EZAK' +
        'QWxnAIgvWYZfoRMIyfwzpA7z8gp7Am9yij2bzkBO5DqoYKxvpEzGmc»" https://api.example.com',
      "clé d’accès : «EZTK" + "UC30xcKKlX0DowuX9HFImCsC2DUXnoAheZR4P8gqGMSln5Y4lPQSNV»",
    ],
    nearMisses: [
      "EZTK" + "rL6C1u382PauHm2VFQorZQ8lcFVKDBdez5cEmvt6HPJsXGBWUv4OV4q",
      "id_EZAK" + "QWxnAIgvWYZfoRMIyfwzpA7z8gp7Am9yij2bzkBO5DqoYKxvpEzGmc",
      "EZAKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "EZAK" + "QWxnAIgvWYZfoRMIyfwzpA7z8gp7Am9yij2bzkBO5DqoYKxvpEzGm",
    ],
    reference: "EasyPost documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "shippo_token",
    name: "Shippo API token",
    source: String.raw`\bshippo_(?:live|test)_[a-fA-F0-9]{40}`,
    examples: [
      "my key is «shippo_" + "test_bb86ed274667e7f338d84351c7202fdbdd9c5a9f», does it work?",
      "المفتاح «shippo_" + "live_d22cc8ce98b8397a7ca002d6773fa1fd34b9b34e»",
    ],
    nearMisses: [
      "shippo_" + "live_25c95f282a09d4ae86c7e2c7362db37bacf2ed13q",
      "id_shippo_" + "test_bb86ed274667e7f338d84351c7202fdbdd9c5a9f",
      "shippo_live_0000000000000000000000000000000000000000",
      "shippo_" + "test_bb86ed274667e7f338d84351c7202fdbdd9c5a9",
    ],
    reference: "Shippo documentation: API tokens",
  },
  {
    ...SIZED_KEY,
    id: "duffel_token",
    name: "Duffel access token",
    source: String.raw`\bduffel_(?:test|live)_[A-Za-z0-9_=-]{43}`,
    examples: [
      'env = { DUFFEL_ACCESS_TOKEN = "«duffel_' + 'live_L9FLwO8ClSxsPKWBjChtZ1SRHS0mJLv0hvMOcoUjwPY»" }',
      "키는 «duffel_" + "live_0MiwNDOkT1dqfW9xJghbm8z0XN1kHcii4XaHbNgBmat»입니다",
    ],
    nearMisses: [
      "duffel_" + "live_uJf1XW7dBklbV2HrVrxYi2mywXZuSa000WDgPxuTyn0q",
      "id_duffel_" + "live_L9FLwO8ClSxsPKWBjChtZ1SRHS0mJLv0hvMOcoUjwPY",
      "duffel_test_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "duffel_" + "live_L9FLwO8ClSxsPKWBjChtZ1SRHS0mJLv0hvMOcoUjwP",
    ],
    reference: "Duffel documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "paddle_api_key",
    name: "Paddle API key",
    source: String.raw`\bpdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}`,
    examples: [
      "--api-key «pdl_" + "sdbx_apikey_u6aw8ehi5v8g94sxnal5dwgvu9_ZUrUVpoTNUE5w4Q7n4RiQ9_SV7» --verbose",
      "密钥是«pdl_" + "sdbx_apikey_uafibensa70jv6sjocwmak7vcp_b3tFNGRyLQM4yOHW355k5e_atR»。",
    ],
    nearMisses: [
      "pdl_" + "live_apikey_82q0h5dthidrbn1wrqr370pcn4_uN2gi7iGgsqkvrOW1wuQDK_0k7q",
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
    source: String.raw`\bpolar_(?:oat|pat|whs)_[A-Za-z0-9]{32,}`,
    examples: [
      'export POLAR_ACCESS_TOKEN="«polar_' + 'oat_GtkBi7eVj971jjoNtGlZ6PA9sbfntOJK»"',
      "der Schlüssel: «polar_" + "whs_tuRKtg4WEtX2HIgsFm5ZmRZF9vn48Chr» 🔑",
    ],
    nearMisses: [
      "id_polar_" + "oat_GtkBi7eVj971jjoNtGlZ6PA9sbfntOJK",
      "polar_oat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "polar_" + "oat_GtkBi7eVj971jjoNtGlZ6PA9sbfntOJ",
    ],
    reference: "Polar documentation: access tokens",
  },
];
