/** Keys of clouds of China, Russia and France. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const REGIONAL_CLOUD_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "alibaba_access_key_id",
    name: "Alibaba Cloud access key id",
    source: String.raw`\bLTAI[A-Za-z0-9]{12,24}`,
    examples: [
      "ALIBABA_CLOUD_ACCESS_KEY_ID=«LTAI" + "5t0o7zZCaiSIQLUiDXjr»",
      "clé d’accès : «LTAI" + "5t9v2GiMnhtzd6jrFeKm»",
    ],
    nearMisses: [
      "LTAI" + "5tcflKCyqPyFnSfI0y75_",
      "id_LTAI" + "5t0o7zZCaiSIQLUiDXjr",
      "LTAI5txxxxxxxxxxxxxxxxxx",
      "LTAI" + "5t0o7zZC",
    ],
    reference: "Alibaba Cloud RAM documentation: AccessKey pairs",
  },
  {
    ...SIZED_KEY,
    id: "tencent_secret_id",
    name: "Tencent Cloud secret id",
    source: String.raw`\bAKID[A-Za-z0-9]{32}`,
    examples: [
      'const client = new Client("«AKID' + 'R68dy2U0bvC7zC54Y15m5tukszxlsBOT»");',
      "المفتاح «AKID" + "EdEguWRsbjm7PV1dUOcrxNkcdYx6epYF»",
    ],
    nearMisses: [
      "AKID" + "vY0bI2qioyz0fyszfwtZobVRmgpJVMW9q",
      "id_AKID" + "R68dy2U0bvC7zC54Y15m5tukszxlsBOT",
      "AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "AKID" + "R68dy2U0bvC7zC54Y15m5tukszxlsBO",
    ],
    reference: "Tencent Cloud CAM documentation: access keys",
  },
  {
    ...SIZED_KEY,
    id: "yandex_api_key",
    name: "Yandex Cloud API key",
    source: String.raw`\bAQVN[A-Za-z0-9_-]{35,38}`,
    examples: [
      'curl -H "Authorization: Bearer «AQVN' +
        'hdCKWzTJJWQ8duPXXHvC-TeHtBseV4tWisY»" https://api.example.com',
      "키는 «AQVN" + "bm98UuQ7jF80Q6_M-Mi8pqBDivbNkZbIAJy»입니다",
    ],
    nearMisses: [
      "AQVN" + "a31I85sCucBe6ITDD1w-BNXZcOB44IcYPf18Y8q",
      "id_AQVN" + "hdCKWzTJJWQ8duPXXHvC-TeHtBseV4tWisY",
      "AQVNxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "AQVN" + "hdCKWzTJJWQ8duPXXHvC-TeHtBseV4tWis",
    ],
    reference: "Yandex Cloud IAM documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "yandex_static_key",
    name: "Yandex Cloud static access key",
    source: String.raw`\bYC[A-Za-z0-9_-]{38}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "my key is «YCHCGA3kR5" + "-g63uowuUzNii21aspG47AoVP55LQ3», does it work?",
      "密钥是«YCl2" + "iLDJoUol2zKqGZXnA5ougq2RK2N-5V7oLAXV»。",
    ],
    nearMisses: [
      "YCFetulLoa" + "s55ffNZvBELXy8UAptD_lxoEvv4RrQq",
      "id_YCHCGA3kR5" + "-g63uowuUzNii21aspG47AoVP55LQ3",
      "YCxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "YCHCGA3kR5" + "-g63uowuUzNii21aspG47AoVP55LQ",
    ],
    reference: "Yandex Cloud IAM documentation: static access keys",
  },
  {
    ...ISSUED_KEY,
    id: "yandex_iam_token",
    name: "Yandex Cloud IAM or OAuth token",
    source: String.raw`\b(?:t1\.[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]{80,90}={0,2}|y[0-6]_[A-Za-z0-9_-]{55,})`,
    examples: [
      'env = { YC_TOKEN = "«t1.9' +
        'euelZPaQmgeU-HXhyvCNg5PvuNZsQjyqdjO6q5ko4Fx7rAI4m36j_fOIFynCers_L.Tek-zwYtWgr0a2yq6yBzQavIdpL3m8uRJN9qk5bLBeXlzAbKqpiyrpiXWdzFFvIt5Igcos3C0gOUX3q7YeekhS»" }',
      "der Schlüssel: «t1.9" +
        "euelZTXOUondk1XedHOPGvvJwkTgTT8Oyo5J7wPLMYrqbWr2j9vbD8YP5PoEstm7b.ehP4hoyJIynexrQikdLQGSM3b8VWEm9PcI5kWDL_UghvGww2qEgT9pcITyXz4ClEljEIkI2BwxZ0FWxai0tOl-» 🔑",
    ],
    nearMisses: [
      "id_t1.9" +
        "euelZPaQmgeU-HXhyvCNg5PvuNZsQjyqdjO6q5ko4Fx7rAI4m36j_fOIFynCers_L.Tek-zwYtWgr0a2yq6yBzQavIdpL3m8uRJN9qk5bLBeXlzAbKqpiyrpiXWdzFFvIt5Igcos3C0gOUX3q7YeekhS",
      `t1.9euelZ${"x".repeat(60)}.${"x".repeat(86)}`,
      "t1.9" + "euelZPaQ",
    ],
    reference: "Yandex Cloud IAM documentation: IAM and OAuth tokens",
  },
  {
    ...SIZED_KEY,
    id: "scaleway_access_key",
    name: "Scaleway access key",
    source: String.raw`\bSCW[A-Z0-9]{17}`,
    examples: ["--api-key «SCWD" + "12QT7LB5DQWEZ6E6» --verbose", "ключ: «SCW2" + "K4D9IUCBDG7FSL8E»"],
    nearMisses: [
      "SCWP" + "9NXK2G7P9NURDR3Nq",
      "id_SCWD" + "12QT7LB5DQWEZ6E6",
      "SCWXXXXXXXXXXXXXXXXX",
      "SCWD" + "12QT7LB5DQWEZ6E",
    ],
    reference: "Scaleway IAM documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "scalingo_token",
    name: "Scalingo API token",
    source: String.raw`\btk-us-[A-Za-z0-9_-]{48}`,
    examples: [
      'export SCALINGO_API_TOKEN="«tk-u' + 's-vt2geIUCzoWqcPNEniRW_94E4T2GYODfgsGILvIvKZ6q94iH»"',
      "キーは「«tk-u" + "s-dF2bBvZsZwrBJGTp2d1TUi7r0rAztlIEEgAxLNa-g1lyWJ79»」です",
    ],
    nearMisses: [
      "tk-u" + "s-eY2sgnCmoXT_pCPG_ymAd9ShODZco8jxuH6SNxKK8si0JHUWq",
      "id_tk-u" + "s-vt2geIUCzoWqcPNEniRW_94E4T2GYODfgsGILvIvKZ6q94iH",
      "tk-us-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "tk-u" + "s-vt2geIUCzoWqcPNEniRW_94E4T2GYODfgsGILvIvKZ6q94i",
    ],
    reference: "Scalingo documentation: API tokens",
  },
];
