import { type Boundary, type Pattern } from "~/detection/pattern";

const LABEL = "[a-z0-9][a-z0-9_-]*";
/** Reserved for private use (RFC 6762 appendix G, RFC 8375, ICANN's .internal), or in such use everywhere. */
const SUFFIX = String.raw`(?:internal|local|corp|lan|intra|intranet|localdomain)`;

/** Not a file (`x.local.json`), a call (`threading.local()`), an assignment, a package or a member of something longer. */
const ALONE: Boundary = (before, after) =>
  !/[\w)\]]?\.$|[$-]$|(?:import|package|using|namespace|module|require|include|extends|implements)[ ('"]{1,2}$/i.test(
    before,
  ) && !/^(?:[(\[{<]|-\w|\.\w| ?[+*|&?!-]?=(?!=)| (?:extends|implements)\b)/.test(after);

/** What objects, packages and files are called, and public names come last of all. */
const CODE =
  /^(?:this|self|that|window|process|module|exports?|globals?|config|options?|opts|settings|ctx|context|state|props|params|args|data|obj|req|res|request|response|os|sys|com|org|net|io|java|javax|jdk|sun|kotlin|scala|std|github|env|threading|tf|np|torch|react|angular|vue|node_modules)\./i;
/** The same on everybody's machine. */
const WELL_KNOWN =
  /^(?:localhost|kubernetes\.default|metadata\.google|instance-data\.ec2|host\.(?:docker|containers|lima)|(?:\w+\.)?docker|cluster)\./i;

/** Host names are written in one case, label by label; members and classes are not. */
const isInOneCase = (name: string) =>
  name.split(".").every((label) => label === label.toLowerCase() || label === label.toUpperCase());

const isHostName = (name: string) => isInOneCase(name) && !CODE.test(name) && !WELL_KNOWN.test(name);

/** Machines are numbered or have hyphens in their names; members of objects have neither. */
const isMachineName = (name: string) => /^[a-z_]*(?:-[a-z0-9]|\d)/i.test(name) && isHostName(name);

const reference = "RFC 6762 appendix G; RFC 8375; ICANN resolution on .internal (2024)";

export const INTERNAL_HOSTNAME_PATTERNS: readonly Pattern[] = [
  {
    id: "internal_hostname",
    name: "Name under a private suffix, with a domain",
    category: "internal_hostname",
    source: String.raw`(?i:\b(?:${LABEL}\.){1,8}(?:${LABEL}\.${SUFFIX}|home\.arpa)\b)`,
    boundary: ALONE,
    validate: isHostName,
    confidence: 0.85,
    examples: [
      "«db-01.prod.internal»",
      "ssh admin@«bastion.eu.corp» -p 22",
      '{"host":"«redis.staging.lan»:6379"}',
      "«DC01.corp.local», «FS02.CONTOSO.LOCAL»",
      "curl http://«grafana.ops.internal»/api",
      "主机«nas.home.arpa»。",
      "«vm-3.us-central1-a.c.acme-prod-4711.internal»",
    ],
    nearMisses: [
      "metadata.google.internal",
      "import com.example.internal;",
      "package org.acme.internal",
      "app.foo.local.json",
      "this.state.local",
      "Acme.Product.Internal",
      "store.user.local()",
      "a.b.internal = 5",
      "x.y.internals",
      "foo.bar.localized",
    ],
    reference,
  },
  {
    id: "internal_hostname_machine",
    name: "Machine under a private suffix",
    category: "internal_hostname",
    source: String.raw`(?i:\b${LABEL}\.${SUFFIX}\b)`,
    boundary: ALONE,
    validate: isMachineName,
    confidence: 0.8,
    examples: [
      "«nas-02.local»",
      "Host «web1.internal»:8443",
      "💾 «backup-server.lan» is down",
      "\\\\«FILESRV01.LOCAL»\\share",
    ],
    nearMisses: [
      "foo.local",
      "foo2.local.json",
      "v2.local(1)",
      ".env-2.local",
      "Item2.Internal",
      "thread.local",
      "docker-compose.local.yml",
    ],
    reference,
  },
  {
    id: "internal_hostname_in_context",
    name: "Name under a private suffix near a word for hosts",
    category: "internal_hostname",
    source: String.raw`(?i:\b${LABEL}\.${SUFFIX}\b)`,
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
    ],
    confidence: 0.75,
    examples: [
      "ping «printer.local»",
      "host: «vault.internal»",
      "curl http://«jenkins.corp»:8080/ 🔧",
      "ssh pi@«raspberrypi.local»",
    ],
    nearMisses: [
      "host.docker.internal",
      "the value foo.local",
      "server = this.local",
      "http Foo.Internal",
      "host printer.local.json",
      "ssh threading.local()",
    ],
    reference,
  },
  {
    id: "internal_hostname_cluster",
    name: "Name of a service in a cluster",
    category: "internal_hostname",
    source: String.raw`\b(?:${LABEL}\.)+(?:(?:service|node|query|connect)\.(?:[a-z0-9-]+\.){0,2}consul|svc\.cluster\.local|internal\.cloudapp\.net|ts\.net)\b`,
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
    source: String.raw`(?:${LABEL}\.)+(?:home|private|priv|svc|internal|local|corp|lan|intra|intranet|localdomain)\b`,
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
