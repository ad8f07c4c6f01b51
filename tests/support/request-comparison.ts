/**
 * What a request lost on its way through another vendor's protocol without a word about it. Two canonical requests are
 * compared by what they mean: ids of calls may differ, neighbours may have been merged, and an instruction is one in
 * whatever role; but every difference has a warning whose path leads to it.
 */
import { type AssistantPart, type ChatMessage, type ChatRequest, type FunctionTool } from "~/providers/chat";
import { type Warnings } from "~/providers/codec";
import { isObject, type JsonObject, parseJson } from "~/providers/json-value";

/** One thing that somebody said. */
interface Atom {
  readonly path: string;
  readonly value: string;
}

const FIELDS = [
  ["temperature", "temperature"],
  ["topP", "top_p"],
  ["topK", "top_k"],
  ["seed", "seed"],
  ["frequencyPenalty", "frequency_penalty"],
  ["presencePenalty", "presence_penalty"],
  ["choices", "choices|n"],
  ["user", "user"],
  ["maxOutputTokens", "max_tokens"],
] as const;

/** Values that say what saying nothing says: every vendor's default, where a model takes no other. */
const SAYS_NOTHING: Partial<Record<keyof ChatRequest, unknown>> = {
  temperature: 1,
  topP: 1,
  frequencyPenalty: 0,
  presencePenalty: 0,
  choices: 1,
};

class Comparison {
  readonly unexplained: string[] = [];

  constructor(private readonly warnings: Warnings) {}

  /** Whether a warning is about this place, about what it is in, or about a part of it. */
  private isNamed(path: string): boolean {
    const places = this.warnings.map((warning) => warning.slice(0, warning.indexOf(": ")));
    const isWithin = (inner: string, outer: string) =>
      inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
    return places.some((place) => place === "more" || isWithin(path, place) || isWithin(place, path));
  }

  differs(paths: string, what: string): void {
    if (!paths.split("|").some((path) => this.isNamed(path))) this.unexplained.push(`${paths}: ${what}`);
  }

  fields(before: ChatRequest, after: ChatRequest): void {
    for (const [field, paths] of FIELDS) {
      const [was, is] = [before[field], after[field]];
      // What was not asked for may be given a value: a limit where there must be one.
      const isSilent = was === null || was === SAYS_NOTHING[field];
      if (!isSilent && was !== is) this.differs(paths, `${JSON.stringify(was)} became ${JSON.stringify(is)}`);
    }
    if (JSON.stringify(before.stop) !== JSON.stringify(after.stop)) this.differs("stop", "changed");
    if (before.stream !== after.stream) this.differs("stream", "changed");
    const asks = JSON.stringify(before.reasoning);
    const asked = before.reasoning && Object.values(before.reasoning).some((value) => value !== null);
    const isOff = before.reasoning?.effort === "none" || before.reasoning?.budgetTokens === 0;
    if (asked && !isOff && after.reasoning === null)
      this.differs("reasoning|reasoning_effort", `lost ${asks}`);
  }

  tools(before: ChatRequest, after: ChatRequest): void {
    const kept = new Map(
      after.tools.flatMap((tool) => (tool.type === "function" ? [[tool.name, tool]] : [])),
    );
    const { toolChoice } = before;
    before.tools.forEach((tool, index) => {
      const path = `tools[${index}]`;
      if (tool.type === "vendor") return this.differs(path, "a tool of the vendor's own");
      // Where a choice among some cannot be said, the others are not there to be chosen.
      if (toolChoice?.mode === "allowed" && !toolChoice.names.includes(tool.name)) return;
      const found = kept.get(tool.name);
      if (!found) this.differs(path, "lost");
      else this.tool(tool, found, path);
    });
    const order = after.tools.flatMap((tool) => (tool.type === "function" ? [tool.name] : []));
    const expected = before.tools.flatMap((tool) => (tool.type === "function" ? [tool.name] : []));
    const shared = expected.filter((name) => order.includes(name));
    if (order.filter((name) => shared.includes(name)).join() !== shared.join())
      this.differs("tools", "reordered");
  }

