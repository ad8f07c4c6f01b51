import { type Pattern } from "~/detection/pattern";

/** After a scheme; in JSON the slashes may be escaped. */
const AUTHORITY = String.raw`[A-Za-z0-9]:(?:\\?/){2}`;
/** A host, or what a template puts there. */
const HOST = String.raw`@[\w\[$%{.-]`;

const USER = String.raw`[\w!$%&()*+.=~{}\[\]-]{0,128}`;
/** Also characters that ought to be escaped and often are not; the last @ is the one before the host. */
const PASSWORD = String.raw`[\w!$%&()*+.=~{}\[\]|^#@:-]{1,256}`;

const TOKEN = String.raw`[\w.~%-]{20,255}`;

/** `$PASS`, `${PASS}`, `{{pass}}`, `%s`, `%PASS%`, `[REDACTED_PASSWORD]`, `****`, `xxxx`, `your-password`. */
const TEMPLATE = /^(?:\$(?:\w+|[({].*)|\{.*\}|%\w+%|%[sdv]|%\(\w+\)s|\[.*\]|[*.x-]+|your[_-]?\w*)$/i;
const EXAMPLE_USER = /^(?:user(?:name)?|usr|login|name)?$/i;
const EXAMPLE_PASSWORD = /^(?:(?:my|the|some)?[_-]?(?:password|passwd|pass|pwd|pw))$/i;
/** `DB_PASSWORD`, and `<password>` as it is left when its angle brackets are gone. */
const VARIABLE = /^(?:[A-Z]+_)?PASS(?:WORD)?$/;

function hasPassword(value: string): boolean {
  const colon = value.indexOf(":");
  const password = value.slice(colon + 1);
  if (TEMPLATE.test(password) || VARIABLE.test(password)) return false;
  return !EXAMPLE_PASSWORD.test(password) || !EXAMPLE_USER.test(value.slice(0, colon));
}

/** A user alone is a name, a longer one with digits in it a key. */
const isToken = (value: string) => /\d/.test(value) && /[A-Za-z]/.test(value) && !/^(?:%|\$)/.test(value);

const reference = "RFC 3986 section 3.2.1";

export const URL_CREDENTIALS_PATTERNS: readonly Pattern[] = [
  {
    id: "url_credentials",
    name: "User and password in a URL, or a token in their place",
    category: "url_credentials",
    before: AUTHORITY,
    source: `(?:${USER}:${PASSWORD}|${TOKEN})`,
    after: HOST,
    validate: (value) => (value.includes(":") ? hasPassword(value) : isToken(value)),
    confidence: 0.9,
    examples: [
      "https://«jane:s3cr3tpw»@example.com/path?q=1",
      "postgres://«app:p@ss#w0rd!»@db.example.com:5432/app",
      "redis://«:hunter22»@cache:6379/0",
      '{"url":"https:\\/\\/«bot:k9Xq2»@example.com"}',
      "git clone https://«oauth2:q7Rk2mZx9»@git.example.com/x.git",
      "http://«admin:password»@127.0.0.1:8080",
      "代理 http://«jane:s3cr3tpw»@203.0.113.7:8080",
      "https://«k3Jx9ZqLw27VbN5tRm81Yc»@git.example.com/x.git",
      "https://«a81f03c6d2b94e7f9c50b1e8d7342f6a»@o12.ingest.example.com/4 🔑",
      "mongodb+srv://«svc:Zk3!mQ»@${HOST}/db",
    ],
    nearMisses: [
      "https://example.com:8080/@jane",
      "https://user:password@example.com",
      "https://DB_USER:DB_PASSWORD@example.com",
      "https://${USER}:${PASS}@example.com",
      "https://${config.user}:${config.password}@example.com",
      "https://%s:%s@example.com",
      "https://bot:[REDACTED_PASSWORD]@example.com",
      "https://jane:****@example.com",
      "https://jane@example.com",
      "time 12:30 jane:pw@example.com",
      "https://continuous-integration-robot@example.com",
      "https://example.com/k3Jx9ZqLw27VbN5tRm81Yc@v2",
      "see http://host:8080 or mail jane@example.com",
      "http://host:8080?to=jane@example.com",
    ],
    reference,
  },
];
