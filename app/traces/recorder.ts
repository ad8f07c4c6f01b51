/**
 * Collects what happens to one request and hands the finished trace on exactly once, whichever of the end of the
 * answer, an error and the caller's leaving comes first.
 */
import { holdsApiKey } from "~/lib/api-key-format";
import { type ProviderId, type Usage } from "~/providers/provider";
import { type RuleHitResult } from "~/rules/rule-hit";
import { costOf } from "./cost";
import {
  NO_ANNOTATIONS,
  type AttemptTrace,
  type RequestAnnotations,
  type RequestOutcome,
  type Trace,
} from "./trace";

export interface TraceStart {
  /** A UUIDv7 of `startedAt`. */
  id: string;
  organizationId: string;
  requestId: string;
  apiKeyId: string | null;
  method: string;
  /** Path and query; credentials are taken out here. */
  url: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  zeroData: boolean;
}

/** How the request ended. */
export interface TraceEnd {
  outcome: RequestOutcome;
  /** Sent to the caller; null when it left before. */
  status: number | null;
  errorCode?: string | null;
  errorMessage?: string | null;
}

/** What the stages fill in as they learn it. */
export interface TraceFacts {
  protocol: ProviderId | null;
  annotations: RequestAnnotations;
  streaming: boolean;
  requestedModel: string | null;
  provider: ProviderId | null;
  providerKeyId: string | null;
  servedModel: string | null;
  usage: Usage | null;
  ruleHits: readonly RuleHitResult[];
  requestBody: string | null;
  responseBody: string | null;
}

const MAX_ERROR_MESSAGE = 2_000;
const MAX_WARNINGS = 50;
const STORABLE_CODE = /^[\w.-]{1,64}$/;
const CREDENTIAL_NAME = /^(key|api[-_]?key|access_token|token)$/i;
const API_KEY_ANYWHERE = /grp_[0-9A-Za-z]+/g;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function storableParameter(pair: string): string {
  const [name = ""] = pair.split("=", 1);
  const isSecret = CREDENTIAL_NAME.test(decoded(name)) || holdsApiKey(decoded(pair));
  return isSecret && name !== pair ? `${name}=[redacted]` : pair;
}

