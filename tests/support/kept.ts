/** Everything that a server under test has kept or shows, as text to search for what must not be in it. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createTestMember } from "./factories";
import { type GatewayWorld, type Tenant } from "./gateway-world";

/** Every value of every row of every table. */
export async function wholeDatabase({ database: { pool } }: GatewayWorld): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT format('%I', relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  );
  const dumps = await Promise.all(
    tables.map(({ name }) => pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
}

/** Every file of its data folder. */
export async function wholeDisk({ variables }: GatewayWorld): Promise<string> {
  const entries = await readdir(variables.DATA_DIR ?? "", { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, "latin1")))).join("\n");
}

/** Fetched side by side, so that the server and not the waiting takes the time. */
const PAGES_AT_ONCE = 4;

/** Signs in with the form, as a new owner of the organization. @returns The session's cookie. */
async function signIn({ server }: GatewayWorld, { organizationId }: Tenant): Promise<string> {
  const { email, password } = await createTestMember(organizationId, "owner");
  const answer = await fetch(`${server.origin}/login`, {
    method: "POST",
    headers: { origin: server.appOrigin },
    body: new URLSearchParams({ email, password }),
    redirect: "manual",
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (answer.status !== 302 || cookie === undefined) throw new Error(`signing in failed: ${answer.status}`);
  return cookie;
}

interface Dashboard {
  /** How many requests have a page. */
  requests: number;
  html: string;
}

/** Every page about an organization: its keys and rules, the list of its requests, and each request. */
export async function wholeDashboard(world: GatewayWorld, tenant: Tenant): Promise<Dashboard> {
  const cookie = await signIn(world, tenant);
  const page = async (below: string) => {
    const answer = await fetch(`${world.server.origin}/org/${tenant.slug}/${below}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${below} answered ${answer.status}`);
    return answer.text();
  };
  const pages = await Promise.all(["api-keys", "provider-keys", "rules"].map(page));
  const ids: string[] = [];
  for (let query: string | undefined = ""; query !== undefined;) {
    const list: string = await page(`traffic${query}`);
    pages.push(list);
    ids.push(...[...list.matchAll(/href="[^"?]*\/traffic\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ""));
    query = /href="[^"?]*\/traffic(\?before=[^"]+)"/.exec(list)?.[1];
  }
  const waiting = [...ids];
  const fetchAll = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      pages.push(await page(`traffic/${id}`));
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, fetchAll));
  return { requests: ids.length, html: pages.join("\n") };
}
