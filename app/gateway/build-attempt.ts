/**
 * What one candidate is sent: own URL, headers and body, built from the immutable request. The caller's own bytes where
 * its protocol is spoken; else its chat, said in the provider's protocol.
 */
import { type IncomingHttpHeaders } from "node:http";
import { type Readable } from "node:stream";
import { askForUsage, takesStreamOptions } from "~/providers/chat-completions/request-facts";
import { type ChatRequest } from "~/providers/chat";
import { chatEndpoint } from "~/providers/chat-endpoint";
import { type Warnings } from "~/providers/codec";
import { CODECS } from "~/providers/codecs";
import { isObject, parseJson } from "~/providers/json-value";
import { mediaBarrier } from "~/providers/media-barrier";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { type Translation } from "~/providers/translated-stream";
import { setJsonMember } from "~/redaction/set-json-member";
import { type UpstreamRequest } from "~/upstream/send-attempt";
import { answerEncoding } from "./answer-encoding";
import { type Candidate, type Route } from "./choose-route";
import { type Destinations } from "./destinations";
import { streamsArray } from "./endpoints";
import { requestHeaders } from "./forward-headers";
import { GatewayError } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { openTarget, type Target } from "./open-target";
import { type Inbound } from "./read-inbound";

export interface BuiltAttempt {
  readonly target: Target;
  readonly send: UpstreamRequest;
  /** The model that is asked. */
  readonly model: string | null;
  /** Null: the answer is in the caller's protocol. */
  readonly translation: Translation | null;
  /** What the translation could not carry. */
  readonly warnings: Warnings;
  /** The chat is asked for as a stream. */
  readonly asksForStream: boolean;
  /** It is us who ask for the usage chunk of the stream. */
  readonly usageIsOurs: boolean;
}

/** The candidate cannot be asked this; a sentence says why. */
export interface Unfit {
  readonly reason: string;
  /** What the caller is told when no other candidate could be asked either; null: that in general. */
  readonly error: GatewayError | null;
}

export interface Outbound {
  readonly request: GatewayRequest;
  readonly route: Route;
  readonly inbound: Inbound;
  /** The body's source after the rules; null for a body that is not read. */
  readonly source: string | null;
}

interface Body {
  bytes: Buffer | Readable | null;
  usageIsOurs: boolean;
}

/** Builds the attempts of one request; what they share is worked out once, when it is first needed. */
export class AttemptBuilder {
  private chat: ChatRequest | Unfit | null = null;
  private readWarnings: Warnings = [];
  /** The caller's upload has been handed to an attempt. */
  private isSpent = false;

  constructor(
    private readonly destinations: Destinations,
    private readonly outbound: Outbound,
  ) {}

  /** @throws {GatewayError} what keeps the caller's own key from being asked. */
  build(candidate: Candidate): BuiltAttempt | Unfit {
    try {
      return candidate.isNative ? this.native(candidate) : this.foreign(candidate);
    } catch (error) {
      // A key of the chain is passed over: what is wrong with it says nothing about the next one.
      if (!(error instanceof GatewayError) || candidate.key === null) throw error;
      return { reason: error.message, error };
    }
  }

  /** The same protocol, path and bytes. */
  private native(candidate: Candidate): BuiltAttempt | Unfit {
    const { route, inbound, request } = this.outbound;
    const { endpoint } = route;
    if (this.isSpent) return SENT_ONCE;
    const target = openTarget(this.destinations, route, candidate, endpoint);
    const { bytes, usageIsOurs } = this.nativeBody(candidate.model, target);
    const isOpaque = inbound.body.kind === "opaque";
    this.isSpent = isOpaque;
    return {
      target,
      model: candidate.model ?? inbound.facts.model,
      translation: null,
      warnings: [],
      asksForStream: inbound.facts.stream,
      usageIsOurs,
      send: {
        url: target.url,
        method: request.method,
        headers: nativeHeaders(request.headers, target, isOpaque),
        body: bytes,
        // Events say what they are by their type; an array looks like any other JSON.
        stream: inbound.facts.stream && streamsArray(endpoint),
        publicOnly: target.publicOnly,
      },
    };
  }

