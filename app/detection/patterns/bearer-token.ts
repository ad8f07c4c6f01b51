import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

const TOKEN_SYNTAX = "[A-Za-z0-9._~+/|%-]{9,}[A-Za-z0-9_~+/|%-]={0,2}";

/** `session`, `my_app_sid`, `__Host-session-id`, `wordpress_logged_in_…`, `remember_user_token`. */
const SESSION_WORD = String.raw`(?i:sess(?:ion)?(?:[._-]?(?:id|key|data|token))?|sid|logged_in_\w+|remember_\w+)["']?[=:]`;
/** Names that frameworks give to nothing else. */
const FRAMEWORK_NAME = String.raw`(?:PHPSESSID|JSESSIONID|ASP\.NET_SessionId|\.AspNetCore\.[A-Za-z.]+|connect\.sid|laravel_session)["']?[=:]`;

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
  {
    id: "session_cookie",
    name: "Value of a session's cookie",
    category: "bearer_token",
    before:
      String.raw`(?:(?i:cookies?)["']?[ \t]*[:=,(][ \t]*\{?[ \t]*["']?|; ?| -b ["']?)[\w.-]*${SESSION_WORD}[ \t]*["']?|` +
      String.raw`\b${FRAMEWORK_NAME}[ \t]*["']?`,
    source: String.raw`[A-Za-z0-9._~+/|%:-]{15,}[A-Za-z0-9_~+/|%=-]`,
    core: `${SESSION_WORD}|${FRAMEWORK_NAME}`,
    isCoreTelling: true,
    boundary: endsHere,
    validate: looksRandom,
    confidence: 0.75,
    examples: [
      "Cookie: theme=dark; session=«q8Zt3LmX7vKc2RwN9sPd4YhB»; lang=de",
      "Set-Cookie: my_app_sid=«7c1f09a3b8e24d5560f1c9d8ab3e7714»; Path=/",
      "curl -b 'auth_session=«q8Zt3LmX7vKc2RwN9sPd4YhB»' https://example.com",
      'cookies={"sessionid": "«x1v8p3q6r9s2t5u7w0y4z1a3b6c9d2e5»"}',
      "куки: connect.sid=«s%3AkQ9xZ2mW8vB4nL6pR1tY5sJ3.uH0gF7dCaEiOyTqX»",
    ],
    nearMisses: [
      "session=q8Zt3LmX7vKc2RwN9sPd4YhB",
      "Cookie: session=expired-since-yesterday",
      "Cookie: theme=q8Zt3LmX7vKc2RwN9sPd4YhB",
      "cookie = session=q8Zt3LmX7vKc2RwN9sPd4YhB(request)",
    ],
    reference: "RFC 6265 section 4; names as frameworks give them",
  },
];
