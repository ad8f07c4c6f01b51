import { type Pattern } from "~/detection/pattern";
import { isFilledIn, looksRandom } from "~/detection/randomness";

const pathOf = (url: string) => url.replace(/^(?:https?:\/\/)?[^/]+/, "");

const WEBHOOK = {
  category: "webhook_url",
  validate: (value: string) => isFilledIn(pathOf(value)),
  confidence: 0.95,
} as const satisfies Partial<Pattern>;

const lastSegment = (url: string) => url.slice(Math.max(url.lastIndexOf("/"), url.lastIndexOf("=")) + 1);

export const WEBHOOK_URL_PATTERNS: readonly Pattern[] = [
  {
    ...WEBHOOK,
    id: "slack_webhook",
    name: "Slack webhook or workflow trigger",
    source: String.raw`(?:https?://)?hooks\.slack(?:-gov)?\.com/(?:services|triggers|workflows)/[A-Za-z0-9+/_-]{40,}`,
    examples: [
      "curl -X POST «https://hooks.slack.com/services/" +
        "T04K7QX2M9B/B08V3ZL6N1C/kQ9xZ2mW8vB4nL6pR1tY5sJ3» -d '{}'",
      "通知：«hooks.slack.com/triggers/" + "T04K7QX2M9B/7712903481526/9c1f09a3b8e24d5560f1c9d8ab3e7714»",
    ],
    nearMisses: [
      "https://hooks.slack.com/services/XXXXXXXXX/XXXXXXXXX/XXXXXXXXXXXXXXXXXXXXXXXX",
      "https://hooks.slack.com/services/T000/B000",
    ],
    reference: "Slack documentation: incoming webhooks",
  },
  {
    ...WEBHOOK,
    id: "discord_webhook",
    name: "Discord webhook",
    source: String.raw`(?:https?://)?(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d{15,20}/[A-Za-z0-9_-]{60,}`,
    examples: [
      "«https://discord.com/api/webhooks/" +
        "731902846150927364/kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8kQ9xZ2mW8vB4nL6pR1tY5sJ3u»",
      "вебхук «https://ptb.discordapp.com/api/v10/webhooks/" +
        "731902846150927364/q8Zt3LmX7vKc2RwN9sPd4YhBq8Zt3LmX7vKc2RwN9sPd4YhBkQ9xZ2mW8vB4nL6pR1tY»",
    ],
    nearMisses: [
      `https://discord.com/api/webhooks/731902846150927364/${"x".repeat(68)}`,
      "https://discord.com/api/webhooks/731902846150927364",
    ],
    reference: "Discord developer documentation: webhooks",
  },
  {
    ...WEBHOOK,
    id: "teams_webhook",
    name: "Microsoft Teams or Office 365 webhook",
    source: String.raw`https://(?:[A-Za-z0-9-]+\.webhook\.office\.com/webhookb2|outlook\.office(?:365)?\.com/webhook)/[a-z0-9@-]{40,}/[A-Za-z]+/[A-Za-z0-9]{20,}/[A-Za-z0-9-]{30,}(?:/[A-Za-z0-9_-]+)?`,
    examples: [
      "url: «https://contoso.webhook.office.com/webhookb2/" +
        "7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714@92d05fbe-6a8c-3b1d-4e7f-20915ac6d83b/IncomingWebhook/9c1f09a3b8e24d5560f1c9d8ab3e7714/5fbe92d0-6a8c-3b1d-4e7f-20915ac6d83b» 🔔",
    ],
    nearMisses: [
      "https://contoso.webhook.office.com/webhookb2/00000000-0000-0000-0000-000000000000@00000000-0000-0000-0000-000000000000/IncomingWebhook/00000000000000000000000000000000/00000000-0000-0000-0000-000000000000",
      "https://contoso.webhook.office.com/webhookb2/docs",
    ],
    reference: "Microsoft Teams documentation: incoming webhooks",
  },
  {
    ...WEBHOOK,
    id: "power_automate_webhook",
    name: "Signed trigger address of Azure Logic Apps or Power Automate",
    source: String.raw`https://[a-z0-9.-]+\.(?:logic\.azure\.com|environment\.api\.powerplatform\.com)(?::\d+)?/[^\s"'<>]*[?&]sig=[A-Za-z0-9%_-]{20,}`,
    examples: [
      "«https://prod-07.westeurope.logic.azure.com:443/workflows/9c1f09a3b8e24d5560f1c9d8ab3e7714/triggers/manual/paths/invoke?api-version=2016-10-01&sig=" +
        "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqXwV8»",
    ],
    nearMisses: [
      "https://prod-07.westeurope.logic.azure.com:443/workflows/9c1f/triggers/manual/paths/invoke?sig=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "https://prod-07.westeurope.logic.azure.com:443/workflows",
    ],
    reference: "Azure Logic Apps documentation: request triggers",
  },
  {
    ...WEBHOOK,
    id: "automation_webhook",
    name: "Webhook of Zapier, Make, IFTTT or Pipedream",
    source:
      String.raw`https?://(?:hooks\.zapier\.com/hooks/catch/[A-Za-z0-9/]{12,}|hook\.(?:[a-z0-9]+\.)?(?:make|integromat)\.com/[a-z0-9]{20,}|` +
      String.raw`maker\.ifttt\.com/trigger/[A-Za-z0-9_-]+/(?:json/)?with/key/[A-Za-z0-9_-]{16,}|[a-z0-9]+\.m\.pipedream\.net)`,
    examples: [
      "«https://hooks.zapier.com/hooks/catch/" + "7719034/b8e24d5/»",
      "«https://hook.eu2.make.com/" + "q8zt3lmx7vkc2rwn9spd4yhbkq9xz2mw»",
      "触发器 «https://maker.ifttt.com/trigger/door/with/key/" + "kQ9xZ2mW8vB4nL6pR1tY5s»",
    ],
    nearMisses: [
      "https://hooks.zapier.com/hooks/catch/xxxxxxx/xxxxxxx/",
      "https://hook.eu2.make.com/docs",
      "https://zapier.com/apps",
    ],
    reference: "Zapier, Make, IFTTT and Pipedream documentation: webhooks",
  },
  {
    ...WEBHOOK,
    id: "chat_webhook",
    name: "Webhook of Google Chat, DingTalk, WeCom, Feishu, Lark or Mattermost",
    source:
      String.raw`https://(?:chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_-]+/messages\?key=[^\s"'<>]{30,}|oapi\.dingtalk\.com/robot/send\?access_token=[a-f0-9]{64}|` +
      String.raw`qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[a-f0-9-]{36}|open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/(?:v2/)?hook/[A-Za-z0-9-]{20,})`,
    examples: [
      "«https://chat.googleapis.com/v1/spaces/AAQAq8Zt3Lm/messages?key=" +
        "AIzb7Q&token=kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dC»",
      "机器人 «https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" +
        "7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714»。",
      "«https://open.feishu.cn/open-apis/bot/v2/hook/" + "7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714»",
    ],
    nearMisses: [
      "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000",
      "https://oapi.dingtalk.com/robot/send",
    ],
    reference: "Google Chat, DingTalk, WeCom and Feishu documentation: bot webhooks",
  },
  {
    ...WEBHOOK,
    id: "generic_webhook",
    name: "Webhook address that ends in something random",
    source: String.raw`https?://[^\s"'<>]*/(?:web)?hooks?/[^\s"'<>]*[A-Za-z0-9_-]{16,}`,
    core: "hook",
    validate: (value) => looksRandom(lastSegment(value)),
    confidence: 0.7,
    examples: [
      "POST «https://mattermost.example.com/hooks/" + "q8zt3lmx7vkc2rwn9spd4yhbkq»",
      "n8n: «https://n8n.example.com/webhook/" + "7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714» 🔔",
    ],
    nearMisses: [
      "https://example.com/docs/webhooks/handling-of-incoming-events",
      "https://example.com/hooks/list",
    ],
    reference: "No standard: the path and the randomness of its end",
  },
];
