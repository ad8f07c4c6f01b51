import { type Pattern } from "~/detection/pattern";
import { assignedTo } from "~/detection/assignment";
import { isPassword, isPasswordInText } from "~/detection/passwords";

/** A user and a password in printable characters, as the encoding of anything else hardly ever is. */
function decodesToCredentials(value: string): boolean {
  return /^[\x20-\x39\x3b-\x7e]+:[\x20-\x7e]*$/.test(Buffer.from(value, "base64").toString("latin1"));
}

const USER = String.raw`[^\s"':$<>{}\[\]()*%]*`;

export const BASIC_AUTH_PATTERNS: readonly Pattern[] = [
  {
    id: "basic_auth",
    name: "Credentials of a Basic authorization header",
    category: "basic_auth",
    before: String.raw`(?i:\bbasic)[\\"']?[ \t]*[ :=,][ \t]*[\\"'\x60]*`,
    source: "(?:[A-Za-z0-9+/]*(?:[0-9+/]|[a-z][A-Z])[A-Za-z0-9+/]*={0,2}|[A-Za-z]{6,}={1,2})",
    boundary: (_before, after) => !/^[\w+/=]/.test(after),
    validate: decodesToCredentials,
    confidence: 0.95,
    examples: [
      "Authorization: Basic «bWlyYTpobzl6X3Q0cQ==»",
      '{"Authorization": "Basic «YXBwLTc6cXdYOV8yLWtM»"}',
      "проверь Basic «bWlyYTpobzl6X3Q0cQ==» 🔑",
    ],
    nearMisses: [
      "Basic configuration",
      "Authorization: Basic dGhpcyBpcyBubyBwYXNzd29yZA==",
      "Authorization: Basic bWlyYTpobzl6X3Q0cQ==bWly",
      "Authorization: Basic ${credentials}",
    ],
    reference: "RFC 7617",
  },
  {
    id: "curl_user",
    name: "User and password of a curl command",
    category: "basic_auth",
    before: String.raw`\bcurl\b(?:[^\n]|\\\r?\n)*? (?:-[a-zA-Z]*u ?|--(?:proxy-)?user[ =]) ?["']?`,
    source: String.raw`${USER}(?::(?:'[^\s'"<>{}]+'|"[^\s'"<>{}]+"|[^\s"'<>{}]*)|["']:["'][^\s"'<>{}]+)`,
    validate: (value) => {
      const [user = "", ...rest] = value.replaceAll(/["']/g, "").split(":");
      const password = rest.join(":");
      return password === "" ? isPasswordInText(user) : isPassword(password);
    },
    confidence: 0.9,
    examples: [
      "curl -u «mira:ho9z_t4q» https://api.example.com",
      'curl -sS -X POST --user "«app-7:qwX9!2»" https://api.example.com',
      "curl -u «:ho9z_t4q» https://api.example.com",
      "curl -u «kQ9xZ2mW8vB4:» https://api.example.com",
      "curl \\\n  -iu '«mira:żółw77»' https://api.example.com",
      "curl -u «mira:'ho9z_t4q'» https://api.example.com",
      'curl -u "«mira":"ho9z_t4q»" https://api.example.com',
    ],
    nearMisses: [
      "curl -u mira https://api.example.com",
      'curl -u "$USER:$PASSWORD" https://api.example.com',
      "curl -u user:password https://api.example.com",
      "curl -u test: https://api.example.com",
      "docker run -u 1000:1000 image",
      "curl -u app:${SECRET} https://api.example.com",
      'curl -u app:"$SECRET" https://api.example.com',
    ],
    reference: "curl(1), --user",
  },
  {
    id: "bundler_credentials",
    name: "Credentials of a gem server in Bundler's environment",
    category: "basic_auth",
    before: assignedTo(String.raw`BUNDLE_\w+__\w+`),
    source: String.raw`[^\s"':$<>{}]+:[^\s"'<>{}&\\]+`,
    validate: (value) => isPassword(value.slice(value.indexOf(":") + 1)),
    confidence: 0.9,
    examples: [
      "export BUNDLE_GEMS__EXAMPLE__COM=«7c1f09a3:92d05fbe»",
      'BUNDLE_ENTERPRISE__EXAMPLE__COM: "«mira:ho9z_t4q»" 🔑',
    ],
    nearMisses: [
      "BUNDLE_GEMS__EXAMPLE__COM=user:password",
      "BUNDLE_GEMS__EXAMPLE__COM=$USER:$PASSWORD",
      "BUNDLE_PATH=a:b",
    ],
    reference: "Bundler documentation: credentials for gem sources",
  },
];
