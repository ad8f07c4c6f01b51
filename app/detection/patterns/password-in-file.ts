/** Passwords in configuration files, environments and command lines, where a plain word is one too; and their hashes. */
import { isPassword } from "~/detection/passwords";
import { type Pattern } from "~/detection/pattern";

const reference = "No standard: the form of the file and the name";

/** A call, a path or a name that goes on is no value. */
const endsHere = (_before: string, after: string) => !/^[\w([{.$/\\]/.test(after);

export const PASSWORD_IN_FILE_PATTERNS: readonly Pattern[] = [
  {
    id: "password_line",
    name: "Word that is a password's line in a configuration file",
    category: "password",
    before: String.raw`(?i:passw(?:or)?d|passphrase|_pass|_pwd)(?:=|: +|[ \t]*\r?\n[ \t]+value: +)`,
    source: "[A-Za-z][A-Za-z0-9_-]{3,}",
    after: String.raw`[ \t]*(?:$|[\x00\r\n]|#)`,
    validate: isPassword,
    confidence: 0.7,
    examples: [
      "DB_USER=mira\nDB_PASSWORD=«tidewater»\nDB_NAME=shop",
      "db:\n  password: «tidewater»\n  port: 5432",
      "- name: DB_PASSWORD\n  value: «tidewater»\n",
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
    core: String.raw`\$(?:2[abxy]?\$\d|[156789y]\$|argon2|krb5)`,
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
  {
    id: "password_env",
    name: "Word assigned to a password's environment variable",
    category: "password",
    before: String.raw`(?:PASSWORD|PASSWD|PASSPHRASE|_PASS|_PWD)(?:_[A-Z0-9]+)?=|\bENV [A-Z0-9_]*(?:PASSWORD|PASSWD) `,
    source: "[A-Za-z][A-Za-z0-9_-]{3,}",
    boundary: endsHere,
    validate: isPassword,
    confidence: 0.7,
    examples: [
      "PGPASSWORD=«tidewater» psql -h db",
      "docker run -e MYSQL_ROOT_PASSWORD=«my-tide-water» mysql",
      "ENV DB_PASSWORD «tidewater» # 密码",
    ],
    nearMisses: [
      "PGPASSWORD=$PW psql",
      "DB_PASSWORD=required",
      "DB_PASSWORD=config.password",
      "DB_PASSWORD=tidewater(x)",
    ],
    reference,
  },
  {
    id: "password_cli",
    name: "Password of a command line (mysql, sshpass, PsExec, redis-cli, net use, docker login, htpasswd)",
    category: "password",
    before:
      String.raw`\b(?:sshpass -p ?|(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|]* -p|(?:mongosh|mongo|(?i:psexec)(?:\.exe)?)\b[^\n|]* -p |` +
      String.raw`redis-cli\b[^\n|]* -a |net use\b[^\n|]*/user:\S+ +|(?:docker|podman|nerdctl|helm registry|oras|az|oc|cf) login\b[^\n|]* -p |` +
      String.raw`htpasswd (?:-\w+ )*-\w*(?:nb|bn)\w* \S+ |htpasswd (?:-\w+ )*-\w*b\w* \S+ \S+ )["']?`,
    source: String.raw`[^\s"'$<>|;]*[^\s"'$<>|;&]`,
    validate: isPassword,
    confidence: 0.8,
    examples: [
      "mysql -u root -p«tidewater» shop",
      "sshpass -p '«ho9z_t4q»' ssh mira@example.com",
      "redis-cli -h cache -a «tidewater» ping # 🔑",
      String.raw`net use Z: \\nas\share /user:mira «Qx4-Nas-77»`,
      "docker login registry.example.com -u mira -p «ho9z_t4q»",
      "htpasswd -bc .htpasswd mira «tidewater» && htpasswd -nbB mira «ho9z_t4q»",
    ],
    nearMisses: [
      "mysql -u root -p",
      "sshpass -p $PW ssh host",
      "mysqldump -u root -p tidewater > dump.sql",
      "mysql -ppassword",
      "mkdir -p tidewater",
      "docker run -p tidewater",
      "docker login -u mira -p $PW",
      "htpasswd -c .htpasswd mira tidewater",
    ],
    reference: "mysql(1), sshpass(1), redis-cli, docker login, htpasswd(1): options",
  },
];
