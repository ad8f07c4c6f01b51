import { NUMBER } from "~/detection/boundaries";
import { assignedQuotedTo, assignedTo, mentionOf } from "~/detection/assignment";
import { isPassphrase, isPassword, isPasswordInText } from "~/detection/passwords";
import { type Pattern } from "~/detection/pattern";

/** Long words may stand within a name, short ones only at its end and where a new word begins. */
const LONG = String.raw`(?:passw(?:or)?d|passwort|passphrase|passcode|kennwort|mot[ _-]?de[ _-]?passe|contrase(?:ñ|n)a|senha|wachtwoord|lösenord|adgangskode|salasana|hasło|heslo|jelszó|parola|şifre|пароль|密码|密碼|口令|パスワード|비밀번호)[\w.-]*`;
const SHORT = String.raw`(?:(?:^|[^a-z])(?:pass|pwd?|psw|psk|mdp)|(?-i:[a-z](?:Pass|Pwd?)))(?:[_-]\w*|\d*)`;
const NAMES = `(?:${LONG}|${SHORT})`;

/** `--password ho9z_t4q`, `user mira and password ho9z_t4q`. */
const BESIDE = String.raw`--?(?i:${LONG}) |\b(?i:password|passwd|passwort|contraseña) `;
const TABLE_ROW = String.raw`\|[ ]*(?i:${NAMES})[ ]*\|[ ]*`;

/** A character of a value without quotes, which may be written as an entity, and its last one. */
const IN_TEXT = String.raw`(?:&\w{2,6};|[^\s"'\x60\\<>,;]|[,;][^\s\w"'\x60\\<>,;])`;
const LAST_IN_TEXT = String.raw`[^\s"'\x60\\<>,;.:)\]}]`;

/** What every name has in it, for the one pass that looks for all patterns at once. */
const CORE =
  "(?i:pass|pw|psk|mdp|kennwort|contrase|senha|wachtwoord|lösenord|adgangskode|salasana|hasło|heslo|jelszó|parola|şifre|пароль|密码|密碼|口令|パスワード|비밀번호)";