  private nativeBody(model: string | null, target: Target): Body {
    const { inbound, source } = this.outbound;
    const { body, facts } = inbound;
    if (body.kind === "none") return { bytes: null, usageIsOurs: false };
    if (body.kind === "opaque") return { bytes: body.stream, usageIsOurs: false };
    const usageIsOurs = facts.lacksUsage && target.provider !== null && takesStreamOptions(target.url);
    let said = source ?? body.source;
    if (model !== null) said = setJsonMember(said, "model", JSON.stringify(model));
    if (usageIsOurs) said = askForUsage(said, body.json);
    return { bytes: said === body.source ? body.bytes : Buffer.from(said), usageIsOurs };
  }

  /** The caller's chat at another provider, or at this one with another model. */
  private foreign(candidate: Candidate): BuiltAttempt | Unfit {
    const { route, request } = this.outbound;
    const { provider, model } = candidate;
    const chat = this.readChat();
    if ("reason" in chat) return chat;
    if (provider === null || model === null) return noDefaultModel(provider);
    const { dialect } = route.endpoint;
    const barrier = shareProtocol(provider, dialect) ? null : mediaBarrier(chat);
    if (barrier) return { reason: barrier, error: null };
    const target = openTarget(
      this.destinations,
      route,
      candidate,
      chatEndpoint(provider, { model, stream: chat.stream }),
    );
    const { value, warnings } = CODECS[provider].encodeRequest({ ...chat, model, includeUsage: true });
    return {
      target,
      model,
      translation: { from: provider, to: dialect, encoding: answerEncoding(dialect, chat) },
      warnings: [...this.readWarnings, ...warnings],
      asksForStream: chat.stream,
      usageIsOurs: false,
      send: {
        url: target.url,
        method: request.method,
        // Of the caller's headers none: they speak to another vendor.
        headers: { "content-type": "application/json", accept: "*/*", ...target.credential },
        body: Buffer.from(JSON.stringify(value)),
        publicOnly: target.publicOnly,
      },
    };
  }

  private readChat(): ChatRequest | Unfit {
    this.chat ??= this.decodeChat();
    return this.chat;
  }

  private decodeChat(): ChatRequest | Unfit {
    const { route, inbound, source } = this.outbound;
    const { dialect, operation, route: path } = route.endpoint;
    const { body } = inbound;
    const untranslatable = { reason: "only chats are put into another provider's protocol", error: null };
    if (operation !== "chat" || body.kind !== "json") return untranslatable;
    const ruled = source === null || source === body.source ? body.json : parseJson(source);
    const decoded = isObject(ruled) ? CODECS[dialect].decodeRequest(ruled, path) : null;
    if (!decoded) return { reason: "the request is no chat that can be read", error: null };
    this.readWarnings = decoded.warnings;
    return decoded.value;
  }
}

const SENT_ONCE: Unfit = {
  reason: "the body was passed on as it came and cannot be sent again",
  error: null,
};

const CHAT_COMPLETIONS: readonly ProviderId[] = ["openai", "azure"];

function shareProtocol(one: ProviderId, other: ProviderId): boolean {
  return one === other || [one, other].every((provider) => CHAT_COMPLETIONS.includes(provider));
}

function noDefaultModel(provider: ProviderId | null): Unfit {
  const who = provider ? `${PROVIDER_NAMES[provider]} key` : "target";
  return { reason: `the ${who} has no default model to ask`, error: null };
}

function nativeHeaders(headers: IncomingHttpHeaders, { credential }: Target, isOpaque: boolean) {
  const forwarded = requestHeaders(headers, credential);
  // Of a body that is passed on as it comes, the length is the caller's; of any other, it is told by the client.
  const length = isOpaque ? headers["content-length"] : undefined;
  if (length !== undefined) forwarded["content-length"] = length;
  return forwarded;
}
