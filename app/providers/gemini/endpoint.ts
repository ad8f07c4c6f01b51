/** Where Gemini's API is and how it is told who calls. https://ai.google.dev/api/rest/generativelanguage */

/** @param baseUrl Without the version path, as in GEMINI_BASE_URL. @param query Without a key. */
export function geminiUrl(baseUrl: string, path: string, query: string): URL {
  return new URL(baseUrl + path + query);
}

/** Never `?key=`: URLs end up in logs. */
export function geminiCredential(key: string): Record<string, string> {
  return { "x-goog-api-key": key };
}

const COLLECTION = /^(models|tunedModels)\//;
const METHOD_PATH = /^\/v1(?:beta)?\/(models|tunedModels)\/([^/:]+):([A-Za-z]+)$/;

/** Where a chat with this model is asked for; a stream comes as server-sent events. */
export function geminiChatPath(model: string, stream: boolean): { path: string; query: string } {
  const collection = COLLECTION.exec(model)?.[1] ?? "models";
  const name = encodeURIComponent(model.replace(COLLECTION, ""));
  return {
    path: `/v1beta/${collection}/${name}:${stream ? "streamGenerateContent" : "generateContent"}`,
    query: stream ? "?alt=sse" : "",
  };
}

/** The model and the method of a path such as `/v1beta/models/gemini-pro:generateContent`; null for any other. */
export function readGeminiPath(path: string): { model: string; method: string } | null {
  const [, collection, name, method] = METHOD_PATH.exec(path) ?? [];
  if (name === undefined || method === undefined) return null;
  const model = decode(name);
  return { model: collection === "models" ? model : `${collection}/${model}`, method };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
