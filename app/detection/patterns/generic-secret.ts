import { assignedQuotedTo, besideName, LONG_KEY_VALUE } from "~/detection/assignment";
import { isPassword } from "~/detection/passwords";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

/** Words that say secret, wherever they stand in a name. */
const NAMES = String.raw`(?:secret|token|credentials?|(?:api|access|auth|private|encryption|signing|master|account|license|shared|admin|service|subscription|webhook|hmac|jwt|session|app|client)[ _-]?key|api[ _-]?pass|_pat\b|api[ _-]?schlüssel|clé (?:api|secrète|d'accès)|clave (?:api|secreta|de api)|chave (?:de )?api|ключ api|api[ -]?ключ|токен|密钥|密鑰|令牌|api ?キー|トークン)[\w.-]*`;

/** Names that say secret or key and mean neither: they end right before the value. */
const OTHER_NAME =
  /(?:(?:public|primary|foreign|cache|partition|sort|row|socket|page|next|continuation|idempotency|sync|column|lookup|hash|map)[ _-]?(?:key|token)|key[ _-]?id)["'\])]*(?: ?[:=]+>? ?| )["'(]?$/i;

/** Nor is a call or a name that goes on a value. */
const isValue = (before: string, after: string) =>
  !/^(?:[\w([{]|\.\w)/.test(after) && !OTHER_NAME.test(before);

/** What a bare `key` is assigned is as often the hash of a file, a commit, a fingerprint or a record's id. */
const isHash = (value: string) =>
  /^[0-9a-f]+$|^[0-9A-F]+$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

const reference = "No standard: the name and the randomness of the value";

export const GENERIC_SECRET_PATTERNS: readonly Pattern[] = [
  {
    id: "generic_secret",
    name: "Random value beside a name such as secret, token or API key",
    category: "generic_secret",
    before: besideName(NAMES),
    source: LONG_KEY_VALUE,
    boundary: isValue,
    validate: looksRandom,
    confidence: 0.6,
    examples: [
      "api_secret = '«q8Zt3LmX7vKc2RwN9sPd4YhB»'",
      '{"name": "API_KEY", "value": "«7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714»"}',
      'let apiKey: &str = "«kQ9xZ2mW8vB4»";',
      'System.setProperty("ACCESS_TOKEN", "«q8Zt3LmX7vKc»");',
      "deploy --token «q8Zt3LmX7vKc2RwN» --force",
      "the API key is «q8Zt3LmX7vKc2RwN», keep it",
      String.raw`{\"secret\": \"«q8Zt3LmX7vKc2RwN»\"}`,
      "<apiToken>\n  «7c1f09a3b8e24d5560f1c9d8ab3e7714»\n</apiToken>",
      "令牌：«q8Zt3LmX7vKc2RwN» 🔑",
      "API-Schlüssel: «q8Zt3LmX7vKc2RwN»",
      "clé API : «q8Zt3LmX7vKc2RwN»",
      "token de acceso: «q8Zt3LmX7vKc2RwN»",
      "they gave us an api key («7c1f09a3b8e24d5560f1c9d8ab3e7714») for it",
      "I set JWT_SECRET to «7c1f09a3b8e24d5560f1c9d8ab3e7714», is that long enough?",
      "The client secret of the shop's app is «q8Zt3LmX7vKc2RwN»",
    ],
    nearMisses: [
      "secret = getSecret2Value3(q8Zt3LmX7vKc2RwN9sPd4YhB)",
      "secret = q8Zt3LmX7vKc2RwN9sPd4YhB()",
      "token = your-api-token-2031",
      "api_key = 'xxxxxxxxxxxxxxxxxxxxxxxx'",
      "token: user_session_token_v2",
      "secret_name: prod/shop/database-credentials-01",
      "max_tokens: 4096, token_count=128000",
      '"private_key_id": "7c1f09a3b8e24d5560f1c9d8ab3e771492d05fbe"',
      'next_page_token: "q8Zt3LmX7vKc2RwN9sPd4YhB"',
      "token expires 2031-01-01T10:00:00Z",
      'token = os.environ["SHOP_TOKEN_V2"]',
    ],
    reference,
  },
  {
    id: "generic_secret_quoted",
    name: "Random value with signs, quoted, assigned to a name such as secret",
    category: "generic_secret",
    before: String.raw`(?:${assignedQuotedTo(NAMES)}|(?i:secret|token|_key)\w*["'] ?, ?["'])`,
    source: String.raw`[A-Za-z0-9_.+/=-]*[!@#$%^&*()][^\s"'\x60\\<>{}]*`,
    after: String.raw`\\?["'\x60]`,
    validate: (value) => value.length >= 16 && !/\$\w*[({]|\w\(/.test(value) && looksRandom(value),
    confidence: 0.6,
    examples: [
      `SECRET_KEY = "«q8!Zt3#LmX7v-Kc2^RwN9sPd4&YhB»"`,
      `os.environ.get('APP_SECRET', '«q8!Zt3#LmX7v=Kc2^RwN9»') 🔑`,
    ],
    nearMisses: [
      'secret = "getSecret2(q8Zt3LmX7vKc2R)"',
      'token: "please enter your token!"',
      'api_key: "$your_api_key_goes_here_2"',
      'token = "https://example.com/a#b"',
    ],
    reference,
  },
  {
    id: "secret_env",
    name: "Word or password assigned to a secret's environment variable",
    category: "generic_secret",
    before: String.raw`(?:SECRET|SECRET_KEY|ENCRYPTION_KEY|SIGNING_KEY|APP_KEY|_SALT)=["']?`,
    source: "[A-Za-z0-9][A-Za-z0-9!@#%^*+/_.~:?=-]{7,}",
    boundary: isValue,
    validate: (value) => /[A-Za-z]/.test(value) && isPassword(value),
    confidence: 0.5,
    examples: [
      "JWT_SECRET=«tidewatermarlin»",
      'export SESSION_SECRET="«tidewater-marlin»" # 秘密',
      "COOKIE_SECRET='«t1de!Water»'",
      "APP_KEY=«base64:kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXw8Z=»",
    ],
    nearMisses: [
      "JWT_SECRET=readSecretOfShop(x)",
      "JWT_SECRET=SHOP_JWT_SECRET",
      "JWT_SECRET=your-secret-here",
      "JWT_SECRET=20310101",
      "JWT_SECRET=https://example.com/secret",
    ],
    reference,
  },
  {
    id: "generic_key",
    name: "Random value beside a key's name",
    category: "generic_secret",
    before: besideName(String.raw`key[\w.-]*`),
    source: LONG_KEY_VALUE,
    boundary: isValue,
    validate: (value) => value.length >= 14 && !isHash(value) && looksRandom(value),
    confidence: 0.5,
    examples: [
      "weather_key = '«q8Zt3LmX7vKc2RwN9sPd4YhB»'",
      '{"key": "«kQ9xZ2mW8vB4nL6pR1tY5sJ3»"}',
      "ключ key=«q8Zt3LmX7vKc2RwN9sPd4YhB»",
    ],
    nearMisses: [
      "key = q8Zt3LmX7vKc2RwN9sPd4YhB(x)",
      "cache_key: 7c1f09a3b8e24d5560f1c9d8ab3e7714",
      "primary_key=7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714",
      "Sec-WebSocket-Key: q8Zt3LmX7vKc2RwN9sPd4Y==",
      "passphrase for key '/home/mira/.ssh/id_ed25519':",
      "key: translation_of_the_second_page_2",
    ],
    reference,
  },
];
