import { type Pattern } from "~/detection/pattern";
import { isFilledIn, looksRandom } from "~/detection/randomness";

/** Of what may stand before ://; the web's own addresses are another category's. */
const SCHEME =
  /^(?:postgres(?:ql)?|postgis|cockroachdb|redshift|timescaledb|mysqlx?|mariadb|mongodb|rediss?|valkeys?|amqps?|mssql|sqlserver|oracle|clickhouses?|cassandra|couchbases?|neo4js?|bolt|influxdb?|kafka|nats|mqtts?|stomp|ldaps?|smtps?|imaps?|pop3s?|ftps?|sftp|ssh|elasticsearch|opensearch|snowflake|databricks|trino|presto|hive|vertica|db2|libsql|surrealdb|memcached)(?:\+[a-z0-9+]+)?:/i;

/** A stand-in does not count: `user:password`, as documentation has it, is a real one often enough. */
const holdsSecret = (secret: string) =>
  /^password$/i.test(secret) || (secret !== "" && !/^[$%<{[(*]|^x+$/i.test(secret) && isFilledIn(secret));

export const CONNECTION_STRING_PATTERNS: readonly Pattern[] = [
  {
    id: "connection_url",
    name: "Address of a database, queue or server with a password",
    category: "connection_string",
    source: String.raw`[A-Za-z0-9+]+://[^\s"'\x60<>@/:]*:[^\s"'\x60<>]+@(?:[^\s"'\x60<>,;)\]}\\|]|,\w)*[^\s"'\x60<>,;)\]}\\|.!?:]`,
    core: "@",
    boundary: (before) => !/\w$/.test(before),
    validate: (value) =>
      SCHEME.test(value) &&
      !/@host(?:name)?[:/]|:port\b/i.test(value) &&
      holdsSecret(value.slice(value.indexOf(":", value.indexOf("://") + 3) + 1, value.lastIndexOf("@"))),
    confidence: 0.95,
    examples: [
      "DATABASE_URL=«postgres://app:ho9z_t4q@db.example.com:5432/app?sslmode=require»",
      'client = MongoClient("«mongodb+srv://mira:q%21wX9@cluster0.example.net/shop»")',
      "redis: «rediss://:ho9z_t4q@cache.example.com:6380/0».",
      "连接：«mysql+pymysql://app:żółw77@10.0.0.7/shop»，谢谢",
      "«mongodb://mira:ho9z_t4q@a.example.com:27017,b.example.com:27017/shop»",
      "«amqps://app:p@ss/w0rd@mq.example.com/vhost»",
    ],
    nearMisses: [
      "postgres://db.example.com:5432/app",
      "postgres://app@db.example.com/app",
      "redis://localhost:6379",
      "postgres://app:${DB_PASSWORD}@db.example.com/app",
      "amqp://app:*****@mq.example.com",
      "my_postgres://app:ho9z_t4q@db.example.com/app",
      "postgres://user:password@host:port/dbname",
      "https://example.com/a:b@c",
    ],
    reference: "RFC 3986 section 3.2.1; libpq, MongoDB, Redis and AMQP URI specifications",
  },
  {
    id: "connection_dsn_go",
    name: "Go data source name with a password",
    category: "connection_string",
    source: String.raw`[A-Za-z0-9_.-]+:[^\s@"'\x60/:]+@(?:tcp|unix)\([^\s)]*\)/[\w.?=&%-]*`,
    validate: (value) => holdsSecret(value.slice(value.indexOf(":") + 1, value.lastIndexOf("@"))),
    confidence: 0.95,
    examples: [
      'sql.Open("mysql", "«app:ho9z_t4q@tcp(10.0.0.7:3306)/shop?parseTime=true»")',
      "数据源 «root:tide88@tcp(db)/»",
    ],
    nearMisses: ["app:%s@tcp(%s)/shop", "app@tcp(10.0.0.7:3306)/shop"],
    reference: "go-sql-driver/mysql: DSN",
  },
  {
    id: "connection_jdbc",
    name: "JDBC address with a password",
    category: "connection_string",
    source: String.raw`(?i:jdbc:[a-z0-9:]+)[^\s"'\x60<>]*[?&;:](?i:password|pwd)=[^\s"'\x60<>&;]+[^\s"'\x60<>\\]*`,
    validate: (value) => holdsSecret(/[?&;:](?:password|pwd)=([^&;]*)/i.exec(value)?.[1] ?? ""),
    confidence: 0.95,
    examples: [
      "spring.datasource.url=«jdbc:postgresql://db.example.com/shop?user=app&password=ho9z_t4q»",
      '"«jdbc:sqlserver://db.example.com:1433;user=app;password=ho9z_t4q;encrypt=true»" 🔑',
    ],
    nearMisses: [
      "jdbc:postgresql://db.example.com/shop?user=app&password=${PW}",
      "jdbc:postgresql://db.example.com/shop?user=app",
    ],
    reference: "JDBC driver documentation of PostgreSQL, MySQL and SQL Server",
  },
  {
    id: "connection_ado_net",
    name: "Connection string of keywords and values with a password or key",
    category: "connection_string",
    source:
      String.raw`(?i:\b(?:server|data source|host|driver|dsn|provider|user id|uid|user|username|database|initial catalog|endpoint|account ?endpoint|accountname|defaultendpointsprotocol))=[^;"'\n<>]*;` +
      String.raw`(?:[^;="'\n<>]*=[^;"'\n<>]*;)*` +
      String.raw` *(?i:password|pwd|accountkey|sharedaccesskey|secret)=[^;"'\s<>]+(?:; ?\w[^;="'\n<>]*=[^;"'\n<>]*)*`,
    validate: (value) => holdsSecret(/(?:password|pwd|key|secret)=([^;]*)/i.exec(value)?.[1] ?? ""),
    confidence: 0.95,
    examples: [
      'var cs = "«Server=tcp:db.example.com,1433;Database=shop;User ID=app;Password=ho9z_t4q;Encrypt=True»;";',
      "«Host=db.example.com;Username=app;Password=ho9z_t4q»",
      "«Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=" +
        "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8=»",
      "連線：«Data Source=db;Uid=app;Pwd=ho9z_t4q»",
    ],
    nearMisses: [
      "Server=db.example.com;Database=shop;Integrated Security=True",
      "Server=db.example.com;Database=shop;Password={0}",
      "server = xmalloc(1); user = x; password = y",
    ],
    reference: "Microsoft ADO.NET and ODBC connection strings; Azure Service Bus and App Configuration",
  },
  {
    id: "azure_account_key",
    name: "Key of an Azure storage, Cosmos DB or Service Bus account",
    category: "connection_string",
    before: String.raw`(?i:AccountKey|SharedAccessKey|SharedSecret(?:Value)?) ?= ?`,
    source: "[A-Za-z0-9+/]{40,}={0,2}",
    validate: isFilledIn,
    confidence: 0.95,
    examples: [
      "AccountName=shop;AccountKey=«kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8kQ9xZ2mW8vB" +
        "4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwVb8Zc1Np==»;",
      "ключ SharedAccessKey=«kQ9xZ2mW8vB4nL6pR1tY5sJ3" + "uH0gF7dCaEiOyTqXwV8=»",
    ],
    nearMisses: [
      "AccountKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx==",
      "AccountKey=<key>",
      "AccountKey=short",
    ],
    reference: "Azure Storage documentation: connection strings",
  },
  {
    id: "signed_url_signature",
    name: "Signature of an address that grants access (Azure SAS, AWS, Google Cloud)",
    category: "connection_string",
    before: String.raw`[?&;](?:sig|Signature|X-Amz-Signature|X-Goog-Signature)=`,
    source: "[A-Za-z0-9%+/_-]{27,}={0,2}",
    core: "(?i:sig|signature)=",
    validate: looksRandom,
    confidence: 0.9,
    examples: [
      "https://shop.blob.core.windows.net/c/f?sv=2024-11-04&se=2031-01-01&sr=b&sp=r&sig=«kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dC" +
        "aEiOyTqXwV8%3D»",
      "https://s3.amazonaws.com/b/k?X-Amz-Expires=60&X-Amz-Signature=«7c1f09a3b8e24d5560f1c9d8ab3e7714" +
        "92d05fbe6a8c3b1d4e7f20915ac6d83b» 🔑",
    ],
    nearMisses: [
      "https://example.com/a?sig=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "https://example.com/a?sig=1234",
      "signature=none",
    ],
    reference: "Azure Storage: service SAS; AWS Signature Version 4; Google Cloud Storage: signed URLs",
  },
];
