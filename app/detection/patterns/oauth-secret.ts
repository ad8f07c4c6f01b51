import { besideName, LONG_KEY_VALUE } from "~/detection/assignment";
import { KEY_END } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn, looksRandom } from "~/detection/randomness";

const ISSUED = {
  category: "oauth_secret",
  validate: isFilledIn,
  confidence: 0.95,
} as const satisfies Partial<Pattern>;

const NAMES = String.raw`(?:client|consumer|app|oauth|application)[ _-]?secret\w*|(?:access|refresh|id|oauth2?|session|bearer|auth)[ _-]?token\w*|token[ _-]?secret|authorization[ _-]?code`;

export const OAUTH_SECRET_PATTERNS: readonly Pattern[] = [
  {
    ...ISSUED,
    id: "google_access_token",
    name: "Google OAuth access token",
    source: String.raw`\bya29\.[A-Za-z0-9_-]{30,}`,
    examples: [
      "token = «ya29." + "a0ZkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8»",
      "令牌«ya29." + "q8Zt3LmX7vKc2RwN9sPd4YhB-kQ9xZ2mW8vB4nL6»。",
    ],
    nearMisses: [
      "id_ya29." + "a0ZkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8",
      `\bya29.${"x".repeat(40)}`,
      "ya29.short",
    ],
    reference: "Google Identity documentation: OAuth 2.0 token types",
  },
  {
    ...ISSUED,
    id: "google_refresh_token",
    name: "Google OAuth refresh token",
    source: String.raw`\b1//0[A-Za-z0-9_-]{38,}`,
    examples: [
      '"refresh_token": "«1//0' + '4kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8»"',
      "🔑 «1//0" + "9q8Zt3LmX7vKc2RwN9sPd4YhB-kQ9xZ2mW8vB4nL6p»",
    ],
    nearMisses: [
      "1" + "1//04kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8",
      `1//0${"x".repeat(44)}`,
      "1//0 rest of the comment",
    ],
    reference: "Google Identity documentation: OAuth 2.0 token types",
  },
  {
    ...ISSUED,
    id: "google_client_secret",
    name: "Google OAuth client secret",
    boundary: KEY_END,
    source: String.raw`\bGOCSPX-[A-Za-z0-9_-]{28}`,
    examples: [
      '{"client_secret":"«GOCSPX-' + 'kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0g»"}',
      "секрет «GOCSPX-" + "q8Zt3LmX7vKc2RwN9sPd4YhB-kQ9»",
    ],
    nearMisses: ["GOCSPX-" + "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF", `GOCSPX-${"x".repeat(28)}`, "GOCSPX-short"],
    reference: "Google Cloud documentation: OAuth clients",
  },
  {
    ...ISSUED,
    id: "facebook_access_token",
    name: "Meta (Facebook, Instagram) access token",
    source: String.raw`\b(?:EAA[A-Za-z0-9]{40,}|IG(?:QV|QW|AA)[A-Za-z0-9_-]{60,})`,
    examples: [
      "FB_TOKEN=«EAA" + "BkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8Zc1NpV5xJ4uH6kQ9x»",
      "«EAA" + "Gq8Zt3LmX7vKc2RwN9sPd4YhBkQ9xZ2mW8vB4nL6pR1tY5» 🔑",
    ],
    nearMisses: [
      "id_EAA" + "BkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8Zc1NpV5xJ4uH6kQ9x",
      `EAA${"x".repeat(60)}`,
      "EAA countries",
    ],
    reference: "Meta for Developers: access tokens",
  },
  {
    ...ISSUED,
    id: "amazon_oauth_token",
    name: "Login with Amazon token or client secret",
    source: String.raw`\b(?:Atz[ar]\|[A-Za-z0-9_-]{80,}|amzn1\.oa2-cs\.v1\.[a-f0-9]{64})`,
    examples: [
      "«amzn1.oa2-cs.v1." + "7c1f09a3b8e24d5560f1c9d8ab3e771492d05fbe6a8c3b1d4e7f20915ac6d83b»",
      "キー «amzn1.oa2-cs.v1." + "92d05fbe6a8c3b1d4e7f20915ac6d83b7c1f09a3b8e24d5560f1c9d8ab3e7714»",
    ],
    nearMisses: [
      "id_amzn1.oa2-cs.v1." + "7c1f09a3b8e24d5560f1c9d8ab3e771492d05fbe6a8c3b1d4e7f20915ac6d83b",
      `amzn1.oa2-cs.v1.${"0".repeat(64)}`,
      "amzn1.application-oa2-client.7c1f09a3b8e24d5560f1c9d8ab3e7714",
    ],
    reference: "Login with Amazon developer documentation",
  },
  {
    ...ISSUED,
    id: "salesforce_access_token",
    name: "Salesforce access token",
    source: String.raw`\b00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,}`,
    core: "!",
    examples: [
      "«00D" +
        "5g00000Bq7Xk!AQ4AQkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8Zc1NpV5xJ4uH6kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7d»",
      "مفتاح «00D" +
        "5g00000Bq7Xk!AQ4AQq8Zt3LmX7vKc2RwN9sPd4YhBkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8Zc1NpV5xJ4uH6k»",
    ],
    nearMisses: [
      "id_00D" +
        "5g00000Bq7Xk!AQ4AQkQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8Zc1NpV5xJ4uH6kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7d",
      `\b00D${"x".repeat(15)}!${"x".repeat(96)}`,
      "00D5g00000Bq7Xk",
    ],
    reference: "Salesforce documentation: OAuth access tokens",
  },
  {
    id: "oauth_secret_assigned",
    name: "Random value assigned to a client secret, access token or refresh token",
    category: "oauth_secret",
    before: besideName(NAMES),
    source: LONG_KEY_VALUE,
    boundary: (_before, after) => !/^[\w([{]/.test(after),
    validate: looksRandom,
    confidence: 0.8,
    examples: [
      "client_secret=«7f3kQ9xZ2mW8vB4nL6pR1tY5»",
      '{"access_token": "«kQ9xZ2mW8vB4nL6pR1tY»", "expires_in": 3600}',
      'const refreshToken: string = "«q8Zt3LmX7vKc2RwN»";',
      "The client secret of the shop's app is «q8Zt3LmX7vKc2RwN», keep it",
      "mein Client Secret ist «q8Zt3LmX7vKc2RwN» 🔑",
    ],
    nearMisses: [
      "client_secret=your-client-secret-1234",
      "access_token = getAccessToken2Async4(user)",
      "accessToken: response.data.access_token",
      "client_id=7f3kQ9xZ2mW8vB4nL6pR1tY5",
      "client_secret=q8Zt3LmX7vKc2RwN(user)",
    ],
    reference: "RFC 6749 sections 2.3.1, 4 and 6",
  },
];
