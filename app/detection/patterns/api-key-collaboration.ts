/** Keys of tools for projects, customers and forms. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

export const COLLABORATION_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "linear_token",
    name: "Linear API key",
    source: String.raw`\b(?:lin_api_[A-Za-z0-9]{40}|lin_oauth_[a-f0-9]{64})`,
    examples: [
      "| LINEAR_API_KEY | «lin_" +
        "oauth_24944a7cbf061df9fb0affd3c9c0ec9c784f6d07d324d178716a8766d1d592f6» |",
      "der Schlüssel: «lin_" + "oauth_407553d7f43d726851915d781768e054aa573983072ea18485a36ac3341c1203» 🔑",
    ],
    nearMisses: [
      "lin_" + "oauth_21ed632400f726bc57b243e1975fdf26a0ce206b3d0ee55ee26dad61e0d4e9dbq",
      "id_lin_" + "oauth_24944a7cbf061df9fb0affd3c9c0ec9c784f6d07d324d178716a8766d1d592f6",
      "lin_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "lin_" + "oauth_24944a7cbf061df9fb0affd3c9c0ec9c784f6d07d324d178716a8766d1d592f",
    ],
    reference: "Linear documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "asana_token",
    name: "Asana personal access token",
    source: String.raw`\b[012]/\d{16}(?:/\d{16})?:[a-f0-9]{32}`,
    examples: [
      "ASANA_TOKEN=«1/98" + "03504306967497:337f3e5a969fb11a0b05d453aef6d06c»",
      "ключ: «2/51" + "18644809345656:9e44236f173cc06ab5ff1a0364e1f80e»",
    ],
    nearMisses: [
      "2/02" + "08240912945901:03a7b36c5f6a236b36676562175d6369q",
      "id_1/98" + "03504306967497:337f3e5a969fb11a0b05d453aef6d06c",
      "1/0000000000000000:00000000000000000000000000000000",
      "1/98" + "03504306967497:337f3e5a969fb11a0b05d453aef6d06",
    ],
    reference: "Asana developer documentation: personal access tokens",
  },
  {
    ...SIZED_KEY,
    id: "clickup_token",
    name: "ClickUp personal token",
    source: String.raw`\bpk_\d{6,9}_[A-Z0-9]{32}`,
    examples: [
      'const client = new Client("«pk_7' + '35418_3QMP7V55PMUP5L6CZ6EG6Y216S704KC4»");',
      "キーは「«pk_8" + "27113_UR2N4CTGMP25DLUT0U3QO3995ZOD6P3S»」です",
    ],
    nearMisses: [
      "pk_0" + "76925746_KB8E6SVFC4E9UEUE7D22G1KVWC10Y938q",
      "id_pk_7" + "35418_3QMP7V55PMUP5L6CZ6EG6Y216S704KC4",
      "pk_000000_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
      "pk_7" + "35418_3QMP7V55PMUP5L6CZ6EG6Y216S704KC",
    ],
    reference: "ClickUp API documentation: personal tokens",
  },
  {
    ...SIZED_KEY,
    id: "typeform_token",
    name: "Typeform access token",
    source: String.raw`\btfp_[A-Za-z0-9_.=-]{40,59}`,
    examples: [
      'curl -H "Authorization: Bearer «tfp_' +
        'WE5B33snF329tAc3lmpKUyhUb4vhw3FluHUFUQCrcNZz»" https://api.example.com',
      "🔐«tfp_" + "NrG2wMwDKWrFuzzsePQlc08VGp7EGGq08w3JWw6otohH»",
    ],
    nearMisses: [
      "tfp_" + "vNKZt48ieiLiV55Gkclp4r_XyS8acWGzfVS.hXmH7b6x4SJPJgvo_vCBijsq",
      "id_tfp_" + "WE5B33snF329tAc3lmpKUyhUb4vhw3FluHUFUQCrcNZz",
      "tfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "tfp_" + "WE5B33sn",
    ],
    reference: "Typeform developer documentation: personal access tokens",
  },
  {
    ...SIZED_KEY,
    id: "hubspot_token",
    name: "HubSpot private app token",
    source: String.raw`\bpat-(?:na|eu|ap)\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}`,
    examples: [
      "my key is «pat-" + "na6-163c0534-57dd-590b-162a-e0d36c98b067», does it work?",
      "clé d’accès : «pat-" + "eu2-89fec551-57fc-ba3b-b4f7-2703a430b7ca»",
    ],
    nearMisses: [
      "pat-" + "eu6-b31b045c-57f1-dc00-4ae0-f84f3c5d2d8aq",
      "id_pat-" + "na6-163c0534-57dd-590b-162a-e0d36c98b067",
      "pat-na0-00000000-0000-0000-0000-000000000000",
      "pat-" + "na6-163c0534-57dd-590b-162a-e0d36c98b06",
    ],
    reference: "HubSpot developer documentation: private apps",
  },
  {
    ...SIZED_KEY,
    id: "postman_api_key",
    name: "Postman API key",
    source: String.raw`\bPMA[KT]-[a-f0-9]{24}-[a-f0-9]{34}`,
    examples: [
      'env = { POSTMAN_API_KEY = "«PMAT-' + '408128d5009b19ca0a77f4c5-4eec077135d6e30a1721be277a5eab84ad»" }',
      "المفتاح «PMAK-" + "7c99f485ec3581a8b5322c7b-4bbcb0d16e3145e7b1059d767732defeb6»",
    ],
    nearMisses: [
      "PMAT-" + "b34024a7056f0e7f444aa084-b0f1eab06d1a5e0b0dc3da4cb76c95475aq",
      "id_PMAT-" + "408128d5009b19ca0a77f4c5-4eec077135d6e30a1721be277a5eab84ad",
      `PMAK-${"0".repeat(24)}-${"0".repeat(34)}`,
      "PMAT-" + "408128d5009b19ca0a77f4c5-4eec077135d6e30a1721be277a5eab84a",
    ],
    reference: "Postman documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "rapidapi_key",
    name: "RapidAPI key",
    source: String.raw`\b[a-f0-9]+msh[a-f0-9]{15}p1[a-f0-9]{5}jsn[a-f0-9]{12}`,
    validate: (value) => /^\w{10}msh/.test(value) && isFilledIn(value),
    examples: [
      "--api-key «381187ebcfmsh" + "ced047db7933c5bp1d78ffjsna968a814e770» --verbose",
      "키는 «44b13642f7msh" + "6e214ebc9620a03p1a494ajsn6cc03b9e7497»입니다",
    ],
    nearMisses: [
      "19fa3d8cd0msh" + "d81fe8e852187d1p1f57e2jsnb8108cc6f672q",
      "id_381187ebcfmsh" + "ced047db7933c5bp1d78ffjsna968a814e770",
      "0000000000msh000000000000000p100000jsn000000000000",
      "381187ebcfmsh" + "ced047db7933c5bp1d78ffjsna968a814e77",
    ],
    reference: "RapidAPI documentation: X-RapidAPI-Key",
  },
  {
    ...ISSUED_KEY,
    id: "intercom_token",
    name: "Intercom access token",
    source: String.raw`\bdG9rOj[A-Za-z0-9+/_-]{40,}={0,2}`,
    examples: [
      'export INTERCOM_TOKEN="«dG9r' + 'OjSal1WARX3y7zqxlpZQpJHEqmTKs5ryG91LJeDRPilE72DcTVmGRFBU=»"',
      "密钥是«dG9r" + "OjEetHszlnxYEJKMer0cRaqZyrd0zasGGdqGRy9z1Ya3bl3NtHJq3Z2P=»。",
    ],
    nearMisses: [
      "id_dG9r" + "OjSal1WARX3y7zqxlpZQpJHEqmTKs5ryG91LJeDRPilE72DcTVmGRFBU=",
      `dG9rOj${"x".repeat(54)}=`,
      "dG9r" + "OjSal1WA",
    ],
    reference: "Intercom developer documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "zoho_token",
    name: "Zoho access or refresh token",
    source: String.raw`\b1000\.[a-f0-9]{32}\.[a-f0-9]{32}`,
    examples: [
      '{"ZOHO_REFRESH_TOKEN": "«1000.' +
        '2245adb3547f703cf4b792b82bcc4f47.0738c5eb0caa9af2304c5a4723443dce»"}',
      "der Schlüssel: «1000." + "b5ea60f34fc88a0c591760e2a356a356.6884da7acbaeb30181bff7e5218eb3d2» 🔑",
    ],
    nearMisses: [
      "1000." + "413991c9c474fab3f21d81e908f9aedf.bb6d797c27e3e0dc852aee079b5d0d68q",
      "id_1000." + "2245adb3547f703cf4b792b82bcc4f47.0738c5eb0caa9af2304c5a4723443dce",
      `1000.${"0".repeat(32)}.${"0".repeat(32)}`,
      "1000." + "2245adb3547f703cf4b792b82bcc4f47.0738c5eb0caa9af2304c5a4723443dc",
    ],
    reference: "Zoho API documentation: OAuth tokens",
  },
  {
    ...ISSUED_KEY,
    id: "teamwork_token",
    name: "Teamwork API token",
    source: String.raw`\btkn\.v1_[A-Za-z0-9]{70,}={0,2}`,
    examples: [
      "TEAMWORK_TOKEN: '«tkn." +
        "v1_jM4xCPV3LxpnSURmFyJtGMq5np5xeuRDGQxfMISwYxxbkO4bKK1aiBEBg2dqNqmee2sdeG=»'",
      "ключ: «tkn." + "v1_lhEUhiVojXMC3VWSAuq1kuBHEJaUwwvHfUOiF0LMZdjCpQ4CkFtdg5b6eajWbtr7PxI2Zn»",
    ],
    nearMisses: [
      "id_tkn." + "v1_jM4xCPV3LxpnSURmFyJtGMq5np5xeuRDGQxfMISwYxxbkO4bKK1aiBEBg2dqNqmee2sdeG=",
      `tkn.v1_${"x".repeat(70)}`,
      "tkn." + "v1_jM4xC",
    ],
    reference: "Teamwork developer documentation: authentication",
  },
  {
    ...SIZED_KEY,
    id: "intra42_secret",
    name: "42 Intra client secret",
    source: String.raw`\bs-s4t2(?:ud|af)-[a-f0-9]{64}`,
    examples: [
      "https://api.example.com/v1?key=«s-s4" +
        "t2af-bc1a8c153f1962070795604a964b459d799f788ae00c57807ae6b428f85c6c1f»&page=2",
      "キーは「«s-s4" + "t2ud-825155e6590a35982c59bcc7fa531b7087a712133a4baf7c1683bf084b40c761»」です",
    ],
    nearMisses: [
      "s-s4" + "t2af-b811ef23ce33be56691637c7041e8b0f83e0d29fd1483f4d948e53f32dbefbbbq",
      "id_s-s4" + "t2af-bc1a8c153f1962070795604a964b459d799f788ae00c57807ae6b428f85c6c1f",
      `s-s4t2ud-${"0".repeat(64)}`,
      "s-s4" + "t2af-bc1a8c153f1962070795604a964b459d799f788ae00c57807ae6b428f85c6c1",
    ],
    reference: "42 Intra API documentation",
  },
];
