/** Keys that only their surroundings give away: the issuer's name and a word such as key or token. */
import { assignedTo, besideName, KEY_VALUE } from "~/detection/assignment";
import { KEY_END } from "~/detection/boundaries";
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn, looksRandom } from "~/detection/randomness";
import { isApiKey } from "~/lib/api-key-format";

/** Issuers whose keys have no form of their own, or had none. */
const ISSUERS =
  "adobe,aiven,akamai,alchemy,algolia,alibaba,aliyun,amplitude,anypoint,apify,apollo,artifactory,asana,assemblyai,atlassian," +
  "auth0,azure,bitbucket,bitly,braintree,bugsnag,buildkite,calendly,circleci,clarifai,clearbit,cloudflare,cloudinary," +
  "cloudsmith,codacy,codecov,codeclimate,cohere,coinbase,confluent,contentful,coveralls,datadog,dd api,deepgram,deepl,digitalocean," +
  "discord,docusign,dropbox,ebay,elastic,etherscan,etsy,eventbrite,facebook,fastly,figma,finnhub,firebase,flickr,foursquare," +
  "freshdesk,gitea,github,gitlab,gitter,giphy,gocardless,google,grafana,groq,heroku,hetzner,hubspot,huggingface,ibm,infura," +
  "instagram,intercom,ipinfo,jenkins,jfrog,jira,kraken,kucoin,launchdarkly,linear,linkedin,linode,logzio,loggly,mailchimp," +
  "mailgun,mailjet,mandrill,mapbox,mapquest,mattermost,maxmind,meraki,messagebird,message bird,mistral,mixpanel,moralis,netlify," +
  "new relic,newrelic,ngrok,notion,nuget,okta,onesignal,openai,openweathermap,openweather,opsgenie,oracle,pagerduty,paypal," +
  "paystack,pinterest,pipedrive,plaid,planetscale,postmark,pulumi,pusher,quickbooks,rapidapi,reddit,rollbar," +
  "salesforce,scaleway,sendbird,sendgrid,sendinblue,sentry,serpapi,shodan,shopify,sinch,slack,snyk," +
  "sonarqube,sonarcloud,sonar,sparkpost,splunk,spotify,squarespace,square,strava,stripe,sumologic,supabase,tencent,terraform," +
  "tiktok,todoist,tomtom,trello,travis,twilio,twitch,twitter,typeform,unsplash,uptimerobot,vercel,virustotal,vonage,vultr,wandb," +
  "weatherstack,webflow,wix,workday,yandex,yelp,youtube,zapier,zendesk,zoom";

