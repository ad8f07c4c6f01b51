/** What a trace holds: one row for the request, and rows for its attempts, rule hits and bodies. */
import { type RequestOutcome } from "~/db/generated/enums";
import { type ProviderId, type Usage } from "~/providers/provider";
import { type RuleHitResult } from "~/rules/rule-hit";

export type { RequestOutcome };

/** One try against one provider key. Times are milliseconds since the epoch. */
export interface AttemptTrace {
  /** Null: a target that is none of them. */
  provider: ProviderId | null;
  /** Null: the caller's own key. */
  providerKeyId: string | null;
  model: string | null;
  status: number | null;
  errorClass: string | null;
  errorMessage: string | null;
  startedAt: number;
  durationMs: number;
  /** The request went out in another protocol than the caller's. */
  translated: boolean;
  /** Why another key was asked after this one; null on the last attempt. */
  movedOnBecause?: string | null;
}

/** What the caller said about its request. */
export interface RequestAnnotations {
  /** Groups the requests of one task. */
  readonly traceId: string | null;
  readonly sessionId: string | null;
  readonly label: string | null;
  readonly seq: number | null;
  readonly metadata: Readonly<Record<string, string>> | null;
}

export const NO_ANNOTATIONS: RequestAnnotations = {
  traceId: null,
  sessionId: null,
  label: null,
  seq: null,
  metadata: null,
};

/** A closed trace, as the writer receives it. Strings are already free of secrets. */
export interface Trace {
  organizationId: string;
  /** UUIDv7 of startedAt. */
  id: string;
  startedAt: number;
  requestId: string;
  apiKeyId: string | null;
  method: string;
  url: string | null;
  protocol: ProviderId | null;
  streaming: boolean;
  requestedModel: string | null;
  provider: ProviderId | null;
  providerKeyId: string | null;
  servedModel: string | null;
  status: number | null;
  outcome: RequestOutcome;
  errorCode: string | null;
  errorMessage: string | null;
  durationMs: number;
  firstByteMs: number | null;
  usage: Usage | null;
  /** US dollars as a decimal number; null when the model's price is unknown. */
  cost: string | null;
  annotations: RequestAnnotations;
  /** What was changed or left out, for people. */
  warnings: readonly string[];
  /** The original request went on unread because our own code failed. */
  passedThrough: boolean;
  ruleHits: readonly RuleHitResult[];
  attempts: readonly AttemptTrace[];
  zeroData: boolean;
  /** After redaction; null when none is stored. */
  requestBody: string | null;
  responseBody: string | null;
}

/** Bodies beyond this many characters are stored cut, and marked so. */
export const STORED_BODY_LIMIT = 256 * 1024;