  private tool(was: FunctionTool, is: FunctionTool, path: string): void {
    if (was.description !== is.description) this.differs(path, "its description changed");
    if (was.strict === true && is.strict !== true) this.differs(`${path}.strict`, "no longer strict");
    const [before, after] = [schemaOf(was.parameters), schemaOf(is.parameters)];
    if (before !== after) this.differs(`${path}.parameters`, `${before} became ${after}`);
  }

  choice(before: ChatRequest, after: ChatRequest): void {
    // Calls of before may have to be told of, and forbidden, where there is nothing to choose.
    const hasTools = before.tools.some(({ type }) => type === "function");
    const was = choiceOf(before);
    // A tool of ours is one more, and gives the answer where none of theirs is called.
    if (hasTools && !hasAnswerTool(after) && was !== choiceOf(after))
      this.differs("tool_choice", `${was} became ${choiceOf(after)}`);
    const isAsked = before.parallelToolCalls === false && before.tools.length > 0 && was !== "none";
    if (isAsked && after.parallelToolCalls !== false) this.differs("parallel_tool_calls", "may be several");
  }

  format(before: ChatRequest, after: ChatRequest): void {
    const [was, is] = [before.responseFormat, after.responseFormat];
    if (was === null || was.type === "text") return;
    if (hasAnswerTool(after) && was.type === "json_schema") return;
    if (was.type !== is?.type)
      return this.differs("response_format", `${was.type} became ${is?.type ?? "nothing"}`);
    if (was.type === "json_schema" && is.type === "json_schema") {
      const [a, b] = [schemaOf(was.schema, true), schemaOf(is.schema, true)];
      if (a !== b) this.differs("response_format", `${a} became ${b}`);
    }
  }

  messages(before: ChatRequest, after: ChatRequest): void {
    const was = atomsOf(before.messages);
    const is = atomsOf(after.messages);
    this.sequence(was.instructions, is.instructions);
    this.sequence(was.said, is.said);
    before.messages.forEach((message, index) => {
      const path = `messages[${index}]`;
      const isLate =
        isInstruction(message) && before.messages.slice(0, index).some((one) => !isInstruction(one));
      if (isLate && !hasLateInstruction(after.messages)) this.differs(path, "an instruction lost its place");
      const name = message.role === "tool" ? null : message.name;
      const named = after.messages.some((one) => one.role !== "tool" && one.name === name);
      if (name !== null && !named) this.differs(`${path}.name`, "the speaker's name was lost");
    });
  }

  /** What was said is still said, in its order; what was added is told. */
  private sequence(was: readonly Atom[], is: readonly Atom[]): void {
    const { left, added } = difference(was, is);
    for (const { path, value } of left) this.differs(path, `lost ${value}`);
    // An instruction may stand for a format that the model knows no other word for.
    for (const { value } of added) this.differs("messages|response_format", `added ${value}`);
  }
}

/** A schema without what adds nothing to it. */
function schemaOf(schema: JsonObject | null, isClosed = false): string {
  const members = Object.entries(schema ?? {}).filter(([key, value]) => {
    const isEmptyList = key === "properties" && isObject(value) && Object.keys(value).length === 0;
    const isDescription = isClosed && key === "description";
    return !isEmptyList && !isDescription && !(isClosed && key === "additionalProperties" && value === false);
  });
  return JSON.stringify({ type: "object", ...Object.fromEntries(members) });
}

/** Without tools there is nothing to choose; one of one is that one. */
function choiceOf({ toolChoice: choice, tools }: ChatRequest): string {
  const names = tools.flatMap((tool) => (tool.type === "function" ? [tool.name] : []));
  if (names.length === 0) return "auto";
  if (choice?.mode === "tool") return `required ${choice.name}`;
  if (choice?.mode === "none") return "none";
  // Among those that are there.
  const among = choice?.mode === "allowed" ? names.filter((name) => choice.names.includes(name)) : names;
  const isRequired = choice?.mode === "allowed" ? choice.required : choice?.mode === "required";
  return `${isRequired ? "required" : "auto"} ${among.join()}`;
}

