import { type Pattern } from "~/detection/pattern";

/** Scripts that put spaces between words: only there can the letters before an @ be taken for part of an address. */
const LOCAL_LETTERS = "A-Za-z0-9À-ɏͰ-ԯḀ-῿";
/** Letters of all scripts in few ranges: the exact classes would fill the memory that all expressions share. */
const LETTERS = "A-Za-zÀ-ԯԱ-ۿ܀-࿿Ⴀ-ᇿḀ-῿ぁ-ヿ㐀-鿿가-힣";
const LABEL_LETTERS = `${LETTERS}0-9`;

const LOCAL = String.raw`[${LOCAL_LETTERS}_][${LOCAL_LETTERS}_.%+'&~-]*`;
const DOMAIN =
  String.raw`(?:[${LABEL_LETTERS}](?:[${LABEL_LETTERS}-]*[${LABEL_LETTERS}])?\.)+` +
  String.raw`(?:xn--[A-Za-z0-9-]+|[A-Za-z]{2,63}|[${LETTERS}]{2,63})`;
const ASCII_DOMAIN = String.raw`[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}`;

/** `logo@2x.png`, `getty@tty1.service` and their kin: no top-level domain stands behind the last dot. */
const FILE_EXTENSION =
  /\.(?:png|jpe?g|gif|webp|svg|avif|ico|css|js|ts|[jt]sx|vue|map|json|html?|xml|ya?ml|toml|txt|log|conf|cfg|csv|sql|pdf|tgz|gz|exe|dll|rb|cpp|hpp|lock|service|socket|timer|mount|scope|slice)$/i;
/** The user whom code hosts serve repositories to; it reads no mail. */
const CODE_HOST_USER = /^git@/;

/** Not the user and host of a URL or of `scp`, nor the password before a host; and not a piece of these. */
const isMailbox = (before: string, after: string) =>
  !/[A-Za-z0-9_À-ɏͰ-ԯ][.%+'&~-]?$|:\\?\/\\?\/[^\s/@]*$/.test(before) &&
  !/^:[/~]/.test(after) &&
  !(/[\w$!%^&*#/-]:$/.test(before) && /^[:/]/.test(after));

const reference = "RFC 5321 section 4.1.2, RFC 6531, RFC 5890";

export const EMAIL_PATTERNS: readonly Pattern[] = [
  {
    id: "email",
    name: "E-mail address",
    category: "email",
    source: `${LOCAL}@${DOMAIN}`,
    core: String.raw`[${LOCAL_LETTERS}_.%+'&~-]@[${LABEL_LETTERS}]`,
    boundary: isMailbox,
    validate: (value) => !FILE_EXTENSION.test(value) && !CODE_HOST_USER.test(value),
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
      "mailto:«jane@example.com»?subject=x",
      "«user@例子.中国»",
    ],
    nearMisses: [
      "rtsp://viewer:Cam3ra!2@cam-2.example.net/stream1",
      '{"url":"https:\\/\\/bot:k9Xq2@example.com"}',
      "root@localhost",
      "logo@2x.png",
      "getty@tty1.service",
      "lodash@4.17.21",
      "ask @jane about it",
      "jane@ example.com",
      "user@10.0.0.1",
      "a@b.c",
      "git@code.example.com:team/app.git",
      "scp build.tgz deploy@host.example.com:/srv",
      "ftp://mirror@host.example.com",
      "https://jane:s3cr3tpw@example.com",
      "redis://:hunter2@cache.example.com:6379",
    ],
    reference,
  },
  {
    id: "email_quoted",
    name: "E-mail address with a quoted name or an address literal",
    category: "email",
    source: String.raw`"[^"\n\x00@:,]{1,64}"@${ASCII_DOMAIN}|[A-Za-z0-9._+-]{1,64}@\[(?:IPv6:[0-9A-Fa-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){3})\]`,
    core: String.raw`"@[A-Za-z0-9]|@\[[IP\d]`,
    confidence: 0.9,
    examples: ['write to «"jane doe"@example.com» 📧', "«jane@[203.0.113.5]»", "«jane@[IPv6:2001:db8::1]»"],
    nearMisses: ['"jane"@home', "jane@[host]", '{"a":"b"}@example.com'],
    reference,
  },
  {
    id: "email_encoded",
    name: "E-mail address with its @ encoded, as in URLs and HTML",
    category: "email",
    source: String.raw`[A-Za-z0-9_](?:[A-Za-z0-9._+-]|%2[Bb]){0,63}(?:%40|&#0*64;|&#x40;|&commat;|\\u0040)${ASCII_DOMAIN}`,
    core: String.raw`[A-Za-z0-9](?:%40|&#0*64;|&#x40;|&commat;|\\u0040)[A-Za-z0-9]`,
    validate: (value) => !FILE_EXTENSION.test(value),
    confidence: 0.9,
    examples: [
      "?email=«jane.doe%40example.com»&x=1",
      "«jane%2Bnews%40example.com»",
      "«jane&#64;example.com» 邮箱",
      '"«jane\\u0040example.com»"',
    ],
    nearMisses: ["100%40 example.com", "icon%402x.png", "jane%40localhost"],
    reference: "RFC 3986 section 2.1; HTML character references",
  },
  {
    id: "email_spelled",
    name: "E-mail address spelled out against harvesters",
    category: "email",
    source:
      String.raw`[A-Za-z0-9_][A-Za-z0-9._+-]{0,63} ?(?:\[ ?(?:at|AT|@) ?\]|\( ?(?:at|AT|@) ?\)|\{ ?(?:at|AT|@) ?\}|<at>|\bat\b) ?` +
      String.raw`[A-Za-z0-9-]+(?:(?:\.| ?(?:\[ ?(?:dot|DOT|\.) ?\]|\( ?(?:dot|DOT|\.) ?\)|\{ ?dot ?\}|<dot>| dot ) ?)[A-Za-z0-9-]+)*(?:\.| ?(?:\[ ?(?:dot|DOT|\.) ?\]|\( ?(?:dot|DOT|\.) ?\)|\{ ?dot ?\}|<dot>| dot ) ?)(?:com|org|net|edu|gov|io|dev|ai|info|co|uk|de|fr|es|it|nl|eu|ch|at|us|ca|au)\b`,
    core: String.raw`[\[({<] ?(?:at|AT|@) ?[\])}>] ?[A-Za-z0-9]|\bat [A-Za-z0-9-]+ dot `,
    isCoreTelling: true,
    validate: (value) => /[[({<]\s?(?:at|@)\s?[\])}>]|\bdot\b/i.test(value),
    confidence: 0.8,
    examples: [
      "«jane.doe [at] example [dot] com»",
      "«jane(at)example.org»",
      "mail «jane at example dot com» 🙂",
      "«jane {at} mail.example.de»",
    ],
    nearMisses: ["look at example.com", "meet at polka dot party", "jane [at] home", "jane (at) example"],
    reference: "Common usage; RFC 3696 for what it stands for",
  },
];