/** Names of what has to do with a password and is none: `--password-file`, `passwordField`. They end right before the value. */
const OTHER_NAME =
  /(?:[_.-](?:stdin|file(?:name)?|path|url|field|selector|policy|pattern)|[_-](?:FILE|PATH|URL|POLICY)|[a-z](?:File|Path|Url|Field|Selector|Policy|Pattern))["'\])]*[ \t]*(?:[:=]{1,2}>?[ \t]*)?["'\x60(]?$/;

const reference = "No standard: the name and what the value looks like";

export const PASSWORD_PATTERNS: readonly Pattern[] = [
  {
    id: "password_quoted",
    name: "Quoted value assigned to a password's name",
    category: "password",
    before: String.raw`(?:${assignedQuotedTo(NAMES)}|(?i:passw(?:or)?d)\(\\?["'\x60]|(?i:password|identified by|ConvertTo-SecureString) (?:-String )?["'])`,
    source: String.raw`[^\s"'\x60\\<>]+`,
    after: String.raw`\\?["'\x60]`,
    boundary: (before, after) => before.at(-1) === after.replace("\\", "").at(0) && !OTHER_NAME.test(before),
    validate: isPassword,
    confidence: 0.8,
    examples: [
      'const dbPassword = "«h7#kQ9xZ»";',
      '{"user": "mira", "password": "«tidewater»"}',
      String.raw`"{\"pwd\": \"«ho9z_t4q»\"}"`,
      "password: '«żółw-77»'",
      'os.environ["SMTP_PASS"] = "«ho9z_t4q»"',
      '<add key="Password" value="«Tidewater1»" />',
      'user.set_password("«tY6(uH8)»")',
      "CREATE USER mira WITH PASSWORD '«ho9z_t4q»';",
      "the password is `«tidewater»` 🔑",
    ],
    nearMisses: [
      'password: "string"',
      'type: "password", name: "tidewater"',
      'password = "${DB_PASSWORD}"',
      'const password = process.env["DB_SECRET"]',
      '"password": "********"',
      'password: ""',
      '"passport": "X1234567"',
      '["password", "tidewater"]',
      "you can pass `tidewater` here",
      "arguments to pass to `tidewater`",
      'password.encode("tidewater")',
      'label.password = "Your password"',
      `"pass": "Tidewater's title"`,
      'password_file: "vault/tidewater2"',
      'passwordField = "tidewater2"',
    ],
    reference,
  },
  {
    id: "password_assigned",
    name: "Value assigned to a password's name, without quotes",
    category: "password",
    before: String.raw`(?:${assignedTo(NAMES)}|${mentionOf(`(?:${LONG}|\\bpw)`)}|${BESIDE}|${TABLE_ROW})`,
    source: `${IN_TEXT}*(?:(?:&\\w{2,6};|[\\d!@#$%^&*+=?~])${IN_TEXT}*${LAST_IN_TEXT}|\\d)`,
    core: CORE,
    boundary: (before) => !OTHER_NAME.test(before),
    validate: isPasswordInText,
    confidence: 0.7,
    examples: [
      "DB_PASSWORD=«h7#kQ9xZ»",
      "my password is «hunter2».",
      "the password for the build account is «h7#kQ9xZ»",
      "log in as mira with password «ho9z_t4q», please",
      "My password: «ho9z&Chips»",
      "I changed the password to «R1ver$ide»",
      "(PW rotated to «Qz!71-Marmot»)",
      "new password for the router: «Kabel-Salat-9»",
      "le mot de passe du wifi est «C@membert-75»",
      "password は «Sakura#881x» です",
      "psk=«prickly-77»",
      "<password>«Vb7&amp;Nm2k»</password>",
      "Passwort: «Sommer-2031!»",
      "mysql --password=«ho9z_t4q» shop",
      "<password>«Tidewater1»</password>",
      "mot de passe : «Marée7bleue»",
      "mysql --password «ho9z_t4q» shop",
      "| Password | «ho9z_t4q» |",
      "密码：«tide88water»",
    ],
    nearMisses: [
      "password: string",
      "my password is wrong",
      "password=password2",
      "password = getSecret2(user)",
      "password=$DB_PASS1",
      "Password expires in 90 days",
      "passed: 12a34",
      "echo password | base64 -d2",
      "PWD=/home/mira2",
      "if (password !== confirmPassword1) return",
      "password: !vault |",
      '"${DB_PASSWORD:?set_DB_1 first}"',
      "password=ho9z_t4q&next=1",
      "Failed password for root from 192.0.2.7 port 40022 ssh2",
      "password_encryption = scram-sha-256",
      "[REDACTED_PASSWORD]",
      "docker login --password-stdin registry2.example.com",
      "DB_PASSWORD_FILE=secrets/db2.txt",
    ],
    reference,
  },
  {
    id: "password_query",
    name: "Password among the parameters of an address or a form",
    category: "password",
    before: String.raw`(?:^|[?&\s"'\x60])(?i:password|passwd|pwd|pass|pw)=`,
    source: String.raw`[^\s&#"'\x60<>\\;,]+`,
    after: String.raw`[&#]\w`,
    validate: isPassword,
    confidence: 0.75,
    examples: ["https://example.com/login?user=mira&password=«ho9z_t4q»&next=1", "pwd=«tidewater»&user=мира"],
    nearMisses: ["https://example.com/login?password=required&next=1", "password=tidewater"],
    reference: "WHATWG URL: application/x-www-form-urlencoded",
  },
  {
    id: "password_before_word",
    name: "Password that the word follows",
    category: "password",
    source: String.raw`[^\s"'\x60<>()]{4,64}`,
    after: String.raw`["'\x60]? (?:as|is) (?:(?:the|my|our|your|its|a|his|her) )?(?i:password|passwd|pw)\b`,
    core: "(?i:password|passwd|pw)",
    validate: isPasswordInText,
    confidence: 0.7,
    examples: ["log in as root with «toor-Bastion9» as the password", "'«ho9z_t4q»' is my password 🔑"],
    nearMisses: ["use this as the password", "is user1 the password"],
    reference,
  },
  {
    id: "password_number",
    name: "Number assigned to a password",
    category: "password",
    before: String.raw`(?i:password|passwd|passwort|kennwort|contraseña|senha|пароль|密码|密碼|パスワード|비밀번호)["']?[ \t]*(?:[:=]|is|ist|lautet|：) ?["']?`,
    source: String.raw`\d{4,16}`,
    boundary: NUMBER,
    confidence: 0.7,
    examples: ["password: «48151623»", "my password is «740219».", "密码：«740219»"],
    nearMisses: [
      "password_reset_at: 48151623",
      "password: 2031-01-15",
      "password 48151623x",
      "password: 123",
    ],
    reference,
  },
  {
    id: "passphrase_quoted",
    name: "Quoted words assigned to a password's name",
    category: "password",
    before: assignedQuotedTo(LONG),
    source: "[a-z]{3,}(?: [a-z]{3,}){3,9}",
    after: String.raw`\\?["'\x60]`,
    validate: isPassphrase,
    confidence: 0.7,
    examples: [
      'password = "«walnut orbit kettle frost»"',
      '{"passphrase": "«violin tundra pepper anchor maple»"} 🔑',
    ],
    nearMisses: [
      'password: "must have eight characters"',
      'passphrase: "walnut orbit"',
      'password_help: "choose something long and secret"',
    ],
    reference: "Diceware and its kin: four words and more, drawn at random",
  },
];