function hasAnswerTool({ tools }: ChatRequest): boolean {
  return tools.some((tool) => tool.type === "function" && tool.name === "grepture_json_answer");
}

const isInstruction = ({ role }: ChatMessage) => role === "system" || role === "developer";

function hasLateInstruction(messages: readonly ChatMessage[]): boolean {
  const first = messages.findIndex((message) => !isInstruction(message));
  return first >= 0 && messages.slice(first).some(isInstruction);
}

function atomsOf(messages: readonly ChatMessage[]): { instructions: Atom[]; said: Atom[] } {
  const instructions: Atom[] = [];
  const said: Atom[] = [];
  const calls = new Map<string, number>();
  messages.forEach((message, index) => {
    const path = `messages[${index}]`;
    if (message.role === "tool") {
      const text = message.content.map((part) => (part.type === "text" ? part.text : "?")).join("");
      const failed = message.isError === true ? " failed" : "";
      said.push({ path, value: `result ${String(calls.get(message.callId))}${failed} ${jsonOf(text)}` });
      return;
    }
    message.content.forEach((part: AssistantPart, place) => {
      const at = `${path}.content[${place}]`;
      if (part.type === "tool_call") calls.set(part.id, calls.size);
      const place_ = isInstruction(message) ? instructions : said;
      for (const value of sayings(part, calls))
        place_.push({ path: at, value: `${speakerOf(message)} ${value}` });
    });
  });
  return { instructions, said };
}

function speakerOf(message: ChatMessage): string {
  return isInstruction(message) ? "instruction" : message.role;
}

function sayings(part: AssistantPart, calls: ReadonlyMap<string, number>): string[] {
  switch (part.type) {
    case "tool_call": {
      const call = `call ${String(calls.get(part.id))} ${part.kind} ${part.name} ${jsonOf(part.arguments)}`;
      return part.proof ? [call, `proof ${part.proof.value}`] : [call];
    }
    case "reasoning":
      return [
        ...(part.text === "" ? [] : [`thought ${part.text}`]),
        ...(part.proof ? [`proof ${part.proof.value}`] : []),
      ];
    case "text":
    case "refusal":
      return part.text === "" ? [] : [`${part.type} ${part.text}`];
    case "media":
    case "vendor":
      return [JSON.stringify(part)];
  }
}

/** The same JSON is the same, however it is written. */
function jsonOf(text: string): string {
  const value = parseJson(text);
  return isObject(value) ? JSON.stringify(sorted(value)) : text;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, sorted(member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By the longest sequence that both have. */
function difference(was: readonly Atom[], is: readonly Atom[]): { left: Atom[]; added: Atom[] } {
  const lengths = Array.from({ length: was.length + 1 }, () => new Array<number>(is.length + 1).fill(0));
  for (let a = was.length - 1; a >= 0; a--) {
    for (let b = is.length - 1; b >= 0; b--) {
      const isSame = was[a]!.value === is[b]!.value;
      lengths[a]![b] = isSame
        ? lengths[a + 1]![b + 1]! + 1
        : Math.max(lengths[a + 1]![b]!, lengths[a]![b + 1]!);
    }
  }
  const left: Atom[] = [];
  const added: Atom[] = [];
  let [a, b] = [0, 0];
  while (a < was.length || b < is.length) {
    if (a < was.length && b < is.length && was[a]!.value === is[b]!.value) [a, b] = [a + 1, b + 1];
    else if (b >= is.length || (a < was.length && lengths[a + 1]![b]! >= lengths[a]![b + 1]!))
      left.push(was[a++]!);
    else added.push(is[b++]!);
  }
  return { left, added };
}

/** @returns Every difference that no warning names, for people. */
export function unexplainedLosses(before: ChatRequest, after: ChatRequest, warnings: Warnings): string[] {
  const comparison = new Comparison(warnings);
  comparison.fields(before, after);
  comparison.tools(before, after);
  comparison.choice(before, after);
  comparison.format(before, after);
  comparison.messages(before, after);
  return comparison.unexplained;
}
