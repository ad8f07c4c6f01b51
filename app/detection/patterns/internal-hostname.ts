import { type Boundary, type Pattern } from "~/detection/pattern";

const LABEL = "[a-z0-9][a-z0-9_-]*";
/** Reserved for private use (RFC 6762 appendix G, RFC 8375, ICANN's .internal), or in such use everywhere. */
const SUFFIX = String.raw`(?:internal|local|corp|lan|intra|intranet|localdomain|home\.arpa)`;
const NAME = String.raw`(?i:\b(?:${LABEL}\.){0,8}${LABEL}\.${SUFFIX}\b)`;

/** Not a file (`x.local.json`), a call (`threading.local()`), an assignment, a package or a member of something longer. */
const ALONE: Boundary = (before, after) =>
  !/[\w)\]]?\.$|[$-]$|(?:import|package|using|namespace|module|require|include|extends|implements)[ ('"]{1,2}$/i.test(
    before,
  ) && !/^(?:[({]|\[(?!\d)|<[^/]|-\w|\.\w| ?[+*|&?!-]?=(?!=)| (?:extends|implements)\b)/.test(after);

/** What objects, packages and files are called, and public names come last of all. */
const CODE =
  /^(?:this|self|that|window|process|module|exports?|globals?|config|options?|opts|settings|ctx|context|state|props|params|args|data|obj|req|res|request|response|os|sys|com|org|net|io|java|javax|jdk|sun|kotlin|scala|std|github|env|threading|tf|np|torch|react|angular|vue|llvm|chrome|browser|storage|node_modules|docker-compose|vnd)\./i;
/** The same on everybody's machine. */
const WELL_KNOWN =
  /^(?:localhost|kubernetes\.default|metadata\.google|instance-data\.ec2|host\.(?:docker|containers|lima)|(?:\w+\.)?docker|cluster)\./i;

/** Host names are written in one case, label by label; members and classes are not. */
const isInOneCase = (name: string) =>
  name.split(".").every((label) => label === label.toLowerCase() || label === label.toUpperCase());

const isHostName = (name: string) => isInOneCase(name) && !CODE.test(name) && !WELL_KNOWN.test(name);

/** Machines are numbered or have hyphens in their names; members of objects have neither. */
const NUMBERED = /[a-z0-9]-[a-z0-9]|\d/i;
const ENVIRONMENT =
  /\.(?:prod|production|staging|stage|stg|dev|develop|test|qa|uat|int|ops|infra|mgmt|admin|corp|ad|dc|office|hq|lab|dmz|vpn|k8s|eu|us|svc)\./i;
/** What people call their machines. */
const DEVICE =
  /^(?:printer|scanner|nas|router|gateway|raspberrypi|homeassistant|octoprint|fileserver|mail|smtp|mx|www|dc|ldap|vpn|git|gitlab|jenkins|grafana|prometheus|wiki|proxy|vault|jira|confluence|nexus|registry|backup|minio|redis|postgres|mysql|mongo|kafka|rabbitmq|elastic)\./i;
/** Members are called `local` and `internal`, hardly ever so. */
const NO_MEMBER = /\.(?:corp|lan|intra|intranet|localdomain|arpa)$/i;

/** A name that says by itself that it is a host's. */
function isNamedLikeHost(name: string): boolean {
  if (!isHostName(name)) return false;
  return (
    NUMBERED.test(name) ||
    ENVIRONMENT.test(name) ||
    DEVICE.test(name) ||
    (NO_MEMBER.test(name) && /\..*\./.test(name))
  );
}

const reference = "RFC 6762 appendix G; RFC 8375; ICANN resolution on .internal (2024)";

export const INTERNAL_HOSTNAME_PATTERNS: readonly Pattern[] = [
  {
    id: "internal_hostname",
    name: "Name of a host under a private suffix",
    category: "internal_hostname",
    source: NAME,
    boundary: ALONE,
    validate: isNamedLikeHost,
    confidence: 0.85,
    examples: [
      "«db-01.prod.internal»",
      "ssh admin@«bastion.eu.corp» -p 22",
      '{"host":"«redis.staging.lan»:6379"}',
      "«DC01.corp.local», «FS02.CONTOSO.LOCAL»",
      "curl http://«grafana.ops.internal»/api",
      "主机«nas.home.arpa»。",
      "«vm-3.us-central1-a.c.acme-prod-4711.internal»",
      "«nas-02.local»",
      "«printer.local»? No, relay=«mx.corp.internal»[10.9.8.7]:25",
      "💾 «backup-server.lan» is down",
      "\\\\«FILESRV01.LOCAL»\\share",
    ],
    nearMisses: [
      "metadata.google.internal",
      "import com.example1.internal;",
      "package org2.acme.internal",
      "app2.foo.local.json",
      "this.state2.local",
      "Acme2.Product.Internal",
      "store.user2.local()",
      "a1.b.internal = 5",
      "x.y1.internals",
      "foo.bar1.localized",
      "node.imports.internal, identifier.parent.local",
      "chrome.storage.local",
      "foo.local",
      ".env-2.local",
      "docker-compose.local.yml",
    ],
    reference,
  },
  {
    id: "internal_hostname_in_context",
    name: "Name under a private suffix near a word for hosts",
    category: "internal_hostname",
    source: NAME,
    boundary: ALONE,
    validate: isHostName,
    context: [
      "host",
      "hosts",
      "hostname",
      "server",
      "machine",
      "ssh",
      "ping",
      "curl",
      "dns",
      "fqdn",
      "nslookup",
      "http",
      "https",
      "ldap",
      "smb",
      "vpn",
      "endpoint",
      "upstream",
      "relay",
      "broker",
    ],
    confidence: 0.75,
    examples: [
      "ping «laptop.local»",
      "host: «billing.internal»",
      "curl http://«builds.corp»:8080/ 🔧",
      "ssh pi@«kitchen.local»",
      "the mail server, «mail.acme.internal»",
    ],
    nearMisses: [
      "host.docker.internal",
      "the value foo.local",
      "server = this.local",
      "http Foo.Internal",
      "host kitchen.local.json",
      "ssh threading.local()",
    ],
    reference,
  },
  {
    id: "internal_hostname_cluster",
    name: "Name of a service in a cluster",
    category: "internal_hostname",
    source: String.raw`\b(?:${LABEL}\.){0,8}${LABEL}\.(?:(?:service|node|query|connect)(?:\.[a-z0-9-]+){0,2}\.consul|svc\.cluster\.local|internal\.cloudapp\.net|ts\.net)\b`,
    boundary: ALONE,
    validate: isHostName,
    confidence: 0.9,
    examples: [
      "«redis.prod.svc.cluster.local»:6379",
      "«web.service.consul», «node-1.node.dc1.consul»",
      "«vm1.abcdefgh.bx.internal.cloudapp.net»",
      "ssh «build-box.tail4f2c.ts.net» 🛠",
    ],
    nearMisses: [
      "kubernetes.default.svc.cluster.local",
      "redis.prod.svc.cluster.local.json",
      "types.ts.network",
      "Redis.prod.svc.cluster.local()",
    ],
    reference: "Kubernetes, DNS for services and pods; Consul DNS; Tailscale MagicDNS; Azure internal DNS",
  },
  {
    id: "internal_hostname_in_url",
    name: "Host of a URL under a suffix that is private there",
    category: "internal_hostname",
    before: String.raw`://(?:[^\s/@"'<>]{0,128}@)?`,
    source: String.raw`(?:${LABEL}\.){0,8}${LABEL}\.(?:home|private|priv|svc|internal|local|corp|lan|intra|intranet|localdomain)\b`,
    boundary: (_before, after) => !/^(?:-|\.\w)/.test(after),
    validate: isHostName,
    confidence: 0.85,
    examples: ["http://«router.home»/", "redis://«cache.prod.svc»:6379/0", "https://bot@«git.private»/x 🔒"],
    nearMisses: [
      "http://example.home.pl/",
      "http://localhost.localdomain/",
      "see cache.prod.svc",
      "http://a.private-cloud.com",
    ],
    reference,
  },
  {
    id: "internal_hostname_aws",
    name: "Name that AWS gives a machine by its private address",
    category: "internal_hostname",
    source: String.raw`\bip(?:-(?:25[0-5]|2[0-4]\d|1?\d?\d)){4}(?:(?:\.[a-z0-9-]+){0,2}\.internal)?\b`,
    boundary: (before, after) => !/[\w.-]$/.test(before) && !/^-\w/.test(after),
    confidence: 0.9,
    examples: [
      "ubuntu@«ip-10-0-12-34»:~$",
      "«ip-10-0-12-34.ec2.internal», «ip-172-31-5-9.eu-west-1.compute.internal»",
      "节点«ip-10-0-12-34»离线",
    ],
    nearMisses: ["ip-10-0-12", "ip-300-0-12-34", "ship-10-0-12-34", "zip-ip-10-0-12-34", "ip-10-0-12-34-56"],
    reference: "Amazon EC2 user guide, instance hostname types",
  },
];
