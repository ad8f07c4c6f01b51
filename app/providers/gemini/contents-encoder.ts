/**
 * Canonical messages as Google's contents: turns of a user and of the model that take turns, with every instruction
 * in one place beside them. https://ai.google.dev/api/generate-content#request-body
 */
import {
  type AssistantMessage,
  type ChatMessage,
  type SystemMessage,
  type ToolMessage,
  type UserPart,
} from "../chat";
import { BEGINNING, CONTINUE } from "../stand-in-turns";
import { type WarningList } from "../warning-list";
import { isObject, type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { encodeInto, NO_SIGNATURE } from "./answer-parts";
import { encodeFunctionResponse, missingResponse, type NamedCall } from "./function-response";
import { encodeMedia, type PartContext } from "./media-parts";
import { type GeminiModel } from "./models";
import { ownFields } from "./wire";

interface Result {
  readonly message: ToolMessage;
  readonly path: string;
}

interface Turn {
  readonly role: "user" | "model";
  readonly parts: JsonObject[];
  /** Of the model's turn. */
  readonly calls: NamedCall[];
  /** Of the user's turn. */
  readonly results: Result[];
}

function emptyTurn(role: Turn["role"]): Turn {
  return { role, parts: [], calls: [], results: [] };
}

type Content = JsonObject & { readonly role: Turn["role"]; readonly parts: JsonObject[] };

interface EncodedContents {
  readonly contents: readonly JsonObject[];
  readonly systemInstruction: JsonObject | null;
}

/** The result of a call: by its id, or by the tool's name where the vendor gave none. Taken out of the list. */
function takeResult({ id, name }: NamedCall, results: Result[]): Result | null {
  const isNamed = ({ message }: Result) => message.callId === id && message.name === name;
  const named = results.findIndex(isNamed);
  const place = named < 0 ? results.findIndex(({ message }) => message.callId === id) : named;
  return place < 0 ? null : (results.splice(place, 1)[0] ?? null);
}

class ContentsEncoder {
  private readonly turns: Turn[] = [];
  private readonly instructions: JsonObject[] = [];

  constructor(
    private readonly model: GeminiModel,
    private readonly warnings: WarningList,
  ) {}

  add(message: ChatMessage, path: string): void {
    const context: PartContext = { model: this.model, warnings: this.warnings, path };
    if ("name" in message && message.role !== "tool" && message.name !== null) {
      this.warnings.add(`${path}.name`, "speakers have no names here; left out");
    }
    switch (message.role) {
      case "system":
      case "developer":
        this.addInstruction(message, context);
        break;
      case "user":
        this.push(
          "user",
          message.content.flatMap((part, index) => this.userPart(part, index, context)),
        );
        break;
      case "assistant": {
        const calls = message.content.filter((part) => part.type === "tool_call");
        this.push("model", this.answer(message, context)).calls.push(...calls);
        break;
      }
      case "tool":
        this.push("user", []).results.push({ message, path });
    }
  }

  /** Another vendor's thoughts are its own: what this one thought, it signed, or it is not known whose it was. */
  private answer({ content }: AssistantMessage, context: PartContext): JsonObject[] {
    const said: JsonObject[] = [];
    content.forEach((part, index) => {
      const at = { ...context, path: `${context.path}.content[${index}]` };
      const whose = part.type === "reasoning" && part.proof ? part.proof.provider : "gemini";
      if (whose === "gemini") encodeInto(said, part, at);
      else this.warnings.add(at.path, `${PROVIDER_NAMES[whose]}'s thoughts cannot be sent back; left out`);
    });
    return said;
  }

  private addInstruction({ content }: SystemMessage, { path }: PartContext): void {
    const isLate = this.turns.some(({ parts, results }) => parts.length > 0 || results.length > 0);
    if (isLate) this.warnings.add(path, "instructions have one place, at the beginning; moved there");
    content.forEach((part, index) => {
      const fields = ownFields(part.vendor, `${path}.content[${index}]`, this.warnings);
      if (part.text !== "") this.instructions.push({ text: part.text, ...fields });
    });
  }

  private userPart(part: UserPart, index: number, context: PartContext): JsonObject[] {
    const at = { ...context, path: `${context.path}.content[${index}]` };
    if (part.type === "text") {
      const fields = ownFields(part.vendor, at.path, this.warnings);
      return part.text === "" && !part.vendor ? [] : [{ text: part.text, ...fields }];
    }
    if (part.type === "media") {
      const media = encodeMedia(part, at);
      return media ? [media] : [];
    }
    if (part.vendor.provider === "gemini") return [part.vendor.fields];
    this.warnings.add(at.path, `only ${PROVIDER_NAMES[part.vendor.provider]} knows this part; left out`);
    return [];
  }

  /** Neighbours of one role are one turn, and empty ones none. */
  private push(role: Turn["role"], parts: readonly JsonObject[]): Turn {
    const last = this.turns.findLast((turn) => turn.parts.length > 0 || turn.results.length > 0);
    const turn = last?.role === role ? last : emptyTurn(role);
    if (turn !== last) this.turns.push(turn);
    turn.parts.push(...parts);
    return turn;
  }

  finish(): EncodedContents {
    const turns = this.turns.filter(({ parts, results }) => parts.length > 0 || results.length > 0);
    // Calls that the conversation ends with are answered like any others.
    if ((turns.at(-1)?.calls.length ?? 0) > 0) turns.push(emptyTurn("user"));
    const contents: Content[] = [];
    turns.forEach((turn, index) => {
      const parts = turn.role === "model" ? this.signed(turn.parts) : this.answering(turn, turns[index - 1]);
      const last = contents.at(-1);
      if (last?.role === turn.role) last.parts.push(...parts);
      else if (parts.length > 0) contents.push({ role: turn.role, parts });
    });
    this.fitEnds(contents);
    const { instructions } = this;
    if (contents.length > 0 || instructions.length === 0) {
      return { contents, systemInstruction: instructions.length > 0 ? { parts: instructions } : null };
    }
    this.warnings.add("messages", "instructions alone are refused; sent as the user's");
    return { contents: [{ role: "user", parts: instructions }], systemInstruction: null };
  }

  /** Calls come after a user's turn, and the last turn is the user's where the model wants that. */
  private fitEnds(contents: Content[]): void {
    const [first] = contents;
    if (first?.role === "model" && first.parts.some(({ functionCall }) => isObject(functionCall))) {
      this.warnings.add("messages", "must begin with the user's; one was put before them");
      contents.unshift({ role: "user", parts: [{ text: BEGINNING }] });
    }
    if (!this.model.strictEnd || contents.at(-1)?.role !== "model") return;
    this.warnings.add("messages", "the model cannot go on with a begun answer; it is asked to continue");
    contents.push({ role: "user", parts: [{ text: CONTINUE }] });
  }

  /** The first call of a step is refused without a signature; of calls in parallel, only that one has one. */
  private signed(parts: readonly JsonObject[]): JsonObject[] {
    const first = this.model.signedCalls ? parts.findIndex(({ functionCall }) => isObject(functionCall)) : -1;
    return parts.map((part, index) =>
      index === first && !("thoughtSignature" in part) ? { ...part, thoughtSignature: NO_SIGNATURE } : part,
    );
  }

  /**
   * Every call of the turn before gets its one result, in the order of the calls. What the user said comes after them,
   * or before where that is refused.
   */
  private answering({ parts, results }: Turn, before: Turn | undefined): JsonObject[] {
    const rest = [...results];
    const responses: JsonObject[] = [];
    const media: JsonObject[] = [];
    const context = { model: this.model, warnings: this.warnings };
    for (const call of before?.calls ?? []) {
      const result = takeResult(call, rest);
      if (result) {
        const encoded = encodeFunctionResponse(result.message, call, { ...context, path: result.path });
        responses.push(encoded.part);
        media.push(...encoded.media);
      } else {
        this.warnings.add("messages", "a call has no result in the next turn; one that says so was added");
        responses.push(missingResponse(call, this.model));
      }
    }
    for (const { path } of rest) this.warnings.add(path, "answers no call of the turn before; left out");
    return this.model.strictEnd && responses.length > 0
      ? [...parts, ...responses, ...media]
      : [...responses, ...media, ...parts];
  }
}

export function encodeContents(
  messages: readonly ChatMessage[],
  model: GeminiModel,
  warnings: WarningList,
): EncodedContents {
  const encoder = new ContentsEncoder(model, warnings);
  messages.forEach((message, index) => encoder.add(message, `messages[${index}]`));
  return encoder.finish();
}
