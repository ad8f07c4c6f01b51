/**
 * Whose secrets the catalogue means to find. The public sets have rules for hundreds of services whose keys nothing
 * marks as theirs; recall is given with them and without.
 */

/** First words of the sets' rules that are the first words of our pattern ids, too. */
const SAME_NAME =
  "adobe age airtable alibaba anthropic apify artifactory asana atlassian aws azure bitbucket buildkite circleci " +
  "clickhouse clickup cloudflare confluent contentful courier curl databricks digitalocean discord doppler dropbox " +
  "duffel dynatrace easypost elevenlabs facebook figma flutterwave frameio gcp generic github gitlab gocardless google " +
  "grafana groq harness heroku honeycomb hubspot huggingface infracost intercom intra42 jwt klaviyo launchdarkly linear " +
  "mailchimp mailgun mandrill mapbox mongodb netlify new notion npm nuget onesignal openai openshift paypal perplexity " +
  "plaid planetscale posthog postman prefect private pulumi pypi rapidapi readme replicate rubygems salesforce scaleway " +
  "scalingo segment sendgrid sentry shippo shopify slack snyk sonar sourcegraph square stackhawk stripe supabase " +
  "tailscale telegram telnyx terraform twilio twitter typeform vercel wandb xai yandex";

/** First word of a rule, and how the ids of our patterns for it begin. */
const OTHER_NAME = {
  alibabacloud: "alibaba",
  asanaoauth: "asana",
  azureopenai: "azure",
  azuresearch: "azure",
  azurestorage: "azure",
  cratesio: "crates",
  dockerhub: "docker",
  frame: "frameio",
  hashicorp: "terraform",
  microsoft: "teams",
  microsoftteamswebhook: "teams",
  msteams: "teams",
  mysql: "connection",
  netrc: "password",
  newrelic: "new",
  nvapi: "nvidia",
  odbc: "connection",
  pem: "private",
  postgres: "connection",
  privkey: "private",
  rabbitmq: "connection",
  sendinblue: "brevo",
  sonarcloud: "sonar",
  sonarqube: "sonar",
  squareup: "square",
  tineswebhook: "automation",
  zapierwebhook: "automation",
  zohocrm: "zoho",
} as const;

/** The first word of the ids of our patterns, by the first word of a rule. */
export const ISSUERS: ReadonlyMap<string, string> = new Map([
  ...SAME_NAME.split(" ").map((name) => [name, name] as const),
  ...Object.entries(OTHER_NAME),
]);

/**
 * Rules for what an issuer gives out besides secrets, all of them, found or not: ids of clients and applications, names of
 * users and accounts, hosts, public keys. We find some of these, and need not.
 */
const IDENTIFIER_RULES: ReadonlySet<string> = new Set([
  ..."adobe asana bitbucket discord".split(" ").map((issuer) => `${issuer}-client-id`),
  "flutterwave-public-key",
  "gcp-service-account",
  "new-relic-user-api-id",
  ...(
    "adobe.2 age.1 artifactory.2 asana.1 azure.devops.2 azureopenai.host.1 azuresearch.url.1 azurestorage.name.1 " +
    "bitbucket.1 confluent.1 databricks.3 discord.3 facebook.1 github.5 google.1 mapbox.1 mongodb.2 paypal.1 " +
    "planetscale.2 salesforce.2 shopify.2 sonarqube.2 squareup.1 twilio.1 twitter.1"
  )
    .split(" ")
    .map((rule) => `kingfisher.${rule}`),
]);

/** @param rule `asana-client-id`, `kingfisher.shopify.2`. */
export function asksForSecret(rule: string): boolean {
  return !IDENTIFIER_RULES.has(rule);
}

/** @param rule `github-pat`, `kingfisher.github.1`. */
export function isServedRule(rule: string): boolean {
  const [issuer = ""] = rule.replace(/^kingfisher\./, "").split(/[.-]/);
  return ISSUERS.has(issuer);
}
