import { type Pattern } from "~/detection/pattern";

/** Scripts that put spaces between words: only there can the letters before an @ be taken for part of an address. */
const LOCAL_LETTERS = String.raw`\p{Latin}\p{Greek}\p{Cyrillic}\p{N}`;
const LABEL_LETTERS = String.raw`\p{L}\p{M}\p{N}`;

/** `logo@2x.png` and its kin: what follows the last dot is a file extension and no top-level domain. */
const FILE_EXTENSION = /\.(?:png|jpe?g|gif|webp|svg|avif|ico|css|js|ts|json|html?|tgz|gz)$/i;

/** `https://jane:` before it: what looks like an address is a password and a host. */
const IN_USERINFO = /:\/\/[^\s/@]*:[^\s/@]*$/;

export const EMAIL_PATTERNS: readonly Pattern[] = [
  {
    id: "email",
    name: "E-mail address",
    category: "email",
    source:
      String.raw`[${LOCAL_LETTERS}_][${LOCAL_LETTERS}\p{M}_.%+'&~-]*@(?:[${LABEL_LETTERS}](?:[${LABEL_LETTERS}-]*[${LABEL_LETTERS}])?\.)+` +
      String.raw`(?:xn--[A-Za-z0-9-]+|[A-Za-z]{2,63}|\p{L}[\p{L}\p{M}]+)`,
    boundary: (before) => !IN_USERINFO.test(before),
    validate: (value) => !FILE_EXTENSION.test(value),
    confidence: 0.95,
    examples: [
      "write to «jane.doe@example.com».",
      "<«j_doe+news-letter@mail.example.co.uk»>",
      "'«o'brien@example.ie»'",
      "邮箱是«jane@example.com»，谢谢",
      "«jane@example.com»으로 보내 주세요",
      "почта:«иван.петров@почта.рф»",
      "«zoë@exämple.de», «x@xn--e1afmkfd.xn--p1ai»",
      "email=«jane@example.com»&next=1",
      "«user@例子.中国»",
    ],
    nearMisses: [
      "root@localhost",
      "logo@2x.png",
      "lodash@4.17.21",
      "ask @jane about it",
      "jane@ example.com",
      "user@10.0.0.1",
      "a@b.c",
      "https://jane:s3cr3tpw@example.com",
    ],
    reference: "RFC 5321 section 4.1.2, RFC 6531, RFC 5890",
  },
];
