/** One text of an answer on its way through the output rules. */
import {
  replaceJsonValues,
  textPartsOfJsonString,
  type JsonReplacement,
  type JsonStep,
  type TextPart,
} from "~/redaction/json-text";
import { findInTexts } from "~/rules/find-in-text";
import { formatPath } from "~/rules/format-path";
import { RuleDocument, type SpanOwner } from "~/rules/rule-document";
import { MAX_HELD, StreamAction, type StreamSegment } from "~/rules/stream-action";
import { type RunningAction, type StreamRules } from "~/rules/stream-rules";
import { WaitingText } from "~/rules/waiting-text";

/** A text that comes in pieces: what goes in, and what may go on of it. */
interface TextFilter {
  /** @throws {RuleBlockedError} */
  push(text: string): string;
  /** The text is complete. @throws {RuleBlockedError} */
  end(): string;
}

/** Counted elsewhere. */
const NOBODY: SpanOwner = { addSpan: () => undefined };

/** Looks for what conditions ask of the text. */
class Watch {
  private readonly held = new WaitingText();

  /** @param toBlock Text waits while it may become what a rule blocks; what is only logged lets it go at once. */
  constructor(
    private readonly rules: StreamRules,
    private readonly toBlock: boolean,
  ) {}

  push(text: string): string {
    const { held, rules } = this;
    held.add(text);
    const open = rules.watchedPatterns(this.toBlock).map((pattern) => ({
      pattern,
      ...pattern.findOpen(held, ""),
    }));
    const certain = open.filter(({ found, openFrom }) => found.some(({ end }) => end <= openFrom));
    if (text !== "") rules.learn(certain.map(({ pattern }) => pattern));
    const openFrom = Math.min(held.text.length, ...open.map((one) => one.openFrom));
    return held.text.length - openFrom > MAX_HELD
      ? held.release(held.text.length)
      : held.release(Math.max(held.from, openFrom));
  }

  end(): string {
    const { held, rules } = this;
    const patterns = rules.watchedPatterns(this.toBlock);
    if (held.text !== "") rules.learn(patterns.filter((pattern) => pattern.test(held.text, held.from)));
    const rest = held.release(held.text.length);
    held.clear();
    return rest;
  }
}

/** An action that fails stands aside or ends the answer, as its rule says. */
class GuardedAction {
  private readonly run: StreamAction;
  private hasFailed = false;

  constructor(
    private readonly rules: StreamRules,
    private readonly running: RunningAction,
  ) {
    const { rule, action } = running;
    this.run = new StreamAction(action, rules.means, ({ category }) =>
      rules.recorder.count(rule, action, category),
    );
  }

  push(segment: StreamSegment): StreamSegment[] {
    return this.hasFailed ? [segment] : this.attempt(() => this.run.push(segment));
  }

  end(): StreamSegment[] {
    return this.hasFailed ? [] : this.attempt(() => this.run.end());
  }

  private attempt(step: () => StreamSegment[]): StreamSegment[] {
    try {
      return this.rules.recorder.time(this.running.action, step);
    } catch {
      this.hasFailed = true;
      this.rules.fail(this.running, "it failed");
      return this.run.giveUp();
    }
  }
}

/** Plain text: a choice's content, a train of thought. */
export class StreamText implements TextFilter {
  private readonly listening: Watch;
  private readonly watch: Watch;
  private readonly actions: readonly GuardedAction[];
  private readonly path: string;
  private position = 0;

  /** @param place Where the text stands in the whole answer. */
  constructor(rules: StreamRules, place: readonly JsonStep[]) {
    this.listening = new Watch(rules, false);
    this.watch = new Watch(rules, true);
    this.actions = rules.actions.map((running) => new GuardedAction(rules, running));
    this.path = formatPath(place);
  }

  push(text: string): string {
    this.listening.push(text);
    return this.through([{ text: this.watch.push(text), owner: null }], false);
  }

  end(): string {
    this.listening.end();
    return this.through([{ text: this.watch.end(), owner: null }], true);
  }

  private through(segments: StreamSegment[], isEnd: boolean): string {
    for (const action of this.actions) {
      segments = segments.flatMap((segment) => action.push(segment));
      if (isEnd) segments.push(...action.end());
    }
    return segments.map((segment) => this.place(segment)).join("");
  }

  private place({ text, owner }: StreamSegment): string {
    owner?.addSpan(this.path, this.position, this.position + text.length);
    this.position += text.length;
    return text;
  }
}

/** Texts that are complete. @param repeats They have been counted before. @throws {RuleBlockedError} */
export function ruleWholeTexts(
  rules: StreamRules,
  parts: readonly TextPart[],
  repeats = false,
): JsonReplacement[] {
  if (parts.length === 0) return [];
  const texts = parts.map(({ text }) => text);
  const watched = [true, false].flatMap((toBlock) => rules.watchedPatterns(toBlock));
  rules.learn(watched.filter((pattern) => texts.some((text) => pattern.test(text))));
  const document = new RuleDocument(parts, null);
  for (const { rule, action } of rules.actions) {
    document.replaceFound(
      (open) => findInTexts(action, open, rules.means),
      ({ category, replacement }) => ({
        text: replacement,
        owner: repeats ? NOBODY : rules.recorder.count(rule, action, category),
      }),
    );
  }
  return document.read();
}

/** A tool's arguments: JSON, whose strings are texts of their own once it is complete. */
export class StreamArguments implements TextFilter {
  private source = "";
  private readonly isWaiting: boolean;

  constructor(
    private readonly rules: StreamRules,
    private readonly place: readonly JsonStep[],
  ) {
    this.isWaiting = !rules.onlyListens;
  }

  push(text: string): string {
    this.source += text;
    return this.isWaiting ? "" : text;
  }

  end(): string {
    const { source, place } = this;
    this.source = "";
    if (source === "") return "";
    const replacements = ruleWholeTexts(this.rules, textPartsOfJsonString([...place], source));
    if (!this.isWaiting) return "";
    const own = replacements.map((replacement) => ({ ...replacement, path: [] }));
    const ruled: unknown = JSON.parse(replaceJsonValues(JSON.stringify(source), own));
    return typeof ruled === "string" ? ruled : source;
  }
}
