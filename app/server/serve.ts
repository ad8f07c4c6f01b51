/**
 * The product's HTTP server: the gateway straight on the socket, health, static files, and the dashboard.
 *
 * It listens before the database is up, so that a taken port is said at once and whoever probes sees "starting".
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, type Socket } from "node:net";
import path from "node:path";
import { type ServerBuild } from "@remix-run/node";
import sirv from "sirv";
import { shareNodeEnv, type Env } from "~/env.server";
import { dialectOf, isGatewayPath } from "~/gateway/endpoints";
import { GatewayError, renderGatewayError } from "~/gateway/gateway-error";
import { listenOnNode } from "~/gateway/node-listener";
import { newId } from "~/lib/ids";
import { startRuntime, type Runtime } from "~/runtime.server";
import { createRemixListener } from "./remix-listener";

export interface RunningServer {
  /** Where the server listens, for messages to people. */
  origin: string;
  /** Stops accepting, lets running requests finish, flushes traces, stops the embedded database. */
  stop(): Promise<void>;
}

/** What stands in the way of starting, in one line that says what to do. */
export class ServerStartError extends Error {
  override name = "ServerStartError";
}

/** Running requests get this long to finish on shutdown. */
const DRAIN_MS = 30_000;
const SWEEP_MS = 100;
/** Longer than the idle time of common load balancers (60 s), so that it is they who close a connection. */
const KEEP_ALIVE_MS = 75_000;

type State = "starting" | "ready" | "draining";
type Listener = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  res.end(JSON.stringify(body));
}

function sendUnavailable(req: IncomingMessage, res: ServerResponse, state: State): void {
  const error = new GatewayError("draining", `Grepture is ${state}. Try again in a moment.`, {
    headers: { "retry-after": "2", connection: "close" },
  });
  const { url = "/", headers } = req;
  const addressee = { dialect: dialectOf({ url, headers }), requestId: newId() };
  const answer = renderGatewayError(error, addressee, {});
  if (isGatewayPath(url)) res.writeHead(answer.status, answer.headers).end(answer.body);
  else res.writeHead(503, { "content-type": "text/plain", ...error.headers }).end(`${error.message}\n`);
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const where = `${env.HOST}:${env.PORT}`;
      reject(
        new ServerStartError(
          error.code === "EADDRINUSE"
            ? `PORT: ${where} is already in use; stop the other program, or set PORT to a free one`
            : `HOST, PORT: cannot listen on ${where} (${error.code ?? error.message})`,
        ),
      );
    });
    server.listen(env.PORT, env.HOST, resolve);
  });
}

async function createListener(runtime: Runtime): Promise<Listener> {
  const { env, gateway } = runtime;
  shareNodeEnv(env);
  // Remix's generated build: a virtual module that exists only inside the bundle.
  const build: ServerBuild = await import("virtual:remix/server-build");
  const remix = createRemixListener({ build, appOrigin: env.APP_ORIGIN });
  const assets = sirv(path.resolve("build/client"), {
    etag: true,
    setHeaders: (res, pathname) => {
      const immutable = pathname.startsWith("/assets/");
      res.setHeader(
        "cache-control",
        immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      );
      res.setHeader("x-content-type-options", "nosniff");
    },
  });
  return (req, res) => {
    if (isGatewayPath(req.url ?? "/")) return listenOnNode((request) => gateway.handle(request), req, res);
    return new Promise((resolve, reject) => {
      assets(req, res, () => {
        remix(req, res).then(resolve, reject);
      });
    });
  };
}

/** @throws {ServerStartError} when the port is taken. @throws {DatabaseStartError} */
export async function startServer(env: Env): Promise<RunningServer> {
  let state: State = "starting";
  let runtime: Runtime | null = null;
  const unavailable: Listener = (req, res) => {
    sendUnavailable(req, res, state);
  };
  let listener = unavailable;

  const answer: Listener = async (req, res) => {
    if (req.url === "/healthz") {
      sendJson(res, 200, { status: "ok" });
    } else if (req.url === "/readyz") {
      const ready = state === "ready" && (await runtime?.isReady()) === true;
      sendJson(res, ready ? 200 : 503, { status: state === "ready" && !ready ? "database away" : state });
    } else {
      await listener(req, res);
    }
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (req, res) => {
    Promise.resolve(answer(req, res)).catch((error: unknown) => {
      runtime?.logger.error({ stack: error instanceof Error ? error.stack : null }, "a request failed");
      if (!res.headersSent) sendJson(res, 500, { error: { message: "Grepture failed. Try again." } });
      else res.destroy();
    });
  });
  const unused = unusedConnections(server);
  await listen(server, env);

  let ready: Listener;
  try {
    runtime = await startRuntime(env);
    ready = await createListener(runtime);
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await runtime?.stop();
    throw error;
  }
  state = "ready";
  listener = ready;
  const { logger } = runtime;
  const { port } = server.address() as AddressInfo;
  logger.info({ host: env.HOST, port, origin: env.APP_ORIGIN }, "Grepture is ready");

  const stop = async () => {
    state = "draining";
    listener = unavailable;
    logger.info("stopping: running requests may finish");
    await drain(server, unused);
    await runtime.stop();
    logger.info("stopped");
  };
  let stopping: Promise<void> | null = null;
  return { origin: env.APP_ORIGIN, stop: () => (stopping ??= stop()) };
}

/**
 * The connections on which no request has come yet, as they are at any time. Browsers and load balancers open some in
 * advance; Node counts them as busy until its timer for headers runs out.
 */
function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on("connection", (socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.on("request", (req) => unused.delete(req.socket));
  return unused;
}

function drain(server: Server, unused: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, DRAIN_MS);
    // A connection whose request has just finished would otherwise be kept for its caller's next one. A first request
    // that is on its way when this begins still comes before the first sweep, and is told that we are stopping.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of unused) socket.destroy();
    }, SWEEP_MS);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
  });
}
