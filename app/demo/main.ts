/**
 * `npm run demo`: the whole product on one machine without any account. Starts the echo provider and the server,
 * sends one request with personal data through the gateway, shows what became of it, and keeps serving.
 */
import { request } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv, processEnvironment, type Env } from "~/env.server";
import { fail, stopOnSignals } from "~/server/process-end";
import { startServer } from "~/server/serve";
import { listRequests } from "~/traces/queries";
import { startEchoProvider, type EchoProvider } from "./echo-provider";
import { DEMO_EMAIL, DEMO_PASSWORD, seedDemo, type DemoOrganization } from "./seed-demo";

const MESSAGE =
  "Hi, I am Jane Doe. Please refund my card 4242 4242 4242 4242 and confirm to jane.doe@example.com or +1 (415) 555-0132.";

/** Traces are written in batches, off the path of a request. */
const TRACE_WAIT_MS = 5_000;

interface Answer {
  requestId: string;
  rulesApplied: string;
  body: string;
}

/**
 * The demo's login is published, and its seed replaces provider keys: it listens on loopback alone, and neither a
 * DATABASE_URL nor the data that `npm start` keeps is ever its own.
 */
function demoEnv(echo: EchoProvider): Env {
  const { PORT, LOG_LEVEL = "warn", DATA_DIR = ".data" } = processEnvironment();
  return parseEnv({ PORT, LOG_LEVEL, DATA_DIR: path.join(DATA_DIR, "demo"), OPENAI_BASE_URL: echo.origin });
}

/** One chat completion, as any SDK would send it. */
function ask(env: Env, apiKey: string, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    const options = { host: env.HOST, port: env.PORT, path: "/v1/chat/completions", method: "POST", headers };
    request(options, (res) => {
      text(res).then((answer) => {
        resolve({
          requestId: String(res.headers["x-request-id"]),
          rulesApplied: String(res.headers["x-grepture-rules-applied"] ?? "none"),
          body: answer,
        });
      }, reject);
    })
      .on("error", reject)
      .end(body);
  });
}

/** What a message or an answer says, without the JSON around it. */
function contentOf(json: string): string {
  return /"content":\s*("(?:[^"\\]|\\.)*")/.exec(json)?.[1]?.replace(/^"|"$/g, "") ?? json;
}

function show(title: string, content: string): void {
  console.log(`\n  ${title}\n    ${content}`);
}

/** The page of one request, once its trace is stored; the list of all should that take too long. */
async function requestPage({ organizationId, slug }: DemoOrganization, requestId: string): Promise<string> {
  const list = `/org/${slug}/traffic`;
  const deadline = Date.now() + TRACE_WAIT_MS;
  while (Date.now() < deadline) {
    const { rows } = await listRequests({ organizationId, limit: 5 });
    const row = rows.find((one) => one.requestId === requestId);
    if (row) return `${list}/${row.id}`;
    await sleep(50);
  }
  return list;
}

async function demonstrate(env: Env, echo: EchoProvider, demo: DemoOrganization): Promise<void> {
  const { apiKey } = demo;
  const body = JSON.stringify({ model: "echo-1", messages: [{ role: "user", content: MESSAGE }] });
  const answer = await ask(env, apiKey, body);
  show("Your application sent", MESSAGE);
  show("The provider received", contentOf(echo.received.at(-1)?.body ?? "nothing"));
  show("Your application got back", contentOf(answer.body));
  show("X-Grepture-Rules-Applied", answer.rulesApplied);
  console.log(`
  Dashboard   ${env.APP_ORIGIN}${await requestPage(demo, answer.requestId)}
  Sign in     ${DEMO_EMAIL}  /  ${DEMO_PASSWORD}
  API key     ${apiKey}

  Try it      curl ${env.APP_ORIGIN}/v1/chat/completions \\
                -H "Authorization: Bearer ${apiKey}" -H "Content-Type: application/json" \\
                -d '{"model":"echo-1","stream":true,"messages":[{"role":"user","content":"I am at ada@example.com"}]}'

  Ctrl-C stops everything, the database included.
`);
}

async function main(): Promise<void> {
  const echo = await startEchoProvider();
  const env = demoEnv(echo);
  console.log("Starting Grepture with its own PostgreSQL and an echo provider …");
  const starting = startServer(env);
  const stop = stopOnSignals(starting, () => echo.close());
  await starting;
  try {
    await demonstrate(env, echo, await seedDemo("sk-echo-provider-takes-any-key"));
  } catch (error) {
    console.error(error);
    await stop(1);
  }
}

await main().catch(fail);