/** Takes credentials out of a path and query, so that it may be stored. */
export function storableUrl(url: string): string {
  const start = url.indexOf("?");
  if (start === -1) return url.replace(API_KEY_ANYWHERE, "grp_[redacted]");
  const query = url
    .slice(start + 1)
    .split(/(?=[&#])|(?<=[&#])/)
    .map(storableParameter)
    .join("");
  return `${url.slice(0, start)}?${query}`.replace(API_KEY_ANYWHERE, "grp_[redacted]");
}

export class TraceRecorder {
  private closed = false;
  private firstByteAt: number | null = null;
  private isPassedThrough = false;
  private isHeadSent = false;
  private readonly warnings: string[] = [];
  private readonly attempts: AttemptTrace[] = [];
  private readonly facts: TraceFacts = {
    protocol: null,
    annotations: NO_ANNOTATIONS,
    streaming: false,
    requestedModel: null,
    provider: null,
    providerKeyId: null,
    servedModel: null,
    usage: null,
    ruleHits: [],
    requestBody: null,
    responseBody: null,
  };

  constructor(
    private readonly start: TraceStart,
    private readonly write: (trace: Trace) => void,
    private readonly now: () => number = Date.now,
  ) {}

  get isClosed(): boolean {
    return this.closed;
  }

  learn(facts: Partial<TraceFacts>): void {
    Object.assign(this.facts, facts);
  }

  addRuleHits(hits: readonly RuleHitResult[]): void {
    if (hits.length > 0) this.facts.ruleHits = [...this.facts.ruleHits, ...hits];
  }

  attempt(attempt: AttemptTrace): void {
    this.attempts.push(attempt);
  }

  /** Another key is asked after the last attempt. */
  movedOn(because: string): void {
    const last = this.attempts.at(-1);
    if (last) last.movedOnBecause = because;
  }

  /** The caller has been told 200, whatever comes of the request. */
  headSent(): void {
    this.isHeadSent = true;
  }

  /** Something that was changed or left out, in a sentence without content. */
  warn(warning: string): void {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push(warning);
  }

  /** Our own code failed and the request, or its answer, went on unread. */
  passedThrough(): void {
    this.isPassedThrough = true;
    // The rules that take secrets out did not run to their end: what is left is not fit to be kept.
    this.learn({ requestBody: null, responseBody: null });
  }

  get keepsBodies(): boolean {
    return !this.start.zeroData && !this.isPassedThrough;
  }

  /** `openai:429,openai:200`, as X-Grepture-Attempts says it. */
  attemptSummary(): string {
    return this.attempts
      .map(
        ({ provider, status, errorClass }) => `${provider ?? "target"}:${status ?? errorClass ?? "failed"}`,
      )
      .join(",");
  }

  /** The first byte of an answer's body was sent on. */
  firstByte(): void {
    this.firstByteAt ??= this.now();
  }

  /** @returns Whether this call closed the trace; a later one changes nothing. */
  close(end: TraceEnd): boolean {
    if (this.closed) return false;
    this.closed = true;
    const { start, facts } = this;
    const keeps = !start.zeroData;
    // Written out field by field: spreading objects of this size takes 25 µs a request.
    this.write({
      id: start.id,
      organizationId: start.organizationId,
      requestId: start.requestId,
      apiKeyId: start.apiKeyId,
      startedAt: start.startedAt,
      method: start.method,
      zeroData: start.zeroData,
      url: keeps ? storableUrl(start.url) : null,
      annotations: keeps ? facts.annotations : withoutContent(facts.annotations),
      protocol: facts.protocol,
      streaming: facts.streaming,
      requestedModel: facts.requestedModel,
      provider: facts.provider,
      providerKeyId: facts.providerKeyId,
      servedModel: facts.servedModel,
      usage: facts.usage,
      cost: this.cost(),
      ruleHits: keeps ? facts.ruleHits : facts.ruleHits.map(withoutPlaces),
      requestBody: this.keepsBodies ? facts.requestBody : null,
      responseBody: this.keepsBodies ? facts.responseBody : null,
      // A warning names members of the caller's JSON.
      warnings: keeps ? this.warnings : [],
      passedThrough: this.isPassedThrough,
      attempts: keeps ? this.attempts : this.attempts.map(withoutMessage),
      status: this.sentStatus(end),
      outcome: end.outcome,
      errorCode: storableCode(end.errorCode),
      // A provider's message may quote the request.
      errorMessage: keeps ? storableMessage(end.errorMessage) : null,
      durationMs: Math.max(0, this.now() - start.startedAt),
      firstByteMs: this.firstByteAt === null ? null : Math.max(0, this.firstByteAt - start.startedAt),
    });
    return true;
  }

  private sentStatus({ status }: TraceEnd): number | null {
    return this.isHeadSent && status !== null ? 200 : status;
  }

  private cost(): string | null {
    const { provider, servedModel, requestedModel, usage } = this.facts;
    const model = servedModel ?? requestedModel;
    if (provider === null || model === null || usage === null) return null;
    return costOf({ provider, model, usage, at: this.start.startedAt });
  }
}

/** Ids group requests and hold no content; the rest is the caller's own words. */
function withoutContent({ traceId, sessionId, seq }: RequestAnnotations): RequestAnnotations {
  return { traceId, sessionId, seq, label: null, metadata: null };
}

/** Paths name the keys of the caller's JSON. */
function withoutPlaces(hit: RuleHitResult): RuleHitResult {
  return { ...hit, spans: [] };
}

function withoutMessage(attempt: AttemptTrace): AttemptTrace {
  return { ...attempt, errorMessage: null };
}

/** A code is a word; what is not one may be a message, and is none. */
function storableCode(code: string | null | undefined): string | null {
  return code != null && STORABLE_CODE.test(code) ? code : null;
}

function storableMessage(message: string | null | undefined): string | null {
  return message?.slice(0, MAX_ERROR_MESSAGE) ?? null;
}
