/** Keys of tools for projects, customers and forms. */
import { ISSUED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";

export const COLLABORATION_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "linear_token",
    name: "Linear API key",
    source: "lin_api_[A-Za-z0-9]{40}|lin_oauth_[a-f0-9]{64}",
    examples: [
      'const client = new Client("«lin_' +
        'oauth_24944a7cbf061df9fb0affd3c9c0ec9c784f6d07d324d178716a8766d1d592f6»");',
      "キーは「«lin_" + "oauth_407553d7f43d726851915d781768e054aa573983072ea18485a36ac3341c1203»」です",
    ],
    nearMisses: [
      "id_lin_" + "oauth_24944a7cbf061df9fb0affd3c9c0ec9c784f6d07d324d178716a8766d1d592f6",
      "lin_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "lin_" + "oauth_24944a7cbf061df9fb0affd3c9c0ec9c784f6d07d324d178716a8766d1d592f",
    ],
    reference: "Linear documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "asana_token",
    name: "Asana personal access token",
    source: String.raw`[012]/\d{16}(?:/\d{16})?:[a-f0-9]{32}`,
    examples: [
      'curl -H "Authorization: Bearer «1/98' +
        '03504306967497:337f3e5a969fb11a0b05d453aef6d06c»" https://api.example.com',
      "🔐«2/51" + "18644809345656:9e44236f173cc06ab5ff1a0364e1f80e»",
    ],
    nearMisses: [
      "id_1/98" + "03504306967497:337f3e5a969fb11a0b05d453aef6d06c",
      "1/0000000000000000:00000000000000000000000000000000",
      "1/98" + "03504306967497:337f3e5a969fb11a0b05d453aef6d06",
    ],
    reference: "Asana developer documentation: personal access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "clickup_token",
    name: "ClickUp personal token",
    source: String.raw`pk_\d{6,9}_[A-Z0-9]{32}`,
    examples: [
      "my key is «pk_7" + "35418_3QMP7V55PMUP5L6CZ6EG6Y216S704KC4», does it work?",
      "clé d’accès : «pk_8" + "27113_UR2N4CTGMP25DLUT0U3QO3995ZOD6P3S»",
    ],
    nearMisses: [
      "id_pk_7" + "35418_3QMP7V55PMUP5L6CZ6EG6Y216S704KC4",
      "pk_000000_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
      "pk_7" + "35418_3QMP7V55PMUP5L6CZ6EG6Y216S704KC",
    ],
    reference: "ClickUp API documentation: personal tokens",
  },
  {
    ...ISSUED_KEY,
    id: "typeform_token",
    name: "Typeform access token",
    source: "tfp_[A-Za-z0-9_.=-]{40,59}",
    examples: [
      'env = { TYPEFORM_TOKEN = "«tfp_' + 'WE5B33snF329tAc3lmpKUyhUb4vhw3FluHUFUQCrcNZz»" }',
      "المفتاح «tfp_" + "NrG2wMwDKWrFuzzsePQlc08VGp7EGGq08w3JWw6otohH»",
    ],
    nearMisses: [
      "id_tfp_" + "WE5B33snF329tAc3lmpKUyhUb4vhw3FluHUFUQCrcNZz",
      "tfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "tfp_" + "WE5B33sn",
    ],
    reference: "Typeform developer documentation: personal access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "hubspot_token",
    name: "HubSpot private app token",
    source: String.raw`pat-(?:na|eu|ap)\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}`,
    examples: [
      "--api-key «pat-" + "na6-163c0534-57dd-590b-162a-e0d36c98b067» --verbose",
      "키는 «pat-" + "eu2-89fec551-57fc-ba3b-b4f7-2703a430b7ca»입니다",
    ],
    nearMisses: [
      "id_pat-" + "na6-163c0534-57dd-590b-162a-e0d36c98b067",
      "pat-na0-00000000-0000-0000-0000-000000000000",
      "pat-" + "na6-163c0534-57dd-590b-162a-e0d36c98b06",
    ],
    reference: "HubSpot developer documentation: private apps",
  },
  {
    ...ISSUED_KEY,
    id: "intercom_token",
    name: "Intercom access token",
    source: "dG9rOj[A-Za-z0-9+/_-]{40,}={0,2}",
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
    ...ISSUED_KEY,
    id: "zoho_token",
    name: "Zoho access or refresh token",
    source: String.raw`1000\.[a-f0-9]{32}\.[a-f0-9]{32}`,
    examples: [
      '{"ZOHO_REFRESH_TOKEN": "«1000.' +
        '2245adb3547f703cf4b792b82bcc4f47.0738c5eb0caa9af2304c5a4723443dce»"}',
      "der Schlüssel: «1000." + "b5ea60f34fc88a0c591760e2a356a356.6884da7acbaeb30181bff7e5218eb3d2» 🔑",
    ],
    nearMisses: [
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
    source: String.raw`tkn\.v1_[A-Za-z0-9]{70,}={0,2}`,
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
    ...ISSUED_KEY,
    id: "intra42_secret",
    name: "42 Intra client secret",
    source: "s-s4t2(?:ud|af)-[a-f0-9]{64}",
    examples: [
      "https://api.example.com/v1?key=«s-s4" +
        "t2af-bc1a8c153f1962070795604a964b459d799f788ae00c57807ae6b428f85c6c1f»&page=2",
      "キーは「«s-s4" + "t2ud-825155e6590a35982c59bcc7fa531b7087a712133a4baf7c1683bf084b40c761»」です",
    ],
    nearMisses: [
      "id_s-s4" + "t2af-bc1a8c153f1962070795604a964b459d799f788ae00c57807ae6b428f85c6c1f",
      `s-s4t2ud-${"0".repeat(64)}`,
      "s-s4" + "t2af-bc1a8c153f1962070795604a964b459d799f788ae00c57807ae6b428f85c6c1",
    ],
    reference: "42 Intra API documentation",
  },
];
