/** Keys of hosting platforms and hosted databases. */
import { ISSUED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const HOSTING_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "heroku_api_key",
    name: "Heroku API key",
    source: "HRKU-[A-Za-z0-9_-]{60}",
    examples: [
      '{"HEROKU_API_KEY": "«HRKU-' + 'AA4y6bIH2rw0MOCl0cg22WV3_SZvv9b871FpEiFeivb8_k2B3tU7_l1aNOBg»"}',
      "🔐«HRKU-" + "AAHcmAzQuFosdAE7KoaFterd1o52Io10nKm-NSn_TVjiiZ-8GOqO5yaqonXL»",
    ],
    nearMisses: [
      "id_HRKU-" + "AA4y6bIH2rw0MOCl0cg22WV3_SZvv9b871FpEiFeivb8_k2B3tU7_l1aNOBg",
      `HRKU-AA${"x".repeat(58)}`,
      "HRKU-" + "AA4y6bIH2rw0MOCl0cg22WV3_SZvv9b871FpEiFeivb8_k2B3tU7_l1aNOB",
    ],
    reference: "Heroku Dev Center: platform API tokens",
  },
  {
    ...ISSUED_KEY,
    id: "flyio_token",
    name: "Fly.io access token",
    source: "fo1_[A-Za-z0-9_-]{43}|fm[12][ar]?_[A-Za-z0-9+/]{100,}={0,2}",
    examples: [
      "FLY_API_TOKEN: '«fm2_" +
        "AnkwVpNY8K4NHVyv6BD0cWPFD6y3lGJdpv0Xy0prZqgM7uYRHVJz6k3kjhiiTT9uJwuEMZJVNOOpwoHlObNqicVcEM02WXMyBExQxzn9svB7vkSF5iyPsTxEY0EcnFDEKRCZaclFzVBtCF4Xp8Yg83rE7tyQusR2»'",
      "clé d’accès : «fm2_" +
        "ulHuURy4DMbPaH74t3zCOlg9EeGVpaLkFpXCH4f6uHWAXVqjMAkdZ7JZDoCGCRh2f7gO0mMF7JPSp0a4PiML2xdgRuSWrAOFpQBRUzGStwex1Zr6t6j27k2aLB4jCmICJ9usCDf9k1FGY3wSulhuVCJhc9VpKaT2»",
    ],
    nearMisses: [
      "id_fm2_" +
        "AnkwVpNY8K4NHVyv6BD0cWPFD6y3lGJdpv0Xy0prZqgM7uYRHVJz6k3kjhiiTT9uJwuEMZJVNOOpwoHlObNqicVcEM02WXMyBExQxzn9svB7vkSF5iyPsTxEY0EcnFDEKRCZaclFzVBtCF4Xp8Yg83rE7tyQusR2",
      `fm2_${"x".repeat(160)}`,
      "fm2_" + "AnkwVpNY",
    ],
    reference: "Fly.io documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "render_api_key",
    name: "Render API key",
    source: "rnd_[A-Za-z0-9]{28,}",
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "https://api.example.com/v1?key=«rnd_" + "VAiHOZ2BrMitbuirTaajKDF2C6NC»&page=2",
      "المفتاح «rnd_" + "M3lWKTZNHzgx8HE0eh4Ib0HnWlIS»",
    ],
    nearMisses: [
      "id_rnd_" + "VAiHOZ2BrMitbuirTaajKDF2C6NC",
      "rnd_xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "rnd_" + "VAiHOZ2BrMitbuirTaajKDF2C6N",
    ],
    reference: "Render documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "vercel_token",
    name: "Vercel token",
    source: "vc[piark]_[A-Za-z0-9_-]{50}[A-Za-z0-9]{6}",
    examples: [
      "| VERCEL_TOKEN | «vck_" + "g6ICfu37epVgrP5GK70ezD7ktgKYena7gxaW2FEg0NmfrhCn77GgyjR1» |",
      "키는 «vcp_" + "3r6Heirg7p3NtqDS4E0wWOVlT5PRLbf83g0jOTBLCF8B8AanjFKsISeV»입니다",
    ],
    nearMisses: [
      "id_vck_" + "g6ICfu37epVgrP5GK70ezD7ktgKYena7gxaW2FEg0NmfrhCn77GgyjR1",
      `vcp_${"x".repeat(56)}`,
      "vck_" + "g6ICfu37epVgrP5GK70ezD7ktgKYena7gxaW2FEg0NmfrhCn77GgyjR",
    ],
    reference: "Vercel changelog: new token formats",
  },
  {
    ...ISSUED_KEY,
    id: "netlify_token",
    name: "Netlify access token",
    source: "nf[pcoub]_[A-Za-z0-9_]{36}",
    examples: [
      "NETLIFY_AUTH_TOKEN=«nfp_" + "fRrxQOpEBW4AKrl7pCGWnQoETpOyDLWklkGB»",
      "密钥是«nfp_" + "QdA9wKxfH2dfVf8n1vma8dQmAl57a2Vlg14H»。",
    ],
    nearMisses: [
      "id_nfp_" + "fRrxQOpEBW4AKrl7pCGWnQoETpOyDLWklkGB",
      "nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "nfp_" + "fRrxQOpEBW4AKrl7pCGWnQoETpOyDLWklkG",
    ],
    reference: "Netlify documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "supabase_token",
    name: "Supabase access token or secret key",
    source: "sbp_(?:v0_)?[a-z0-9]{40}|sb_secret_[A-Za-z0-9_-]{31,36}",
    examples: [
      'const client = new Client("«sbp_' + '2011ad8265d6c4b72b4291869a230d71d2fa1030»");',
      '{"SUPABASE_ACCESS_TOKEN": "«sb_s' + 'ecret_1NGKlZfcoEEs4Jsx3aksIc_OanRxQPr»"}',
      "ключ: «sbp_" + "5ec48a5cf709cf5be40f730691e9900abebce351»",
    ],
    nearMisses: [
      "id_sbp_" + "2011ad8265d6c4b72b4291869a230d71d2fa1030",
      "sbp_0000000000000000000000000000000000000000",
      "sbp_" + "2011ad8265d6c4b72b4291869a230d71d2fa103",
    ],
    reference: "Supabase documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "planetscale_credential",
    name: "PlanetScale token or password",
    source: "pscale_(?:tkn|oauth|pw)_[A-Za-z0-9=._-]{32,64}",
    examples: [
      'curl -H "Authorization: Bearer «pscale_' +
        'pw_tyIckqt583HA8HG1cC3d1sIrjsAaFTCPlsLylxcY7g4»" https://api.example.com',
      "ключ: «pscale_" + "tkn_xeVs9F6yqoeXb2fxqcdoRfPeASBBoCIoCn7I2ss0DHB»",
    ],
    nearMisses: [
      "id_pscale_" + "pw_tyIckqt583HA8HG1cC3d1sIrjsAaFTCPlsLylxcY7g4",
      "pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "pscale_" + "pw_tyI",
    ],
    reference: "PlanetScale documentation: service tokens and passwords",
  },
  {
    ...ISSUED_KEY,
    id: "neon_api_key",
    name: "Neon API key",
    source: "napi_[a-z0-9]{64}",
    examples: [
      "my key is «napi_" + "efla3y29ew8yi73a8e3n7iam5qflvdoo5zjjwoq3o931ikui5sn96iv406tiuzfc», does it work?",
      "キーは「«napi_" + "befpgqrv07kiv7d1ldziiufryvgtdxfq48o9a37eujo1ls6i0rgjfukaxip6r8vg»」です",
    ],
    nearMisses: [
      "id_napi_" + "efla3y29ew8yi73a8e3n7iam5qflvdoo5zjjwoq3o931ikui5sn96iv406tiuzfc",
      `napi_${"x".repeat(64)}`,
      "napi_" + "efla3y29ew8yi73a8e3n7iam5qflvdoo5zjjwoq3o931ikui5sn96iv406tiuzf",
    ],
    reference: "Neon documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "databricks_token",
    name: "Databricks access token",
    source: String.raw`(?:dapi|dose|dkea)[a-f0-9]{32}(?:-\d)?`,
    examples: [
      'env = { DATABRICKS_TOKEN = "«dapi' + 'b4d8d9779499e27d7409f22de324221f-2»" }',
      "🔐«dapi" + "12481b3e3c589e371af7557b1b68ff4f-2»",
    ],
    nearMisses: [
      "id_dapi" + "b4d8d9779499e27d7409f22de324221f-2",
      "dapi00000000000000000000000000000000-2",
      "dapi" + "b4d8d977",
    ],
    reference: "Databricks documentation: personal access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "clickhouse_cloud_key",
    name: "ClickHouse Cloud API secret key",
    source: "4b1d[A-Za-z0-9]{38}",
    examples: [
      "--api-key «4b1d" + "ceP1DyOtysBGbwR04cIajDKTiBmefLVzfysbGl» --verbose",
      "clé d’accès : «4b1d" + "A3zKN0bG37ccie3mVoqguBeIkW5z8hc9oBp2jA»",
    ],
    nearMisses: [
      "id_4b1d" + "ceP1DyOtysBGbwR04cIajDKTiBmefLVzfysbGl",
      "4b1dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "4b1d" + "ceP1DyOtysBGbwR04cIajDKTiBmefLVzfysbG",
    ],
    reference: "ClickHouse Cloud documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "mongodb_atlas_secret",
    name: "MongoDB Atlas service account secret",
    source: "mdb_sa_sk_[A-Za-z0-9_-]{40}",
    examples: [
      'export MONGODB_ATLAS_CLIENT_SECRET="«mdb_' + 'sa_sk_Q9C5fGmfuDgjyH4qNFSKgs5OxB0TJAfCHKnur2LG»"',
      "المفتاح «mdb_" + "sa_sk_MIXAtZexHid0RcREe57dly1EduX7GePbtMvI5ulr»",
    ],
    nearMisses: [
      "id_mdb_" + "sa_sk_Q9C5fGmfuDgjyH4qNFSKgs5OxB0TJAfCHKnur2LG",
      "mdb_sa_sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "mdb_" + "sa_sk_Q9C5fGmfuDgjyH4qNFSKgs5OxB0TJAfCHKnur2L",
    ],
    reference: "MongoDB Atlas documentation: service accounts",
  },
  {
    ...ISSUED_KEY,
    id: "confluent_api_secret",
    name: "Confluent Cloud API secret",
    source: "cflt[A-Za-z0-9+/]{60}",
    examples: [
      '{"CONFLUENT_API_SECRET": "«cflt' + '6PqMPv3W5u4LcafIGOcPtJJxyu9mxKTmYiOKdGiJFAgOFN0l4cgW3srEZ4CN»"}',
      "키는 «cflt" + "jCka3fnysDGvy6qYE4Pykh5Qi0UIbOeULryQHMQeVYQRXNKJPGCgOwizMiiV»입니다",
    ],
    nearMisses: [
      "id_cflt" + "6PqMPv3W5u4LcafIGOcPtJJxyu9mxKTmYiOKdGiJFAgOFN0l4cgW3srEZ4CN",
      `cflt${"x".repeat(60)}`,
      "cflt" + "6PqMPv3W5u4LcafIGOcPtJJxyu9mxKTmYiOKdGiJFAgOFN0l4cgW3srEZ4C",
    ],
    reference: "Confluent Cloud documentation: API key formats",
  },
];
