import { assignedTo } from "~/detection/assignment";
import { KEY_END } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

const BEGIN = String.raw`-{4,5} ?BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)? ?-{4,5}`;
const END = String.raw`-{4,5} ?END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)? ?-{4,5}`;
/** Line ends, also escaped, and what strings, quotations and lists put between lines. */
const GAP = String.raw`(?:\\+[nrt]|[\s"'\x60+,>|#*\\])`;
const LINE = "[A-Za-z0-9+/=]{16,}";
/** `Proc-Type: 4,ENCRYPTED`, `Version: GnuPG v2`. */
const HEADERS = String.raw`(?:[A-Z][A-Za-z-]*: [^\n\\]*${GAP}+)*`;
const WHOLE = `${GAP}*${HEADERS}(?:${LINE}${GAP}*)*[A-Za-z0-9+/=]*${GAP}*${END}`;
const CUT = `${GAP}*${HEADERS}${LINE}(?:${GAP}+${LINE})*`;

const decodesToPrivateKey = (value: string) =>
  Buffer.from(value.slice(0, 80), "base64").toString("latin1").includes("PRIVATE KEY");

export const PRIVATE_KEY_PATTERNS: readonly Pattern[] = [
  {
    id: "private_key_pem",
    name: "Private key in PEM, OpenSSH, SSH2 or PGP armour, whole or cut off",
    category: "private_key",
    source: `${BEGIN}(?:${WHOLE}|${CUT})?`,
    confidence: 0.98,
    examples: [
      "«-----BEGIN " +
        "RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAvQz7xK2m\nR8sLw0uYt5+/bN3=\n-----END RSA PRIVATE KEY-----»\nbye",
      '{"private_key": "«-----BEGIN ' +
        String.raw`PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BA\nQ7vX2+kLs0w=\n-----END PRIVATE KEY-----»\n"}`,
      "«-----BEGIN " +
        "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,9C21F0\n\nkQ9xZ2mW8vB4nL6pR1tY\n-----END RSA PRIVATE KEY-----»",
      "«-----BEGIN " +
        "PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQdGBF8a3VUBEADJk0w2\n=x9Qm\n-----END PGP PRIVATE KEY BLOCK-----»",
      "鍵: «-----BEGIN " + "OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\nBG5vbmUAAAAEbm9uZQAAAA»",
      "«---- BEGIN " +
        "SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAANwAAAA3aWYtbW9k\n---- END SSH2 ENCRYPTED PRIVATE KEY ----»",
      "it begins with «-----BEGIN " + "EC PRIVATE KEY-----» and goes on",
    ],
    nearMisses: [
      "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEF\n-----END PUBLIC KEY-----",
      "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----",
      "BEGIN PRIVATE KEY",
      "-- BEGIN PRIVATE SECTION --",
    ],
    reference: "RFC 7468, RFC 4716, RFC 9580 section 6.2; OpenSSH PROTOCOL.key",
  },
  {
    id: "private_key_pem_base64",
    name: "Private key in PEM, encoded in base64 once more",
    category: "private_key",
    source: "LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,}={0,2}",
    validate: decodesToPrivateKey,
    confidence: 0.95,
    examples: [
      "tls.key: «LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t" + "Ck1JSUV2UUlCQURBTkJna3Foa2lHOXcw»",
      "🔑 «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpN" + "SUlFcEFJQkFBS0M=»",
    ],
    nearMisses: ["tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURkekNDQWw=", "LS0tLS1CRUdJTi"],
    reference: "RFC 7468; Kubernetes keeps TLS secrets in this form",
  },
  {
    id: "private_key_putty",
    name: "PuTTY private key file",
    category: "private_key",
    source: String.raw`PuTTY-User-Key-File-\d: [^\n\r]+(?:\r?\n(?:[A-Z][A-Za-z0-9-]+: [^\n\r]*|[A-Za-z0-9+/=]{8,}))*`,
    confidence: 0.98,
    examples: [
      "«PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: 鍵\nPublic-Lines: 1\nAAAAC3NzaC1lZDI1\nPrivate-Lines: 1\nAAAAIFq8Zt3LmX7v\nPrivate-MAC: 7c1f09»\n\nthanks",
    ],
    nearMisses: ["PuTTY-User-Key-File", "PuTTY is a client for SSH: see its key file format"],
    reference: "PuTTY User Manual, appendix C",
  },
  {
    id: "private_key_jwk",
    name: "Private member of a JSON Web Key",
    category: "private_key",
    before: String.raw`\\?"d\\?" ?: ?\\?"`,
    source: "[A-Za-z0-9_-]{43,}",
    context: ["kty", "crv"],
    confidence: 0.95,
    examples: ['{"kty":"EC","crv":"P-256","d":"«kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dC' + 'aE-iO_yTqXw»"}'],
    nearMisses: ['{"d":"kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaE-iO_yTqXw"}', '{"kty":"EC","d":"kQ9xZ2m"}'],
    reference: "RFC 7517, RFC 7518 section 6",
  },
  {
    id: "age_secret_key",
    name: "age secret key",
    category: "private_key",
    source: String.raw`\bAGE-SECRET-KEY-1[0-9A-Z]{58}`,
    boundary: KEY_END,
    confidence: 0.98,
    examples: [
      "# key\n«AGE-SECRET-KEY-" + "1QX7V2L0K9W5R8T3Z6N4M2J7H5G3F9D8S0A6C4E2PYUQXVLKWRTZN48MJHG»",
      "密钥«AGE-SECRET-KEY-" + "1MJHG84NZTRWKLVXQUYP2E4C6A0S8D9F3G5H7J2M4N6Z3T8R5W9K0L2V7XQ»",
    ],
    nearMisses: [
      "age1qx7v2l0k9w5r8t3z6n4m2j7h5g3f9d8s0a6c4e2pyuqxvlkwrtzn48mjhg",
      "AGE-SECRET-KEY-" + "1QX7V2L0K9W5R8T3Z6N4M2J7H5G3F9D8S0A6C4E2PYUQXVLKWRTZN48MJHG7",
      "ID_AGE-SECRET-KEY-" + "1QX7V2L0K9W5R8T3Z6N4M2J7H5G3F9D8S0A6C4E2PYUQXVLKWRTZN48MJHG",
    ],
    reference: "age specification (C2SP), X25519 recipient type",
  },
  {
    id: "private_key_assigned",
    name: "Raw private key assigned to its name",
    category: "private_key",
    before: assignedTo(String.raw`(?:private|priv|preshared)[ _-]?key\w*`),
    source: "(?:0x)?[A-Fa-f0-9]{64}|[A-Za-z0-9+/_-]{42,}={0,2}",
    boundary: KEY_END,
    validate: looksRandom,
    confidence: 0.9,
    examples: [
      "PRIVATE_KEY=«0x7c1f09a3b8e24d5560f1c9d8ab3e7714" + "92d05fbe6a8c3b1d4e7f20915ac6d83b»",
      "PrivateKey = «kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dC" + "aEiOyTqXwV8=»",
      'privateKey: "«7c1f09a3b8e24d5560f1c9d8ab3e771492d05fbe' + '6a8c3b1d4e7f20915ac6d83b»" 🔑',
    ],
    nearMisses: [
      "private_key_path = /home/someone/keys/production/service-account-key",
      "PRIVATE_KEY=0x0000000000000000000000000000000000000000000000000000000000000000",
      "private_key=7c1f09a3b8e24d5560f1c9d8ab3e7714" + "92d05fbe6a8c3b1d4e7f20915ac6d83b-x",
      "public_key=7c1f09a3b8e24d5560f1c9d8ab3e7714" + "92d05fbe6a8c3b1d4e7f20915ac6d83b",
    ],
    reference: "WireGuard wg(8); SEC 1 (secp256k1 private keys in hexadecimal)",
  },
];
