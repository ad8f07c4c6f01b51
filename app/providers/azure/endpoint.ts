/** Where an Azure OpenAI resource's API is and how it is told who calls. https://learn.microsoft.com/azure/ai-services/openai/reference */

/** The newest generally available version of the deployment paths. */
const DEFAULT_API_VERSION = "2024-10-21";
const BEARER_TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** Without what people copy along with it: a final slash, `/openai`, or all of a deployment's "target URI". */
function resourceUrl(endpoint: string): string {
  const [address = ""] = endpoint.split(/[?#]/, 1);
  return address.replace(/\/openai(\/.*)?$/, "").replace(/\/+$/, "");
}

/**
 * @param endpoint The resource's URL, as people copy it.
 * @param path Begins with `/openai/`.
 * @param apiVersion Of the stored key, for a caller that names none; the `/openai/v1` paths need none.
 */
export function azureUrl(endpoint: string, path: string, query: string, apiVersion: string | null): URL {
  const url = new URL(resourceUrl(endpoint) + path + query);
  if (!path.startsWith("/openai/v1/") && !url.searchParams.has("api-version")) {
    url.searchParams.set("api-version", apiVersion ?? DEFAULT_API_VERSION);
  }
  return url;
}

/** Where a deployment takes chat completions. */
export function azureChatPath(deployment: string): string {
  return `/openai/deployments/${encodeURIComponent(deployment)}/chat/completions`;
}

/** Keys have a header of their own; a token of Entra ID is a bearer. */
export function azureCredential(key: string): Record<string, string> {
  return BEARER_TOKEN.test(key) ? { authorization: `Bearer ${key}` } : { "api-key": key };
}
