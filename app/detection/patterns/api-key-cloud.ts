/** Keys of the large clouds. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

export const CLOUD_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "aws_access_key_id",
    name: "AWS access key id",
    source: String.raw`\b(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}`,
    examples: [
      'const client = new Client("«ASIA' + '2JXFM4JSNAHPSYGN»");',
      '{"AWS_ACCESS_KEY_ID": "«AKIA' + '652C75VWIERTM5YF»"}',
      "🔐«ASIA" + "FTLFCKJVNZVCPR5D»",
    ],
    nearMisses: [
      "AKIA" + "IPL3KZPDUYK6GJXAq",
      "id_ASIA" + "2JXFM4JSNAHPSYGN",
      "AKIAXXXXXXXXXXXXXXXX",
      "ASIA" + "2JXFM4JSNAHPSYG",
    ],
    reference: "AWS IAM User Guide: unique identifiers",
  },
  {
    ...ISSUED_KEY,
    id: "aws_session_token",
    name: "AWS session token",
    source: String.raw`\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|FQoDYXdz)[A-Za-z0-9+/]{80,}={0,2}`,
    examples: [
      'curl -H "Authorization: Bearer «IQoJ' +
        'b3JpZ2luhaBw40Ad/H9UZ0Y5ImqgCTu7Q1KfX1H/57YyIXB6lC1J7Hjy61tzV6/nBLlsuv5dk6F8BYoo1Eu60WUH0I8phuhwWP0UwxuXy7/jQzSS4hDtJnxtk5S1xDKFo969zy8Yow6CezaZEssv»" https://api.example.com',
      "🔐«IQoJ" +
        "b3JpZ2luWsu/2wm1l0yrZVim9X0hOKCqA++iFw5zYVNySIEOCj+ewvSf9lVcB3wUgXqXFg+OHy3dD7GtWn0PGOSWbWEGWGXEDY2fL8BqXtbSEFAxxwD8RLVDeFR2Fwr43A2VZjoZd2TH7z9Suhob»",
    ],
    nearMisses: [
      "id_IQoJ" +
        "b3JpZ2luhaBw40Ad/H9UZ0Y5ImqgCTu7Q1KfX1H/57YyIXB6lC1J7Hjy61tzV6/nBLlsuv5dk6F8BYoo1Eu60WUH0I8phuhwWP0UwxuXy7/jQzSS4hDtJnxtk5S1xDKFo969zy8Yow6CezaZEssv",
      `IQoJb3JpZ2lu${"x".repeat(140)}`,
      "IQoJ" + "b3JpZ2lu",
    ],
    reference: "AWS Security Token Service API reference: Credentials",
  },
  {
    ...ISSUED_KEY,
    id: "aws_bedrock_api_key",
    name: "Amazon Bedrock API key",
    source: String.raw`\bABSKQmVkcm9ja0FQSUtleS[A-Za-z0-9+/]{80,}={0,2}`,
    examples: [
      "my key is «ABSK" +
        "QmVkcm9ja0FQSUtleSBaoP1aZJu40HBbca3bIbwgKvUoNfx1k1mTUnWuWcnnNdwaDXtL9G+csxxwtqcYAuOfIo7nVFImtB29wknD2fcb7pQIMPAwRNx7WeR6ULXTdEq=», does it work?",
      "clé d’accès : «ABSK" +
        "QmVkcm9ja0FQSUtleSzgFoEuNhHvwm1Kuls4h5fsxAt1baGMMu+riVKssXfJmqeR2VfifZUdwhWQoBRx/ITA/QZpI6oY+QnJr23LSoxKsTb5DRzjtP5zj3RHKV/9hQ7=»",
    ],
    nearMisses: [
      "id_ABSK" +
        "QmVkcm9ja0FQSUtleSBaoP1aZJu40HBbca3bIbwgKvUoNfx1k1mTUnWuWcnnNdwaDXtL9G+csxxwtqcYAuOfIo7nVFImtB29wknD2fcb7pQIMPAwRNx7WeR6ULXTdEq=",
      `ABSKQmVkcm9ja0FQSUtleS${"x".repeat(109)}=`,
      "ABSK" + "QmVkcm9j",
    ],
    reference: "Amazon Bedrock User Guide: long-term API keys",
  },
  {
    ...ISSUED_KEY,
    id: "aws_bedrock_short_term_key",
    name: "Amazon Bedrock short-term API key",
    source: String.raw`\bbedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]*={0,2}`,
    examples: [
      'env = { BEDROCK_API_KEY = "«bedrock-' +
        'api-key-YmVkcm9jay5hbWF6b25hd3MuY29t1ELWmp8VcE7lgTiK8Burbx4j+mRkT0yCATGKJL8dB4yX0E+paZcwLajFMEslLDHn3m1sLiuExa4Me+LqrQ4M0shEEBt+AMFoUpXE»" }',
      "المفتاح «bedrock-" +
        "api-key-YmVkcm9jay5hbWF6b25hd3MuY29tR3AQl9Z/OiCLdIhDbG7Dc9m99e9OUIG8uOb8JTWhS/RgxOVS1B13i1m2h2MEWsOsCuH9UBcB5/EAR6EFCNsDX/8n7pFoqdM8JAwU»",
    ],
    nearMisses: [
      "id_bedrock-" +
        "api-key-YmVkcm9jay5hbWF6b25hd3MuY29t1ELWmp8VcE7lgTiK8Burbx4j+mRkT0yCATGKJL8dB4yX0E+paZcwLajFMEslLDHn3m1sLiuExa4Me+LqrQ4M0shEEBt+AMFoUpXE",
      `bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${"x".repeat(100)}`,
      "bedrock-" + "api-ke",
      "bedrock-api-key-YmVkcm9jay5leGFtcGxlLmNvbQ",
    ],
    reference: "Amazon Bedrock User Guide: short-term API keys",
  },
  {
    ...SIZED_KEY,
    id: "amazon_mws_token",
    name: "Amazon Marketplace Web Service token",
    source: String.raw`\bamzn\.mws\.[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}`,
    examples: [
      "--api-key «amzn." + "mws.e4b22e4f-d828-b08b-19bc-d6502702f90c» --verbose",
      "키는 «amzn." + "mws.f5521ce4-6a96-7254-1742-43542c3d57f0»입니다",
    ],
    nearMisses: [
      "amzn." + "mws.8ca79c24-7a8b-a3fc-c40c-50907576e752q",
      "id_amzn." + "mws.e4b22e4f-d828-b08b-19bc-d6502702f90c",
      "amzn.mws.00000000-0000-0000-0000-000000000000",
      "amzn." + "mws.e4b22e4f-d828-b08b-19bc-d6502702f90",
    ],
    reference: "Amazon MWS Developer Guide",
  },
  {
    ...SIZED_KEY,
    id: "gcp_hmac_key",
    name: "Google Cloud Storage HMAC key id",
    source: String.raw`\bGOOG(?:1E[A-Z0-9]{56}|[A-Z0-9]{20})`,
    examples: [
      'export GCS_ACCESS_ID="«GOOG' + '1E5MFK0UZVBH5ILXGMXBUEJMYSVVXUKLUSAUT6Z11NFZT2LRP3JGWMJVN7»"',
      "密钥是«GOOG" + "1EMTMNMZEYDQQW8ZCHHQ6QTO3Z8OWXVRNHL6643ECFX4OZ0U5OVJ47XKTP»。",
    ],
    nearMisses: [
      "GOOG" + "1EKTP8R88ZIWVMB8VJ60LV41T04NYUBQPP0JLW7UW5PHKC5S9VTN8B3V6Wq",
      "id_GOOG" + "1E5MFK0UZVBH5ILXGMXBUEJMYSVVXUKLUSAUT6Z11NFZT2LRP3JGWMJVN7",
      `GOOG1E${"X".repeat(56)}`,
      "GOOG" + "1E5MFK0U",
    ],
    reference: "Google Cloud Storage documentation: HMAC keys",
  },
  {
    ...SIZED_KEY,
    id: "azure_ad_client_secret",
    name: "Microsoft Entra client secret",
    source: String.raw`[A-Za-z0-9_.~-]+\dQ~[A-Za-z0-9_.~-]{31,34}`,
    validate: (value) => /^.{3}\dQ~/.test(value) && isFilledIn(value),
    examples: [
      '{"AZURE_CLIENT_SECRET": "«DrF8Q~Uf' + 'mMHf5Ta4JMuqZ4TMqIaAG0SuDGYT5NVO»"}',
      'curl -H "Authorization: Bearer «4HQ8Q~vM' +
        'Vh.SVQb5W9SgbKzCYs6YlxQj-_Oczw6D»" https://api.example.com',
      "ключ: «rWu8Q~GF" + "jEmzOHtE_Hgh6Aelr~6_DQaRTrKw6YY5»",
    ],
    nearMisses: [
      "8YV8Q~f." + "lMeRst69I4X2_i33wqiYk3vMi9klzi2Uq",
      "xxx8Q~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "DrF8Q~Uf" + "mMHf5T",
    ],
    reference: "Microsoft Entra documentation: application credentials",
  },
  {
    ...SIZED_KEY,
    id: "digitalocean_token",
    name: "DigitalOcean token",
    source: String.raw`\bdo[opr]_v1_[a-f0-9]{64}`,
    examples: [
      "DIGITALOCEAN_TOKEN: '«dop_" + "v1_6dcc5e984a4e4f12117b1f5c2c8ce1ef53532bebc823bf70acad447f472b7b69»'",
      "ключ: «doo_" + "v1_fe602d98747e76d672534bf978a4f5bc054f8161f5a8519176384c740737fb74»",
    ],
    nearMisses: [
      "doo_" + "v1_dc5152f9ac39c084c35479aeb09604672fb3c67a94461eda16443ab9ac8370a4q",
      "id_dop_" + "v1_6dcc5e984a4e4f12117b1f5c2c8ce1ef53532bebc823bf70acad447f472b7b69",
      `doo_v1_${"0".repeat(64)}`,
      "dop_" + "v1_6dcc5e984a4e4f12117b1f5c2c8ce1ef53532bebc823bf70acad447f472b7b6",
    ],
    reference: "DigitalOcean API reference: tokens",
  },
  {
    ...SIZED_KEY,
    id: "cloudflare_token",
    name: "Cloudflare API token or key",
    source: String.raw`\bcf(?:ut|at|k)_[A-Za-z0-9_-]{40,64}`,
    examples: [
      "https://api.example.com/v1?key=«cfat_" + "8pqyAYBSOVpxpDnTWazPeyr8kX0ULf1yhkrCjaz87v2ShZBj»&page=2",
      "キーは「«cfat_" + "KDrpedI8D2xQKkZvFYq2F5FsyG7fZcwCcNZcJhmwaIJRovZK»」です",
    ],
    nearMisses: [
      "cfk_8" + "8VYoakOAOSWCzFfvXwKW1tuMskMnS1hhqKyDoH5Dm6-_gzpX9hHi10D-7Xorr-Jq",
      "id_cfat_" + "8pqyAYBSOVpxpDnTWazPeyr8kX0ULf1yhkrCjaz87v2ShZBj",
      "cfut_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "cfat_" + "8pqyAYB",
    ],
    reference: "Cloudflare documentation: token formats",
  },
  {
    ...SIZED_KEY,
    id: "cloudflare_origin_ca_key",
    name: "Cloudflare origin CA key",
    source: String.raw`\bv1\.0-[a-f0-9]{24,64}-[a-f0-9]{64,}(?:-[a-f0-9]{32,})?`,
    examples: [
      "| CLOUDFLARE_ORIGIN_CA_KEY | «v1.0" +
        "-86b43a5f7f5b6f340744dc4c-ea9e31f566e81be3b1810328f5c3e6db27d189974fb301ea6f812174361a611c9a2479223cf40f43c24f5a60462fcd4ed3a61b6b1dc4eb2b25b37fc862b485996e46d6d5d431b066cb» |",
      "🔐«v1.0" +
        "-8ceb95e1b554363f2fb6d575-2280e0d9261d0c56e0a7106aad6533afa6795d99432518652e6519e9c3ac2980efad806e08337978573241a6eeb521c8d68eec7cf4fdfed9763df517dd70ddf3df28cd4854a78eed16»",
    ],
    nearMisses: [
      "v1.0" +
        "-e7455e398d2fc21c1e4ab676-847ed6352185797fdab6b911a201e90fbdc0fe789d0320c0e65871df8d49183cf59246a06b530a75304f66d83e681adc631445c54b07d771b67fcb3c1bd61626126b18a64d11a9700eq",
      "id_v1.0" +
        "-86b43a5f7f5b6f340744dc4c-ea9e31f566e81be3b1810328f5c3e6db27d189974fb301ea6f812174361a611c9a2479223cf40f43c24f5a60462fcd4ed3a61b6b1dc4eb2b25b37fc862b485996e46d6d5d431b066cb",
      `v1.0-${"0".repeat(24)}-${"0".repeat(146)}`,
      "v1.0" + "-86b43a5",
    ],
    reference: "Cloudflare documentation: origin CA keys",
  },
];
