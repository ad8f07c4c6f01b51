import { type CategoryText } from "~/rules/categories/category-text";

export const SECRET_CATEGORIES = [
  {
    id: "api_key",
    label: "API key",
    explanation:
      "Keys and tokens that their issuer marks with a prefix: model providers, clouds, developer tools.",
    example: "AKIAQ3EGV7ZJ5XK2M4TN",
  },
  {
    id: "bearer_token",
    label: "Bearer token",
    explanation: "What follows “Bearer” in an Authorization header, and the value of a session's cookie.",
    example: "Authorization: Bearer mF_9.B5f-4.1JqM8sZ2xQ7wL0pR",
  },
  {
    id: "jwt",
    label: "JSON Web Token",
    explanation: "Signed tokens in three parts whose header can be read.",
    example: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.s1gNtuRe-of_42-c7V3xQ0mZpL8",
  },
  {
    id: "oauth_secret",
    label: "OAuth token or client secret",
    explanation: "Access and refresh tokens and client secrets, by their issuer's form or their name.",
    example: "client_secret=7f3kQ9xZ2mW8vB4nL6pR1tY5",
  },
  {
    id: "private_key",
    label: "Private key",
    explanation: "PEM, OpenSSH and PGP private keys, from the first line to the last.",
    example: "-----BEGIN PRIVATE KEY-----",
  },
  {
    id: "connection_string",
    label: "Connection string",
    explanation: "Addresses of databases, queues and storage accounts that carry a password or key.",
    example: "postgres://app:s3cr3tpw@db.example.com/app",
  },
  {
    id: "webhook_url",
    label: "Webhook address",
    explanation: "Addresses that let whoever knows them post: Slack, Discord, Teams and others.",
    example: "https://hooks.slack.com/services/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",
  },
  {
    id: "basic_auth",
    label: "Basic credentials",
    explanation: "User name and password in a Basic authorization header.",
    example: "Authorization: Basic amFuZTpzM2NyM3Rwdw==",
  },
  {
    id: "password",
    label: "Password",
    explanation: "What is assigned to a name such as “password”, in code, configuration and prose.",
    example: "password: h7#kQ9xZ",
  },
  {
    id: "generic_secret",
    label: "Other secret",
    explanation: "Random-looking values assigned to a name such as “secret”, “token” or “api key”.",
    example: "api_secret = 'q8Zt3LmX7vKc2RwN9sPd4YhB'",
  },
] as const satisfies readonly CategoryText[];
