/** Where OpenAI's API is and how it is told who calls. */

/** @param baseUrl Without the version path, as in OPENAI_BASE_URL. @param path Begins with `/v1/`. */
export function openaiUrl(baseUrl: string, path: string, query: string): URL {
  return new URL(baseUrl + path + query);
}

export function openaiCredential(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
