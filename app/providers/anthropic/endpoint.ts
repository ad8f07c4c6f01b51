/** Where Anthropic's API is and how it is told who calls. https://docs.anthropic.com/en/api/versioning */

const DEFAULT_VERSION = "2023-06-01";

/** @param baseUrl Without the version path, as in ANTHROPIC_BASE_URL. @param path Begins with `/v1/`. */
export function anthropicUrl(baseUrl: string, path: string, query: string): URL {
  return new URL(baseUrl + path + query);
}

/** A caller that names its own version is not overruled. OAuth tokens travel as bearers, keys in their own header. */
export function anthropicCredential(key: string): Record<string, string> {
  const version = { "anthropic-version": DEFAULT_VERSION };
  return key.startsWith("sk-ant-oat")
    ? { authorization: `Bearer ${key}`, ...version }
    : { "x-api-key": key, ...version };
}