export const KEYS_IN_CONTEXT: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "grepture_api_key",
    name: "Grepture API key",
    source: String.raw`\bgrp_[0-9A-Za-z]{49}`,
    validate: isApiKey,
    confidence: 0.99,
    examples: [
      "Authorization: Bearer «grp_" + "plPqWyah9rjvKFrnrs1OPF5dvJGy76K6h1aR3EglJpd1C6vDb»",
      "密钥«grp_" + "PMbFaWeOVOdepcnaaNXjXimqdw4jGwsy0kuLIyLUNOB0aaBn6»",
    ],
    nearMisses: [
      "grp_" + "plPqWyah9rjvKFrnrs1OPF5dvJGy76K6h1aR3EglJpd1C6vDc",
      "id_grp_" + "plPqWyah9rjvKFrnrs1OPF5dvJGy76K6h1aR3EglJpd1C6vDb",
      "grp_" + "plPqWyah9rjvKFrnrs1OPF5dvJGy76K6h1aR3EglJpd1C6vDb7",
      "grp_members_of_the_second_group",
    ],
    reference: "The form of our own keys: app/lib/api-key-format.ts",
  },
  {
    ...ISSUED_KEY,
    id: "key_after_escape",
    name: "Key of a common issuer right behind an escaped line end or tab",
    before: String.raw`\\[nrt]`,
    source:
      String.raw`(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{82}|glpat-[A-Za-z0-9_-]{20,}|A[KS]IA[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{35}|` +
      String.raw`sk-(?:ant|proj|svcacct|admin|or)-[A-Za-z0-9_-]{24,}|sk-[A-Za-z0-9]{32,64}|[sr]k_(?:live|test)_[A-Za-z0-9]{14,}|` +
      String.raw`xox[bpaoes]-[A-Za-z0-9-]{16,}|hf_[A-Za-z0-9]{34}|npm_[A-Za-z0-9]{36}|gsk_[A-Za-z0-9]{52}|SG\.[A-Za-z0-9_.-]{66})`,
    examples: [
      String.raw`{\"content\": \"keys:\n` + "«ghp_" + String.raw`kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiO»\n\"}`,
      String.raw`"🔑\t` + "«AKIA" + `7QX2M9BL4ZN6C1VT»"`,
    ],
    nearMisses: [String.raw`"\nghp_${"x".repeat(36)}"`, String.raw`"\nghp_list"`],
    reference: "The issuers' own patterns in this catalogue, which want a key to begin a word",
  },
  {
    ...ISSUED_KEY,
    id: "aws_secret_access_key",
    name: "AWS secret access key",
    before:
      String.raw`(?:${assignedTo(String.raw`(?:aws[\w. -]*secret|secret[ _-]?access[ _-]?key|aws[\w.-]*key)[\w.-]*`)}|` +
      String.raw`A[KS]IA[A-Z0-9]{16}["'\x60]?[ \t]*[,:;|/\s][ \t]*["'\x60]?)`,
    source: "[A-Za-z0-9/+]{40}",
    boundary: (before, after) => KEY_END(before, after) && !/^[/+=]/.test(after),
    validate: (value) =>
      /[a-z]/.test(value) && /[A-Z]/.test(value) && /[\d/+]/.test(value) && isFilledIn(value),
    confidence: 0.95,
    examples: [
      "AWS_SECRET_ACCESS_KEY=«kQ9xZ2mW8vB4nL6pR1tY" + "5sJ3uH0gF7dCaEiOyTqX»",
      '"SecretAccessKey": "«q8Zt3LmX7vKc2RwN9sPd' + '/YhBkQ9xZ2+W8vB4nL6p»"',
      "AKIA" + "7QX2M9BL4ZN6C1VT,«kQ9xZ2mW8vB4nL6pR1tY" + "5sJ3uH0gF7dCaEiOyTqX»",
      "秘密 aws_secret_key: «q8Zt3LmX7vKc2RwN9sPd" + "/YhBkQ9xZ2+W8vB4nL6p»",
    ],
    nearMisses: [
      "AWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "AWS_SECRET_ACCESS_KEY=kQ9xZ2mW8vB4nL6pR1tY" + "5sJ3uH0gF7dCaEiOyTqX7",
      "sha1 kQ9xZ2mW8vB4nL6pR1tY" + "5sJ3uH0gF7dCaEiOyTqX",
      "AWS_SECRET_ACCESS_KEY=${SECRET}",
    ],
    reference: "AWS IAM User Guide: access keys",
  },
  {
    ...SIZED_KEY,
    id: "twilio_auth_token",
    name: "Twilio auth token beside its account SID",
    before: String.raw`\bAC[a-f0-9]{32}["'\x60]?[ \t]*[,:;|/\s][ \t]*["'\x60]?`,
    source: "[a-f0-9]{32}",
    examples: [
      'Client("AC' + '7c1f09a3b8e24d5560f1c9d8ab3e7714", "«92d05fbe6a8c3b1d' + '4e7f20915ac6d83b»")  # 電話',
      "curl -u AC" + "7c1f09a3b8e24d5560f1c9d8ab3e7714:«92d05fbe6a8c3b1d" + "4e7f20915ac6d83b»",
    ],
    nearMisses: [
      "AC" + "7c1f09a3b8e24d5560f1c9d8ab3e7714, 00000000000000000000000000000000",
      "AC" + "7c1f09a3b8e24d5560f1c9d8ab3e7714, 92d05fbe6a8c3b1d4e7f20915ac6d83b77",
      "md5 92d05fbe6a8c3b1d4e7f20915ac6d83b",
    ],
    reference: "Twilio documentation: auth tokens",
  },
  {
    ...SIZED_KEY,
    id: "okta_api_token",
    name: "Okta API token",
    source: String.raw`\b00[A-Za-z0-9_-]{40}`,
    validate: looksRandom,
    context: ["okta", "ssws"],
    confidence: 0.9,
    examples: [
      "OKTA_API_TOKEN=«00" + "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqX»",
      "Authorization: SSWS «00" + "q8Zt3LmX7vKc2RwN9sPd-YhBkQ9xZ2_W8vB4nL6p» 🔑",
    ],
    nearMisses: [
      "okta 00xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "okta 00" + "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqX7",
      "record 00" + "kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqX",
    ],
    reference: "Okta developer documentation: API tokens",
  },
  {
    ...ISSUED_KEY,
    id: "key_of_named_issuer",
    name: "Random value beside a key's name and an issuer's",
    before: besideName(String.raw`(?:key|token|secret|credentials?)[\w.-]*|(?:auth|login|pat|sid)\b`),
    source: KEY_VALUE,
    boundary: (before, after) => KEY_END(before, after) && !/^[([{]/.test(after),
    validate: looksRandom,
    context: ISSUERS.split(","),
    confidence: 0.75,
    examples: [
      "DATADOG_API_KEY=«7c1f09a3b8e24d5560f1c9d8ab3e7714»",
      'algoliaAdminKey: "«92d05fbe6a8c3b1d4e7f20915ac6d83b»"',
      "HEROKU_API_KEY: «7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714»",
      "the Cloudflare token is «kQ9xZ2mW8vB4nL6pR1tY5sJ3uH0gF7dCaEiOyTqX»",
      "ключ Fastly, key=«q8Zt3LmX7vKc2RwN9sPd-YhBkQ9xZ2_W»",
    ],
    nearMisses: [
      "cache_key=7c1f09a3b8e24d5560f1c9d8ab3e7714",
      "DATADOG_API_KEY=your-datadog-key-2031",
      "datadog key = kQ9xZ2mW8vB4nL6pR1tY(x)",
      "DATADOG_API_KEY=${DD_KEY_2}",
    ],
    reference: "The issuers' documentation: keys of 20 to 88 letters, digits and a few signs",
  },
];
