/**
 * The way of an answer's text back to the caller: output rules first, then the values behind tokens, which no rule sees
 * again. The trace keeps what is between the two.
 */
import { answerTextParts } from "~/providers/answer-text";
import { EventNumbers } from "~/providers/chat-completions/event-numbers";
import { type StreamFrame } from "~/providers/codec";
import { type EventTextReader } from "~/providers/event-text";
import { PROTOCOLS } from "~/providers/registry";
import { type StreamObserver } from "~/providers/stream-observer";
import { withoutProbabilities } from "~/providers/token-probabilities";
import { replaceJsonValues, type TextPart } from "~/redaction/json-text";
import { RestoreStream } from "~/redaction/restore-stream";
import { isJsonLike, restoreInJson, restoreInText } from "~/redaction/restore-tokens";
import { type CompiledRules } from "~/rules/compile";
import { type ConditionFacts } from "~/rules/compile-conditions";
import { RuleBlockedError } from "~/rules/rule-block";
import { type RuleHitResult } from "~/rules/rule-hit";
import { runRules } from "~/rules/run-rules";
import { StreamRules } from "~/rules/stream-rules";
import { ruleWholeTexts, StreamArguments, StreamText } from "~/rules/stream-text";
import { type TraceRecorder } from "~/traces/recorder";
import { type Endpoint } from "./endpoints";
import { HeldAnswer } from "./hold-answer";
import { EventRewriter } from "./rewrite-events";
import { type TokenSession } from "./token-vault";

/** Rewrites the events of a stream. */
export interface FrameRewriter {
  /** @throws {RuleBlockedError} */
  rewrite(frame: StreamFrame): Promise<StreamFrame[]>;
  /** What waits at the end of the stream, however it ended. @throws {RuleBlockedError} */
  finish(): Promise<StreamFrame[]>;
}

export interface AnswerRulesOptions {
  readonly rules: CompiledRules;
  readonly facts: ConditionFacts;
  readonly endpoint: Endpoint;
  readonly requestId: string;
  readonly tokens: TokenSession;
  /** The provider may have been told tokens. */
  readonly restores: boolean;
  readonly trace: TraceRecorder;
}

/** A buffered answer after the rules, and after the values were put back. */
export interface RuledAnswer {
  readonly shown: string;
  readonly said: string;
  readonly appliedRuleIds: readonly string[];
}

/** Of one request. */
export class AnswerRules {
  constructor(private readonly options: AnswerRulesOptions) {}

  /** Nothing to do: the provider's bytes may pass. */
  get isIdle(): boolean {
    return this.options.rules.output.rules.length === 0 && !this.options.restores;
  }

  /**
   * @param text The answer as JSON. @param parsed The same, parsed.
   * @throws {RuleBlockedError}
   */
  async whole(text: string, parsed: unknown): Promise<RuledAnswer> {
    const { shown, appliedRuleIds } = this.ruled(text, answerTextParts(parsed), { parsed });
    return { shown, said: await this.restored(shown), appliedRuleIds };
  }

  /** An answer that is text, or nothing that could be read. @param text Null for what was not read. */
  plain(text: string | null): Pick<RuledAnswer, "shown" | "appliedRuleIds"> {
    const source = JSON.stringify(text ?? "");
    const parts: TextPart[] = text === null || text === "" ? [] : [{ path: [], text }];
    const { shown, appliedRuleIds } = this.ruled(source, parts, { isUnread: text === null });
    const said: unknown = JSON.parse(shown);
    return { shown: typeof said === "string" ? said : "", appliedRuleIds };
  }

  private ruled(
    source: string,
    parts: readonly TextPart[],
    { isUnread = false, parsed }: { isUnread?: boolean; parsed?: unknown } = {},
  ) {
    const { rules, facts, requestId, tokens, trace } = this.options;
    if (rules.output.rules.length === 0) return { shown: source, appliedRuleIds: [] };
    const { replacements, hits, appliedRuleIds, block } = runRules(rules, {
      direction: "output",
      parts,
      source: isUnread ? null : source,
      unread: isUnread ? "the answer is no text and was not read" : null,
      facts,
      requestId,
      tokens,
    });
    trace.addRuleHits(hits);
    if (block) throw new RuleBlockedError(block);
    const others = replacements.length > 0 ? withoutProbabilities(parsed) : [];
    return { shown: replaceJsonValues(source, [...replacements, ...others]), appliedRuleIds };
  }

