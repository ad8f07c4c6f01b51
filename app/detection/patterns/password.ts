import { assignedQuotedTo, assignedTo } from "~/detection/assignment";
import { isPassword, isPasswordInText } from "~/detection/passwords";
import { type Pattern } from "~/detection/pattern";

/** Long words may stand within a name, short ones only at its end and where a new word begins. */
const LONG = String.raw`(?:passw(?:or)?d|passwort|passphrase|passcode|kennwort|mot[ _-]?de[ _-]?passe|contrase(?:ñ|n)a|senha|пароль|密码|密碼|パスワード|비밀번호)[\w.-]*`;
const SHORT = String.raw`(?:(?:^|[^a-z])(?:pass|pwd?|psw)|(?-i:[a-z](?:Pass|Pwd?)))(?:[_-]\w*|\d*)`;
const NAMES = `(?:${LONG}|${SHORT})`;

const reference = "No standard: the name and what the value looks like";

export const PASSWORD_PATTERNS: readonly Pattern[] = [
  {
    id: "password_quoted",
    name: "Quoted value assigned to a password's name",
    category: "password",
    before: String.raw`(?:${assignedQuotedTo(NAMES)}|(?i:password|identified by|ConvertTo-SecureString) (?:-String )?["'])`,
    source: String.raw`[^\s"'\x60\\<>]+`,
    after: String.raw`\\?["'\x60]`,
    boundary: (before, after) => before.at(-1) === after.replace("\\", "").at(0),
    validate: isPassword,
    confidence: 0.8,
    examples: [
      'const dbPassword = "«h7#kQ9xZ»";',
      '{"user": "mira", "password": "«tidewater»"}',
      String.raw`"{\"pwd\": \"«ho9z_t4q»\"}"`,
      "password: '«żółw-77»'",
      'os.environ["SMTP_PASS"] = "«ho9z_t4q»"',
      '<add key="Password" value="«Tidewater1»" />',
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
      'label.password = "Your password"',
      `"pass": "Tidewater's title"`,
    ],
    reference,
  },
  {
    id: "password_assigned",
    name: "Value assigned to a password's name, without quotes",
    category: "password",
    before: String.raw`(?:${assignedTo(NAMES)}|--?(?i:${LONG}) |\|[ ]*(?i:${NAMES})[ ]*\|[ ]*)`,
    source: String.raw`[^\s"'\x60\\<>&,;]*(?:[&,;][^\s\w"'\x60\\<>&,;]+[^\s"'\x60\\<>&,;]*)*[^\s"'\x60\\<>&,;.:)\]}]`,
    validate: isPasswordInText,
    confidence: 0.7,
    examples: [
      "DB_PASSWORD=«h7#kQ9xZ»",
      "my password is «hunter2».",
      "Passwort: «Sommer-2031!»",
      "https://example.com/login?user=mira&password=«ho9z_t4q»&next=1",
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
      "[REDACTED_PASSWORD]",
    ],
    reference,
  },
  {
    id: "password_line",
    name: "Word that is a password's line in a configuration file",
    category: "password",
    before: String.raw`(?m:^)[ \t#-]*(?:export )?(?i:[\w.-]*(?:passw(?:or)?d|passphrase|_pass|_pwd))(?:=|: +)`,
    source: "[A-Za-z][A-Za-z0-9_-]{3,}",
    after: String.raw`[ \t]*(?:$|[\r\n]|#)`,
    validate: isPassword,
    confidence: 0.7,
    examples: [
      "DB_USER=mira\nDB_PASSWORD=«tidewater»\nDB_NAME=shop",
      "db:\n  password: «tidewater»\n  port: 5432",
      "# 設定\nspring.datasource.password=«tidewater»",
    ],
    nearMisses: ["password: string", "  password: pw,", "password = tidewater", "DB_PASSWORD=\nDB_NAME=shop"],
    reference,
  },
  {
    id: "password_netrc",
    name: "Password of a netrc file",
    category: "password",
    before: String.raw`\b(?:machine\s+\S+|default)\s+login\s+\S+\s+password\s+`,
    source: String.raw`\S+`,
    validate: isPassword,
    confidence: 0.85,
    examples: [
      "machine ftp.example.com login mira password «tidewater»",
      "machine a\n\tlogin mira\n\tpassword «żółw77»",
    ],
    nearMisses: ["machine ftp.example.com login mira password $PW", "machine login and password fields"],
    reference: "netrc(5)",
  },
  {
    id: "password_hash",
    name: "Hash of a password (bcrypt, SHA-crypt, yescrypt, Argon2, Kerberos)",
    category: "password",
    source:
      String.raw`\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|[156789y]\$(?:rounds=\d+\$)?[^\s$:"'\\]+\$(?:[./A-Za-z0-9]+\$)?[./A-Za-z0-9]{22,86}|` +
      String.raw`argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+|krb5(?:asrep|tgs|pa)\$[^\s"']{40,})`,
    boundary: (_before, after) => !/^[./\w]/.test(after),
    confidence: 0.95,
    examples: [
      "hash: «$2b$12$" + "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwVb8Zc1NpV5xJ»",
      "mira:«$6$" +
        "q8Zt3LmX7vKc$kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwVb8Zc1NpV5xJ4uH6kQ9xZ2mW8vB4nL6pR1tY5»:19700:0:99999",
      "鍵 «$argon2id$v=19$m=65536,t=3,p=4$" + "cThadDNMbVg3dktj$kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dC»",
    ],
    nearMisses: [
      "$2b$12$short",
      "costs $5 $10 $15",
      "$2b$12$" + "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwVb8Zc1NpV5xJkQ9x",
    ],
    reference: "crypt(5); RFC 9106 and the PHC string format",
  },
];
