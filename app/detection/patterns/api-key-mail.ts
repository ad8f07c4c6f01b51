/** Keys of services that send mail and messages. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const MAIL_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "sendgrid_api_key",
    name: "SendGrid API key",
    source: String.raw`\bSG\.[A-Za-z0-9_=.-]{66}`,
    examples: [
      'const client = new Client("«SG.7' +
        '8ic20dV1uSKFnN3Wtw2D0.jD7AoDTx47NBpJcNMIaYJdA568qZfKQtuwalMj-Uwnu»");',
      '{"SENDGRID_API_KEY": "«SG.t' + '57vYmrbZdPbXbrURgOUmp.8ncASbTUr6CGTk3ItZ-vgBi5qlcUWrypifKdRfeVstK»"}',
      "ключ: «SG.k" + "dJRhUbU6Xcpve3lr962fP.vnNfGYwbVR4mpqAHCts2_d21Hjnfzze5u5s6uYwdNPP»",
    ],
    nearMisses: [
      "SG.c" + "1SENMDsk1bBkaQ2PRPAnB.SqlvdBCwAhe2QecTbb4GftrZD5vaGuDxv_yQZVOp1Nuq",
      "id_SG.7" + "8ic20dV1uSKFnN3Wtw2D0.jD7AoDTx47NBpJcNMIaYJdA568qZfKQtuwalMj-Uwnu",
      `SG.${"x".repeat(22)}.${"x".repeat(43)}`,
      "SG.7" + "8ic20dV1uSKFnN3Wtw2D0.jD7AoDTx47NBpJcNMIaYJdA568qZfKQtuwalMj-Uwn",
    ],
    reference: "SendGrid documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "mailgun_key",
    name: "Mailgun private API key",
    source: String.raw`\bkey-[a-f0-9]{32}`,
    examples: [
      'curl -H "Authorization: Bearer «key-' + '06a0bb77d4d75715fc19323732a925ae»" https://api.example.com',
      "ключ: «key-" + "65c9ceb834f6d7045d9f0f5620b88a68»",
    ],
    nearMisses: [
      "key-" + "350d9bc138ee46f1ab809546a535ac3dq",
      "id_key-" + "06a0bb77d4d75715fc19323732a925ae",
      "key-00000000000000000000000000000000",
      "key-" + "06a0bb77d4d75715fc19323732a925a",
    ],
    reference: "Mailgun documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "mailgun_signing_key",
    name: "Mailgun API or signing key of the newer form",
    source: String.raw`\b[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}`,
    examples: [
      "my key is «1195fa4807fbe24f" + "7f140c26d256e3c2-8fc0860c-e96291b4», does it work?",
      "キーは「«f508a6d157895409" + "5e7cd82d2e1d234d-31ec2dde-20bff283»」です",
    ],
    nearMisses: [
      "b9e0388d94a21b01" + "e9b719257903621f-0a20845e-a0457507q",
      "id_1195fa4807fbe24f" + "7f140c26d256e3c2-8fc0860c-e96291b4",
      "00000000000000000000000000000000-00000000-00000000",
      "1195fa4807fbe24f" + "7f140c26d256e3c2-8fc0860c-e96291b",
    ],
    reference: "Mailgun documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "mailchimp_api_key",
    name: "Mailchimp API key",
    source: String.raw`\b[a-f0-9]{32}-us\d{1,2}`,
    examples: [
      'env = { MAILCHIMP_API_KEY = "«3f21232e2faac35f' + '038de3e742b1b98f-us12»" }',
      "🔐«8c3633ab55d1ac1f" + "c8899032939dbe65-us10»",
    ],
    nearMisses: [
      "bc22625fddf3d920" + "624043ca47995030-us12q",
      "id_3f21232e2faac35f" + "038de3e742b1b98f-us12",
      "00000000000000000000000000000000-us10",
      "3f21232e2faac35f" + "038de3",
    ],
    reference: "Mailchimp documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "mandrill_api_key",
    name: "Mandrill API key",
    source: String.raw`\bmd-[A-Za-z0-9_-]{22}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "--api-key «md-j" + "TdJaq160RBnqt21a6_JL1» --verbose",
      "clé d’accès : «md-d" + "JYO2Hq4hS5oyklbcKYPG2»",
    ],
    nearMisses: [
      "md-E" + "cVhtQMyUOVi6shy66xl_3q",
      "id_md-j" + "TdJaq160RBnqt21a6_JL1",
      "md-xxxxxxxxxxxxxxxxxxxxxx",
      "md-j" + "TdJaq160RBnqt21a6_JL",
    ],
    reference: "Mailchimp Transactional documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "brevo_api_key",
    name: "Brevo API key",
    source: String.raw`\bx(?:keysib|smtpsib)-[a-f0-9]{64}-[A-Za-z0-9]{16}`,
    examples: [
      'export BREVO_API_KEY="«xkeysib-' +
        'c87307bb844e57ea592ca00120d9e1972b275c23d26e88bf82973e61b0277fba-w0mFKuUnTPR6DnfB»"',
      "المفتاح «xsmtpsib-" +
        "295da19360b6cc7fad05153dcc0f4862af7065c9dbb922ac63d859011e4889a1-lq6ho3yisrGZ5WkY»",
    ],
    nearMisses: [
      "xsmtpsib" + "-840edf57fad48cbeb417dd9ee42aa5309344bf1daf55aa912760e28fae11c68b-yBiB6gs7GRTPxnV0q",
      "id_xkeysib-" + "c87307bb844e57ea592ca00120d9e1972b275c23d26e88bf82973e61b0277fba-w0mFKuUnTPR6DnfB",
      `xkeysib-${"0".repeat(64)}-${"x".repeat(16)}`,
      "xkeysib-" + "c87307bb844e57ea592ca00120d9e1972b275c23d26e88bf82973e61b0277fba-w0mFKuUnTPR6Dnf",
    ],
    reference: "Brevo documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "resend_api_key",
    name: "Resend API key",
    source: String.raw`\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      '{"RESEND_API_KEY": "«re_r' + '57qFCD8_3gnDTdRSyayXBiSKtPn5Vh3M»"}',
      "키는 «re_C" + "WcCIRtO_97Xwq4w5tEzznEFNv3GGpxvJ»입니다",
    ],
    nearMisses: [
      "re_b" + "LSZj5Do_fs75OVWBA2Z9t3WvBfnjVsKzq",
      "id_re_r" + "57qFCD8_3gnDTdRSyayXBiSKtPn5Vh3M",
      "re_xxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxx",
      "re_r" + "57qFCD8_3gnDTdRSyayXBiSKtPn5Vh3",
    ],
    reference: "Resend documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "klaviyo_api_key",
    name: "Klaviyo private API key",
    source: String.raw`\bpk_(?:[a-f0-9]{34}|[A-Za-z0-9]{6}_[a-f0-9]{34})`,
    examples: [
      "KLAVIYO_API_KEY: '«pk_f" + "0258007082f394278057dad4b304ec00a»'",
      "密钥是«pk_9" + "69865b89f0dd25c91646980aec45ef277»。",
    ],
    nearMisses: [
      "pk_7" + "5a7219efb7fe4cb3a607eae6cfd4a6efcq",
      "id_pk_f" + "0258007082f394278057dad4b304ec00a",
      "pk_0000000000000000000000000000000000",
      "pk_f" + "0258007082f394278057dad4b304ec00",
    ],
    reference: "Klaviyo documentation: private API keys",
  },
  {
    ...ISSUED_KEY,
    id: "onesignal_api_key",
    name: "OneSignal API key",
    source: String.raw`\bos_v2_(?:app|org)_[a-z2-7]{100,}`,
    examples: [
      "https://api.example.com/v1?key=«os_v" +
        "2_app_w4qaoeconp2scexcho3kc6c5l2e56iqgis6vji26iymgrlhphf5rfs4hnxr3uew2bglkb34mph6aezjuujgybqnzbbml4jkntv5h»&page=2",
      "der Schlüssel: «os_v" +
        "2_org_d3yfaijn6uolq3e7gsyhxo22h4q5o6rnoqffljbj2wkor3g3mq3kesk3trxx4k5duwdklun7pvtxa7osjlgrrughi72oru3vlq6s» 🔑",
    ],
    nearMisses: [
      "id_os_v" +
        "2_app_w4qaoeconp2scexcho3kc6c5l2e56iqgis6vji26iymgrlhphf5rfs4hnxr3uew2bglkb34mph6aezjuujgybqnzbbml4jkntv5h",
      `os_v2_app_${"x".repeat(100)}`,
      "os_v" +
        "2_app_w4qaoeconp2scexcho3kc6c5l2e56iqgis6vji26iymgrlhphf5rfs4hnxr3uew2bglkb34mph6aezjuujgybqnzbbml4jkntv5",
    ],
    reference: "OneSignal documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "courier_api_key",
    name: "Courier API key",
    source: String.raw`\bpk_(?:prod|test)_[A-Z0-9]{28}`,
    examples: [
      "| COURIER_AUTH_TOKEN | «pk_t" + "est_PRVKXXNBOBRMS0D6IC0REC1AY300» |",
      "ключ: «pk_p" + "rod_UMY0IX4O165DNSZ9OH20UPB73CZ9»",
    ],
    nearMisses: [
      "pk_t" + "est_5KZ41WP0PV6DL9HZZNUWX2RGOR5Wq",
      "id_pk_t" + "est_PRVKXXNBOBRMS0D6IC0REC1AY300",
      "pk_prod_XXXXXXXXXXXXXXXXXXXXXXXXXXXX",
      "pk_t" + "est_PRVKXXNBOBRMS0D6IC0REC1AY30",
    ],
    reference: "Courier documentation: API keys",
  },
];
