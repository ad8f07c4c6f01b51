import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type ActionFunctionArgs,
  type AppLoadContext,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "~/components/nonce";
import "~/lib/load-context";
import { logger } from "~/lib/logger";
import { startRuntime } from "~/runtime.server";

// Under server.ts this is already done; under any other Remix host it happens here, before the first request.
await startRuntime();

/** Deferred data that is not there by then is given up; React gets a moment more to render the error. */
export const streamTimeout = 5_000;
const RENDER_GRACE_MS = 1_000;

/** Renders a document: to people as soon as the shell is ready, to crawlers when everything is. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = loadContext.cspNonce;
  const readyEvent = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    let shellSent = false;
    let responseStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        [readyEvent]() {
          shellSent = true;
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          responseStatus = 500;
          // A failure before the shell rejects and is reported by handleError.
          if (shellSent) logger().error({ err: error, requestId: loadContext.requestId }, "rendering failed");
        },
      },
    );
    setTimeout(abort, streamTimeout + RENDER_GRACE_MS).unref();
  });
}

/** Every unexpected failure of a loader, an action or the renderer; thrown responses do not come here. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted) return;
  const { pathname } = new URL(request.url);
  logger().error(
    { err: error, requestId: context.requestId, method: request.method, pathname },
    "page failed",
  );
}
