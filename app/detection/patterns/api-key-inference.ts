/** Keys of services that run open models. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const INFERENCE_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "huggingface_token",
    name: "Hugging Face access token",
    source: String.raw`\b(?:hf_[A-Za-z0-9]{34}|api_org_[A-Za-z]{34})`,
    examples: [
      "my key is «hf_x" + "jwkUiHEwgQILCjbRUygOHIGwNexKfyiHs», does it work?",
      "https://api.example.com/v1?key=«hf_v" + "zSSWHFZwMdNDxtOxzRzSfDxfWXdkRiGPd»&page=2",
      "密钥是«hf_X" + "XscsUaGhJKwOEbOIfhJpgvOTWPqlBMoIs»。",
    ],
    nearMisses: [
      "hf_Z" + "THhwtxUszbUyXgtZcKkkiOploYuhbXUmeq",
      "id_hf_x" + "jwkUiHEwgQILCjbRUygOHIGwNexKfyiHs",
      "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "hf_x" + "jwkUiHEwgQILCjbRUygOHIGwNexKfyiH",
    ],
    reference: "Hugging Face Hub documentation: user access tokens",
  },
  {
    ...SIZED_KEY,
    id: "replicate_token",
    name: "Replicate API token",
    source: String.raw`\br8_[A-Za-z0-9]{37,48}`,
    examples: [
      'env = { REPLICATE_API_TOKEN = "«r8_f' + 'Urdrtdc42poiVHsttM1Zbe8xjFAOHcrEE5AP»" }',
      "密钥是«r8_u" + "akvdulsfZL6OcGoXBsNPRvgZALyTjZ8UMrCS»。",
    ],
    nearMisses: [
      "r8_4" + "WQD6PdqnRelcV6T6NlKYeKLW993da9SGw4l2828VVAsZRX6q",
      "id_r8_f" + "Urdrtdc42poiVHsttM1Zbe8xjFAOHcrEE5AP",
      "r8_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "r8_f" + "Urdrtdc42poiVHsttM1Zbe8xjFAOHcrEE5A",
    ],
    reference: "Replicate documentation: API tokens",
  },
  {
    ...SIZED_KEY,
    id: "together_api_key",
    name: "Together AI API key",
    source: String.raw`\btgp_v1_[A-Za-z0-9_-]{43}`,
    examples: [
      "--api-key «tgp_" + "v1_jFEUV2zuKeKOmzpeC1YBxvwSFjEd_gJ3mf3jAWrEUUC» --verbose",
      "der Schlüssel: «tgp_" + "v1_LKdXjQBZDjv74gGxlGjOhyi-jm1du8e0YvRs4vDOm2x» 🔑",
    ],
    nearMisses: [
      "tgp_" + "v1_c16eRKpD7Vy2cCLWuAZaofe2b2BgzvMYQw3m9S_qL_Kq",
      "id_tgp_" + "v1_jFEUV2zuKeKOmzpeC1YBxvwSFjEd_gJ3mf3jAWrEUUC",
      "tgp_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "tgp_" + "v1_jFEUV2zuKeKOmzpeC1YBxvwSFjEd_gJ3mf3jAWrEUU",
    ],
    reference: "Together AI documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "fireworks_api_key",
    name: "Fireworks AI API key",
    source: String.raw`\bfw_[A-Za-z0-9]{22,24}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      'export FIREWORKS_API_KEY="«fw_T' + 'P4HU88PpuRn8jz3znUmHW»"',
      "ключ: «fw_B" + "2WXSsKb8QdlNoiMShT0Xm»",
    ],
    nearMisses: [
      "fw_K" + "9Z4cR6HO90CB2YKjDdGpsfEq",
      "id_fw_T" + "P4HU88PpuRn8jz3znUmHW",
      "fw_xxxxxxxxxxxxxxxxxxxxxx",
      "fw_T" + "P4HU88PpuRn8jz3znUmH",
    ],
    reference: "Fireworks AI documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "elevenlabs_api_key",
    name: "ElevenLabs API key",
    source: String.raw`\bsk_[a-f0-9]{48}`,
    examples: [
      '{"ELEVENLABS_API_KEY": "«sk_a' + '3bf3f56a0d95d1b8ef4b0d94aed7c3503c335553abc8e29»"}',
      "キーは「«sk_8" + "129edc0b9678ed60ee1fe19825be2f9f8c56372523971a9»」です",
    ],
    nearMisses: [
      "sk_d" + "88dfa2e220c4b099f039701fa26e10394829210bce92616q",
      "id_sk_a" + "3bf3f56a0d95d1b8ef4b0d94aed7c3503c335553abc8e29",
      "sk_000000000000000000000000000000000000000000000000",
      "sk_a" + "3bf3f56a0d95d1b8ef4b0d94aed7c3503c335553abc8e2",
    ],
    reference: "ElevenLabs API reference: authentication",
  },
  {
    ...SIZED_KEY,
    id: "nvidia_api_key",
    name: "NVIDIA API key",
    source: String.raw`\bnvapi-[A-Za-z0-9_-]{60,70}`,
    examples: [
      "NVIDIA_API_KEY: '«nvapi-" + "5aYCFdYBVe72F1ZzX5B3sRuBWpIR-2rHMqmPpi2Pj8OyAvailXm3GPg_O54H»'",
      "🔐«nvapi-" + "PufC00CtgnmwKxjCAcEx8_S_Z8GDfxpPn7rBaq8r8Qoi56GREx1C-znIpqAw»",
    ],
    nearMisses: [
      "nvapi-" + "d5L2IA8lGbH554n5PQGQohRKZBpCDTW1gHDwbuV82YYuNfuTOMPuIfXZi6-_cIxEkSIG-zq",
      "id_nvapi-" + "5aYCFdYBVe72F1ZzX5B3sRuBWpIR-2rHMqmPpi2Pj8OyAvailXm3GPg_O54H",
      `nvapi-${"x".repeat(60)}`,
      "nvapi-" + "5aYCFdYBVe72F1ZzX5B3sRuBWpIR-2rHMqmPpi2Pj8OyAvailXm3GPg_O54",
    ],
    reference: "NVIDIA NGC documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "voyage_api_key",
    name: "Voyage AI API key",
    source: String.raw`\bpa-[A-Za-z0-9_-]{43}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "https://api.example.com/v1?key=«pa-Q" + "dleN1nWoiik81Lo7usAvZNROBgnCupf8hTzKR9cosP»&page=2",
      "clé d’accès : «pa-m" + "G8128bLEQ_IQAYLn58F-uBO8Y3L9TRnlwif_ipPnnB»",
    ],
    nearMisses: [
      "pa-w" + "EajkzgtWyke0ibK74KF0N1V_T-G5qWUWfF0A_1H4ntq",
      "id_pa-Q" + "dleN1nWoiik81Lo7usAvZNROBgnCupf8hTzKR9cosP",
      "pa-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "pa-Q" + "dleN1nWoiik81Lo7usAvZNROBgnCupf8hTzKR9cos",
    ],
    reference: "Voyage AI documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "jina_api_key",
    name: "Jina AI API key",
    source: String.raw`\bjina_[a-f0-9]{32}[A-Za-z0-9_-]{28}`,
    examples: [
      "| JINA_API_KEY | «jina_" + "69912199300b0c1fe015eca1e2ff2860RuA4Ch4n0dC3Mrjd8WGAl9UXZ-im» |",
      "المفتاح «jina_" + "87b10344ca75f00af1eaaee5bcf2d299GcsI74nn07CsyXpNj9-HgULIajqW»",
    ],
    nearMisses: [
      "jina_" + "476b90a72a8887eeb4c6ff4d788cc0f27Rb4C_a-_iJaITbEbfTcmwtw1_LKq",
      "id_jina_" + "69912199300b0c1fe015eca1e2ff2860RuA4Ch4n0dC3Mrjd8WGAl9UXZ-im",
      `jina_${"0".repeat(32)}${"x".repeat(28)}`,
      "jina_" + "69912199300b0c1fe015eca1e2ff2860RuA4Ch4n0dC3Mrjd8WGAl9UXZ-i",
    ],
    reference: "Jina AI documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "runpod_api_key",
    name: "RunPod API key",
    source: String.raw`\brpa_[A-Z0-9]{40,}`,
    examples: [
      "RUNPOD_API_KEY=«rpa_" + "VDC2EYQ11S53WT6T0V468HMC2SUCX4E45LB2IRULYNOZ70»",
      "키는 «rpa_" + "MQYGYKBS4KD169WNSXH7THYKP735BUXHQDIPKO4NYGGRAD»입니다",
    ],
    nearMisses: [
      "id_rpa_" + "VDC2EYQ11S53WT6T0V468HMC2SUCX4E45LB2IRULYNOZ70",
      "rpa_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
      "rpa_" + "VDC2EYQ1",
    ],
    reference: "RunPod documentation: API keys",
  },
];
