/** Keys of chat and social networks. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn, looksRandom } from "~/detection/randomness";

export const COMMUNICATION_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "slack_token",
    name: "Slack token",
    source: String.raw`\bxox[bpaoses]-(?:\d-)?[A-Za-z0-9-]{16,}`,
    validate: (value) => /\d/.test(value) && isFilledIn(value),
    examples: [
      "| SLACK_BOT_TOKEN | «xoxb-" + "547977922809-2280877115653-xWlaWuewRDccKRdYEH6NsMN4» |",
      "--api-key «xoxp-" +
        "895432190937-644219898213-8328667278018-86c14c6bc1ddf8191a349a72c3838136» --verbose",
      "clé d’accès : «xoxe-" +
        "1-VpUb2f5CUL75nfYgvRmyo3exZ9MuoCb7jsZTKBPRD05dc9Y6b6VEXpgFpL19dGdCbdJwLefVfveN4FyewXiUFkLpeNOWjjoB5ncCmtCgokaCwUlfFdtg9aI4cumeFrkhwK7gn69D3bNTAdTiEY»",
    ],
    nearMisses: [
      "id_xoxb-" + "547977922809-2280877115653-xWlaWuewRDccKRdYEH6NsMN4",
      "xoxb-xxxxxxxxxx-xxxxxxxxxx-xxxxxxxxxxxx",
      "xoxb-" + "5479779",
      "xoxb-the-token-of-my-bot",
    ],
    reference: "Slack documentation: token types",
  },
  {
    ...ISSUED_KEY,
    id: "slack_app_token",
    name: "Slack app-level token",
    source: String.raw`\bxapp-\d-[A-Z0-9]{8,}-\d{8,}-[a-z0-9]{40,}`,
    examples: [
      "SLACK_APP_TOKEN=«xapp-" +
        "1-ATNKOAIVHGF-8586460232977-ac7627d9ad0fa3903de039ffe202d531baa10bae0d4f52d33c6c4dc3553aaef3»",
      "clé d’accès : «xapp-" +
        "1-A2TRSWKPHPK-0707061685337-1c76c3523b7be159274a68daadd363796c6de8accd99e95d807d0f680173e415»",
    ],
    nearMisses: [
      "id_xapp-" +
        "1-ATNKOAIVHGF-8586460232977-ac7627d9ad0fa3903de039ffe202d531baa10bae0d4f52d33c6c4dc3553aaef3",
      `xapp-1-A${"X".repeat(10)}-${"0".repeat(13)}-${"0".repeat(64)}`,
      "xapp-" + "1-ATNKO",
    ],
    reference: "Slack documentation: app-level tokens",
  },
  {
    ...ISSUED_KEY,
    id: "slack_config_token",
    name: "Slack configuration token",
    source: String.raw`\bxoxe\.xox[bp]-\d-[A-Za-z0-9]{100,}`,
    examples: [
      'const client = new Client("«xoxe.' +
        'xoxp-1-QkCkJFjULWlWpxtR1iSV0INNlwA4d4sEeXRgoIONyaLbaYggsG2hjmXhYDUlbJ9Q7gj6K0Akxgx9HkQNnBYtdcJE9qNim0KoZUfnlA4Qptx5E2AE8T1MCacdqzUUMjrpKOlWtLvSyqnMoIS942ODpfirZgGhHAOntuW»");',
      "المفتاح «xoxe." +
        "xoxp-1-y7mfLP8UppnrrkuCG3cUQzm5QLXErCu34vgmYWCAr5gPQ685xz1j4z9A1aw84lmUn0kJhMzfVv01kO7jVuThuMi893UIZZm7CWs4PRBaixRo9YBNrirVMWcaWsHes9uxiEmRvahq75aklCmYJudW5ldZ8njKLQMBtI7»",
    ],
    nearMisses: [
      "id_xoxe." +
        "xoxp-1-QkCkJFjULWlWpxtR1iSV0INNlwA4d4sEeXRgoIONyaLbaYggsG2hjmXhYDUlbJ9Q7gj6K0Akxgx9HkQNnBYtdcJE9qNim0KoZUfnlA4Qptx5E2AE8T1MCacdqzUUMjrpKOlWtLvSyqnMoIS942ODpfirZgGhHAOntuW",
      `xoxe.xoxp-1-${"x".repeat(163)}`,
      "xoxe." + "xoxp-1-",
    ],
    reference: "Slack documentation: configuration tokens",
  },
  {
    ...SIZED_KEY,
    id: "discord_bot_token",
    name: "Discord bot token",
    source: String.raw`\b[MNO][A-Za-z0-9]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}`,
    examples: [
      'curl -H "Authorization: Bearer «MTkyn4EAU6pI6OYGhAD4OBDrzf' +
        '.GHYCGa.k5g7j26wN3Q6abqufgDTqAbvyHKKAvWrmwFSr1»" https://api.example.com',
      "DISCORD_TOKEN: '«MTA65HTPQwMjuGFKdFr2iH1Wao" + ".GgKuYQ.FqkkZ3Uu4Qakrsg3Sl2UgIJsJplpRhJFyTmqlm»'",
      "密钥是«MT5kFCdJlIdVh5sXPPmPwQbdIP" + ".Gi4lLF.Ln4fKl4bKERMczlO3JnCQtEQuTxaQUYFneITmQ»。",
    ],
    nearMisses: [
      "MT754kTbacZnQ9MPjVnm3poSBO" + ".G1Gp8m.667bSIt6U0pvzq1rAEcxsTjw8mZ8IDNvQn9ksKq",
      "id_MTkyn4EAU6pI6OYGhAD4OBDrzf" + ".GHYCGa.k5g7j26wN3Q6abqufgDTqAbvyHKKAvWrmwFSr1",
      `MT${"x".repeat(24)}.Gxxxxx.${"x".repeat(38)}`,
      "MTkyn4EAU6pI6OYGhAD4OBDrzf" + ".GHYCG",
    ],
    reference: "Discord developer documentation: authentication",
  },
  {
    ...SIZED_KEY,
    id: "telegram_bot_token",
    name: "Telegram bot token",
    source: String.raw`\d+:A[A-Za-z0-9_-]{34}`,
    validate: (value) => /^\d{5,16}:/.test(value) && looksRandom(value.slice(value.indexOf(":") + 1)),
    examples: [
      "my key is «7121745088" + ":AArwuYAafvMk2dCY4G8l92Pss4RWUfCK47O», does it work?",
      "https://api.example.com/v1?key=«0749870181" + ":AA8mW1VnMFat9mbC-DXFa0zs7ZT8CjgRkJ5»&page=2",
      "der Schlüssel: «5456945133" + ":AA3NE9FzrnHA4MXZ_ewu5Rq-1RMlljPjfwa» 🔑",
    ],
    nearMisses: [
      "3944819513" + ":AAPvJNfLFy5WmmQ3i9ewJCyjhy679aLanhfq",
      "0000000000:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "7121745088" + ":AArwuYAafvMk2dCY4G8l92Pss4RWUfCK47",
      'type="clm34130:AgencyIdentificationCodeContentType"',
    ],
    reference: "Telegram Bot API: authorizing your bot",
  },
  {
    ...SIZED_KEY,
    id: "telegram_bot_token_near_word",
    name: "Telegram bot token beside the word",
    source: String.raw`\d+:[A-Za-z0-9_-]{35}`,
    validate: (value) => /^\d{8,10}:/.test(value) && isFilledIn(value),
    confidence: 0.85,
    context: ["telegram", "tgram", "bot token"],
    examples: [
      "telegram: «6994075637" + ":bBrIW_m4xnQoMNqAKak-dllS8cncyfZ-wu3»",
      "tgram://«6329208988" + ":b1oa4oBTVzd1sz7TljVmCoGQrTYNtr1B25w»/",
    ],
    nearMisses: [
      "telegram " + "6898202189" + ":b5lv0XBDxLZ4YwR1rV0xVI6R68NK6JahDEVq",
      "telegram " + "0000000000:bxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "6994075637" + ":bBrIW_m4xnQoMNqAKak-dllS8cncyfZ-wu",
      "time 0123456789:q8Zt3LmX7vKc2RwN9sPd4YhBkQ9xZ2mW8vB",
    ],
    reference: "Telegram Bot API: authorizing your bot",
  },
  {
    ...ISSUED_KEY,
    id: "pubnub_key",
    name: "PubNub key",
    source: String.raw`\b(?:pub|sub|sec)-c-[A-Za-z0-9_-]{36,}`,
    examples: [
      "--api-key «sec-" + "c-jy5OACNW7dm1LDdLQywYivkRyHvsUUB8A9E6gHKZ52ZSxO7p» --verbose",
      "ключ: «sec-" + "c-FYkS19MgOxMaFhz1PiPh9hUKs5zCES34ogsqoB1LIhNDBixm»",
    ],
    nearMisses: [
      "id_sec-" + "c-jy5OACNW7dm1LDdLQywYivkRyHvsUUB8A9E6gHKZ52ZSxO7p",
      "sec-c-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "sec-" + "c-jy5OAC",
    ],
    reference: "PubNub documentation: keysets",
  },
  {
    ...SIZED_KEY,
    id: "voiceflow_api_key",
    name: "Voiceflow API key",
    source: String.raw`\bVF\.(?:DM|WS)\.[a-z0-9]{24}\.[A-Za-z0-9]{16}`,
    examples: [
      'export VOICEFLOW_API_KEY="«VF.D' + 'M.mewh6u7xlwv5d9hoplo71hz5.VZKb84mvTWG4si70»"',
      "キーは「«VF.D" + "M.7leubdmk5uj76456mhzr1ddz.PHljb7XDh7F1b5A5»」です",
    ],
    nearMisses: [
      "VF.D" + "M.5cq4boh3e9zs4xj0kcg0vl3s.oR7Kg4oN5yixEO1Aq",
      "id_VF.D" + "M.mewh6u7xlwv5d9hoplo71hz5.VZKb84mvTWG4si70",
      "VF.DM.xxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxx",
      "VF.D" + "M.mewh6u7xlwv5d9hoplo71hz5.VZKb84mvTWG4si7",
    ],
    reference: "Voiceflow documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "twilio_api_key",
    name: "Twilio API key",
    source: String.raw`\bSK[a-f0-9]{32}`,
    examples: [
      '{"TWILIO_API_KEY": "«SKc3' + '91eefdc2a2331fbb343df8a372a2fb»"}',
      "🔐«SKe3" + "20e4eea2dac6452f74562998be5232»",
    ],
    nearMisses: [
      "SKec" + "6371531c33d7685d8ce67ac234fccdq",
      "id_SKc3" + "91eefdc2a2331fbb343df8a372a2fb",
      "SK00000000000000000000000000000000",
      "SKc3" + "91eefdc2a2331fbb343df8a372a2f",
    ],
    reference: "Twilio documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "twilio_account_sid",
    name: "Twilio account SID",
    source: String.raw`\bAC[a-f0-9]{32}`,
    examples: [
      "TWILIO_ACCOUNT_SID: '«ACa3" + "7e33791963f408fc8bba0d6d19b915»'",
      "clé d’accès : «AC81" + "61bdb77e39c44ac9c97ae96efdc161»",
    ],
    nearMisses: [
      "AC5a" + "a4c397894a12a3beb1faf34c6c5dccq",
      "id_ACa3" + "7e33791963f408fc8bba0d6d19b915",
      "AC00000000000000000000000000000000",
      "ACa3" + "7e33791963f408fc8bba0d6d19b91",
    ],
    reference: "Twilio documentation: account SID",
  },
  {
    ...SIZED_KEY,
    id: "facebook_app_token",
    name: "Facebook app access token",
    source: String.raw`\b\d{13,17}\|[A-Za-z0-9_-]{27}`,
    examples: [
      "https://api.example.com/v1?key=«6255574691556290|" + "3986A_X0PIZFWUT6ZI0zsiWDYYL»&page=2",
      "المفتاح «3245122743677287|" + "xHkbBKG-99XD5ynARFdWNn1UZz6»",
    ],
    nearMisses: [
      "6899618288866173|" + "PbKiB3RwcKGwIA1T37aVwJoSlBqq",
      "id_6255574691556290|" + "3986A_X0PIZFWUT6ZI0zsiWDYYL",
      "0000000000000000|xxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "6255574691556290|" + "3986A_X0PIZFWUT6ZI0zsiWDYY",
    ],
    reference: "Meta for Developers: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "twitter_bearer_token",
    name: "X (Twitter) app bearer token",
    source: String.raw`\bA{20,22}[A-Za-z0-9%]{60,}`,
    examples: [
      "| TWITTER_BEARER_TOKEN | «AAAA" +
        "AAAAAAAAAAAAAAAAA3822BSAhhlbxbW4l9V7jV8He%3D24kwJO8W3bxdfkRAf9Eu0RJDKEcHtYjv2fi6OKHAB5JQKyUiKx» |",
      "키는 «AAAA" +
        "AAAAAAAAAAAAAAAAAvHND6hppx6lG7RqFEJkJWJOd%3Dx7dPLyXujc5ZiI4zNbTfiqtHSOrXspuEwTk8Hyow6BaSu8afO3»입니다",
    ],
    nearMisses: [
      "id_AAAA" +
        "AAAAAAAAAAAAAAAAA3822BSAhhlbxbW4l9V7jV8He%3D24kwJO8W3bxdfkRAf9Eu0RJDKEcHtYjv2fi6OKHAB5JQKyUiKx",
      `AAAAAAAAAAAAAAAAAAAAA${"x".repeat(24)}%3D${"x".repeat(50)}`,
      "AAAA" + "AAAAAAAA",
    ],
    reference: "X API documentation: app-only authentication",
  },
  {
    ...SIZED_KEY,
    id: "telnyx_api_key",
    name: "Telnyx API key",
    source: String.raw`\bKEY[A-F0-9]{32}_[A-Za-z0-9]{22}`,
    examples: [
      "TELNYX_API_KEY=«KEY0" + "DD572B7E5859A126E0C2C23898CFCED_n1QCjtsOjJg6hqJbrXl4VK»",
      "密钥是«KEY3" + "571931EA4C659222CC8FB705F03CD30_SOyTWWTvaZ6vTfCRYQv2KP»。",
    ],
    nearMisses: [
      "KEYF" + "7BAF5C3532C26B9310B3BD10831B8D7_A4rOpIftNlmaUwaEVFbQpRq",
      "id_KEY0" + "DD572B7E5859A126E0C2C23898CFCED_n1QCjtsOjJg6hqJbrXl4VK",
      "KEY00000000000000000000000000000000_xxxxxxxxxxxxxxxxxxxxxx",
      "KEY0" + "DD572B7E5859A126E0C2C23898CFCED_n1QCjtsOjJg6hqJbrXl4V",
    ],
    reference: "Telnyx documentation: API keys",
  },
];