  private async restored(source: string): Promise<string> {
    const { tokens, restores } = this.options;
    const found = restores ? tokens.format.find(source) : [];
    if (found.length === 0) return source;
    return restoreInJson(source, tokens.format, await tokens.resolve(found.map(({ token }) => token)));
  }

  /** Null: the events may pass as they come. */
  stream(): StreamRewriting | null {
    const { endpoint } = this.options;
    const { dialect, operation } = endpoint;
    const read = PROTOCOLS[dialect].eventText(operation);
    return read && !this.isIdle ? new StreamRewriting(this.options, read) : null;
  }
}

/** The two stages for one stream. */
export class StreamRewriting implements FrameRewriter {
  private readonly rules: StreamRules | null;
  private readonly ruling: FrameRewriter | null;
  private readonly restoring: FrameRewriter | null;
  /** Reads what the rules let through, for the trace. */
  private readonly shown: StreamObserver | null;
  private readonly numbers = new EventNumbers();

  constructor(
    private readonly options: AnswerRulesOptions,
    private readonly read: EventTextReader,
  ) {
    const { rules, facts, requestId, tokens, restores, endpoint } = options;
    this.rules = rules.output.rules.length > 0 ? new StreamRules(rules, { facts, requestId, tokens }) : null;
    this.ruling = this.rules && !this.rules.isIdle ? this.rulingBy(this.rules) : null;
    this.restoring = restores ? this.restoringBy(tokens) : null;
    this.shown = this.ruling && PROTOCOLS[endpoint.dialect].observer(endpoint.operation);
  }

  /** What holds before the answer has said anything. @throws {RuleBlockedError} */
  begin(): void {
    this.rules?.begin();
  }

  async rewrite(frame: StreamFrame): Promise<StreamFrame[]> {
    return this.numbered(await this.restored(this.ruling ? await this.ruling.rewrite(frame) : [frame]));
  }

  async finish(): Promise<StreamFrame[]> {
    const frames = await this.restored((await this.ruling?.finish()) ?? []);
    return this.numbered([...frames, ...((await this.restoring?.finish()) ?? [])]);
  }

  private numbered(frames: StreamFrame[]): StreamFrame[] {
    if (this.options.endpoint.operation !== "responses") return frames;
    return frames.map((frame) => this.numbers.renumber(frame));
  }

  /** The answer as the rules left it, as a buffered one would have said it; null where they changed nothing. */
  assemble(): string | null {
    return this.shown?.assemble() ?? null;
  }

  get hits(): readonly RuleHitResult[] {
    return this.rules?.hits ?? [];
  }

  private async restored(frames: readonly StreamFrame[]): Promise<StreamFrame[]> {
    const restored: StreamFrame[] = [];
    for (const frame of frames) {
      this.shown?.read(frame);
      restored.push(...(this.restoring ? await this.restoring.rewrite(frame) : [frame]));
    }
    return restored;
  }

  private rulingBy(rules: StreamRules): FrameRewriter {
    if (rules.needsWholeAnswer)
      return new HeldAnswer(this.read, (parts, source) => this.ruleHeld(rules, parts, source));
    return new EventRewriter(this.read, {
      channel: ({ kind, place }) =>
        kind === "arguments" ? new StreamArguments(rules, place) : new StreamText(rules, place),
      wholes: (parts, repeats) => ruleWholeTexts(rules, parts, repeats),
      others: (event) => (rules.actions.length > 0 ? withoutProbabilities(event) : []),
    });
  }

  private ruleHeld(streamed: StreamRules, parts: readonly TextPart[], source: string) {
    const { rules, facts, requestId, tokens } = this.options;
    const body = { direction: "output", parts, source, unread: null, facts, requestId, tokens } as const;
    const { replacements, hits, block } = runRules(rules, body);
    streamed.recorder.add(hits);
    if (block) throw new RuleBlockedError(block);
    return replacements;
  }

  private restoringBy(tokens: TokenSession): FrameRewriter {
    const { format } = tokens;
    const resolve = (found: readonly string[]) => tokens.resolve(found);
    return new EventRewriter(this.read, {
      others: () => [],
      channel: ({ kind }) => new RestoreStream(format, resolve, kind === "arguments" ? true : null),
      wholes: async (parts) => {
        const found = parts.flatMap(({ text }) => format.find(text)).map(({ token }) => token);
        if (found.length === 0) return [];
        const values = await resolve(found);
        return parts.flatMap(({ text, ...place }) => {
          const restored = restoreInText(text, format, values, isJsonLike(text));
          return restored === text ? [] : { ...place, text: restored };
        });
      },
    });
  }
}
