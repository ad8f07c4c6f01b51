/** The official OpenAI SDK: chat completions, responses, and its Azure client. */
import type OpenAI from "openai";
import { APIError } from "openai";
import {
  type ChatCompletionChunk,
  type ChatCompletionCreateParamsNonStreaming,
} from "openai/resources/chat/completions";
import { type ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";
import { type Scenario } from "tests/support/fake-provider/scenario";
import { sdkClients } from "tests/support/sdk-clients";
import {
  ANSWER_SCHEMA,
  classOf,
  PIXEL,
  TOOL_PARAMETERS,
  type Caller,
  type Heard,
  type Question,
  type Told,
} from "./caller";

function tell(error: unknown): Told {
  const status = error instanceof APIError ? (error as APIError).status : undefined;
  return { kind: classOf(error), status, message: error instanceof Error ? error.message : "" };
}

const usesTools = (scenario: Scenario) => scenario === "tools" || scenario === "parallel-tools";

function chatBody({ model, scenario, tag }: Question): ChatCompletionCreateParamsNonStreaming {
  const text = `Hello from ${tag}`;
  const image = { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } } as const;
  return {
    model,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: scenario === "image" ? [{ type: "text", text }, image] : text },
    ],
    ...(usesTools(scenario)
      ? {
          tools: Object.entries(TOOL_PARAMETERS).map(([name, parameters]) => ({
            type: "function" as const,
            function: { name, parameters: { ...parameters }, strict: true },
          })),
          parallel_tool_calls: scenario === "parallel-tools",
        }
      : {}),
    ...(scenario === "json-schema"
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: "person", schema: { ...ANSWER_SCHEMA }, strict: true },
          },
        }
      : {}),
    ...(scenario === "reasoning" ? { reasoning_effort: "low" } : {}),
  };
}

async function readChat(stream: AsyncIterable<ChatCompletionChunk>): Promise<Heard> {
  const heard: Heard = {
    text: "",
    toolCalls: [],
    reasoning: null,
    signature: null,
    finish: null,
    usage: null,
  };
  const calls: { name: string; text: string }[] = [];
  for await (const { choices, usage } of stream) {
    heard.usage = usage ?? heard.usage;
    for (const { delta, finish_reason } of choices) {
      heard.finish = finish_reason ?? heard.finish;
      heard.text += delta.content ?? "";
      for (const { index, function: called } of delta.tool_calls ?? []) {
        const call = (calls[index] ??= { name: "", text: "" });
        call.name += called?.name ?? "";
        call.text += called?.arguments ?? "";
      }
    }
  }
  heard.toolCalls = calls.map(({ name, text }) => ({ name, args: JSON.parse(text) as unknown }));
  return heard;
}

async function askChat(client: OpenAI, question: Question): Promise<Heard> {
  const body = chatBody(question);
  if (question.streamed) {
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    return readChat(await client.chat.completions.create({ ...body, ...options }));
  }
  const { choices, usage } = await client.chat.completions.create(body);
  const calls = (choices[0]?.message.tool_calls ?? []).filter((call) => call.type === "function");
  return {
    text: choices[0]?.message.content ?? "",
    toolCalls: calls.map(({ function: called }) => ({
      name: called.name,
      args: JSON.parse(called.arguments) as unknown,
    })),
    reasoning: null,
    signature: null,
    finish: choices[0]?.finish_reason ?? null,
    usage: usage ?? null,
  };
}

async function leaveChat(client: OpenAI, question: Question): Promise<void> {
  const stream = await client.chat.completions.create({ ...chatBody(question), stream: true });
  for await (const { choices } of stream) if (choices[0]?.delta.content) return;
}

function responsesBody({ model, scenario, tag }: Question): ResponseCreateParamsNonStreaming {
  const text = `Hello from ${tag}`;
  const image = { type: "input_image", detail: "auto", image_url: `data:image/png;base64,${PIXEL}` } as const;
  return {
    model,
    instructions: "Be brief.",
    input: scenario === "image" ? [{ role: "user", content: [{ type: "input_text", text }, image] }] : text,
    ...(usesTools(scenario)
      ? {
          tools: Object.entries(TOOL_PARAMETERS).map(([name, parameters]) => ({
            type: "function" as const,
            name,
            parameters: { ...parameters },
            strict: true,
          })),
        }
      : {}),
    ...(scenario === "json-schema"
      ? {
          text: {
            format: { type: "json_schema", name: "person", schema: { ...ANSWER_SCHEMA }, strict: true },
          },
        }
      : {}),
    ...(scenario === "reasoning"
      ? { reasoning: { effort: "low", summary: "auto" }, include: ["reasoning.encrypted_content"] }
      : {}),
  };
}

function readResponse(response: OpenAI.Responses.Response, text: string, calls: Heard["toolCalls"]): Heard {
  const thought = response.output.find((item) => item.type === "reasoning");
  return {
    text,
    toolCalls: calls,
    reasoning: thought ? thought.summary.map((part) => part.text).join("") : null,
    signature: thought?.encrypted_content ?? null,
    finish: response.status ?? null,
    usage: response.usage ?? null,
  };
}

async function askResponses(client: OpenAI, question: Question): Promise<Heard> {
  const body = responsesBody(question);
  if (!question.streamed) {
    const response = await client.responses.create(body);
    const calls = response.output.filter((item) => item.type === "function_call");
    const toolCalls = calls.map(({ name, arguments: text }) => ({ name, args: JSON.parse(text) as unknown }));
    return readResponse(response, response.output_text, toolCalls);
  }
  let [text, last] = ["", -1];
  const calls = new Map<number, { name: string; text: string }>();
  for await (const event of await client.responses.create({ ...body, stream: true })) {
    if (event.sequence_number <= last) throw new Error(`event ${event.sequence_number} after ${last}`);
    last = event.sequence_number;
    if (event.type === "response.output_text.delta") text += event.delta;
    if (event.type === "response.output_item.added" && event.item.type === "function_call") {
      calls.set(event.output_index, { name: event.item.name, text: "" });
    }
    const call = "output_index" in event ? calls.get(event.output_index) : undefined;
    if (call && event.type === "response.function_call_arguments.delta") call.text += event.delta;
    if (event.type === "response.completed") {
      const toolCalls = [...calls.values()].map((one) => ({
        name: one.name,
        args: JSON.parse(one.text) as unknown,
      }));
      return readResponse(event.response, text, toolCalls);
    }
    // What the protocol says, and the SDK leaves to its user.
    if (event.type === "error") throw new Error(event.message);
  }
  throw new Error("the stream ended without response.completed");
}

async function leaveResponses(client: OpenAI, question: Question): Promise<void> {
  const stream = await client.responses.create({ ...responsesBody(question), stream: true });
  for await (const event of stream) if (event.type === "response.output_text.delta") return;
}

export const openaiChat: Caller = {
  name: "OpenAI chat completions",
  protocol: "openai",
  ask: (door, question) => askChat(sdkClients.openai(door), question),
  leave: (door, question) => leaveChat(sdkClients.openai(door), question),
  tell,
};

export const openaiResponses: Caller = {
  name: "OpenAI responses",
  protocol: "openai",
  ask: (door, question) => askResponses(sdkClients.openai(door), question),
  leave: (door, question) => leaveResponses(sdkClients.openai(door), question),
  tell,
};

export const azureChat: Caller = {
  name: "Azure OpenAI deployment",
  protocol: "azure",
  ask: (door, question) => askChat(sdkClients.azure(door), question),
  leave: (door, question) => leaveChat(sdkClients.azure(door), question),
  tell,
};
