/** What the gateway reads from and changes in a request of OpenAI's protocol. */
import { setJsonMember } from "~/redaction/set-json-member";
import { type RequestRoute } from "../codec";
import { asString, isObject } from "../json-value";
import { type Operation, type RequestFacts } from "../protocol";

export function readOpenaiFacts(operation: Operation, body: unknown, route: RequestRoute): RequestFacts {
  if (!isObject(body)) return { model: route.model, stream: false, lacksUsage: false };
  const stream = body.stream === true;
  const options = isObject(body.stream_options) ? body.stream_options : {};
  const isOnDemand = operation === "chat" || operation === "completions";
  return {
    model: route.model ?? asString(body.model),
    stream,
    lacksUsage: stream && isOnDemand && options.include_usage !== true,
  };
}

/** The same request, asking for the usage chunk that a trace needs. */
export function askForUsage(source: string, body: unknown): string {
  const options = isObject(body) && isObject(body.stream_options) ? body.stream_options : {};
  return setJsonMember(source, "stream_options", JSON.stringify({ ...options, include_usage: true }));
}

/** Azure's API versions before this one refuse `stream_options`. https://learn.microsoft.com/azure/ai-services/openai/api-version-lifecycle */
const FIRST_VERSION_WITH_USAGE = "2024-09-01";

/** Whether the endpoint may be asked for the usage chunk. */
export function takesStreamOptions(url: URL): boolean {
  const version = url.searchParams.get("api-version");
  return (
    version === null || version === "preview" || version === "latest" || version >= FIRST_VERSION_WITH_USAGE
  );
}
