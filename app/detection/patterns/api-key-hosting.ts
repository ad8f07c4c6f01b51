/** Keys of hosting platforms and hosted databases. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const HOSTING_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "heroku_api_key",
    name: "Heroku API key",
    source: String.raw`\bHRKU-[A-Za-z0-9_-]{60}`,
    examples: [
      '{"HEROKU_API_KEY": "«HRKU-' + 'AA4y6bIH2rw0MOCl0cg22WV3_SZvv9b871FpEiFeivb8_k2B3tU7_l1aNOBg»"}',
      "🔐«HRKU-" + "AAHcmAzQuFosdAE7KoaFterd1o52Io10nKm-NSn_TVjiiZ-8GOqO5yaqonXL»",
    ],
    nearMisses: [
      "HRKU-" + "AAqJ46cYugDTSQ7h5PsuKD1FxaEzG9Yl0MuVwEYpaYlI5OgHLUxH6U4BJ7Neq",
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
    source: String.raw`\b(?:fo1_[A-Za-z0-9_-]{43}|fm[12][ar]?_[A-Za-z0-9+/]{100,}={0,2})`,
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
    source: String.raw`\brnd_[A-Za-z0-9]{28,}`,
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
    ...SIZED_KEY,
    id: "vercel_token",
    name: "Vercel token",
    source: String.raw`\bvc[piark]_[A-Za-z0-9_-]{50}[A-Za-z0-9]{6}`,
    examples: [
      "| VERCEL_TOKEN | «vck_" + "g6ICfu37epVgrP5GK70ezD7ktgKYena7gxaW2FEg0NmfrhCn77GgyjR1» |",
      "키는 «vcp_" + "3r6Heirg7p3NtqDS4E0wWOVlT5PRLbf83g0jOTBLCF8B8AanjFKsISeV»입니다",
    ],
    nearMisses: [
      "vck_" + "Oylk8BxOaoqHpCKJvj441Wfn3pShGWuG87JwiqgulxRAo5D3YhUkQGqMq",
      "id_vck_" + "g6ICfu37epVgrP5GK70ezD7ktgKYena7gxaW2FEg0NmfrhCn77GgyjR1",
      `vcp_${"x".repeat(56)}`,
      "vck_" + "g6ICfu37epVgrP5GK70ezD7ktgKYena7gxaW2FEg0NmfrhCn77GgyjR",
    ],
    reference: "Vercel changelog: new token formats",
  },
  {
    ...SIZED_KEY,
    id: "netlify_token",
    name: "Netlify access token",
    source: String.raw`\bnf[pcoub]_[A-Za-z0-9_]{36}`,
    examples: [
      "NETLIFY_AUTH_TOKEN=«nfp_" + "fRrxQOpEBW4AKrl7pCGWnQoETpOyDLWklkGB»",
      "密钥是«nfp_" + "QdA9wKxfH2dfVf8n1vma8dQmAl57a2Vlg14H»。",
    ],
    nearMisses: [
      "nfp_" + "TbZ23VfzmrC3OI88jmzqpshuygRvfNz8xnTmq",
      "id_nfp_" + "fRrxQOpEBW4AKrl7pCGWnQoETpOyDLWklkGB",
      "nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "nfp_" + "fRrxQOpEBW4AKrl7pCGWnQoETpOyDLWklkG",
    ],
    reference: "Netlify documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "supabase_token",
    name: "Supabase access token or secret key",
    source: String.raw`\b(?:sbp_(?:v0_)?[a-z0-9]{40}|sb_secret_[A-Za-z0-9_-]{31,36})`,
    examples: [
      'const client = new Client("«sbp_' + '2011ad8265d6c4b72b4291869a230d71d2fa1030»");',
      '{"SUPABASE_ACCESS_TOKEN": "«sb_s' + 'ecret_1NGKlZfcoEEs4Jsx3aksIc_OanRxQPr»"}',
      "ключ: «sbp_" + "5ec48a5cf709cf5be40f730691e9900abebce351»",
    ],
    nearMisses: [
      "sbp_" + "25693136f50e443f8b7a13855ba15727862e0ddcq",
      "id_sbp_" + "2011ad8265d6c4b72b4291869a230d71d2fa1030",
      "sbp_0000000000000000000000000000000000000000",
      "sbp_" + "2011ad8265d6c4b72b4291869a230d71d2fa103",
    ],
    reference: "Supabase documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "planetscale_credential",
    name: "PlanetScale token or password",
    source: String.raw`\bpscale_(?:tkn|oauth|pw)_[A-Za-z0-9=._-]{32,64}`,
    examples: [
      'curl -H "Authorization: Bearer «pscale_' +
        'pw_tyIckqt583HA8HG1cC3d1sIrjsAaFTCPlsLylxcY7g4»" https://api.example.com',
      "ключ: «pscale_" + "tkn_xeVs9F6yqoeXb2fxqcdoRfPeASBBoCIoCn7I2ss0DHB»",
    ],
    nearMisses: [
      "pscale_" + "pw_dB2sj5j5192v==xqGG4c6IVS_Jm=SwKn_8ljRRmhtafsC285gmvdD=oQy5gP6.aPq",
      "id_pscale_" + "pw_tyIckqt583HA8HG1cC3d1sIrjsAaFTCPlsLylxcY7g4",
      "pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "pscale_" + "pw_tyI",
    ],
    reference: "PlanetScale documentation: service tokens and passwords",
  },
  {
    ...SIZED_KEY,
    id: "neon_api_key",
    name: "Neon API key",
    source: String.raw`\bnapi_[a-z0-9]{64}`,
    examples: [
      "my key is «napi_" + "efla3y29ew8yi73a8e3n7iam5qflvdoo5zjjwoq3o931ikui5sn96iv406tiuzfc», does it work?",
      "キーは「«napi_" + "befpgqrv07kiv7d1ldziiufryvgtdxfq48o9a37eujo1ls6i0rgjfukaxip6r8vg»」です",
    ],
    nearMisses: [
      "napi_" + "g9cl2qpfxbuxy1fnp0al2g6ri467i0hmm6rbp7vwwn8jup5t88ve01j2tz092uxhq",
      "id_napi_" + "efla3y29ew8yi73a8e3n7iam5qflvdoo5zjjwoq3o931ikui5sn96iv406tiuzfc",
      `napi_${"x".repeat(64)}`,
      "napi_" + "efla3y29ew8yi73a8e3n7iam5qflvdoo5zjjwoq3o931ikui5sn96iv406tiuzf",
    ],
    reference: "Neon documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "databricks_token",
    name: "Databricks access token",
    source: String.raw`\b(?:dapi|dose|dkea)[a-f0-9]{32}(?:-\d)?`,
    examples: [
      'env = { DATABRICKS_TOKEN = "«dapi' + 'b4d8d9779499e27d7409f22de324221f-2»" }',
      "🔐«dapi" + "12481b3e3c589e371af7557b1b68ff4f-2»",
    ],
    nearMisses: [
      "dapi" + "5b3dd3b1ebbf39369e5b04a0adf191bd-2q",
      "id_dapi" + "b4d8d9779499e27d7409f22de324221f-2",
      "dapi00000000000000000000000000000000-2",
      "dapi" + "b4d8d977",
    ],
    reference: "Databricks documentation: personal access tokens",
  },
  {
    ...SIZED_KEY,
    id: "clickhouse_cloud_key",
    name: "ClickHouse Cloud API secret key",
    source: String.raw`\b4b1d[A-Za-z0-9]{38}`,
    examples: [
      "--api-key «4b1d" + "ceP1DyOtysBGbwR04cIajDKTiBmefLVzfysbGl» --verbose",
      "clé d’accès : «4b1d" + "A3zKN0bG37ccie3mVoqguBeIkW5z8hc9oBp2jA»",
    ],
    nearMisses: [
      "4b1d" + "wsa5QlYGFhP2Nn1jb54BTyXxc4sAwdxRtDPPaiq",
      "id_4b1d" + "ceP1DyOtysBGbwR04cIajDKTiBmefLVzfysbGl",
      "4b1dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "4b1d" + "ceP1DyOtysBGbwR04cIajDKTiBmefLVzfysbG",
    ],
    reference: "ClickHouse Cloud documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "mongodb_atlas_secret",
    name: "MongoDB Atlas service account secret",
    source: String.raw`\bmdb_sa_sk_[A-Za-z0-9_-]{40}`,
    examples: [
      'export MONGODB_ATLAS_CLIENT_SECRET="«mdb_' + 'sa_sk_Q9C5fGmfuDgjyH4qNFSKgs5OxB0TJAfCHKnur2LG»"',
      "المفتاح «mdb_" + "sa_sk_MIXAtZexHid0RcREe57dly1EduX7GePbtMvI5ulr»",
    ],
    nearMisses: [
      "mdb_" + "sa_sk_iI32uVS0gxsebgWUdxzpRjI7s5obfwEnesi3Nmmrq",
      "id_mdb_" + "sa_sk_Q9C5fGmfuDgjyH4qNFSKgs5OxB0TJAfCHKnur2LG",
      "mdb_sa_sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "mdb_" + "sa_sk_Q9C5fGmfuDgjyH4qNFSKgs5OxB0TJAfCHKnur2L",
    ],
    reference: "MongoDB Atlas documentation: service accounts",
  },
  {
    ...SIZED_KEY,
    id: "confluent_api_secret",
    name: "Confluent Cloud API secret",
    source: String.raw`\bcflt[A-Za-z0-9+/]{60}`,
    examples: [
      '{"CONFLUENT_API_SECRET": "«cflt' + '6PqMPv3W5u4LcafIGOcPtJJxyu9mxKTmYiOKdGiJFAgOFN0l4cgW3srEZ4CN»"}',
      "키는 «cflt" + "jCka3fnysDGvy6qYE4Pykh5Qi0UIbOeULryQHMQeVYQRXNKJPGCgOwizMiiV»입니다",
    ],
    nearMisses: [
      "cflt" + "KxJH3nZxfCQtMWyuVLhI0QI0RMINsO6wB1c6ADwvJxwDQpv3cyNbruxvdajzq",
      "id_cflt" + "6PqMPv3W5u4LcafIGOcPtJJxyu9mxKTmYiOKdGiJFAgOFN0l4cgW3srEZ4CN",
      `cflt${"x".repeat(60)}`,
      "cflt" + "6PqMPv3W5u4LcafIGOcPtJJxyu9mxKTmYiOKdGiJFAgOFN0l4cgW3srEZ4C",
    ],
    reference: "Confluent Cloud documentation: API key formats",
  },
];
