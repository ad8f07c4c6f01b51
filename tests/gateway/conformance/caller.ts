/** One question, asked with a vendor's own SDK by its base URL alone, and what the SDK handed its user. */
import { Agent, fetch as undiciFetch } from "undici";
import { type ProviderId } from "~/providers/provider";
import { type Door } from "tests/support/sdk-clients";
import { type Scenario } from "tests/support/fake-provider/scenario";

export interface Question {
  /** Words of the fake provider: what it says and how it fails. */
  model: string;
  scenario: Scenario;
  streamed: boolean;
  /** Stands in the prompt and in X-Request-Id, so that both sides and the trace are found again. */
  tag: string;
}

export interface Heard {
  text: string;
  toolCalls: { name: string; args: unknown }[];
  /** Null where the protocol does not tell. */
  reasoning: string | null;
  signature: string | null;
  finish: string | null;
  /** As the vendor's SDK gives it. */
  usage: object | null;
}

/** What an SDK's error tells its user. */
export interface Told {
  kind: string;
  status: number | undefined;
  message: string;
}

/** The exchange below the SDK. */
interface Wire {
  url: string;
  sentBody: string;
  sentHeaders: Headers;
  status: number | null;
  headers: Headers | null;
  /** Everything that came before the answer ended or broke. */
  received: Promise<string>;
}

export interface Caller {
  name: string;
  protocol: ProviderId;
  /** @throws What the SDK throws. */
  ask: (door: Door, question: Question) => Promise<Heard>;
  /** Asks for a stream, reads its first event and leaves. */
  leave: (door: Door, question: Question) => Promise<void>;
  tell: (error: unknown) => Told;
}

export interface Outcome {
  heard: Heard | null;
  error: unknown;
  wire: Wire;
}

/** Everything that comes before an answer ends or breaks. */
export async function readAsFarAsItGoes(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = "";
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      text += decoder.decode(read.value, { stream: true });
    }
  } catch {
    // The cut is what the test is about; what came before it is the answer.
  }
  return text;
}

function markedHeaders(init: { headers?: unknown } | undefined, tag: string): Headers {
  const headers = new Headers(init?.headers as HeadersInit | undefined);
  headers.set("x-request-id", tag);
  return headers;
}

/** A fetch that keeps what went through it, and marks the request. */
function tappedFetch(tag: string): { fetch: typeof globalThis.fetch; wire: Wire } {
  const wire: Wire = {
    url: "",
    sentBody: "",
    sentHeaders: new Headers(),
    status: null,
    headers: null,
    received: Promise.resolve(""),
  };
  const tapped: typeof globalThis.fetch = async (input, init) => {
    wire.url = input instanceof Request ? input.url : String(input);
    wire.sentBody = typeof init?.body === "string" ? init.body : "";
    const headers = markedHeaders(init, tag);
    wire.sentHeaders = headers;
    const response = await fetch(input, { ...init, headers });
    wire.status = response.status;
    wire.headers = response.headers;
    wire.received = readAsFarAsItGoes(response.clone());
    return response;
  };
  return { fetch: tapped, wire };
}

/** Never throws: an error of the SDK is an outcome. */
export async function ask(caller: Pick<Caller, "ask">, door: Door, question: Question): Promise<Outcome> {
  const { fetch, wire } = tappedFetch(question.tag);
  try {
    return { heard: await caller.ask({ ...door, fetch }, question), error: null, wire };
  } catch (error) {
    return { heard: null, error, wire };
  }
}

export async function leave(caller: Caller, door: Door, question: Question): Promise<void> {
  // Connections of its own, closed with it: after an abort the global agent opens another one, for nobody.
  const agent = new Agent();
  // Not tapped: a second reader of the answer would keep the connection.
  const marked: typeof undiciFetch = (input, init) =>
    undiciFetch(input, { ...init, dispatcher: agent, headers: [...markedHeaders(init, question.tag)] });
  await caller.leave({ ...door, fetch: marked as unknown as typeof globalThis.fetch }, question);
  await agent.destroy();
}

/** The class that users catch. */
export function classOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

/** A red pixel, as small as PNG goes. */
export const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==";

export const TOOL_PARAMETERS = {
  get_weather: {
    type: "object",
    properties: { city: { type: "string" }, note: { type: "string" } },
    required: ["city"],
  },
  get_time: { type: "object", properties: { zone: { type: "string" } }, required: ["zone"] },
} as const;

export const ANSWER_SCHEMA = {
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer" } },
  required: ["name", "age"],
  additionalProperties: false,
} as const;
