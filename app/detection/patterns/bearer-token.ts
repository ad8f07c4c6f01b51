import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

const TOKEN_SYNTAX = "[A-Za-z0-9._~+/|%-]{9,}[A-Za-z0-9_~+/|%-]={0,2}";

/** Nothing that goes on: a call, a name with a dot, a template. */
const endsHere = (_before: string, after: string) => !/^[\w([{$]/.test(after);

export const BEARER_TOKEN_PATTERNS: readonly Pattern[] = [
  {
    id: "bearer_token",
    name: "Bearer token",
    category: "bearer_token",
    before: String.raw`(?i:\bbearer)[\\"']?[ \t]*[ :=,][ \t]*[\\"'\x60]*`,
    source: TOKEN_SYNTAX,
    boundary: endsHere,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "Authorization: Bearer «kQ9xZ2mW8vB4nL6pR1tY»",
      'curl -H "Authorization: Bearer «7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714»" https://api.example.com',
      '{"authorization": "bearer «v2.local.Zk3v9QwX1bTn0sYd4LmR8eHc==»"}',
      "トークンは Bearer «mK4_8t.Xz1-Qw7» です",
    ],
    nearMisses: [
      "Authorization: Bearer ${process.env.TOKEN_2024}",
      "Authorization: Bearer xxxxxxxxxxxxxxxxxxxx",
      "Authorization: Bearer your-access-token",
      "bearer authentication-scheme",
      "Authorization: Bearer kQ9xZ2mW8vB4nL6pR1tY(user)",
      "the bearer of kQ9xZ2mW8vB4nL6pR1tY",
    ],
    reference: "RFC 6750 section 2.1",
  },
  {
    id: "authorization_header",
    name: "Token in an Authorization header",
    category: "bearer_token",
    before:
      String.raw`(?i:\bauthorization)[\\"'\])]*[ \t]*[:=,][ \t]*[\\"'\x60]*` +
      String.raw`(?i:(?:token|api-?key|key|oauth|ssws|geniekey|bot|pve\w+)[ =:]+(?:token=)?[\\"]*)?`,
    source: TOKEN_SYNTAX,
    boundary: endsHere,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "Authorization: Token «7c1f09a3b8e24d5560f1c9d8ab3e7714»",
      'headers = {"Authorization": "«kQ9xZ2mW8vB4nL6pR1tY»"} 🔑',
      "-H 'authorization: GenieKey «7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714»'",
    ],
    nearMisses: [
      "Authorization: Token **********",
      "authorization: required-for-version-2",
      "authorization = kQ9xZ2mW8vB4nL6pR1tY(user)",
      "authorization on 2024-01-15",
    ],
    reference: "RFC 9110 section 11.6.2",
  },
];
