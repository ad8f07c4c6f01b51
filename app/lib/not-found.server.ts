/** What a loader or an action throws when an address leads nowhere, for whatever reason. */
export function notFound(): Response {
  return new Response("Not Found", { status: 404, statusText: "Not Found" });
}
