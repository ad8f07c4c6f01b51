/**
 * OpenAI responses, buffered and streamed: typed events with sequence numbers, no [DONE].
 * https://platform.openai.com/docs/api-reference/responses-streaming; `ResponseStreamEvent` of the SDK.
 */
import { EVENTS_TYPE, wholeScript, type Script } from "./dialect";
import { contentOf, jsonPieces, type Content, type Scenario, type TokenCounts } from "./scenario";

export function responsesUsage(tokens: TokenCounts) {
  return {
    input_tokens: tokens.input,
    input_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: tokens.written },
    output_tokens: tokens.output,
    output_tokens_details: { reasoning_tokens: tokens.reasoning },
    total_tokens: tokens.input + tokens.output,
  };
}

type Item = Record<string, unknown> & { id: string };

function outputItems({ textPieces, toolCalls, reasoning }: Content): Item[] {
  const thought = reasoning && {
    id: "rs_1",
    type: "reasoning",
    summary: [{ type: "summary_text", text: reasoning.pieces.join("") }],
    encrypted_content: reasoning.signature,
  };
  const calls = toolCalls.map(({ id, name, args }) => ({
    id: `fc_${id}`,
    type: "function_call",
    status: "completed",
    call_id: id,
    name,
    arguments: JSON.stringify(args),
  }));
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text: textPieces.join(""), annotations: [], logprobs: [] }],
  };
  return [...(thought ? [thought] : []), ...calls, ...(textPieces.length > 0 ? [message] : [])];
}

function response(status: string, output: readonly Item[], usage: object | null): Record<string, unknown> {
  return {
    id: "resp_1",
    object: "response",
    created_at: 1_700_000_000,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: "gpt-fake-1",
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    usage,
  };
}

const ERROR = { message: "The model is overloaded.", code: "server_error", param: null };

export function responsesWhole(scenario: Scenario): Script {
  const content = contentOf(scenario, false);
  const body = JSON.stringify(response("completed", outputItems(content), responsesUsage(content.tokens)));
  return wholeScript(body, { error: { ...ERROR, type: "server_error" } });
}

type Event = Record<string, unknown> & { type: string };

function reasoningEvents(item: Item, index: number, pieces: readonly string[]): Event[] {
  const at = { item_id: item.id, output_index: index, summary_index: 0 };
  const text = pieces.join("");
  return [
    { type: "response.output_item.added", output_index: index, item: { ...item, summary: [] } },
    { type: "response.reasoning_summary_part.added", ...at, part: { type: "summary_text", text: "" } },
    ...pieces.map((delta) => ({ type: "response.reasoning_summary_text.delta", ...at, delta })),
    { type: "response.reasoning_summary_text.done", ...at, text },
    { type: "response.reasoning_summary_part.done", ...at, part: { type: "summary_text", text } },
    { type: "response.output_item.done", output_index: index, item },
  ];
}

/** Several calls are in progress at once: their argument deltas come in turn, told apart by their item. */
function toolEvents({ toolCalls }: Content, items: readonly Item[]): Event[] {
  const added = items.map((item, index) => ({
    type: "response.output_item.added",
    output_index: index,
    item: { ...item, status: "in_progress", arguments: "" },
  }));
  const pieces = toolCalls.map(({ args }) => jsonPieces(args, 3));
  const deltas = [0, 1, 2].flatMap((round) =>
    items.map((item, index) => ({
      type: "response.function_call_arguments.delta",
      item_id: item.id,
      output_index: index,
      delta: pieces[index]?.[round] ?? "",
    })),
  );
  const done = items.flatMap((item, index) => [
    {
      type: "response.function_call_arguments.done",
      item_id: item.id,
      output_index: index,
      name: item.name,
      arguments: item.arguments,
    },
    { type: "response.output_item.done", output_index: index, item },
  ]);
  return [...added, ...deltas, ...done];
}

const textDelta = (index: number, delta: string): Event => ({
  type: "response.output_text.delta",
  item_id: "msg_1",
  output_index: index,
  content_index: 0,
  delta,
  logprobs: [],
});

function messageEvents(
  item: Item,
  index: number,
  pieces: readonly string[],
): Record<"added" | "said" | "done", Event[]> {
  const at = { item_id: item.id, output_index: index, content_index: 0 };
  const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
  const text = pieces.join("");
  return {
    added: [
      {
        type: "response.output_item.added",
        output_index: index,
        item: { ...item, status: "in_progress", content: [] },
      },
      { type: "response.content_part.added", ...at, part },
    ],
    said: pieces.map((delta) => textDelta(index, delta)),
    done: [
      { type: "response.output_text.done", ...at, text, logprobs: [] },
      { type: "response.content_part.done", ...at, part: { ...part, text } },
      { type: "response.output_item.done", output_index: index, item },
    ],
  };
}

/** Numbers the events in the order in which they are written. */
function numberedFramer(): (piece: string) => string {
  let sequence = 0;
  return (piece) => piece.replace('"sequence_number":0', `"sequence_number":${sequence++}`);
}

const frame = (event: Event) =>
  `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: 0 })}\n\n`;

export function responsesStream(scenario: Scenario): Script {
  const content = contentOf(scenario, true);
  const items = outputItems(content);
  const started = response("in_progress", [], null);
  const opening: Event[] = [
    { type: "response.created", response: started },
    { type: "response.in_progress", response: started },
  ];
  const said: Event[] = [];
  const closing: Event[] = [];
  for (const [index, item] of items.entries()) {
    if (item.type === "reasoning")
      said.push(...reasoningEvents(item, index, content.reasoning?.pieces ?? []));
    if (item.type !== "message") continue;
    const events = messageEvents(item, index, content.textPieces);
    (said.length === 0 ? opening : said).push(...events.added);
    said.push(...events.said);
    closing.push(...events.done);
  }
  said.push(
    ...toolEvents(
      content,
      items.filter((item) => item.type === "function_call"),
    ),
  );
  const completed = response("completed", items, responsesUsage(content.tokens));
  closing.push({ type: "response.completed", response: completed });
  return {
    headers: { "content-type": EVENTS_TYPE },
    opening: opening.map(frame),
    content: said.map(frame),
    closing: closing.map(frame),
    error: frame({ type: "error", ...ERROR }),
    errorOf: (body) => `data: ${body}\n\n`,
    malformed: 'event: response.output_text.delta\ndata: {"type":"response.out\n\n',
    filler: (text) => frame(textDelta(0, text)),
    framer: numberedFramer,
  };
}
