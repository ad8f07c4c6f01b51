/** Keys of model providers. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";

export const MODEL_PROVIDER_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "openai_api_key",
    name: "OpenAI API key",
    source: String.raw`\bsk-(?:proj|svcacct|admin|service|None)-[A-Za-z0-9_-]{24,}`,
    examples: [
      'const client = new Client("«sk-p' +
        'roj-lJztA2p43c1bQfvruhWQCY-1LqV0OYzljEb_1xyiSzy3bDI6NNtSt-ggVH»");',
      '{"OPENAI_API_KEY": "«sk-a' + 'dmin-1nELBBOA6vXZi6Oc4bbIKbdww_P1AaLaUpDzd7JmFxSmsaUgJBQkIV6M28»"}',
      "キーは「«sk-p" + "roj-tRG9YDt9Ll_8d3au509j2-it04X0BfSIAp0CuKHDj4s1Fi9h1MjEHQ5LAj»」です",
    ],
    nearMisses: [
      "id_sk-p" + "roj-lJztA2p43c1bQfvruhWQCY-1LqV0OYzljEb_1xyiSzy3bDI6NNtSt-ggVH",
      `sk-proj-${"x".repeat(58)}`,
      "sk-p" + "roj-lJzt",
    ],
    reference: "OpenAI API reference: project, service account and admin keys",
  },
  {
    ...ISSUED_KEY,
    id: "openai_legacy_key",
    name: "OpenAI API key with the marker T3BlbkFJ",
    source: String.raw`\bsk-[A-Za-z0-9_-]{16,}T3BlbkFJ[A-Za-z0-9_-]{16,}`,
    examples: [
      'curl -H "Authorization: Bearer «sk-H' +
        'SxsOKTF7xbGv91lLdNDT3BlbkFJfkU2SGbMcmCtLEEXGwT1»" https://api.example.com',
      "キーは「«sk-5" + "i4ZEazeDe9VrJYlmuz8T3BlbkFJAgpDdhVP6BCPRV64hmUJ»」です",
    ],
    nearMisses: [
      "id_sk-H" + "SxsOKTF7xbGv91lLdNDT3BlbkFJfkU2SGbMcmCtLEEXGwT1",
      "sk-xxxxxxxxxxxxxxxxxxxxT3BlbkFJxxxxxxxxxxxxxxxxxxxx",
      "sk-H" + "SxsOKTF7",
    ],
    reference: 'OpenAI API reference, Authentication; the marker is "OpenAI" in base64',
  },
  {
    ...SIZED_KEY,
    id: "openai_session_key",
    name: "OpenAI session key",
    source: String.raw`\bsess-[A-Za-z0-9]{40}`,
    examples: [
      "my key is «sess-" + "FK01SP77lZFBgePk41LQoUtSMPMulYdGFAJrTd5n», does it work?",
      "🔐«sess-" + "SsoSQNjueBYaNmJnFntoP6TfhtRAv1Epw1dKGhdd»",
    ],
    nearMisses: [
      "sess-" + "osLCvfU1tYoYACauJqocVMISTXWJe4rfQrak9OONq",
      "id_sess-" + "FK01SP77lZFBgePk41LQoUtSMPMulYdGFAJrTd5n",
      "sess-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "sess-" + "FK01SP77lZFBgePk41LQoUtSMPMulYdGFAJrTd5",
    ],
    reference: "OpenAI dashboard: session keys",
  },
  {
    ...ISSUED_KEY,
    id: "anthropic_api_key",
    name: "Anthropic API key",
    source: String.raw`\bsk-ant-(?:api|sid|oat|ort)\d{2,3}-[A-Za-z0-9_-]{78,}`,
    examples: [
      'env = { ANTHROPIC_API_KEY = "«sk-a' +
        'nt-api03-oT8JCk1zSqn7IIqsF8JtRqsxe5Y2L0JkUAK3vBflAhfT1TepJ4E2lHAmflO4qHa471lXhLyUYVt-sdNM_3ry0JBnZbFFiAA»" }',
      "| ANTHROPIC_API_KEY | «sk-a" +
        "nt-sid01-rlCY_56mqjhusd2nmI5HGEvxXHYFrzyoQVA4iz3kesXiWs3CTVy8lIicX8iwN7HYy8pk_nNS6Pex6xqHWt8lIRIbn1WLDAA» |",
      "المفتاح «sk-a" +
        "nt-api03-hjzrZ-QBMy-JDdCFbyEoV-CFHPHylnl6e0U30jrjoZFJtguOEaw2L13HxDY3PlbT5XxMEhiinHCTdGhUCzOmE94SDMy-GAA»",
    ],
    nearMisses: [
      "id_sk-a" +
        "nt-api03-oT8JCk1zSqn7IIqsF8JtRqsxe5Y2L0JkUAK3vBflAhfT1TepJ4E2lHAmflO4qHa471lXhLyUYVt-sdNM_3ry0JBnZbFFiAA",
      `sk-ant-api03-${"x".repeat(93)}AA`,
      "sk-a" + "nt-api03",
    ],
    reference: "Anthropic API reference: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "anthropic_admin_key",
    name: "Anthropic admin key",
    source: String.raw`\bsk-ant-admin\d{2,3}-[A-Za-z0-9_-]{78,}`,
    examples: [
      "--api-key «sk-a" +
        "nt-admin01-94nmK0QvfXDkQWVekF_Xj-sLE-iS31cZj_r3uYPvKswD09XoJivfZG8ERuuTZbL3Zo0F5LS6M2gQjWlgapdaF7THMW9ekAA» --verbose",
      "المفتاح «sk-a" +
        "nt-admin01-m8VkgQezhXq8XAYYXbUTzsAV4aFf9thTJD4FDDD1jF7_PpwKCNxBtctPjSspkfVviRFdcv-gv0FOOgKsHERi7BJjRR5FDAA»",
    ],
    nearMisses: [
      "id_sk-a" +
        "nt-admin01-94nmK0QvfXDkQWVekF_Xj-sLE-iS31cZj_r3uYPvKswD09XoJivfZG8ERuuTZbL3Zo0F5LS6M2gQjWlgapdaF7THMW9ekAA",
      `sk-ant-admin01-${"x".repeat(93)}AA`,
      "sk-a" + "nt-admin",
    ],
    reference: "Anthropic Admin API reference",
  },
  {
    ...SIZED_KEY,
    id: "google_api_key",
    name: "Google API key (Maps, Gemini, Firebase)",
    source: String.raw`\bAIza[A-Za-z0-9_-]{35}`,
    examples: [
      'export GOOGLE_API_KEY="«AIza' + 'SyUuHDMax3ibthJ6mTA_Z37mgevc_swh9qH»"',
      'const client = new Client("«AIza' + 'SyPhWTxAUoUCPqB-ZG5wvUoLAmH5UJXbYXE»");',
      "密钥是«AIza" + "Sy01vPMvcfznaDGlgvfIAlojQFd0MF-C2VY»。",
    ],
    nearMisses: [
      "AIza" + "Sy9G51EoJyELDhU0x_ICTjvxBmNVHp8xLmhq",
      "id_AIza" + "SyUuHDMax3ibthJ6mTA_Z37mgevc_swh9qH",
      "AIzaSyxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "AIza" + "SyUuHDMax3ibthJ6mTA_Z37mgevc_swh9q",
    ],
    reference: "Google Cloud documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "google_auth_key",
    name: "Google authorization key (Gemini, Vertex AI)",
    source: String.raw`\bAQ\.[A-Za-z0-9_-]{45,}`,
    examples: [
      '{"GEMINI_API_KEY": "«AQ.A' + 'b8qBBDJClZcOZKMEhmjo41cLolAtyg1z0p5bH3znM9HJz5bLd»"}',
      "密钥是«AQ.A" + "b8yz3BfuZKpVIGN4GS83tT-TPlgsc13zyhuDXxxlYaO1dLAZK»。",
    ],
    nearMisses: [
      "id_AQ.A" + "b8qBBDJClZcOZKMEhmjo41cLolAtyg1z0p5bH3znM9HJz5bLd",
      "AQ.Ab8xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "AQ.A" + "b8qBBDJC",
    ],
    reference: "Gemini API documentation: authorization keys",
  },
  {
    ...ISSUED_KEY,
    id: "xai_api_key",
    name: "xAI API key",
    source: String.raw`\bxai-[A-Za-z0-9_]{70,}`,
    examples: [
      "XAI_API_KEY: '«xai-" +
        "z9kKdE8Bo5O6pz9FUFxMkK6jn0iIl8yN4GbjvWCMPiY6GcXcJFF38b6Yv1YlWE2er2kbduRji58ajOXq»'",
      "der Schlüssel: «xai-" +
        "6SwdclJfZMKZh13I48C5TktEEFdoLx6ctKV2D1rs4dyTMhMnMZixWxaDys5ctr01hkCKwSug0df0yzwX» 🔑",
    ],
    nearMisses: [
      "id_xai-" + "z9kKdE8Bo5O6pz9FUFxMkK6jn0iIl8yN4GbjvWCMPiY6GcXcJFF38b6Yv1YlWE2er2kbduRji58ajOXq",
      `xai-${"x".repeat(80)}`,
      "xai-" + "z9kKdE8B",
    ],
    reference: "xAI API reference: authentication",
  },
  {
    ...SIZED_KEY,
    id: "perplexity_api_key",
    name: "Perplexity API key",
    source: String.raw`\bpplx-[A-Za-z0-9]{48,56}`,
    examples: [
      "https://api.example.com/v1?key=«pplx-" + "N3oLQ4DGBOeDtR04IbMIduF1fpesR4BzMfINS2qqYKdGn5kA»&page=2",
      "ключ: «pplx-" + "RWND24AAxTeWIrMy9J3KnVB9ga44aQgjaCmryhQuEg6IQFyQ»",
    ],
    nearMisses: [
      "pplx-" + "cwZnP59RQwGzSmOMMouTwQSzY8VUFvUS1NjTJbasCvnFYGlOHE57Mt30q",
      "id_pplx-" + "N3oLQ4DGBOeDtR04IbMIduF1fpesR4BzMfINS2qqYKdGn5kA",
      "pplx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "pplx-" + "N3oLQ4DGBOeDtR04IbMIduF1fpesR4BzMfINS2qqYKdGn5k",
    ],
    reference: "Perplexity API documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "openrouter_api_key",
    name: "OpenRouter API key",
    source: String.raw`\bsk-or-v1-[a-f0-9]{64}`,
    examples: [
      "| OPENROUTER_API_KEY | «sk-o" +
        "r-v1-16e99a3c431a392ea9d9f3f48cb76476a93b27471b99a0d216a5227e2d073df7» |",
      "キーは「«sk-o" + "r-v1-9e8bf1d3aa3097fa671f849bba1e9f883efbdaf385a47fba3ba698d9f4f83d49»」です",
    ],
    nearMisses: [
      "sk-o" + "r-v1-dc9b6f36b41ebdf454340025dc873f47fd6b6d7fd562d1936e837274b61878b0q",
      "id_sk-o" + "r-v1-16e99a3c431a392ea9d9f3f48cb76476a93b27471b99a0d216a5227e2d073df7",
      `sk-or-v1-${"0".repeat(64)}`,
      "sk-o" + "r-v1-16e99a3c431a392ea9d9f3f48cb76476a93b27471b99a0d216a5227e2d073df",
    ],
    reference: "OpenRouter documentation: authentication",
  },
  {
    ...SIZED_KEY,
    id: "sk_api_key",
    name: "API key in the form that OpenAI made common (DeepSeek, Moonshot, DashScope, Stability)",
    source: String.raw`\bsk-[A-Za-z0-9]{32,64}`,
    examples: [
      "DEEPSEEK_API_KEY=«sk-c" + "ca865cd92288e981f97f261343c9bf1»",
      'export DEEPSEEK_API_KEY="«sk-2' + '99ab99bc6922129974d55eeb9438314»"',
      "clé d’accès : «sk-0" + "14db8983df8472d8dbe08f772b9ab88»",
    ],
    nearMisses: [
      "sk-9" + "07b9d18f1dd1d1167d056649236e86a_",
      "id_sk-c" + "ca865cd92288e981f97f261343c9bf1",
      "sk-00000000000000000000000000000000",
      "sk-c" + "ca865cd92288e981f97f261343c9bf",
    ],
    reference: "DeepSeek, Moonshot AI, Alibaba Model Studio and Stability AI: API keys",
  },
  {
    ...SIZED_KEY,
    id: "groq_api_key",
    name: "Groq API key",
    source: String.raw`\bgsk_[A-Za-z0-9]{52}`,
    examples: [
      'const client = new Client("«gsk_' + '83lWdOvRTuwsVXonqE7pUYr8OqCSnbXTxYnvuOv5F3tHre7oYHh6»");',
      "clé d’accès : «gsk_" + "PgGh26gACS9wSJbMWaNWHQarnpVvEpN19iFx5BavDGYEvUbzfm9R»",
    ],
    nearMisses: [
      "gsk_" + "ziIZf1qK0LcFjVPFcftXv2eMwU9R0yFg0KYi4pglDsFI5JB0ezglq",
      "id_gsk_" + "83lWdOvRTuwsVXonqE7pUYr8OqCSnbXTxYnvuOv5F3tHre7oYHh6",
      "gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "gsk_" + "83lWdOvRTuwsVXonqE7pUYr8OqCSnbXTxYnvuOv5F3tHre7oYHh",
    ],
    reference: "Groq console: API keys",
  },
  {
    ...SIZED_KEY,
    id: "cerebras_api_key",
    name: "Cerebras API key",
    source: String.raw`\bcsk-[a-z0-9]{48}`,
    examples: [
      'curl -H "Authorization: Bearer «csk-' +
        'fumpflmhutxulbcf6mkt6gmvraa0lvq1cdlnplkggn01hqnv»" https://api.example.com',
      "المفتاح «csk-" + "fp7082o7dbjberzrficb7iu3sc5q4gs37qu7s6thp2u31n6p»",
    ],
    nearMisses: [
      "csk-" + "9afbdlqedwei3hz7znkeb5bkgod2b6cqmiixl0zbot9am6plq",
      "id_csk-" + "fumpflmhutxulbcf6mkt6gmvraa0lvq1cdlnplkggn01hqnv",
      "csk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "csk-" + "fumpflmhutxulbcf6mkt6gmvraa0lvq1cdlnplkggn01hqn",
    ],
    reference: "Cerebras Inference documentation: API keys",
  },
];
