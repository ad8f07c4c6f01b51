/** What server.ts hands to every loader, action and to the renderer, beside the request itself. */
declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    /** The nonce of this answer's Content-Security-Policy; inline scripts carry it. */
    cspNonce: string;
    /** The `X-Request-Id` of this answer; error pages show it. */
    requestId: string;
  }

  /** Loader data reaches components with its types as they are (dates stay dates). */
  interface Future {
    v3_singleFetch: true;
  }
}

export {};
