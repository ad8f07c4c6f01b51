import { type Pattern } from "~/detection/pattern";

const decode = (text: string) => Buffer.from(text, "base64url").toString("latin1");

/** The header is an object that names an algorithm; it need not be intact, for tokens get damaged. */
function isHeader(part: string): boolean {
  const header = decode(part).trimStart();
  return header.startsWith("{") && /"(?:alg|enc|typ|kid|iss)"/.test(header);
}

const headerOf = (token: string) => token.slice(0, token.indexOf("."));

export const JWT_PATTERNS: readonly Pattern[] = [
  {
    id: "jwt",
    name: "JSON Web Token, signed, encrypted or unsecured",
    category: "jwt",
    source: String.raw`\b(?:eyJ|eyA|ewo)[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){1,3}`,
    validate: (value) => isHeader(headerOf(value)),
    confidence: 0.95,
    examples: [
      'token: "«eyJhbGciOiJIUzI1NiJ9.' + 'eyJzdWIiOiI3NyJ9.Zk3v9QwX1bTn0sYd4LmR8eHc2PjUa6Gf»"',
      "Cookie: session=«ewogICJhbGciOiAiRVMyNTYiCn0." + "eyJ1IjoxfQ.p0-9sXk2LqVb7Wn»; Path=/",
      "令牌是«eyJhbGciOiJub25lIn0." + "eyJzdWIiOiJuaWVtYW5kIn0.»",
      "«eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.." + "kQ3vX9w2Lm0RsT7y.b8Zc1N.pV5xJ4uH6»",
    ],
    nearMisses: [
      "id_eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiI3NyJ9.Zk3v9QwX1bTn0sYd4LmR8eHc2PjUa6Gf",
      "eyJwYWdlIjoyfQaaaaaa.png.webp",
      "eyJhbGciOiJIUzI1NiJ9",
      "eyJzIjoxMjM0NTY3ODl9.eyJzIjoxMjM0NTY3ODl9.x",
    ],
    reference: "RFC 7515 (JWS), RFC 7516 (JWE), RFC 7519 (JWT)",
  },
  {
    id: "jwt_base64",
    name: "JSON Web Token, encoded in base64 once more",
    category: "jwt",
    source: String.raw`\bZXlK[A-Za-z0-9+/_-]{24,}={0,2}`,
    validate: (value) => {
      const token = decode(value);
      return token.includes(".") && decode(headerOf(token)).startsWith('{"');
    },
    confidence: 0.9,
    examples: [
      'token: "«ZXlKaGJHY2lPaUpJVXpJMU5pSjku' + 'ZXlKemRXSWlPaUkzTnlKOS5aazN2OVF3WDFiVG4wc1lk»"',
      "秘密 «ZXlKaGJHY2lPaUpJVXpJMU5pSjku" + "ZXlKemRXSWlPaUkzTnlKOS5aazN2OVF3WDFi»。",
    ],
    nearMisses: [
      "id_ZXlKaGJHY2lPaUpJVXpJMU5pSjku" + "ZXlKemRXSWlPaUkzTnlKOS5aazN2OVF3WDFiVG4wc1lk",
      "ZXlKwYWdlIjoyfQaaaaaaZXlKwYWdlIjoyfQaaaaaa",
      "ZXlKaGJHY2lPaUp",
    ],
    reference: "RFC 7519; Kubernetes keeps service account tokens in this form",
  },
];
