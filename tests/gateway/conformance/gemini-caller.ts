/** The official Google SDK: generateContent and its stream. */
import {
  ApiError,
  type GenerateContentParameters,
  type GenerateContentResponse,
  type Part,
} from "@google/genai";
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

function body({ model, scenario, tag }: Question): GenerateContentParameters {
  const parts: Part[] = [{ text: `Hello from ${tag}` }];
  if (scenario === "image") parts.push({ inlineData: { mimeType: "image/png", data: PIXEL } });
  return {
    model,
    contents: [{ role: "user", parts }],
    config: {
      systemInstruction: "Be brief.",
      ...(scenario === "tools" || scenario === "parallel-tools"
        ? {
            tools: [
              {
                functionDeclarations: Object.entries(TOOL_PARAMETERS).map(([name, schema]) => ({
                  name,
                  parametersJsonSchema: schema,
                })),
              },
            ],
          }
        : {}),
      ...(scenario === "json-schema"
        ? { responseMimeType: "application/json", responseJsonSchema: ANSWER_SCHEMA }
        : {}),
      ...(scenario === "reasoning"
        ? { thinkingConfig: { includeThoughts: true, thinkingBudget: 1_024 } }
        : {}),
    },
  };
}

function read(responses: readonly GenerateContentResponse[]): Heard {
  const parts = responses.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const thoughts = parts.filter((part) => part.thought);
  const texts = parts.filter((part) => !part.thought).map((part) => part.text ?? "");
  const calls = parts.flatMap((part) => part.functionCall ?? []);
  return {
    text: texts.join(""),
    toolCalls: calls.map(({ name = "", args }) => ({ name, args })),
    reasoning: thoughts.length > 0 ? thoughts.map((part) => part.text ?? "").join("") : null,
    signature: parts.find((part) => part.thoughtSignature)?.thoughtSignature ?? null,
    finish: responses.at(-1)?.candidates?.[0]?.finishReason ?? null,
    usage: responses.at(-1)?.usageMetadata ?? null,
  };
}

export const geminiGenerate: Caller = {
  name: "Gemini generateContent",
  protocol: "gemini",
  async ask(door, question) {
    const { models } = sdkClients.gemini(door);
    if (!question.streamed) return read([await models.generateContent(body(question))]);
    const responses: GenerateContentResponse[] = [];
    for await (const one of await models.generateContentStream(body(question))) responses.push(one);
    return read(responses);
  },
  async leave(door, question) {
    // This SDK lets go of the connection when it is told to, not when its user stops reading.
    const gone = new AbortController();
    const request = body(question);
    const config = { ...request.config, abortSignal: gone.signal };
    for await (const one of await sdkClients
      .gemini(door)
      .models.generateContentStream({ ...request, config })) {
      if (one.candidates) break;
    }
    gone.abort();
  },
  tell: (error) => ({
    kind: classOf(error),
    status: error instanceof ApiError ? error.status : undefined,
    message: error instanceof Error ? error.message : "",
  }),
};
