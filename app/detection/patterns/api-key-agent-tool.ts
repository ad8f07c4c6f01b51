/** Keys of what is built around models: search, memory, tracing, sandboxes. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const AGENT_TOOL_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "pinecone_api_key",
    name: "Pinecone API key",
    source: String.raw`\bpcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}`,
    examples: [
      'const client = new Client("«pcsk_' +
        'pKmpo_3aDKkjCeo8wp1wYjt8uyKokWjtiU896i1krmUsQGYRkYI7JMCdCQake4Vmpnj9t»");',
      "密钥是«pcsk_" + "lSvd2_FxbbjCGBmlBhLAr0GIukBoBO01hdnImGxynuvEYE6jBTYs6na1ex9G4wDql39CE»。",
    ],
    nearMisses: [
      "pcsk_" + "PmdGUw_2JJip7WRIYRWAYhHaQ0sYGJCRtRaojken0Mdnf7LFvdAC40zeqa6Vdl4LC280L6q",
      "id_pcsk_" + "pKmpo_3aDKkjCeo8wp1wYjt8uyKokWjtiU896i1krmUsQGYRkYI7JMCdCQake4Vmpnj9t",
      `pcsk_xxxxx_${"x".repeat(63)}`,
      "pcsk_" + "pKmpo_3aDKkjCeo8wp1wYjt8uyKokWjtiU896i1krmUsQGYRkYI7JMCdCQake4Vmpnj9",
    ],
    reference: "Pinecone documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "langsmith_api_key",
    name: "LangSmith API key",
    source: String.raw`\blsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}`,
    examples: [
      'curl -H "Authorization: Bearer «lsv2_' +
        'pt_a641df087b7d97519113b1079f774c1b_d3fe2b08cb»" https://api.example.com',
      "der Schlüssel: «lsv2_" + "pt_9abcc1dcaccfb41922d6690176418eb7_fc2164e4cf» 🔑",
    ],
    nearMisses: [
      "lsv2_" + "pt_c50e73fa3d02861c29c6061ee57e9452_8b0084e510q",
      "id_lsv2_" + "pt_a641df087b7d97519113b1079f774c1b_d3fe2b08cb",
      "lsv2_pt_00000000000000000000000000000000_0000000000",
      "lsv2_" + "pt_a641df087b7d97519113b1079f774c1b_d3fe2b08c",
    ],
    reference: "LangSmith documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "langfuse_secret_key",
    name: "Langfuse secret key",
    source: String.raw`\bsk-lf-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}`,
    examples: [
      "my key is «sk-l" + "f-c77f4fce-a919-4c25-a67e-08492ea679ff», does it work?",
      "ключ: «sk-l" + "f-99703aca-fe60-a8f6-2757-b0fa38a8c590»",
    ],
    nearMisses: [
      "sk-l" + "f-1745ecfa-3f5a-c679-ef28-91c2f0747c27q",
      "id_sk-l" + "f-c77f4fce-a919-4c25-a67e-08492ea679ff",
      "sk-lf-00000000-0000-0000-0000-000000000000",
      "sk-l" + "f-c77f4fce-a919-4c25-a67e-08492ea679f",
    ],
    reference: "Langfuse documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "tavily_api_key",
    name: "Tavily API key",
    source: String.raw`\btvly-(?:dev-|prod-)?[A-Za-z0-9_-]{32,}`,
    examples: [
      'env = { TAVILY_API_KEY = "«tvly-' + 'dev-sGIwncRFJD9HRXahBsHdgH6yMPCbGIxG»" }',
      "キーは「«tvly-" + "dev-WfbgOSJG7DiQlzluVQ92M11z10NmqcA7»」です",
    ],
    nearMisses: [
      "id_tvly-" + "dev-sGIwncRFJD9HRXahBsHdgH6yMPCbGIxG",
      "tvly-dev-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "tvly-" + "dev-sGI",
    ],
    reference: "Tavily documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "firecrawl_api_key",
    name: "Firecrawl API key",
    source: String.raw`\bfc-[a-f0-9]{32}`,
    examples: [
      "--api-key «fc-b" + "b45ffb71683ae5fd7a4bbe815f148ce» --verbose",
      "🔐«fc-e" + "17dc6bd428d6d7e0e947f97b632cda0»",
    ],
    nearMisses: [
      "fc-a" + "946366d0be8f39494d412d46bea5999q",
      "id_fc-b" + "b45ffb71683ae5fd7a4bbe815f148ce",
      "fc-00000000000000000000000000000000",
      "fc-b" + "b45ffb71683ae5fd7a4bbe815f148c",
    ],
    reference: "Firecrawl documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "llamacloud_api_key",
    name: "LlamaCloud API key",
    source: String.raw`\bllx-[A-Za-z0-9]{48}`,
    examples: [
      'export LLAMA_CLOUD_API_KEY="«llx-' + 'OuTLauOgjT0RLrJjvgwUv36MTD2W15qWG34vhXkySQCWVeLo»"',
      "clé d’accès : «llx-" + "h5CFL7aSXazyHmPvMjqg1u0U5NlAsSIsow68DI4MnTsokENS»",
    ],
    nearMisses: [
      "llx-" + "ZJcz4hUb0TsOrYtSYZhF2Jur2jkovNxLtHdKFtI2P4YTLe8lq",
      "id_llx-" + "OuTLauOgjT0RLrJjvgwUv36MTD2W15qWG34vhXkySQCWVeLo",
      "llx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "llx-" + "OuTLauOgjT0RLrJjvgwUv36MTD2W15qWG34vhXkySQCWVeL",
    ],
    reference: "LlamaCloud documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "e2b_api_key",
    name: "E2B API key",
    source: String.raw`\be2b_[a-f0-9]{40}`,
    examples: [
      '{"E2B_API_KEY": "«e2b_' + '4081fa7041bf5e19d8b8ee5657e1f840340b9f24»"}',
      "المفتاح «e2b_" + "a826a4055f6d00e9bbb200e1549c20d348dbc03e»",
    ],
    nearMisses: [
      "e2b_" + "30b0f376948cf3ca2f5f38b12490018479f61918q",
      "id_e2b_" + "4081fa7041bf5e19d8b8ee5657e1f840340b9f24",
      "e2b_0000000000000000000000000000000000000000",
      "e2b_" + "4081fa7041bf5e19d8b8ee5657e1f840340b9f2",
    ],
    reference: "E2B documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "wandb_api_key",
    name: "Weights & Biases API key",
    source: String.raw`\bwandb_v1_[A-Za-z0-9_-]{70,}`,
    examples: [
      "WANDB_API_KEY: '«wandb_" +
        "v1_ybagYVAtGxVCuVr-y0vo5csf7eSq-czsACo2o1Vv9saUGG_-cUzZwlBUhLx7RFoT1HZ0-K»'",
      "키는 «wandb_" + "v1_zJ1p-XN0w69hPz26hlu47SxxKqgIchqJ06yLOo5AM0O6kfedmRsKDY9lM74kxzysThYB1n»입니다",
    ],
    nearMisses: [
      "id_wandb_" + "v1_ybagYVAtGxVCuVr-y0vo5csf7eSq-czsACo2o1Vv9saUGG_-cUzZwlBUhLx7RFoT1HZ0-K",
      `wandb_v1_${"x".repeat(70)}`,
      "wandb_" + "v1_ybagYVAtGxVCuVr-y0vo5csf7eSq-czsACo2o1Vv9saUGG_-cUzZwlBUhLx7RFoT1HZ0-",
    ],
    reference: "Weights & Biases documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "wandb_legacy_api_key",
    name: "Weights & Biases API key without a prefix",
    before: String.raw`(?i:\bwandb)["'\x60]?(?: ?[:=] ?| )["'\x60]?`,
    source: "[a-f0-9]{40}",
    examples: [
      "wandb «846b7fdecd718d92d0c2" + "77ff2b51fed63a91c7e0»",
      '{"wandb": "«3f9a1c7be2d84506a91f' + '7c3be8d24f60b5a7c9e1»"} 🔑',
    ],
    nearMisses: [
      "wandb 0000000000000000000000000000000000000000",
      "wandb 846b7fdecd718d92d0c2" + "77ff2b51fed63a91c7e0a1",
      "sha1 846b7fdecd718d92d0c2" + "77ff2b51fed63a91c7e0",
    ],
    reference: "Weights & Biases documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "cursor_api_key",
    name: "Cursor API key",
    source: String.raw`\b(?:key|crsr)_[a-f0-9]{64}`,
    examples: [
      "https://api.example.com/v1?key=«key_" +
        "9016b29bdf449cdc0b7c062244ff160a67049a014fd64bf0d267afd756d0d617»&page=2",
      "密钥是«key_" + "ec62e88f3da869b0e6ea2b3c17687e355b44d5499fc1e5168721cce665841956»。",
    ],
    nearMisses: [
      "crsr" + "_8f9fc81b70aef39fcbd722bc4a7aa162dd8cd13679a64fa817fe41e6fa4ac91dq",
      "id_key_" + "9016b29bdf449cdc0b7c062244ff160a67049a014fd64bf0d267afd756d0d617",
      `key_${"0".repeat(64)}`,
      "key_" + "9016b29bdf449cdc0b7c062244ff160a67049a014fd64bf0d267afd756d0d61",
    ],
    reference: "Cursor documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "brave_search_api_key",
    name: "Brave Search API key",
    source: String.raw`\bBSA[A-Za-z0-9_-]{28}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "| BRAVE_API_KEY | «BSAc" + "In1zvC3NGykWZFfEeFqAkXtsgvi» |",
      "der Schlüssel: «BSAR" + "AxWq5nHpE0CTw8ceddaSBXGe8Qk» 🔑",
    ],
    nearMisses: [
      "BSA-" + "FIB5OHQ0VQWlIQQj6888T3nSXBwq",
      "id_BSAc" + "In1zvC3NGykWZFfEeFqAkXtsgvi",
      "BSAxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "BSAc" + "In1zvC3NGykWZFfEeFqAkXtsgv",
    ],
    reference: "Brave Search API documentation",
  },
  {
    ...SIZED_KEY,
    id: "apify_token",
    name: "Apify API token",
    source: String.raw`\bapify_api_[A-Za-z0-9]{36}`,
    examples: [
      "APIFY_TOKEN=«apify_" + "api_mP0DsU0Ph3GzdXToQp7khee3ZP3pYwTAJ5w0»",
      "ключ: «apify_" + "api_a1qWFyGyjbOvsPPXPkxM3l4dkZUjEMHj659I»",
    ],
    nearMisses: [
      "apify_" + "api_CT6wdk7bhW9nHWXaiWK2AR7IlKuKFevHsir0q",
      "id_apify_" + "api_mP0DsU0Ph3GzdXToQp7khee3ZP3pYwTAJ5w0",
      "apify_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "apify_" + "api_mP0DsU0Ph3GzdXToQp7khee3ZP3pYwTAJ5w",
    ],
    reference: "Apify API reference: authentication",
  },
];
