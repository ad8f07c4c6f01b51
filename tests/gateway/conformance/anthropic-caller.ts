/** The official Anthropic SDK: messages. */
import { APIError } from "@anthropic-ai/sdk";
import { type Message, type MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import { sdkClients } from "tests/support/sdk-clients";
import {
  ANSWER_SCHEMA,
  classOf,
  PIXEL,
  TOOL_PARAMETERS,
  type Caller,
  type Heard,
  type Question,
} from "./caller";

function body({ model, scenario, tag }: Question): MessageCreateParamsNonStreaming {
  const text = { type: "text", text: `Hello from ${tag}` } as const;
  const source = { type: "base64", media_type: "image/png", data: PIXEL } as const;
  return {
    model,
    max_tokens: 2_048,
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    messages: [{ role: "user", content: scenario === "image" ? [{ type: "image", source }, text] : [text] }],
    ...(scenario === "tools" || scenario === "parallel-tools"
      ? {
          tools: Object.entries(TOOL_PARAMETERS).map(([name, schema]) => ({
            name,
            input_schema: { ...schema, required: [...schema.required] },
          })),
          tool_choice: { type: "auto", disable_parallel_tool_use: scenario === "tools" },
        }
      : {}),
    ...(scenario === "json-schema"
      ? { output_config: { format: { type: "json_schema", schema: { ...ANSWER_SCHEMA } } } }
      : {}),
    ...(scenario === "reasoning" ? { thinking: { type: "enabled", budget_tokens: 1_024 } } : {}),
  };
}

function read({ content, stop_reason, usage }: Message): Heard {
  const thought = content.find((block) => block.type === "thinking");
  const texts = content.filter((block) => block.type === "text");
  const calls = content.filter((block) => block.type === "tool_use");
  return {
    text: texts.map((block) => block.text).join(""),
    toolCalls: calls.map(({ name, input }) => ({ name, args: input })),
    reasoning: thought?.thinking ?? null,
    signature: thought?.signature ?? null,
    finish: stop_reason,
    usage,
  };
}

export const anthropicMessages: Caller = {
  name: "Anthropic messages",
  protocol: "anthropic",
  async ask(door, question) {
    const { messages } = sdkClients.anthropic(door);
    if (question.streamed) return read(await messages.stream(body(question)).finalMessage());
    return read(await messages.create(body(question)));
  },
  async leave(door, question) {
    const stream = await sdkClients.anthropic(door).messages.create({ ...body(question), stream: true });
    for await (const event of stream) if (event.type === "content_block_delta") return;
  },
  tell(error) {
    const status = error instanceof APIError ? (error as APIError).status : undefined;
    return { kind: classOf(error), status, message: error instanceof Error ? error.message : "" };
  },
};
